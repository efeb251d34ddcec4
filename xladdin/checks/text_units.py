"""The unit that a text gives a figure of a table, where it is spelt otherwise than in the table (part of C09)."""

from __future__ import annotations

from xladdin.checks.check import PASSED, Cases, Fault
from xladdin.checks.figures import Key, figures, is_counter, quantity_key
from xladdin.checks.goal_rows import goal_rows
from xladdin.checks.identities import bound
from xladdin.checks.subject import Subject, row_path
from xladdin.model.fold import fold
from xladdin.model.unit import Unit


def text_units(subject: Subject) -> Cases:
    """One case per unit and text: ``50公里`` in the objective beside 50 km in the same table."""
    goals, evaluation = subject.evaluation.goals, subject.evaluation
    own = [
        (quantity_key(value, row.target.unit), row.target.unit, row_path(row, "level3"))
        for row in subject.rows
        if row.target.unit is not None
        for value in (bound(row.target), row.actual.value)
        if value is not None
    ]
    texts = [("objective", evaluation.objective, own), ("achievement", evaluation.achievement, own)]
    for table, goal in (("annual", goals.annual), ("overall", goals.overall)):
        if goal is not None:
            rows = [(one.target, f"{one.path}.level3") for one in goal_rows(subject, table)]
            known = [
                (quantity_key(value, target.unit), target.unit, path)
                for target, path in rows
                if target.unit is not None and (value := bound(target)) is not None
            ]
            texts.append((f"goals.{table}.objective", goal.objective, known))
    for path, text, known in texts:
        yield from _text(path, text, known)


def _text(path: str, text: str, known: list[tuple[Key, Unit, str]]) -> Cases:
    table = {key: (unit, place) for key, unit, place in known}
    seen: set[str] = set()
    for figure in figures(text):
        found = table.get(figure.key)
        if found is None or is_counter(figure.unit) or figure.unit.printed in seen:
            continue
        unit, place = found
        seen.add(figure.unit.printed)
        same = fold(unit.printed).casefold() == fold(figure.unit.printed).casefold()
        if same or unit.factor != figure.unit.factor:
            yield PASSED
        else:
            yield Fault("text", path, figure.unit.printed, unit.printed, "", (place,), {"figure": figure.text})
