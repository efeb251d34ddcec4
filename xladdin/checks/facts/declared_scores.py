"""Facts about declared scores that several checks share."""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks.facts.parent_rows import without_weight
from xladdin.checks.subject import Subject
from xladdin.model.grammar.decimals import round_half_up
from xladdin.model.grammar.fold import fold
from xladdin.rules.score_sheet import ScoredRow

#: Other words for the four grades.
_GRADES = {
    "优": "优",
    "良": "良",
    "中": "中",
    "差": "差",
    "一般": "中",
    "合格": "中",
    "及格": "中",
    "较差": "差",
    "不合格": "差",
}


def differs(subject: Subject, declared: Decimal, computed: Decimal) -> bool:
    """Whether two scores differ by more than the rounding of printed scores."""
    return abs(declared - computed) > subject.limit("score_tolerance")


def is_rounded(declared: Decimal, true: Decimal) -> bool:
    """Whether a printed score is ``true`` rounded at the decimals that it is printed with."""
    exponent = declared.as_tuple().exponent
    return round_half_up(true, max(0, -exponent) if isinstance(exponent, int) else 0) == declared


def read_grade(printed: str) -> str:
    """优 良 中 差 for what is printed (优秀, 良好, 一般, 不合格 …); as printed where it is none of them."""
    text = fold(printed).removesuffix("等").removesuffix("级")
    return _GRADES.get(text) or _GRADES.get(text[:1]) or text


def rows_of_level(subject: Subject, name: str) -> list[ScoredRow]:
    """The rows counted in a level; none while a row of the table lacks its level or weight, so that no sum is sure."""
    return subject.once(_by_level).get(name, [])


def _by_level(subject: Subject) -> dict[str, list[ScoredRow]]:
    excused = subject.once(without_weight)
    counted = [row for position, row in enumerate(subject.rows) if position not in excused]
    if any(not row.level or row.terms.weight is None for row in counted):
        return {}
    found: dict[str, list[ScoredRow]] = {}
    for row in counted:
        found.setdefault(row.level, []).append(row)
    return found


def wrong_rows(subject: Subject) -> frozenset[str]:
    """Keys of rows whose declared score is not what rule and approved adjustment give.

    A row without a readable actual value has no score to compare with; nor has one whose score exceeds its weight (C03).
    """
    return frozenset(row.indicator.key for row in subject.rows if _wrong(subject, row))


def comparable(row: ScoredRow) -> bool:
    """Whether a row's score follows from an actual value or an adjustment, so that a declared one can be held against it."""
    return row.terms.keep is not None or row.terms.number is not None


def _wrong(subject: Subject, row: ScoredRow) -> bool:
    declared, score = row.indicator.declared_score, row.score
    return comparable(row) and declared is not None and score is not None and differs(subject, declared, score)
