"""Who was to hand in a table and is not among the members (未报单位)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xladdin.ledger.matter import Expected, Matter, find, matter_of
from xladdin.ledger.states import State
from xladdin.ledger.store import open_ledger
from xladdin.receiving.expected_list import read_expected
from xladdin.receiving.overview import MISSING, overview
from xladdin.rollup.member import Member


class Missing(NamedTuple):
    """``state``: 未报, 逾期未报, 退回 …; ``deadline``: ISO date, empty for none."""

    matter: Matter
    state: str
    deadline: str
    reason: str = ""


def missing_of_list(path: Path, members: Sequence[Member]) -> list[Missing]:
    """Lines of 应报清单 of the members' year that no member is. Raises UserError as reading the list does."""
    years = {one.evaluation.year for one in members}
    lines = [line for line in read_expected(path) if line.matter.year in years]
    there: set[Expected | None] = {find(matter_of(one.evaluation), lines, {}).entry for one in members}
    return [Missing(line.matter, MISSING, line.deadline) for line in lines if line not in there]


def missing_of_ledger(path: Path, years: set[int]) -> list[Missing]:
    """Lines of the ledger's list of which nothing counts: nothing came, or what came was returned or refused."""
    with open_ledger(path) as ledger:
        entries = overview(ledger)
    counting = {State.RECEIVED.value, State.UNSIGNED.value}
    return [
        Missing(one.matter, one.state, one.entry.deadline, one.file.reason if one.file is not None else "")
        for one in entries
        if one.entry is not None and one.state not in counting and one.matter.year in years
    ]
