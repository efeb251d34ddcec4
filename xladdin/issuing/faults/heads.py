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
    yield from blanks((name, given[name]) for name in ("programme", "issuer") if name in given)
    year = year_of(plan)
    if year and (period := plan.head("period")):
        spans = years_of(period).spans
        if spans and not any(first <= year <= last for first, last in spans):
            yield at(given["period"], "plan-period", found=period, year=year)
    if plan.head("money_unit") not in ("", "万元", "元"):
        yield at(given["money_unit"], "plan-money-unit", found=plan.head("money_unit"))
    if any(indicator.text("overall") for indicator in plan.indicators) and not plan.head("period"):
        yield at(given["period"], "plan-no-period")
    try:
        deadline = read_day(given["deadline"])
    except UserError:
        return
    if year and deadline.year < year:
        yield at(given["deadline"], "plan-deadline", found=given["deadline"].text, year=year)
