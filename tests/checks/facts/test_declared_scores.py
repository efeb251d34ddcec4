"""Grades in other words, and printed scores as roundings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.checks.facts.declared_scores import is_rounded, read_grade
from xladdin.checks.facts.unit_cost import is_unit_cost
from xladdin.model.grammar.unit import read_unit


@pytest.mark.parametrize(
    ("printed", "grade"),
    [
        *[(word, "优") for word in ("优", "优秀", "优等", "优级", " 优 ", "优良")],
        *[(word, "良") for word in ("良", "良好", "良等")],
        *[(word, "中") for word in ("中", "中等", "一般", "合格", "及格", "中级")],
        *[(word, "差") for word in ("差", "较差", "不合格", "差等", "差评")],
        ("不错", "不错"),
        ("A级", "A"),
        ("A等", "A"),
        ("", ""),
        ("等级", "等"),
    ],
)
def test_a_grade_is_read_in_other_words(printed: str, grade: str) -> None:
    assert read_grade(printed) == grade


@pytest.mark.parametrize(
    ("declared", "true", "rounded"),
    [
        ("44.1", "44.084", True),
        ("44.0", "44.049", True),
        ("44.1", "44.05", True),
        ("44.1", "44.049", False),
        ("44", "43.5", True),
        ("44", "44.49", True),
        ("44", "44.5", False),
        ("44.08", "44.084", True),
        ("1E+1", "9.6", True),
        ("1E+1", "10.6", False),
        ("0", "0.4", True),
    ],
)
def test_a_printed_score_may_be_rounded_at_its_own_decimals(declared: str, true: str, rounded: bool) -> None:
    assert is_rounded(Decimal(declared), Decimal(true)) is rounded


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("万元/公顷", True),
        ("元/户", True),
        ("元/生.年", True),
        ("元", False),
        ("公顷/元", False),
        ("公里/小时", False),
        ("个", False),
        ("", False),
    ],
)
def test_a_unit_cost_is_money_for_something(unit: str, expected: bool) -> None:
    assert is_unit_cost(read_unit(unit) if unit else None) is expected
