"""The unit that a text gives a figure of a table, where it is spelt otherwise than in the table (part of C09)."""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.checks.check import PASSED, Cases, Fault
from xladdin.checks.facts.table_figures import actual_figures, annual_figures, overall_figures
from xladdin.checks.subject import Subject, row_path
from xladdin.checks.texts.figures import Figure, measured
from xladdin.checks.texts.readings import same_unit
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.unit import Unit, unit_in_name


def text_units(subject: Subject) -> Cases:
    """One case per unit and text: ``50公里`` in the objective beside 50 km in the same table."""
    goals, evaluation = subject.evaluation.goals, subject.evaluation
    texts = [("objective", evaluation.objective, ""), ("achievement", evaluation.achievement, "")]
    for table, goal in (("annual", goals.annual), ("overall", goals.overall)):
        if goal is not None:
            texts.append((f"goals.{table}.objective", goal.objective, table))
    for path, text, table in texts:
        seen: set[str] = set()
        for figure in measured(text):
            if figure.unit.printed in seen:
                continue
            for unit, place in _in_table(subject, figure, table):
                seen.add(figure.unit.printed)
                spelt = fold(unit.printed).casefold() == fold(figure.unit.printed).casefold()
                if spelt or not same_unit(unit, figure.unit):
                    yield PASSED
                else:
                    facts = {"figure": figure.text}
                    yield Fault("text", path, figure.unit.printed, unit.printed, "", (place,), facts)


def _in_table(subject: Subject, figure: Figure, table: str) -> Iterator[tuple[Unit, str]]:
    """Unit and name cell of the row that holds the figure: in a goal table, or (empty) in the self-evaluation table."""
    found = subject.once(overall_figures if table == "overall" else annual_figures).get(figure.key)
    if found is None and not table:
        found = subject.once(actual_figures).get(figure.key)
    if found is None:
        return
    if not table:
        row = subject.rows[found]
        unit = row.target.unit if unit_in_name(row.indicator.level3) is not None or row.indicator.unit else None
        if unit is not None:
            yield unit, row_path(subject.rows[found], "level3")
        return
    targets = subject.overall_targets if table == "overall" else subject.annual_targets
    target, matching = targets[found], subject.overall if table == "overall" else subject.annual
    if target is not None and target.unit is not None:
        yield target.unit, f"goals.{table}.indicators[{matching.pairs[found].other}].level3"
