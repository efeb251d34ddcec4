"""Typed texts as 评分表 shows them."""

from __future__ import annotations

import pytest

from xladdin.rules.reading.clean import clean_text, target_text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        (" 按时　完成 ", "按时 完成"),
        ("第一行\n第二行\t三", "第一行 第二行 三"),
        ("9５％", "9５%"),
        ("a\x00\x1fb", "ab"),
        *((text, "#N/A") for text in "#N/A #REF! #VALUE! #NAME? #DIV/0! #NUM! #NULL!".split()),
        ("#N/A ", "#N/A"),
        ("#REF", "#REF"),
    ],
)
def test_a_text_is_shown_without_what_nobody_sees(typed: str, shown: str) -> None:
    assert clean_text(typed) == shown


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("＝100 %", "=100%"),
        (">=21933人", "≥21933人"),
        ("<=5300元/户", "≤5300元/户"),
        ("≧ 735 人次", "≥735人次"),
        ("≦ 5", "≤5"),
        ("<5", "<5"),
    ],
)
def test_a_target_has_one_sign_for_each_comparison(typed: str, read: str) -> None:
    assert target_text(typed) == read
