"""Pictures of the results: native charts that read the cells, so that they follow in a working book and stay in a submission.

How a chart looks: ``primitives``.
"""

from __future__ import annotations

from decimal import Decimal

from openpyxl.chart import BarChart, LineChart

from xladdin.forms.build.charts.primitives import DARK, HATCHED, LIGHT, MIDDLE, anchor, bars, labelled, line, series
from xladdin.forms.build.job import Job, Placed
from xladdin.forms.choices import PICTURES
from xladdin.forms.defined_names import column_name, field_name, level_name
from xladdin.forms.results import over_line


def draw(job: Job, placed: list[Placed]) -> None:
    """Put the charts on their sheets. Call it when all sheets are written: a chart reads cells of others."""
    for one in placed:
        chart = {"levels": _levels, "completion": _completion, "money": _money}[one.kind](job)
        chart.anchor = anchor(one.row, one.span)
        one.sheet.add_chart(chart)


def _levels(job: Job) -> BarChart:
    """Every level's score beside its standard."""
    first, last = job.profile.levels[0].id, job.profile.levels[-1].id
    names = {what: (level_name(first, what), level_name(last, what)) for what in ("name", "standard", "score")}
    chart = bars(PICTURES["levels"], "bar")
    categories = _area(job, *names["name"])
    chart.series = [
        series("标准分", categories, _area(job, *names["standard"]), LIGHT),
        series("得分", categories, _area(job, *names["score"]), DARK),
    ]
    chart.x_axis.scaling.orientation = "maxMin"
    return labelled(chart)


def _completion(job: Job) -> BarChart:
    """The completion rate of every indicator, with a line at 100 % and one where over-achievement begins."""
    table = job.family.tables.scores
    categories = job.record.names[column_name(table, "number")]
    chart = bars(PICTURES["completion"], "col")
    chart.series = [series("完成率", categories, job.record.names[column_name(table, "completion_rate")], MIDDLE)]
    chart.gapWidth = 40
    chart.y_axis.number_format = "0%"
    lines = LineChart()
    for column, limit, dash in (("line_met", Decimal(1), "solid"), ("line_over", over_line(job.profile), "dash")):
        if limit is not None:
            values = job.record.names[column_name(table, column)]
            lines.series.append(line(f"{limit * 100:.0f}%", categories, values, dash))
    chart += lines
    return chart


def _money(job: Job) -> BarChart:
    """Budget, arrived and executed money of every source."""
    sources = job.family.sources
    chart = bars(PICTURES["money"], "col")
    ends = {what: [_money_name(job, source, what) for source in (sources[0], sources[-1])] for what in _MONEY}
    budget = _area(job, *ends["budget"])
    sheet, _, cells = budget.rpartition("!")
    rows = [corner.rpartition("$")[2] for corner in cells.split(":")]
    categories = f"{sheet}!$A${rows[0]}:$A${rows[1]}"
    for (what, title), look in zip(_MONEY.items(), (LIGHT, HATCHED, DARK), strict=True):
        chart.series.append(series(title, categories, _area(job, *ends[what]), look))
    chart.y_axis.number_format = "General"
    return chart


_MONEY = {"budget": "全年预算数", "arrived": "到位数", "executed": "全年执行数"}


def _money_name(job: Job, source: str, what: str) -> str:
    path = f"funds[{source}].{what}"
    echo = field_name(f"echo.money.{path}")
    return echo if echo in job.record.names else field_name(path)


def _area(job: Job, first: str, last: str) -> str:
    """``'评分表'!$C$40:$C$43`` from the names of the first and the last cell."""
    begin, end = (job.record.names[name] for name in (first, last))
    return f"{begin}:{end.rpartition('!')[2]}"
