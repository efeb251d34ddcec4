"""Cells as programs store them: percentages, dates, floats and amounts in words mean what was typed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.forms.grid import Content
from xladdin.forms.read.cell_text import number, printed, remarks, stumbling_block


def cell(value: object, form: str = "") -> Content:
    return Content(value=value, format=form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (cell(Decimal("0.95"), "percent"), "95%"),
        (cell(Decimal(1), "percent"), "100%"),
        (cell(Decimal("0.9125"), "percent"), "91.25%"),
        (cell(Decimal("1.08"), "percent"), "108%"),
        (cell(Decimal(1)), "1"),
        (cell(Decimal("458.79")), "458.79"),
        (cell(Decimal(45626), "date"), "2024年11月30日"),
        (cell("100%"), "100%"),
        (cell(" ≥95% "), "≥95%"),
        (cell("007"), "007"),
    ],
)
def test_a_cell_prints_as_it_was_typed(content: Content, text: str) -> None:
    assert printed(content) == text


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("215,457.6", "215457.6"),
        ("２１５，４５７．６", "215457.6"),
        ("215,457.6万元", "215457.6"),
        ("300万元", "300"),
        ("300 万", "300"),
        ("3,000元", "0.3"),
        ("1.2亿元", "12000"),
        ("1.2亿", "12000"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_however_it_was_written(typed: str, amount: str) -> None:
    assert number(cell(typed), "money") == Decimal(amount)


def test_what_was_converted_is_shown() -> None:
    assert remarks(cell("3,000元"), "money") == [("text-number", "3000元 = 0.3万元")]
    assert remarks(cell("300万元"), "money") == [("text-number", "300万元")]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("十分", "看不懂其中的“分”"),
        ("12O0", "看不懂其中的“O”"),
        ("约300万元", "看不懂其中的“约”"),
        ("300万元整", "看不懂其中的“整”"),
        ("300美元", "看不懂其中的“美”"),
        ("21,5457.6", "千分位逗号的位置不对，应每三位一个"),
        ("1.2.3", "数字的写法不完整，或者大得不可能"),
        ("300;", "看不懂其中的“;”"),
    ],
)
def test_a_refusal_names_the_sign_that_was_not_understood(typed: str, why: str) -> None:
    assert stumbling_block(typed, "万元") == why


@pytest.mark.parametrize("typed", ["十分", "12O0", "约300万元", "21,5457.6", "1.2.3", "300美元", "12 34", "-"])
def test_what_is_no_amount_is_refused_or_blank(typed: str) -> None:
    if typed == "-":
        assert number(cell(typed), "money") is None
        return
    with pytest.raises(ValueError, match=r"."):
        number(cell(typed), "money")


@pytest.mark.parametrize("typed", ["2024", "2024年", "２０２４年度"])
def test_a_year_is_a_number(typed: str) -> None:
    assert number(cell(typed), "integer") == 2024
