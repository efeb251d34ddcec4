"""C11 the actual value is the target: its text copied (``≥150``), or the same number in suspiciously many rows.

Rows whose target is 100 % are not counted: a full rate is what such a row should say. Thresholds: ``copied_share`` and
``copied_rows`` of the profile.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.typed_weights import misplaced
from xladdin.checks.facts.unit_cost import is_unit_cost
from xladdin.checks.subject import Subject, row_path
from xladdin.model.grammar.fold import fold
from xladdin.patterns import pattern
from xladdin.rules.score_sheet import ScoredRow

_FULL = Decimal(100)
#: A shorter text may well be the same.
_SENTENCE, _STOPS = 16, "。.;； "
#: Amounts that a policy fixes a head or a year: paid as set, not reached.
_POLICY = pattern(r"标准|补助|补贴|补偿|资助|津贴|奖励|免学费|低保|救助|保费")
#: What a reason says that explains an actual value just at its target.
EXPLAINED = "口径|填列|相等|一致|相同|正好|按期|按计划|按合同|按设计|按标准|按批复|按规定|全部完成|如期|已完成|完成任务|达到目标|完成目标|统计"


def copied_targets(subject: Subject) -> Cases:
    no_values = subject.once(misplaced)
    equal = [
        row
        for (row, number), target in zip(subject.numbered, subject.bounds, strict=True)
        if number is not None and number == target and row.indicator.key not in no_values and _is_copy(row, number)
    ]
    least = max(subject.limit("copied_rows"), subject.limit("copied_share") * len(subject.rows))
    open_rows = (
        [row for row in equal if not show.speaks_of(row.indicator.reason, EXPLAINED)] if len(equal) >= least else []
    )
    copied = [row for row in subject.rows if row.actual.copied_target]
    if copied:
        times = f"等 {len(copied)} 处" if copied[1:] else ""
        related = (row_path(copied[0], "target"), *(row_path(row, "actual") for row in copied[1:]))
        found = copied[0].actual.printed
        yield Fault("text", row_path(copied[0], "actual"), found, "", "", related, {"times": times})
    yield _achievement(subject)
    for row, number in subject.numbered:
        if row.actual.copied_target:
            continue
        if number is not None and row not in open_rows[:1]:
            yield PASSED
    if open_rows:
        first = open_rows[0]
        related = tuple(row_path(row, "actual") for row in open_rows[1:])
        facts = {"count": len(equal), "rows": len(subject.rows), "names": _names(open_rows)}
        path, found, target = row_path(first, "actual"), first.actual.printed, first.target.printed
        yield Fault("equal", path, found, target, "", related, facts)


def _achievement(subject: Subject) -> Fault | None:
    """The achievement word for word as the objective: what was done is not said."""
    said, aimed = fold(subject.evaluation.achievement), fold(subject.evaluation.objective)
    if len(said) < _SENTENCE or said.strip(_STOPS) != aimed.strip(_STOPS):
        return PASSED
    return Fault("achievement", "achievement", show.short(subject.evaluation.achievement), related=("objective",))


def _names(rows: list[ScoredRow]) -> str:
    return show.listed([show.name(row.indicator.level3) for row in rows])


def _is_copy(row: ScoredRow, number: Decimal) -> bool:
    """Whether a number that equals its target says nothing by itself: no zero, no full rate, no amount that a policy fixes."""
    unit = row.target.unit
    if number == 0 or (is_unit_cost(unit) and _POLICY.search(row.indicator.level3)):
        return False
    return number != _FULL or unit is None or not unit.is_share


CHECK = Check(
    id="C11",
    title="实际完成值不是照抄目标值",
    basis="常见问题：实际完成值照抄指标值，或大面积与目标值分毫不差",
    applies_to="填有实际完成值的指标",
    messages={
        "text": Message(
            "error",
            "实际完成值“{found}”{times}是目标值的写法，不是完成的数量，无法计分。",
            "要么填写实际完成的数值，要么（无法统计时）附上经批准的评分调整。",
        ),
        "achievement": Message(
            "warning",
            "全年实际完成情况与目标文字一字不差（“{found}”），没有写实际完成了什么。",
            "要么写明实际完成的内容和数量，要么写明与目标的差别。",
        ),
        "equal": Message(
            "warning",
            "{rows} 个指标中有 {count} 个的实际完成值与目标值分毫不差，未说明的有：{names}。",
            "要么按统计资料填写实际数，要么在这些行说明为什么正好相等。",
            explained=EXPLAINED,
        ),
    },
    function=copied_targets,
)
