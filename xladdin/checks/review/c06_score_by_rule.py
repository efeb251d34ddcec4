"""C06 a declared score follows its rule or an approved adjustment.

Where rows declare their scores, rows are compared; otherwise the level's declared score is. The unit proposes an
adjustment, 主管部门 approves it; until then, and while it is incomplete, the score by the rule counts.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.declared_scores import comparable, differs, rows_of_level
from xladdin.checks.facts.directions import turned
from xladdin.checks.facts.points_scheme import other_execution_points
from xladdin.checks.facts.results import is_met_in_full, is_row_met
from xladdin.checks.facts.typed_weights import misplaced
from xladdin.checks.subject import Subject, row_path
from xladdin.model.adjustment import ADJUSTMENT_KINDS, Adjustment
from xladdin.rules.score_sheet import ScoredLevel, ScoredRow


def scores_by_rule(subject: Subject) -> Cases:
    no_values = subject.once(misplaced) | subject.once(turned)
    for row in subject.rows:
        if row.indicator.adjustment is not None:
            yield _adjustment(row, row.indicator.adjustment)
        declared, score = row.indicator.declared_score, row.score
        if not comparable(row) or declared is None or score is None:
            continue
        if row.terms.weight is not None and declared > row.terms.weight:
            continue  # C03
        if row.indicator.key in no_values:
            continue  # C12, C08
        if not differs(subject, declared, score):
            yield PASSED
        elif declared > score:
            yield _row("row", subject, row, declared, score)
        elif is_row_met(row):
            continue  # C07 asks why
        else:
            yield _row("low", subject, row, declared, score)
    yield from _levels(subject)


def _row(key: str, subject: Subject, row: ScoredRow, declared: Decimal, score: Decimal) -> Fault:
    fields = ("actual", "weight", "target", "scoring_rule", "tier_percent")
    related = tuple(row_path(row, field) for field in fields)
    found, right, gap = show.number(declared), show.number(score), show.number(declared - score)
    facts = {"why": row.explanation(subject.profile).rstrip("。")}
    return Fault(key, row_path(row, "declared_score"), found, right, gap, related, facts)


def _levels(subject: Subject) -> Cases:
    declared = subject.evaluation.declared
    if declared is None:
        return
    for level in subject.sheet.levels:
        stated, rows = declared.levels.get(level.name), rows_of_level(subject, level.name)
        if stated is None:
            continue
        if not rows:
            yield from _unweighted(subject, level, stated)
            continue
        if level.score is None or all(row.indicator.declared_score is not None for row in rows):
            continue
        if any(row.indicator.key in subject.once(misplaced) for row in rows):
            continue
        other = subject.once(other_execution_points) is not None
        if not other and not differs(subject, stated, level.score):
            yield PASSED
            continue
        plain = sum((row.score or Decimal(0) for row in rows), Decimal(0))
        as_printed = other or subject.evaluation.asks.plain_sums
        related = tuple(row_path(row, "actual") for row in rows)
        fault = _level(level, stated, plain if other else level.score, related)
        yield PASSED if as_printed and not differs(subject, stated, plain) else fault


def _level(level: ScoredLevel, stated: Decimal, right: Decimal, related: tuple[str, ...]) -> Fault:
    found, expected, gap = show.number(stated), show.number(right), show.number(stated - right)
    return Fault("level", f"declared.levels[{level.name}]", found, expected, gap, related, {"level": level.name})


def _unweighted(subject: Subject, level: ScoredLevel, stated: Decimal) -> Cases:
    """A level without weights: whatever they are, rows that are all met without a deduction make its full standard."""
    rows = [row for row in subject.rows if row.level == level.name]
    if not rows or any(row.terms.weight is not None for row in subject.rows):
        return
    if all(is_met_in_full(row, subject.profile) for row in rows):
        related = tuple(row_path(row, "actual") for row in rows)
        yield _level(level, stated, level.standard, related) if differs(subject, stated, level.standard) else PASSED


def _adjustment(row: ScoredRow, adjustment: Adjustment) -> Fault | None:
    path = row_path(row, "adjustment")
    if adjustment.kind not in ADJUSTMENT_KINDS:
        said = f"“{adjustment.kind}”不在列表中" if adjustment.kind else "没有填写"
        facts = {"kinds": "、".join(ADJUSTMENT_KINDS), "state": said}
        return Fault("unlisted", f"{path}.kind", adjustment.kind or "空", "列表中的类型", facts=facts)
    if adjustment.keep is None:
        return Fault("no_share", f"{path}.keep", "空", "0 到 1")
    if not adjustment.approved:
        return Fault("unapproved", f"{path}.approved_by")
    stated = (("理由", adjustment.reason), ("依据", adjustment.basis), ("佐证", adjustment.evidence))
    missing = "、".join(title for title, text in stated if not _founds(text))
    return Fault("unfounded", f"{path}.kind", facts={"missing": missing}) if missing else PASSED


def _founds(text: str) -> bool:
    """Whether a text can found an adjustment: it has a word; a number alone founds nothing."""
    return not show.says_nothing(text) and any(sign.isalpha() for sign in text)


CHECK = Check(
    id="C06",
    title="填报得分符合赋分规则或经批准的调整",
    basis="项目绩效目标表的赋分规则；常见问题：达标却扣分、空白却满分，评分调整没有审批",
    applies_to="填报的指标得分、各级得分或评分调整",
    messages={
        "row": Message(
            "error",
            "填报得分 {found} 分，按规则应为 {expected} 分（{why}），相差 {difference} 分。",
            "要么改正得分，要么附上经主管部门批准的评分调整。",
        ),
        "low": Message(
            "warning",
            "填报得分 {found} 分，低于按规则应得的 {expected} 分（{why}），相差 {difference} 分，没有说明。",
            "要么改正得分，要么在该行说明另外扣分的原因。",
            explained=".",
        ),
        "level": Message(
            "error",
            "{level}填报得分 {found} 分，按规则和已批准的调整应为 {expected} 分，相差 {difference} 分。",
            "要么改正得分，要么为扣分指标附上经主管部门批准的评分调整。",
            sum=True,
        ),
        "unlisted": Message(
            "warning",
            "评分调整的类型{state}，这项调整不计入得分，按规则得分计算。",
            "要么改成下列类型之一：{kinds}，要么删除这项调整。",
        ),
        "no_share": Message(
            "warning",
            "评分调整没有填保留比例，这项调整不计入得分，按规则得分计算。",
            "要么填写 0 到 1 的保留比例，如 0.8，要么删除这项调整。",
        ),
        "unapproved": Message(
            "warning",
            "评分调整没有审批人，按规则得分计算。",
            "要么填写主管部门的审批意见，要么删除这项调整。",
        ),
        "unfounded": Message(
            "warning",
            "评分调整缺少{missing}。",
            "要么补齐{missing}，要么撤回这项调整。",
        ),
    },
    function=scores_by_rule,
)
