"""What every result cell shows, by path — the values that building stores and recalculating refreshes.

Paths: ``scores[q05].completion_rate``, ``flags[q05]``, ``levels[output].score``, ``total``, ``grade``,
``funds[total].execution_rate``, ``title.self``, ``profile_title``. Blank is None; numbers are Decimal.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xladdin.forms import progress
from xladdin.forms.defined_names import headings
from xladdin.forms.definition import Sheet
from xladdin.forms.family import family
from xladdin.forms.heading import Heading
from xladdin.model.evaluation import Evaluation
from xladdin.model.fields import FieldValue, field
from xladdin.model.funds import FundsRow, total_of
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import Kind
from xladdin.model.indicator import says_something, shown_unit
from xladdin.rules.profile import Profile
from xladdin.rules.reading.clean import clean_text, target_text
from xladdin.rules.reading.deadline_numbers import deadline_numbers
from xladdin.rules.reading.native.fold import folded
from xladdin.rules.reading.native.names import TARGET_STEPS
from xladdin.rules.reading.target_bounds import direction_word
from xladdin.rules.score_sheet import ScoredRow, ScoreSheet, score_sheet
from xladdin.rules.total.execution import execution_rate
from xladdin.rules.words import NO_RATE, UNREAD

Results = dict[str, FieldValue]

#: Results of a row that a workbook made from issued goals holds as fixed values, and steps that stay blank there.
FIXED_FROM_GOALS = frozenset({"direction", "low", "high", "unit", "inside", "i_text", "due", "late", *TARGET_STEPS})


def results(evaluation: Evaluation, profile: Profile, positions: Mapping[str, int]) -> Results:
    """All results of an evaluation.

    positions  key → row of the indicator in the table of actual values, from 1
    """
    sheet = score_sheet(evaluation, profile)
    found: Results = {"profile_title": profile_title(profile), "total": sheet.total, "grade": sheet.grade or None}
    found |= {"computed_total": sheet.computed_total, "computed_grade": sheet.computed_grade or None}
    found["no_total"] = sheet.why_no_total or None
    for money in (*evaluation.funds, total_of(evaluation.funds)):
        found |= _money(money)
    for number, row in enumerate(sheet.rows, 1):
        found |= _row(row, profile, number, positions, evaluation.year)
    found |= _levels(sheet, profile)
    for line in progress.lines(family(evaluation.form)):
        found |= progress.progress(line, evaluation)
    for form in family(evaluation.form).sheets:
        for heading in headings(form):
            if heading.parts:
                found[f"title.{heading.id}"] = heading_text(heading, evaluation, form)
    return found


def profile_title(profile: Profile) -> str:
    """Title of the rule profile, as shown on 填报说明."""
    return profile.title


def heading_text(heading: Heading, evaluation: Evaluation, sheet: Sheet) -> str:
    """A title with its fields filled in; ``empty`` stands for a title whose fields are all blank."""
    texts = []
    for piece in heading.pieces():
        value = _shown(piece.path, evaluation, sheet) if piece.path else None
        filled = "" if value is None else str(value)
        ending = piece.ending if filled and not filled.endswith(piece.ending) else ""
        texts.append(piece.text + filled + ending + (piece.after if filled else ""))
    text = "".join(texts)
    return text or heading.empty


def _shown(path: str, evaluation: Evaluation, sheet: Sheet) -> FieldValue:
    """A field, or (``echo.<sheet>.<field>``) what a cell of the sheet shows that repeats one."""
    start = f"echo.{sheet.id}."
    if not path.startswith(start):
        return field(evaluation, path)
    cells = (cell for block in sheet.block for row in block.rows for cell in row)
    cell = next(cell for cell in cells if cell.ref == path[len(start) :])
    return (field(evaluation, cell.own) if cell.own else None) or field(evaluation, cell.ref)


def _rate(budget: Decimal | None, amount: Decimal | None) -> FieldValue:
    if budget is None or amount is None:
        return None
    rate = execution_rate(budget, amount)
    return NO_RATE if rate is None else rate


def _money(money: FundsRow) -> Results:
    path = f"funds[{money.source}]"
    return {
        f"{path}.execution_rate": _rate(money.budget, money.executed),
        f"{path}.arrival_rate": _rate(money.budget, money.arrived),
    }


def _outcome(number: Decimal | None, row: ScoredRow) -> FieldValue:
    if row.terms.actual is None or row.terms.actual == UNREAD:
        return row.terms.actual
    return NO_RATE if number is None else number


def _points(score: Decimal | None, row: ScoredRow) -> FieldValue:
    if row.terms.weight is None:
        return None
    return UNREAD if score is None else score


def _row(row: ScoredRow, profile: Profile, number: int, positions: Mapping[str, int], year: int) -> Results:
    indicator, terms = row.indicator, row.terms
    path = f"scores[{indicator.key}]"
    if not says_something(indicator):
        return {f"{path}.row": positions.get(indicator.key)}
    direction = direction_word(row.target)
    numeric = row.target.kind is Kind.NUMBER
    due, late = deadline_numbers(row.target.deadline, year) if row.target.deadline is not None else (None, None)
    shown: dict[str, FieldValue] = {
        "row": positions.get(indicator.key),
        "number": number,
        "level1": indicator.level1,
        "name": indicator.level3,
        "target": indicator.target,
        "actual": clean_text(indicator.actual),
        "unit": shown_unit(indicator) or None,
        "direction": direction,
        "low": terms.low if numeric else None,
        "high": terms.high if numeric else None,
        "value": terms.actual,
        "completion_rate": _outcome(row.completion_rate, row),
        "deviation_rate": _outcome(row.deviation_rate, row),
        "weight": terms.weight,
        "rule": indicator.scoring_rule,
        "computed_score": _points(row.computed_score, row),
        "keep": terms.keep,
        "score": _points(row.score, row),
        "explanation": row.explanation(profile),
        "level": row.level,
        "line_met": Decimal(1),
        "line_over": over_line(profile),
        "text": clean_text(indicator.actual),
        "target_text": target_text(indicator.target),
        "inside": shown_unit(indicator) or None,
        "i_text": folded(shown_unit(indicator)).replace(" ", "") or None,
        "due": due,
        "late": late,
    }
    found: Results = {f"{path}.{name}": value for name, value in shown.items()}
    found[f"flags[{indicator.key}]"] = _flag(row, profile)
    return found


def over_line(profile: Profile) -> Decimal | None:
    """The completion rate from which a result counts as far above its target: where points are taken off, else where a
    reason is asked for."""
    threshold = profile.number("over_threshold")
    return profile.number("reason_above") if threshold is None else threshold


def _flag(row: ScoredRow, profile: Profile) -> Decimal:
    if not fold(row.indicator.actual):
        return Decimal(0) if row.terms.keep is not None else Decimal(1)
    if row.terms.actual == UNREAD:
        return Decimal(2)
    rate = row.completion_rate
    below, above = profile.number("reason_below"), profile.number("reason_above")
    off = rate is not None and ((below is not None and rate < below) or (above is not None and rate > above))
    return Decimal(3) if off and not row.indicator.reason else Decimal(0)


def _levels(sheet: ScoreSheet, profile: Profile) -> Results:
    found: Results = {}
    summed = {level.id for level in profile.indicator_levels}
    for level in sheet.levels:
        path = f"levels[{level.id}]"
        found[f"{path}.standard"] = level.standard
        found[f"{path}.score"] = level.score
        found[f"{path}.computed_score"] = level.computed_score
        if level.id in summed:
            weights = [
                row.terms.weight for row in sheet.rows if row.level == level.name and says_something(row.indicator)
            ]
            found[f"{path}.weights"] = sum((weight for weight in weights if weight is not None), Decimal(0))
    return found
