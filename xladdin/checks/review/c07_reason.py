"""C07 a reason is missing: below the target, above the threshold, or marked down although met.

Source: 财预〔2020〕10号 (未完成绩效目标或偏离较多的须分析原因); the upper threshold is ``reason_above`` of the profile. A blank
actual value is a finding of its own (C10).
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.directions import turned
from xladdin.checks.facts.parent_rows import wholes
from xladdin.checks.facts.typed_weights import misplaced
from xladdin.checks.subject import Subject, row_path
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import Direction, Kind
from xladdin.patterns import pattern
from xladdin.rules.row.met import is_met
from xladdin.rules.score_sheet import ScoredRow

_ZERO = Decimal(0)
_ALL_WELL = pattern(
    r"(?:(?:无|没有|不存在|未出现|未发生)(?:明显|较大)?(?:偏差|偏离|差异)(?:原因)?|(?:均|已|全部|按计划|按时|按期|如期|按要求|正常|圆满)*(?:完成|达标|达成)"
    r"(?:(?:年度|预期|年初)?(?:目标|指标|任务|计划))?|达到(?:年度|预期|年初)?(?:目标|指标|要求)|(?:完成|执行|运行)?(?:正常|良好)|符合(?:预期|要求))[。.]?"
)


def reasons(subject: Subject) -> Cases:
    below, above = subject.profile.required("reason_below"), subject.profile.number("reason_above")
    wanted = [
        (row, number, _why(row, number, below, above) if number is not None else "") for row, number in subject.numbered
    ]
    whole, no_values = subject.once(wholes), subject.once(misplaced) | subject.once(turned)
    for position, (row, number, key) in enumerate(wanted):
        if number is None or row.indicator.key in no_values:
            continue
        silent = position in whole and wanted[whole[position]][2]  # the total's reason is its parts' as well
        asked = key and not silent and _explains_nothing(row.indicator.reason)
        yield _fault(row, key, number, below, above) if asked else PASSED


@lru_cache(maxsize=4096)
def _explains_nothing(reason: str) -> bool:
    """Blank, or a word that all is well (无偏差, 已按计划完成) where the figures say that it is not."""
    return show.says_nothing(reason) or _ALL_WELL.fullmatch(fold(reason)) is not None


def _rate(row: ScoredRow, number: Decimal) -> Decimal | None:
    """The completion rate; for a text or a date the achieved share."""
    return number if row.terms.direction is Direction.QUALITATIVE else row.completion_rate


def _declared(row: ScoredRow) -> Decimal | None:
    return row.indicator.declared_score if row.indicator.declared_score is not None else row.score


def _why(row: ScoredRow, number: Decimal, below: Decimal, above: Decimal | None) -> str:
    """Which message asks for a reason; empty when none is needed."""
    rate, terms = _rate(row, number), row.terms
    if number == 0 and row.target.kind is not Kind.NUMBER and row.indicator.tier_percent is None:
        return "unmet"  # a date or a text has no rate
    if rate is not None and rate < below:
        return "below"
    if rate is not None and above is not None and rate > above:
        return "above"
    if not is_met(terms.direction, terms.low, terms.high, number):
        return "unmet"
    score = _declared(row)
    return "marked_down" if score is not None and terms.weight is not None and score < terms.weight else ""


def _fault(row: ScoredRow, key: str, number: Decimal, below: Decimal, above: Decimal | None) -> Fault:
    path = row_path(row, "reason")
    related = tuple(row_path(row, field) for field in ("actual", "target", "declared_score", "tier_percent", "weight"))
    if key == "unmet":
        return Fault(key, path, row.actual.printed, row.target.printed, "", related)
    if key == "marked_down":
        score, weight = _declared(row) or _ZERO, row.terms.weight or _ZERO
        return Fault(key, path, show.number(score), show.number(weight), show.number(score - weight), related)
    rate, limit = _rate(row, number) or _ZERO, (above or _ZERO) if key == "above" else below
    return Fault(key, path, show.percent(rate), show.percent(limit), show.points((rate - limit) * 100), related)


CHECK = Check(
    id="C07",
    title="未完成、超额较多或扣分的指标说明原因",
    basis="财预〔2020〕10号：未完成绩效目标或偏离较多的，须分析原因并提出改进措施",
    applies_to="填有实际完成值的指标",
    messages={
        "below": Message(
            "warning",
            "完成率 {found}，未达到目标，没有说明原因和改进措施。",
            "要么填写未完成原因和改进措施，要么核对实际完成值。",
        ),
        "above": Message(
            "warning",
            "完成率 {found}，超过 {expected}，没有说明原因。",
            "要么说明超额完成的原因（例如目标值偏低），要么核对实际完成值。",
        ),
        "unmet": Message(
            "warning",
            "实际完成值“{found}”未达到目标“{expected}”，没有说明原因和改进措施。",
            "要么填写未完成原因和改进措施，要么核对实际完成值。",
        ),
        "marked_down": Message(
            "warning",
            "已达到目标但得分 {found} 分低于权重 {expected} 分，没有说明扣分原因。",
            "要么说明扣分原因，要么改为满分。",
        ),
    },
    function=reasons,
)
