"""The foot of a table: what stands beside a label, and what a form prints where nothing was filled in."""

from __future__ import annotations

import pytest

from xladdin.intake.understand.foot import foot_fields


@pytest.mark.parametrize(
    ("texts", "fields"),
    [
        (["填报人：", "联系电话：", "（单位盖章）"], {}),
        (["负责人：", "分管领导：", "　　　年　　月　　日"], {}),
        (["填报人：甲某", "联系电话：0991-1234567 （公章）"], {"filler": "甲某", "phone": "0991-1234567"}),
        (["填报人：____", "联系电话：＿＿＿＿"], {}),
        (["负责人：乙某（签字）", "填报日期：2025年 3月 1日"], {"responsible": "乙某", "date": "2025年3月1日"}),
        (["分管领导：丙某 年 月 日"], {"leader": "丙某"}),
        (["填报日期： 年 月 日"], {}),
    ],
)
def test_places_that_were_left_empty_hold_nothing(texts: list[str], fields: dict[str, str]) -> None:
    assert foot_fields(texts) == fields


def test_a_line_that_begins_with_no_label_is_no_foot() -> None:
    assert foot_fields(["产出指标", "（单位盖章）"]) is None
