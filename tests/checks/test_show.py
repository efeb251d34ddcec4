"""Numbers, names and lists as a clerk writes them, and what counts as saying nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.checks import show


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("357.00", "357.00"),
        ("357", "357"),
        ("0.5", "0.5"),
        ("21.795", "21.80"),
        ("21.794", "21.79"),
        ("-0.005", "-0.01"),
        ("1E+2", "100"),
        ("0.10", "0.10"),
    ],
)
def test_a_number_keeps_its_decimals_up_to_two(value: str, text: str) -> None:
    assert show.number(Decimal(value)) == text
    assert show.optional(Decimal(value)) == text


def test_shares_and_their_differences_have_two_decimals() -> None:
    assert show.percent(Decimal("0.62948")) == "62.95%"
    assert show.percent(Decimal(1)) == "100.00%"
    assert show.points(Decimal("-100")) == "-100.00 个百分点"
    assert show.points(Decimal("0.125")) == "0.13 个百分点"
    assert show.optional(None) == ""


@pytest.mark.parametrize(
    ("text", "nothing"),
    [("", True), ("—", True), ("／", True), ("无", True), (" N/A ", True), ("无事故", False), ("0", False)],
)
def test_marks_for_nothing_say_nothing(text: str, nothing: bool) -> None:
    assert show.says_nothing(text) is nothing


def test_a_reason_speaks_of_what_is_found_in_it_in_any_width() -> None:
    assert show.speaks_of("受洪 水影响", "洪水")
    assert show.speaks_of("降低５％", "5%")
    assert not show.speaks_of("受影响", "洪水")
    assert not show.speaks_of("无", "无")


def test_a_name_stands_in_a_sentence_without_its_unit() -> None:
    assert show.name("修复面积（公顷）") == "修复面积"
    assert show.name("修复面积（一期）") == "修复面积（一期）"


@pytest.mark.parametrize(
    ("count", "text"), [(1, "a0"), (8, "a0、a1、a2、a3、a4、a5、a6、a7"), (9, "a0、a1、a2、a3、a4、a5、a6、a7等9项")]
)
def test_a_long_list_ends_with_its_count(count: int, text: str) -> None:
    assert show.listed([f"a{number}" for number in range(count)]) == text
    assert show.listed(["甲", "乙", "丙"], 2) == "甲、乙等3项"
