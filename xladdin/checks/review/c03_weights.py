"""C03 weights: score ≤ weight, Σ weights = 100 less the execution's standard, and the split over the levels.

A level's score is scaled to its standard, so a split of 66/22/2 that adds up to 90 costs nobody a point: it is pointed
out, not refused. A total that is not 90 means that weights were added or lost.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject, row_path


def weights(subject: Subject) -> Cases:
    weighted = [row for row in subject.rows if row.terms.weight is not None]
    for row in weighted:
        score, weight = row.indicator.declared_score, row.terms.weight
        if score is not None and weight is not None and score > weight:
            path, related = row_path(row, "declared_score"), (row_path(row, "weight"),)
            gap = show.number(score - weight)
            yield Fault("exceeds", path, show.number(score), show.number(weight), gap, related)
        else:
            yield PASSED
        if not row.level and row.indicator.level1.strip():
            yield Fault("level", row_path(row, "level1"), row.indicator.level1, "、".join(subject.scored_levels))
    if subject.rows and not weighted:
        paths = [row_path(row, "weight") for row in subject.rows]
        yield Fault("none", paths[0], related=tuple(paths[1:]))
    if not weighted or len(weighted) < len(subject.rows):
        return
    yield from _sums(subject)


def _sums(subject: Subject) -> Cases:
    own = set(subject.scored_levels)
    standards = {level.name: level.standard for level in subject.sheet.levels if level.name in own}
    sums = dict.fromkeys(standards, Decimal(0))
    places: dict[str, list[str]] = {name: [] for name in standards}
    total = Decimal(0)
    for row in subject.rows:
        weight = row.terms.weight or Decimal(0)
        total += weight
        if row.level in sums:
            sums[row.level] += weight
            places[row.level].append(row_path(row, "weight"))
    wanted = sum(standards.values(), Decimal(0))
    if total != wanted:
        paths = tuple(row_path(row, "weight") for row in subject.rows)
        gap = show.number(total - wanted)
        yield Fault("total", paths[0], show.number(total), show.number(wanted), gap, paths[1:])
    else:
        yield PASSED
    if not all(row.level for row in subject.rows):
        return
    for name, standard in standards.items():
        found, where = sums[name], places[name]
        if not where:
            yield PASSED
            continue
        gap = show.number(found - standard)
        split = Fault(
            "split", where[0], show.number(found), show.number(standard), gap, tuple(where[1:]), {"level": name}
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
            "各指标分值权重合计 {found} 分，应为 {expected} 分（100 分减去预算执行的标准分），相差 {difference} 分。",
            "要么改正填错的权重，要么核对指标是否有遗漏或重复。",
            sum=True,
        ),
        "split": Message(
            "hint",
            "{level}的权重合计 {found} 分，标准分为 {expected} 分；计算得分时按比例折算。",
            "要么按标准分调整权重，要么保留下达的权重并知悉折算。",
            sum=True,
        ),
        "level": Message(
            "error",
            "一级指标“{found}”不在评分规则中，该指标不计入任何一级得分。",
            "要么改为{expected}之一，要么换用含有该级的评分规则。",
        ),
    },
    function=weights,
)
