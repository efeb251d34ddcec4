"""评价等级 (财预〔2020〕10号: 90（含）—100 优, 80（含）—90 良, 60（含）—80 中, 60 以下 差)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.situations import MOF, with_numbers
from xladdin.rules.total.grade import grade


@pytest.mark.parametrize(
    ("total", "name"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.9", "良"),
        ("80", "良"),
        ("79.9", "中"),
        ("60", "中"),
        ("59.9", "差"),
        ("0", "差"),
    ],
)
def test_a_bound_belongs_to_the_better_grade(total: str, name: str) -> None:
    assert grade(Decimal(total), MOF) == name


def test_no_total_no_grade() -> None:
    assert grade(None, MOF) == ""


def test_the_bounds_come_from_the_profile() -> None:
    assert grade(Decimal(85), with_numbers(MOF, grade_excellent="85")) == "优"
