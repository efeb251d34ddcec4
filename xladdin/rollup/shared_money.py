"""One document's money is counted once (C33), whoever else writes the whole of it as his own — when a person says so.

Two members that cite the same document with the same amount, and that both have this amount as the budget of one source, may mean
the same money, or have equal shares: every county gets 100 万元 of many a document. Nobody can tell from the tables, so it is asked, in
汇总对照.csv. Confirmed, the region's budget of that source has the amount once, and so have what arrived and the total; what was
paid is added, since everybody paid for himself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import SOURCE_TITLES, FundsRow, Source
from xladdin.model.grammar.decimals import plain_text
from xladdin.receiving.across import claims
from xladdin.rollup.member import Member

#: Sources that a document can bring; the total follows from them.
_SOURCES: tuple[Source, ...] = ("central", "local", "other", "fiscal", "unit")


#: What a person says of it in 归入指标.
ONCE, APART = "只计一次", "分别计"


class SharedMoney(NamedTuple):
    """``amount`` in 万元, of ``document``, which ``members`` have as their budget of ``source``; ``budget`` and ``arrived``:
    what is counted too often, in 万元."""

    document: str
    amount: Decimal
    source: Source
    members: tuple[Member, ...]
    budget: Decimal
    arrived: Decimal

    @property
    def label(self) -> str:
        """By what the mapping file names it."""
        return f"{self.document}的 {plain_text(self.amount)} 万元（{SOURCE_TITLES[self.source]}）"

    @property
    def said(self) -> str:
        who = "、".join(dict.fromkeys(one.unit for one in self.members))
        return f"{self.label}在{who}的预算里都是全额"


def decided(shared: Sequence[SharedMoney], names: Mapping[str, str]) -> tuple[tuple[SharedMoney, ...], ...]:
    """What a person says is to be counted once, and what nobody has decided yet."""
    confirmed = tuple(one for one in shared if names.get(one.label) == ONCE)
    return confirmed, tuple(one for one in shared if names.get(one.label) not in (ONCE, APART))


def shared_money(members: Sequence[Member]) -> tuple[SharedMoney, ...]:
    """Every amount that stands in several tables: a table's money of one source belongs to one document only."""
    found: dict[tuple[str, Decimal, Source], list[tuple[Member, FundsRow]]] = {}
    for member in members:
        taken: set[Source] = set()
        for document, amount in dict.fromkeys(claims(member.evaluation)):
            for row in _rows_of(member.evaluation, amount):
                if row.source not in taken:
                    taken.add(row.source)
                    found.setdefault((document, amount, row.source), []).append((member, row))
    return tuple(
        SharedMoney(
            document,
            amount,
            source,
            tuple(member for member, _ in rows),
            amount * (len(rows) - 1),
            amount * max(0, sum(row.arrived == amount for _, row in rows) - 1),
        )
        for (document, amount, source), rows in found.items()
        if len(rows) > 1
    )


def _rows_of(evaluation: Evaluation, amount: Decimal) -> list[FundsRow]:
    return [row for row in evaluation.funds if row.source in _SOURCES and row.budget == amount and amount > 0]


def once(row: FundsRow, shared: Sequence[SharedMoney]) -> FundsRow:
    """A row of sums without what was counted too often."""
    mine = [one for one in shared if row.source in ("total", one.source)]
    budget = sum((one.budget for one in mine), Decimal(0))
    arrived = sum((one.arrived for one in mine), Decimal(0))
    return replace(
        row,
        budget=row.budget - budget if row.budget is not None else None,
        arrived=row.arrived - arrived if row.arrived is not None else None,
    )
