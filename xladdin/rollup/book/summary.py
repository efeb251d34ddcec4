"""The workbook as a whole: official forms first, then how the values came about, how the units did, and what is left to do."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from xladdin.checks.finding import Finding
from xladdin.forms.build.summary import build_summary
from xladdin.model.canonical import canonical
from xladdin.model.content_digest import content_digest
from xladdin.model.place import Places
from xladdin.receiving.table_book import Table, put_tables
from xladdin.rollup.book.lists import alone, cross_checks, left_out, progress
from xladdin.rollup.book.sources import indicators, money_sources, sources
from xladdin.rollup.book.units import charts, deviations, regions, units
from xladdin.rollup.gather import Gathered
from xladdin.rollup.missing import Missing
from xladdin.rollup.period import period_lines
from xladdin.rollup.ratio import Ratio
from xladdin.rollup.region import Region
from xladdin.rules.score_sheet import score_sheet
from xladdin.submission.digest import short


class Beside(NamedTuple):
    """
    ratios   true ratios
    alone    indicators that not every unit has: name, units that have it, the name that looks most like it
    missing  who was to hand in a table and did not; findings: C15, and C22 of a table that somebody stated
    """

    ratios: Sequence[Ratio] = ()
    alone: Sequence[tuple[str, str, str]] = ()
    missing: Sequence[Missing] = ()
    findings: Sequence[Finding] = ()


def summary_book(region: Region, gathered: Gathered, beside: Beside, created: datetime.datetime) -> bytes:
    """The workbook as file content; it reads back as the region's table."""
    digest = content_digest(canonical(region.evaluation))
    return build_summary(
        region.evaluation,
        region.sheet.profile,
        digest=short(digest),
        created=created,
        put=lambda workbook, places: put_tables(workbook, _tables(region, gathered, beside, places)),
    )


def _tables(region: Region, gathered: Gathered, beside: Beside, places: Places) -> list[Table]:
    source, spans = sources(region, places)
    if region.sums is not None:  # nothing is said that only the rows below could say
        return [
            indicators(region, beside.ratios, spans),
            units(region),
            charts(region),
            source,
            money_sources(region, places),
            cross_checks(region, beside.findings, places),
            alone(beside.alone),
            left_out(gathered, beside.missing),
        ]
    earlier = [(one.evaluation, score_sheet(one.evaluation, region.sheet.profile)) for one in gathered.earlier]
    lines = period_lines(region.members, region.told, region.base, earlier)
    scores = units(region)
    counts = (
        "只计台账中已批准的评分调整。"
        if gathered.approved
        else "评分调整按填报计入（目录中没有审批记录，批准情况请用收件台账）。"
    )
    codes = {one.evaluation.region_code.strip() for one in region.members}
    found = [
        indicators(region, beside.ratios, spans),
        scores._replace(notes=(f"{scores.notes[0]}{counts}",)),
        charts(region),
        deviations(region),
        source,
        money_sources(region, places),
        cross_checks(region, beside.findings, places),
        alone(beside.alone),
        left_out(gathered, beside.missing),
    ]
    if lines:
        found.insert(4, progress(region, lines, gathered))
    if codes - {""}:
        found.insert(3, regions(region))
    return found
