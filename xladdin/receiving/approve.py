"""Approve or reject: a whole submission, or the adjustments that it proposes. Who, when and what go into the ledger."""

from __future__ import annotations

from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.ledger.approvals import (
    APPROVED,
    REJECTED,
    STEPS,
    WHOLE,
    Approval,
    add,
    approvals_of,
    decided,
    proposed,
    subject_of,
)
from xladdin.ledger.files import File, note, set_state
from xladdin.ledger.lookup import files_meant
from xladdin.ledger.states import State
from xladdin.ledger.store import Ledger
from xladdin.receiving.scores import Scores, evaluation_of, scores_of


class Decision(NamedTuple):
    """What a person wants.

    adjustment  key of a row, ``*`` for every proposed adjustment, empty for the whole submission
    step        of ``STEPS``; empty: the next one
    reject      why not; empty: it is approved
    """

    by: str
    adjustment: str = ""
    step: str = ""
    reject: str = ""


class Done(NamedTuple):
    """``rows``: keys of the rows it was about; before and after: the scores."""

    file: File
    step: str
    rows: tuple[str, ...]
    before: Scores
    after: Scores


def decide(ledger: Ledger, unit: str, project: str, wanted: Decision, at: str, year: int = 0) -> Done:
    """Write it down. Raises UserError: matter-…, approve-nothing, approve-no-adjustment, approve-done, approve-same-person,
    approve-own, approve-order."""
    with ledger.writing():
        files = files_meant(ledger, unit, project, year)
        file = next((one for one in reversed(files) if one.stands), None)
        if file is None:
            raise UserError("approve-nothing", file=ledger.path, state=files[-1].state, project=files[-1].who.said)
        approvals = approvals_of(ledger, file.matter)
        before = scores_of(file, approvals)
        subjects = _subjects(file, wanted.adjustment)
        step, subjects = _step(subjects, wanted, approvals)
        _refuse_wrong_person(file, subjects, wanted, step, approvals)
        for key, subject in subjects.items():
            decision = REJECTED if wanted.reject else APPROVED
            add(ledger, Approval(file.matter, subject, key, step, decision, wanted.by, at, wanted.reject))
        if wanted.reject and not wanted.adjustment:
            said = f"{step}（{wanted.by}）审核后退回：{wanted.reject}"
            set_state(ledger, file.digest, State.RETURNED, "rejected", said, "请改正后把报送版本加 1，重新导出报送。")
        what = "退回" if wanted.reject else "批准"
        note(
            ledger,
            at,
            f"{step}{what}",
            f"{file.who.said} 第 {file.version} 版 {'、'.join(k for k in subjects if k)} {wanted.by} {wanted.reject}",
        )
        after = scores_of(file, approvals_of(ledger, file.matter))
    return Done(file, step, tuple(key for key in subjects if key), before, after)


def _subjects(file: File, adjustment: str) -> dict[str, str]:
    """Key of the row (empty for the whole) → what is approved."""
    if not adjustment:
        return {WHOLE: file.content_digest}
    evaluation = evaluation_of(file)
    rows = proposed(evaluation) if evaluation is not None else {}
    if adjustment != "*":
        rows = {key: row for key, row in rows.items() if key == adjustment}
    if not rows:
        known = "、".join(proposed(evaluation)) if evaluation is not None else ""
        raise UserError(
            "approve-no-adjustment", file=file.name, key=adjustment.replace("*", "全部"), known=known or "无"
        )
    return {key: subject_of(row) for key, row in rows.items()}


def _step(subjects: dict[str, str], wanted: Decision, approvals: list[Approval]) -> tuple[str, dict[str, str]]:
    """The step that is due, and what it is due for."""
    due = {key: decided(approvals, subject).next_step for key, subject in subjects.items()}
    if wanted.step:
        early = [key for key, step in due.items() if step and STEPS.index(step) < STEPS.index(wanted.step)]
        if early and not wanted.reject:
            raise UserError("approve-order", first=STEPS[0], then=wanted.step)
        step = wanted.step
        if wanted.reject:
            return step, subjects
    else:
        open_steps = [step for step in due.values() if step]
        if wanted.reject and not open_steps:
            return STEPS[-1], subjects
        step = min(open_steps, key=STEPS.index, default="")
    chosen = {key: subjects[key] for key, one in due.items() if one == step and step}
    if not chosen:
        raise UserError("approve-done", what="这些调整" if wanted.adjustment else "这份报送件")
    return step, chosen


def _refuse_wrong_person(
    file: File, subjects: dict[str, str], wanted: Decision, step: str, approvals: list[Approval]
) -> None:
    """Two steps are two persons, and neither of them filled the table in."""
    if wanted.reject:
        return
    evaluation = evaluation_of(file)
    if evaluation is not None and wanted.by in {evaluation.signatures.filler, evaluation.signatures.responsible} - {""}:
        raise UserError("approve-own", by=wanted.by)
    for subject in subjects.values():
        for other, one in decided(approvals, subject).steps.items():
            if other != step and one.by == wanted.by and one.decision == APPROVED:
                raise UserError("approve-same-person", by=wanted.by, step=other)
