"""Whether a deadline was kept is said only when every reading of the two texts agrees."""

from __future__ import annotations

import pytest

from xladdin.model.grammar.deadline import kept, read_deadline, read_moment


@pytest.mark.parametrize(
    ("deadline", "moment", "year", "expected"),
    [
        ("9月前", "7月", 2024, True),
        ("9月前", "8月31日", 2024, True),
        ("9月前", "9月", 2024, None),  # before 1 September, or before its end?
        ("9月前", "9月30日", 2024, None),
        ("9月前", "10月", 2024, False),
        ("12月底之前完成", "11月底", 2024, True),
        ("12月底之前完成", "12月31日", 2024, True),
        ("12月底之前完成", "12月", 2024, True),
        ("2021年11月30日前", "2021年11月30日", 2021, True),
        ("2021年11月30日前", "2021年12月1日", 2021, False),
        ("2021年11月30日前", "2021年11月", 2021, True),
        ("2021年11月15日前", "2021年11月", 2021, None),
        ("2021年11月30日前", "10月", 2021, True),
        ("2021年11月30日前", "10月", 2022, False),
        ("2021年11月30日前", "10月", 0, None),  # a year on one side only, and nobody says which year it was
        ("9月前", "2023年11月", 2024, True),
        ("9月前", "2025年1月", 2024, False),
        ("9月前", "2024年7月", 0, None),
        ("9月前", "7月", 0, True),
        ("1月前", "1月1日", 2024, None),
        ("6月中旬前", "6月上旬", 2024, True),
        ("6月中旬前", "6月15日", 2024, None),
        ("6月中旬前", "6月下旬", 2024, False),
        ("11月底完成", "11月20日", 2024, True),
        ("11月底完成", "12月5日", 2024, False),
        ("2023年底", "2023年11月", 2023, True),
        ("2023年底前", "2024年1月", 2023, False),
        ("9月完成", "9月30日", 2024, True),
        ("2024年前", "2023年12月", 2024, True),
        ("2024年前", "2024年3月", 2024, None),
        ("12月底前", "7月至9月", 2024, True),  # a period is over at its end
        ("三季度末", "第四季度", 2024, False),
        ("2023年秋季学期开学前", "2023年8月20日", 2023, True),
        ("2023年秋季学期开学前", "2023年9月1日", 2023, None),
    ],
)
def test_a_moment_against_a_deadline(deadline: str, moment: str, year: int, expected: bool | None) -> None:
    due, done = read_deadline(deadline), read_moment(moment)
    assert due is not None
    assert done is not None
    assert kept(done, due, year) is expected


@pytest.mark.parametrize(
    "text", ["9月前完成5个", "前", "底", "0月前", "13月前", "2月30日前", "30日前", "9月前未完成", "3年", "月底前"]
)
def test_other_texts_are_no_deadline(text: str) -> None:
    assert read_deadline(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "9月前",
        "13月",
        "2023年2月29日",
        "2024-13-01",
        "2024.7",
        "7.15",
        "7",
        "月",
        "末",
        "11月底未完成",
        "11月前完成",
        "预计11月完成",
    ],
)
def test_other_texts_are_no_moment(text: str) -> None:
    assert read_moment(text) is None
