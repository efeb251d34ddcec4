"""Three-year figures where the annual objective should stand, found by their numbers alone (part of C18)."""

from __future__ import annotations

from xladdin.checks.check import PASSED, Cases, Fault
from xladdin.checks.facts.table_figures import annual_figures, overall_figures
from xladdin.checks.subject import Subject
from xladdin.checks.texts.figures import Figure, figures


def annual_texts(subject: Subject) -> list[tuple[str, str]]:
    """(path, text) of every objective that is about the year."""
    goals = subject.evaluation.goals
    texts = [("objective", subject.evaluation.objective)]
    if goals.annual is not None:
        texts.append(("goals.annual.objective", goals.annual.objective))
    if goals.weighted is not None:
        texts.append(("goals.weighted.objective", goals.weighted.objective))
    return [(path, text) for path, text in texts if text.strip()]


def is_of_period(subject: Subject, text: str) -> bool:
    """Whether most of the known figures of ``text`` are the period's, not the year's."""
    of_year, of_period = _sorted(subject, text)
    return len(of_period) > of_year


def objectives(subject: Subject) -> Cases:
    for path, text in annual_texts(subject):
        of_year, of_period = _sorted(subject, text)
        if len(of_period) <= of_year:
            if of_year:
                yield PASSED
            continue
        found = "、".join(figure.text for figure, _ in of_period)
        expected = "、".join(subject.rows[row].target.printed.strip() for _, row in of_period)
        related = tuple(f"indicators[{subject.rows[row].indicator.key}].target" for _, row in of_period)
        yield Fault("period", path, found, expected, "", related)


def _sorted(subject: Subject, text: str) -> tuple[int, list[tuple[Figure, int]]]:
    """How many figures are the year's, and which are the period's alone, with their row."""
    annual, overall = subject.once(annual_figures), subject.once(overall_figures)
    of_year, of_period = 0, []
    for figure in figures(text):
        if figure.key in annual:
            of_year += 1
        elif figure.key in overall:
            of_period.append((figure, overall[figure.key]))
    return of_year, of_period
