"""Who approved what, when: 主管部门 first, then 财政 of the same level. What a filler typed is only a proposal.

An approval is of a row as it stands (values, target, the proposed adjustment): it holds in a later version as long as
the row says the same. Of a whole submission it is of that content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from xladdin.ledger.store import Ledger
from xladdin.model.evaluation import Evaluation
from xladdin.model.indicator import Indicator

#: In this order, by different persons.
STEPS = ("主管部门", "财政")
APPROVED, REJECTED = "批准", "不批准"
#: What an approval is of that is of the whole submission.
WHOLE = ""


class Approval(NamedTuple):
    """
    matter     key of the matter
    subject    digest of the row, or content digest of the whole; indicator: key of the row, empty for the whole
    step       of ``STEPS``; decision: 批准 or 不批准; why: reason of a rejection
    level      empty for this level's own; else the level below that handed it on
    """

    matter: str
    subject: str
    indicator: str
    step: str
    decision: str
    by: str
    at: str
    why: str = ""
    level: str = ""


_FIELDS = ", ".join(Approval._fields)


def approvals_of(ledger: Ledger, matter: str) -> list[Approval]:
    """All of a matter, the oldest first."""
    return [
        Approval(*row) for row in ledger.rows(f"SELECT {_FIELDS} FROM approval WHERE matter = ? ORDER BY id", matter)
    ]


def add(ledger: Ledger, one: Approval) -> None:
    """One statement of a transaction; what a level below hands on twice is one."""
    there = one.level and ledger.row(
        "SELECT id FROM approval WHERE matter = ? AND subject = ? AND step = ? AND by = ? AND at = ? AND level = ?",
        one.matter,
        one.subject,
        one.step,
        one.by,
        one.at,
        one.level,
    )
    if not there:
        ledger.run(f"INSERT INTO approval ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", *one)


def subject_of(row: Indicator) -> str:
    """Digest of a row with its proposed adjustment, whoever is said to have approved it."""
    adjustment = row.adjustment
    plain = msgspec.structs.replace(
        row, adjustment=None if adjustment is None else msgspec.structs.replace(adjustment, approved_by="")
    )
    return hashlib.sha256(msgspec.json.encode(plain)).hexdigest()


def proposed(evaluation: Evaluation) -> dict[str, Indicator]:
    """Key → row, of every row for which an adjustment is proposed."""
    return {row.key: row for row in evaluation.indicators if row.adjustment is not None}


class Decided(NamedTuple):
    """The word that counts for one subject: step → the last approval of that step."""

    steps: dict[str, Approval]

    @property
    def approved(self) -> bool:
        return all(self._approves(step) for step in STEPS)

    @property
    def next_step(self) -> str:
        """The first step that nobody has approved; empty where all have."""
        return next((step for step in STEPS if not self._approves(step)), "")

    @property
    def said(self) -> str:
        """``主管部门 甲 批准；财政 待批``."""
        return "；".join(
            f"{step} {self.steps[step].by} {self.steps[step].decision}" if step in self.steps else f"{step} 待批"
            for step in STEPS
        )

    def _approves(self, step: str) -> bool:
        return step in self.steps and self.steps[step].decision == APPROVED


def decided(approvals: Iterable[Approval], subject: str) -> Decided:
    """What was decided about one subject; the later word of a step counts, one of 主管部门 asks 财政 anew when it rejects."""
    steps: dict[str, Approval] = {}
    for one in approvals:
        if one.subject == subject and one.step in STEPS:
            steps[one.step] = one
            if one.decision == REJECTED:
                for later in STEPS[STEPS.index(one.step) + 1 :]:
                    steps.pop(later, None)
    return Decided(steps)
