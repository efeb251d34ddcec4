"""Who was to hand in what, and what became of it: one line a matter, expected or not."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from xladdin.ledger.approvals import Approval, approvals_of, decided
from xladdin.ledger.clock import day
from xladdin.ledger.expected import expected_of, same_names
from xladdin.ledger.files import File, all_files
from xladdin.ledger.matter import Expected, Matter, find
from xladdin.ledger.states import State
from xladdin.ledger.store import Ledger
from xladdin.receiving.scores import NO_SCORES, Scores, scores_of

MISSING, OVERDUE = "未报", "逾期未报"


class Entry(NamedTuple):
    """
    entry      line of the list; None for what nobody expected
    file       the file that counts, else the last one that was returned or refused; None: nothing came
    state      of the file, 未报 or 逾期未报
    late       the first file of the matter came after the deadline
    approvals  all of the matter; approved: of the whole submission, in words
    """

    matter: Matter
    entry: Expected | None
    file: File | None
    state: str
    late: bool
    scores: Scores
    approvals: tuple[Approval, ...]
    approved: str
    is_approved: bool


def overview(ledger: Ledger, today: datetime.date | None = None) -> list[Entry]:
    """Every line of the list in its order, then what came besides."""
    today = today or datetime.date.today()
    expected, same = expected_of(ledger), same_names(ledger)
    of_line: dict[Expected | None, list[File]] = {}
    for file in all_files(ledger):
        if file.year:
            of_line.setdefault(find(file.who, expected, same).entry if expected else None, []).append(file)
    entries = [_entry(ledger, line.matter, line, of_line.get(line, []), today) for line in expected]
    others: dict[str, list[File]] = {}
    for file in of_line.get(None, []):
        others.setdefault(file.matter or file.digest, []).append(file)
    for files in others.values():
        if expected or any(one.state != State.REFUSED.value for one in files):
            entries.append(_entry(ledger, files[-1].who, None, files, today))
    return entries


def _entry(ledger: Ledger, matter: Matter, line: Expected | None, files: list[File], today: datetime.date) -> Entry:
    file = _that_counts(files)
    deadline = line.deadline if line is not None else ""
    if file is None:
        state = OVERDUE if deadline and today.isoformat() > deadline else MISSING
        return Entry(matter, line, None, state, False, NO_SCORES, (), "", False)
    taken = [one for one in files if one.state != State.REFUSED.value]
    late = bool(deadline and taken and min(day(one.received_at) for one in taken) > deadline)
    approvals = tuple(approvals_of(ledger, file.matter)) if file.matter else ()
    whole = decided(approvals, file.content_digest)
    scores = scores_of(file, approvals)
    return Entry(
        matter, line, file, file.state, late, scores, approvals, whole.said if whole.steps else "", whole.approved
    )


def _that_counts(files: list[File]) -> File | None:
    """The standing one; else the newest returned one; else the last that was refused."""
    for wanted in ((State.RECEIVED, State.UNSIGNED), (State.RETURNED,), (State.REFUSED,)):
        found = [one for one in files if one.state in {state.value for state in wanted}]
        if found:
            return max(found, key=lambda one: (one.version, one.received_at))
    return None
