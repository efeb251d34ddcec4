"""C03 weights: score ≤ weight, Σ weights = full marks less the execution's standard, and the split over the levels.

A level's score is scaled to its standard, so a split of 66/22/2 that adds up to 90 costs nobody a point: it is pointed
out, not refused. A total that is not 90 means that weights were added or lost, that a total was weighted beside its
parts, or that the table is scored by other rules (20 points for 预算执行): each has its own message.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.parent_rows import Total, counted_twice
from xladdin.checks.facts.points_scheme import (
    counted_rows,
    execution_points,
    execution_row,
    other_execution_points,
    weight_sum,
)
from xladdin.checks.subject import Subject, row_path
from xladdin.patterns import pattern
from xladdin.rules.score_sheet import ScoredRow

_STATED = pattern(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[）)]")


def weights(subject: Subject) -> Cases:
    weighted = [row for row in subject.rows if row.terms.weight is not None]
    position = subject.once(execution_row)
    own = subject.rows[position] if position is not None else None
    for row in weighted:
        score, weight = row.indicator.declared_score, row.terms.weight
        if score is not None and weight is not None and score > weight:
            path, related = row_path(row, "declared_score"), (row_path(row, "weight"),)
            gap = show.number(score - weight)
            yield Fault("exceeds", path, show.number(score), show.number(weight), gap, related)
        else:
            yield PASSED
        if row is own:
            yield Fault("execution_row", row_path(row, "level3"), row.indicator.level3, facts=_points(row))
        elif not row.level and row.indicator.level1.strip():
            yield Fault("level", row_path(row, "level1"), row.indicator.level1, "、".join(subject.scored_levels))
    if subject.rows and not weighted:
        paths = [row_path(row, "weight") for row in subject.rows]
        yield Fault("none", paths[0], related=tuple(paths[1:]))
    yield from _stated_points(subject)
    twice = subject.once(counted_twice)
    for one in twice:
        yield _twice(subject, one)
    total = subject.once(weight_sum)
    if total is not None:
        other = subject.once(other_execution_points)
        yield from _sums(subject, total, bool(twice)) if other is None else (_scheme(subject, total, other),)


@lru_cache(maxsize=2048)
def _points_in(level1: str) -> Decimal | None:
    """产出指标（60分） → 60."""
    match = _STATED.search(level1)
    return Decimal(match[1]) if match else None


def _stated_points(subject: Subject) -> Cases:
    """Points that a level's own name states against the weights of its rows."""
    levels: dict[str, list[ScoredRow]] = {}
    for row in counted_rows(subject):
        if _points_in(row.indicator.level1) is not None:
            levels.setdefault(row.indicator.level1.strip(), []).append(row)
    for title, rows in levels.items():
        stated, weights = _points_in(title), [row.terms.weight for row in rows]
        known = [weight for weight in weights if weight is not None]
        if stated is None or len(known) < len(weights):
            continue
        total, related = sum(known, Decimal(0)), tuple(row_path(row, "weight") for row in rows)
        found, right, gap = show.number(stated), show.number(total), show.number(stated - total)
        fault = Fault("stated", row_path(rows[0], "level1"), found, right, gap, related, {"what": title})
        yield PASSED if total == stated else fault


def _points(row: ScoredRow) -> dict[str, object]:
    return {"score": show.number(row.terms.weight or Decimal(0))}


def _twice(subject: Subject, one: Total) -> Fault:
    """A total and its parts both earn points for the same result."""
    whole, parts = subject.rows[one.whole], [subject.rows[part] for part in one.parts]
    points = sum((row.terms.weight or Decimal(0) for row in parts), Decimal(0))
    facts = {"names": show.listed([show.name(row.indicator.level3) for row in parts]), "sum": show.number(points)}
    related = tuple(row_path(row, "weight") for row in parts if row.terms.weight)
    path, weight = row_path(whole, "weight"), whole.terms.weight or Decimal(0)
    return Fault("twice", path, show.number(weight), related=related, facts=facts)


def _scheme(subject: Subject, total: Decimal, points: Decimal) -> Fault:
    """The table shares out its points otherwise than the profile; what follows from that is not reported again."""
    declared, level = subject.evaluation.declared, subject.execution
    stated = declared is not None and level is not None and level.name in declared.levels
    path = f"declared.levels[{level.name}]" if stated and level is not None else row_path(subject.rows[0], "weight")
    facts = {"sum": show.number(total)}
    return Fault("scheme", path, show.number(points), show.number(execution_points(subject)), facts=facts)


def _sums(subject: Subject, total: Decimal, twice: bool) -> Cases:
    own = set(subject.scored_levels)
    standards = {level.name: level.standard for level in subject.sheet.levels if level.name in own}
    if subject.evaluation.asks.plain_sums:  # points of a level that is not there are in the others, or lost
        standards = {level.name: level.points for level in subject.profile.indicator_levels}
    missing = [name for name in standards if not any(row.level == name for row in subject.rows)]
    wanted = sum(standards.values(), Decimal(0))
    if total == wanted:
        yield PASSED
    elif not twice and not _is_missing(subject, missing, standards, wanted - total):
        paths = tuple(row_path(row, "weight") for row in subject.rows if row.terms.weight is not None)
        found, right, gap = show.number(total), show.number(wanted), show.number(total - wanted)
        yield Fault("total", paths[0], found, right, gap, paths[1:], {"sum": _sum(subject, wanted)})
    if total == wanted and not any(standards[name] for name in missing):
        yield from _split(subject, standards)


def _is_missing(subject: Subject, missing: list[str], standards: dict[str, Decimal], gap: Decimal) -> bool:
    """Whether just the points of the levels are missing that the table has no rows of (C40)."""
    own = subject.once(execution_row)
    rows = [row for position, row in enumerate(subject.rows) if position != own]
    named = all(row.level or not row.indicator.level1.strip() for row in rows)
    return bool(missing) and named and gap == sum((standards[name] for name in missing), Decimal(0))


def _sum(subject: Subject, wanted: Decimal) -> str:
    """满分 100 分减去预算执行 10 分."""
    level, full = subject.execution, subject.profile.total
    if level is None or full - level.standard != wanted:
        return "评分规则中各级指标标准分之和"
    return f"满分 {show.number(full)} 分减去{level.name}的标准分 {show.number(level.standard)} 分"


def _split(subject: Subject, standards: dict[str, Decimal]) -> Cases:
    """The split over the levels, where the sum is right."""
    if not all(row.level for row in subject.rows):
        return
    folded = tuple(name.removesuffix("指标") for name in subject.profile.fold)
    # a level of its own (成本指标) for what the profile counts in another
    plain = subject.evaluation.asks.plain_sums
    apart = [row for row in subject.rows if row.terms.weight and row.indicator.level1.strip().startswith(folded)]
    counted = {row.level for row in subject.rows if not row.indicator.level1.strip().startswith(folded)}
    apart = [row for row in apart if row.level in counted]  # else the level is made of folded ones (效益和满意度)
    if apart:
        points = sum((row.terms.weight or Decimal(0) for row in apart), Decimal(0))
        title, paths = apart[0].indicator.level1.strip(), [row_path(row, "weight") for row in apart]
        yield Fault(
            "apart_plain" if plain else "apart",
            paths[0],
            show.number(points),
            "",
            "",
            tuple(paths[1:]),
            {"what": title, "level": apart[0].level},
        )
        return
    for name, standard in standards.items():
        rows = [row for row in subject.rows if row.level == name and row.terms.weight is not None]
        if not rows:
            yield PASSED
            continue
        found, where = (
            sum((row.terms.weight or Decimal(0) for row in rows), Decimal(0)),
            [row_path(r, "weight") for r in rows],
        )
        gap = show.number(found - standard)
        split = Fault(
            "split_plain" if plain else "split",
            where[0],
            show.number(found),
            show.number(standard),
            gap,
            tuple(where[1:]),
            {"level": name},
        )
        yield PASSED if found == standard else split


CHECK = Check(
    id="C03",
    title="得分不超过权重，权重合计等于标准分",
    basis="财预〔2020〕10号：预算执行 10、产出 50、效益 30、满意度 10",
    applies_to="指标",
    messages={
        "exceeds": Message(
            "error",
            "填报得分 {found} 分超过该指标的分值权重 {expected} 分。",
            "要么改正得分，要么核对分值权重。",
        ),
        "none": Message(
            "error",
            "各项指标都没有分值权重，算不出得分。",
            "要么填上下达的分值权重，要么从未改动的副本恢复。",
            sum=True,
        ),
        "total": Message(
            "error",
            "各指标分值权重合计 {found} 分，应为 {expected} 分（{sum}），相差 {difference} 分。",
            "要么改正填错的权重，要么核对指标是否有遗漏或重复。",
            sum=True,
        ),
        "twice": Message(
            "warning",
            "合计“{name}”有分值权重 {found} 分，其中各项（{names}）又有 {sum} 分，同一成果计了两次。",
            "要么只保留合计的权重，要么只保留其中各项的权重。",
        ),
        "scheme": Message(
            "error",
            "表中的分值按预算执行 {found} 分安排（指标分值权重合计 {sum} 分），所用评分规则中预算执行为 {expected} 分，算出的得分会与表中不同。",
            "要么换用预算执行为 {found} 分的评分规则，要么按所用的评分规则重新安排分值。",
        ),
        "stated": Message(
            "warning",
            "“{what}”写明 {found} 分，其下各指标的分值权重合计 {expected} 分，相差 {difference} 分。",
            "要么改正写明的分数，要么核对各指标的权重。",
            sum=True,
        ),
        "execution_row": Message(
            "warning",
            "“{found}”列成了 {score} 分的指标行，预算执行得分由资金表计算，这一行不计入任何一级得分。",
            "要么从指标行中删去，要么换用把它列为指标的评分规则。",
        ),
        "split": Message(
            "hint",
            "{level}的权重合计 {found} 分，标准分为 {expected} 分；计算得分时按比例折算。",
            "要么按标准分调整权重，要么保留下达的权重并知悉折算。",
            sum=True,
        ),
        "split_plain": Message(
            "hint",
            "{level}的分值合计 {found} 分，评分规则的标准分为 {expected} 分；总分按表中的分值相加。",
            "要么按标准分调整分值，要么保留批复的分值。",
            sum=True,
        ),
        "apart_plain": Message(
            "hint",
            "表中把{what}单列为一级，共 {found} 分；所用评分规则把它并入{level}，总分按表中的分值相加。",
            "要么换用{what}单列的评分规则，要么保留批复的分值。",
        ),
        "apart": Message(
            "hint",
            "表中把{what}单列为一级，共 {found} 分；所用评分规则把它并入{level}，各级得分按规则的标准分折算。",
            "要么换用{what}单列的评分规则，要么保留下达的权重并知悉折算。",
        ),
        "level": Message(
            "error",
            "一级指标“{found}”不在评分规则中，该指标不计入任何一级得分。",
            "要么改为{expected}之一，要么换用含有该级的评分规则。",
        ),
    },
    function=weights,
)
