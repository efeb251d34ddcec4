"""A standard a head (补助标准 1000元/人) and the heads that got it: together the money that was needed.

The heads are the output row counted in the standard's own unit; among several the one whose name has most in common.
A standard for a month needs at least one month's money.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from xladdin.checks import show
from xladdin.checks.facts.parent_rows import wholes
from xladdin.checks.subject import Subject
from xladdin.checks.texts.name_matching import base_key, bigrams
from xladdin.checks.texts.readings import in_base
from xladdin.model.grammar.quantity import Kind
from xladdin.model.grammar.unit import Unit
from xladdin.patterns import pattern
from xladdin.rules.profile import OUTPUT
from xladdin.rules.score_sheet import ScoredRow

_STANDARD = pattern(r"标准|补助|补贴|资助|津贴|奖励|救助|低保|补偿")
#: A ceiling is not what everybody got.
_CEILING = pattern(r"最高|上限|不超过|以内|限额|封顶")
_COUNT = pattern(r"人数|人次|人口|户数|数量|对象|学生|农户|老人|儿童|居民|职工|亩|面积")
_TIME = frozenset({"年", "月", "months", "time", "学期", "学年"})
_YUAN_PER_WAN = 10_000


class PaidStandard(NamedTuple):
    """``needed`` 万元 = ``standard`` × ``heads``; ``product`` is how it was computed."""

    standard: ScoredRow
    heads: ScoredRow
    needed: Decimal
    product: str


def paid_standards(subject: Subject) -> tuple[PaidStandard, ...]:
    """Every standard whose heads are known; use through ``Subject.once``."""
    found = []
    for row in subject.rows:
        per = _per_head(row.target.unit)
        if per is None or row.target.kind is not Kind.NUMBER or not _is_paid(row):
            continue
        heads = _heads(subject, row, per)
        rate, unit = row.terms.number, row.target.unit
        if heads is None or not rate or unit is None:
            continue
        count, counted = heads.terms.number, heads.target.unit
        if not count or counted is None:
            continue
        yuan = in_base(rate, unit) * in_base(count, counted)
        product = f"{show.number(rate)}{unit.printed}×{show.number(count)}{counted.printed}"
        found.append(PaidStandard(row, heads, yuan / _YUAN_PER_WAN, product))
    return tuple(found)


def _is_paid(row: ScoredRow) -> bool:
    name = row.indicator.level3
    return _STANDARD.search(name) is not None and _CEILING.search(name) is None


def _per_head(unit: Unit | None) -> str | None:
    """What the money is for: 人 of 元/人, 生 of 元/生.年; None for other units."""
    powers = dict(unit.dimensions) if unit is not None else {}
    if powers.pop("money", 0) != 1 or not powers or any(power != -1 for power in powers.values()):
        return None
    heads = [name for name in powers if name not in _TIME]
    return heads[0] if len(heads) == 1 else None


def _heads(subject: Subject, standard: ScoredRow, per: str) -> ScoredRow | None:
    whole = subject.once(wholes)
    ranked = []
    for position, row in enumerate(subject.rows):
        unit = row.target.unit
        fits = unit is not None and len(unit.dimensions) == 1 and unit.dimensions[0][1] == 1
        if row.level_id != OUTPUT or not fits or unit is None or position in whole:
            continue
        name = unit.dimensions[0][0]
        if name == per:
            ranked.append(
                (len(bigrams(base_key(row.indicator.level3)) & bigrams(base_key(standard.indicator.level3))), row)
            )
    ranked.sort(key=lambda one: -one[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    best, row = ranked[0]
    return row if best or _COUNT.search(row.indicator.level3) else None
