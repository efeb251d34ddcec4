"""The scores of a file that was received, side by side: what was approved counts, what is only proposed is shown beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from xladdin.errors import UserError
from xladdin.ledger.approvals import Approval, Decided, decided, proposed, subject_of
from xladdin.ledger.files import File
from xladdin.model import project_json
from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import total_of
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import score_sheet
from xladdin.rules.total.execution import execution_rate

#: Stands for the approval that a proposal still lacks.
_WOULD_BE = "待批准"


class Scores(NamedTuple):
    """
    total, grade        the score that counts: with approved adjustments only
    proposed …          if every proposed adjustment were approved
    computed …          by the rules alone
    execution           execution rate as a fraction; budget and executed in 万元
    pending             keys of the rows whose adjustment nobody or not everybody has approved
    """

    total: Decimal | None = None
    grade: str = ""
    proposed_total: Decimal | None = None
    proposed_grade: str = ""
    computed_total: Decimal | None = None
    computed_grade: str = ""
    execution: Decimal | None = None
    budget: Decimal | None = None
    executed: Decimal | None = None
    pending: tuple[str, ...] = ()
    proposals: int = 0


NO_SCORES = Scores()


def evaluation_of(file: File) -> Evaluation | None:
    """The table of a file as the ledger keeps it."""
    return None if file.model is None else project_json.decode(file.model, file.name)


def rules_of(file: File) -> Profile | None:
    """The rules by which a file is scored; None where they are not known here."""
    try:
        return profiles.find(file.profile) if file.profile else None
    except UserError:
        return None


def scores_of(file: File, approvals: Sequence[Approval]) -> Scores:
    """The scores; none for a file that was not read or that is scored by no rules."""
    evaluation, rules = evaluation_of(file), rules_of(file)
    if evaluation is None or rules is None:
        return NO_SCORES
    return _scores(evaluation, rules, approvals)


def decisions(evaluation: Evaluation, approvals: Sequence[Approval]) -> dict[str, Decided]:
    """Key of every row with a proposed adjustment → what was decided about it."""
    return {key: decided(approvals, subject_of(row)) for key, row in proposed(evaluation).items()}


def with_approvals(evaluation: Evaluation, approvals: Sequence[Approval]) -> Evaluation:
    """The table with the approvals of the ledger in the place of what was typed."""
    found = decisions(evaluation, approvals)
    return _approved_by(evaluation, {key: one.said for key, one in found.items() if one.approved})


def _scores(evaluation: Evaluation, rules: Profile, approvals: Sequence[Approval]) -> Scores:
    found = decisions(evaluation, approvals)
    counts = score_sheet(with_approvals(evaluation, approvals), rules)
    would = score_sheet(_approved_by(evaluation, dict.fromkeys(found, _WOULD_BE)), rules) if found else counts
    money = total_of(evaluation.funds)
    return Scores(
        counts.total,
        counts.grade,
        would.total,
        would.grade,
        counts.computed_total,
        counts.computed_grade,
        execution_rate(money.budget, money.executed),
        money.budget,
        money.executed,
        tuple(key for key, one in found.items() if not one.approved),
        len(found),
    )


def _approved_by(evaluation: Evaluation, said: dict[str, str]) -> Evaluation:
    rows = tuple(
        row
        if row.adjustment is None
        else replace(row, adjustment=replace(row.adjustment, approved_by=said.get(row.key, "")))
        for row in evaluation.indicators
    )
    return replace(evaluation, indicators=rows)


def said_of(scores: Scores) -> str:
    """``得分 65.4 中（12 项调整未批准；全部批准则为 88.8 良）``; empty where there is no score."""
    if scores.total is None:
        return ""
    said = f"得分 {scores.total} {scores.grade}"
    if not scores.pending:
        return said
    return f"{said}（{len(scores.pending)} 项调整未批准；全部批准则为 {scores.proposed_total} {scores.proposed_grade}）"
