"""实际数值: the text of 全年实际完成值 as the number that the rules take, or 需核对."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.situations import DIRECT, MOF, PROPORTIONAL, TIER, number
from xladdin.model.grammar.quantity import BLANK_MARKS, Kind, read_actual, read_target
from xladdin.rules.reading.actual_value import actual_value, value_of_text, word_lists
from xladdin.rules.reading.clean import clean_text
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.row.terms import ActualNumber
from xladdin.rules.words import UNREAD


def value(
    target: str, actual: str, *, rule: ScoringRule = PROPORTIONAL, tier: str | None = None, year: int = 2024
) -> ActualNumber:
    read = read_target(target)
    return actual_value(read_actual(actual, read.unit), read, MOF, rule=rule, tier_percent=number(tier), year=year)


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥150人", "150", "150"),
        ("≥150人", "0.09万人", "900"),
        ("≥95%", "９５％", "95"),
        ("≥150", "", None),
        ("≥150", "—", None),
        ("良好", "无", None),
        ("≥150", "≥150", UNREAD),
        ("=100%", "=100%", UNREAD),
        ("≥150", "达成预期指标", UNREAD),  # words are no number
        ("≥150", "7月", UNREAD),
        ("≥150个", "95%", UNREAD),
        ("≥1.2.3", "5", UNREAD),  # the target is not readable
        ("", "5", UNREAD),
        # words: the target's own, or words of the profile
        ("良好", "良好", "1"),
        ("良好", " 良\n好 ", "1"),
        ("A级", "a级", "1"),
        ("显著提升", "达成预期指标", "1"),
        ("显著提升", "已完成", "1"),
        ("显著提升", "√", "1"),
        ("显著提升", "未完成", "0"),
        ("显著提升", "否", "0"),
        ("显著提升", "有所提升", UNREAD),
        ("显著提升", "95%", UNREAD),
        # deadlines
        ("9月前", "7月", "1"),
        ("9月前", "10月", "0"),
        ("9月前", "9月", UNREAD),
        ("12月底之前完成", "11月底", "1"),
        ("12月底之前完成", "已完成", "1"),
        ("2023年11月30日前", "11月底", "0"),  # 2024 is being evaluated
        ("9月前", "7/9", UNREAD),
    ],
)
def test_an_actual_value_against_its_target(target: str, actual: str, expected: str | None) -> None:
    assert value(target, actual) == (expected if expected == UNREAD else number(expected))


def test_without_a_year_a_date_of_another_year_is_not_guessed() -> None:
    assert value("2023年11月30日前", "11月底", year=0) == UNREAD


@pytest.mark.parametrize(("tier", "expected"), [("85", Decimal("0.85")), ("0", Decimal(0)), (None, UNREAD)])
def test_a_text_result_under_tiers_counts_what_was_chosen_and_nothing_by_default(
    tier: str | None, expected: ActualNumber
) -> None:
    assert value("显著提升", "显著提升", rule=TIER, tier=tier) == expected


def test_a_tier_is_not_taken_for_a_number_or_another_rule() -> None:
    assert value("≥100", "90", rule=TIER, tier="85") == 90
    assert value("良好", "良好", rule=DIRECT, tier="85") == 1


@pytest.mark.parametrize(
    ("target", "last_year", "actual", "expected"),
    [
        ("增长5%", "15000", "15600", "15600"),  # a level
        ("增长5%", "15000", "增长4%", "15600"),  # last year's after the change
        ("增长5%", "15000", "6", UNREAD),  # a level or a growth, nobody knows
        ("提高3个百分点", "80%", "2个百分点", "82"),
        ("提高3个百分点", "80%", "84%", "84"),
        ("提高3个百分点", "80%", "2", UNREAD),
        ("增长5%", "15000", "有所增长", UNREAD),
    ],
)
def test_against_a_wanted_change_a_level_or_a_change_counts(
    target: str, last_year: str, actual: str, expected: str
) -> None:
    read = read_target(target, None, last_year)
    assert read.kind is Kind.NUMBER, read.reason
    result = actual_value(read_actual(actual, read.unit), read, MOF)
    assert result == (UNREAD if expected == UNREAD else Decimal(expected))


@pytest.mark.parametrize("shown", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"])
def test_every_error_of_a_cell_is_one_and_the_same_text(shown: str) -> None:
    assert clean_text(shown) == "#N/A"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("95％", "95%"), (" 良\n好　 ", "良 好"), ("基本  达到", "基本 达到"), ("见 #REF!", "见 #REF!")],
)
def test_a_text_is_shown_without_line_breaks_and_doubled_blanks(typed: str, shown: str) -> None:
    assert clean_text(typed) == shown


def test_the_worksheet_function_reads_the_same() -> None:
    assert value_of_text("95%", read_target("≥90%"), MOF) == 95


def test_the_word_lists_hold_every_blank_mark_as_it_is_typed() -> None:
    lists = word_lists(MOF)
    assert set(lists) == {"JX_W_met", "JX_W_unmet", "JX_W_blank"}
    assert set(lists["JX_W_blank"]) >= BLANK_MARKS - {""}
    assert {"—", "——", "／"} <= set(lists["JX_W_blank"])
    assert not set(lists["JX_W_met"]) & set(lists["JX_W_unmet"])
