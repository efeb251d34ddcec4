"""The first sheet: year, deadline, period, names."""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.checks.texts.years import years_of
from xladdin.errors import UserError
from xladdin.issuing.faults.common import blanks, caught, year_of
from xladdin.issuing.plan import Plan, at
from xladdin.submission.expected import read_day, read_year


def heads(plan: Plan) -> Iterator[UserError]:
    given = plan.heads
    yield from caught(lambda: read_year(given["year"]))
    yield from caught(lambda: read_day(given["deadline"]))
    yield from blanks((name, given[name]) for name in ("programme", "issuer"))
    year = year_of(plan)
    if year and given["period"].text:
        spans = years_of(given["period"].text).spans
        if spans and not any(first <= year <= last for first, last in spans):
            yield at(given["period"], "plan-period", found=given["period"].text, year=year)
    if any(indicator.text("overall") for indicator in plan.indicators) and not given["period"].text:
        yield at(given["period"], "plan-no-period")
    try:
        deadline = read_day(given["deadline"])
    except UserError:
        return
    if year and deadline.year < year:
        yield at(given["deadline"], "plan-deadline", found=given["deadline"].text, year=year)
