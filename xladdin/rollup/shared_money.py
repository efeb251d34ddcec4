"""One document's money is counted once (C33), however many members write the whole of it as their own.

Two members that cite the same document with the same whole amount, and that both have this amount as the budget of one source,
mean the same money: the region's budget of that source has it once, and so have what arrived and the total. What was paid is
added, since everybody paid for himself. It is always said, and somebody has to put the tables right.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import FundsRow, Source
from xladdin.receiving.across import claims
from xladdin.rollup.member import Member

#: Sources that a document can bring; the total follows from them.
_SOURCES: tuple[Source, ...] = ("central", "local", "other", "fiscal", "unit")


class SharedMoney(NamedTuple):
    """``amount`` in 万元, of ``document``, which ``members`` have as their budget of ``source``; ``budget`` and ``arrived``:
    what is counted too often, in 万元."""

    document: str
    amount: Decimal
    source: Source
    members: tuple[Member, ...]
    budget: Decimal
    arrived: Decimal


def shared_money(members: Sequence[Member]) -> tuple[SharedMoney, ...]:
    """Every amount that stands in several tables, once: a table's money of one source belongs to one document only."""
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
