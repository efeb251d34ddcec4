"""Cells as programs store them: percentages, dates, floats and amounts in words mean what was typed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.forms.grid import Content
from xladdin.forms.read.cell_text import is_plain, number, printed, rate, remarks, stumbling_block


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


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (cell(None), ""),
        (cell(True), "是"),
        (cell(False), "否"),
        (cell("\n甲 "), "甲"),
        (cell(Decimal(0), "percent"), "0%"),
        (cell(Decimal("0.005"), "percent"), "0.5%"),
        (cell(Decimal(1), "date"), "1899年12月31日"),
        (cell(Decimal("45626.75"), "date"), "2024年11月30日"),
        (cell(Decimal(2958465), "date"), "9999年12月31日"),
        (cell(Decimal(2958466), "date"), "2958466"),
        (cell(Decimal("0.5"), "date"), "0.5"),
        (cell(Decimal(-1), "date"), "-1"),
        (cell(Decimal("1.50")), "1.5"),
    ],
)
def test_a_cell_prints_what_a_reader_sees(content: Content, text: str) -> None:
    assert printed(content) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (cell(Decimal("0.6295")), "62.95%"),
        (cell(Decimal("0.62945")), "62.95%"),
        (cell(Decimal(1)), "100.00%"),
        (cell(Decimal("0.6295"), "percent"), "62.95%"),
        (cell("62.95%"), "62.95%"),
        (cell("—"), "—"),
        (cell(None), ""),
    ],
)
def test_the_number_of_a_rate_is_a_fraction(content: Content, text: str) -> None:
    assert rate(content) == text


def test_typed_texts_and_plain_numbers_give_no_cause_for_a_remark() -> None:
    assert is_plain(cell("甲"))
    assert is_plain(cell(Decimal(5)))
    assert is_plain(cell(None))
    assert not is_plain(cell(Decimal(5), "percent"))
    assert not is_plain(cell(Decimal(5), "date"))
    assert not is_plain(Content("5", formula=""))
    assert not is_plain(Content("#N/A", error=True))


@pytest.mark.parametrize(
    ("content", "kind", "amount"),
    [
        (cell(Decimal(5)), "money", "5"),
        (cell(Decimal("0.8"), "percent"), "percent_points", "80"),
        (cell(Decimal("0.8"), "percent"), "keep", "0.8"),
        (cell(Decimal("0.8"), "percent"), "weight", "0.8"),
        (cell(Decimal(80)), "percent_points", "80"),
        (cell("80%"), "percent_points", "80"),
        (cell("80"), "percent_points", "80"),
        (cell("80%"), "keep", "0.8"),
        (cell("８０％"), "keep", "0.8"),
        (cell(" 0.8 "), "keep", "0.8"),
        (cell("10分"), "weight", "10"),
        (cell("10"), "points", "10"),
        (cell("2024年度"), "integer", "2024"),
        (cell("—"), "money", None),
        (cell("无"), "keep", None),
        (cell("/"), "weight", None),
        (cell("N/A"), "weight", None),
        (cell(""), "integer", None),
        (cell("  "), "money", None),
        (cell(None), "money", None),
    ],
)
def test_the_number_of_an_amount_cell(content: Content, kind: str, amount: str | None) -> None:
    assert number(content, kind) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("content", "kind", "why"),
    [
        (Content("#N/A", error=True), "money", "填的是错误值或是、否"),
        (cell(True), "money", "填的是“是”或“否”"),
        (cell(False), "keep", "填的是“是”或“否”"),
        (cell("约80%"), "keep", "看不懂其中的“约”"),
        (cell("80%"), "weight", "看不懂其中的“%”"),
        (cell("10分左右"), "weight", "看不懂其中的“左”"),
        (cell("10元"), "points", "看不懂其中的“元”"),
        (cell("≥10"), "points", "看不懂其中的“≥”"),
        (cell("7月"), "money", "看不懂其中的“月”"),
        (cell("二〇二四"), "integer", "看不懂其中的“二”"),
        (cell("12年"), "money", "看不懂其中的“年”"),
        (cell("1,23"), "integer", "千分位逗号的位置不对，应每三位一个"),
        (cell("5-3"), "money", "数字的写法不完整，或者大得不可能"),
        (cell("9" * 16), "money", "数字的写法不完整，或者大得不可能"),
    ],
)
def test_what_is_no_amount_says_why(content: Content, kind: str, why: str) -> None:
    with pytest.raises(ValueError) as caught:
        number(content, kind)
    assert str(caught.value) == why


@pytest.mark.parametrize(
    ("content", "kind", "found"),
    [
        (cell("甲"), "text", []),
        (cell(Decimal(5)), "money", []),
        (cell(None), "money", []),
        (cell(" "), "money", []),
        (cell("5"), "text", []),
        (cell(" 5 "), "money", [("text-number", "5")]),
        (cell("5亿元"), "money", [("text-number", "5亿元 = 50000万元")]),
        (Content(Decimal(2), formula="1+1"), "money", [("formula", "=1+1")]),
        (Content("甲", formula='"甲"'), "text", [("formula", '="甲"')]),
        (Content(None, formula="1+1"), "money", [("formula-without-value", "=1+1")]),
        (Content("#N/A", error=True), "text", [("error-value", "#N/A")]),
        (Content("#N/A", error=True), "money", [("error-value", "#N/A")]),
        (Content("#N/A", formula="1/0", error=True), "money", [("formula", "=1/0"), ("error-value", "#N/A")]),
        (cell(Decimal("0.95"), "percent"), "text", [("percent-format", "95%")]),
        (cell("95%", "percent"), "text", []),
        (cell(Decimal(45626), "date"), "text", []),
        (Content("5", formula="A1"), "money", [("formula", "=A1"), ("text-number", "5")]),
    ],
)
def test_what_a_reviewer_would_like_to_know_about_a_cell(
    content: Content, kind: str, found: list[tuple[str, str]]
) -> None:
    assert remarks(content, kind) == found
