"""Pictures of the results: native charts that read the cells, so that they follow in a working book and stay in a submission.

Plain bars and lines of Excel 2007, which every program since draws. Fills differ in greys and patterns: most offices
print in black.
"""

from __future__ import annotations

from decimal import Decimal

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.utils import column_index_from_string

from xladdin.forms.build.job import Job, Placed
from xladdin.forms.choices import PICTURES
from xladdin.forms.defined_names import column_name, field_name, level_name
from xladdin.forms.results import over_line

_BODY = "宋体"
_SIZE = 900
_GAP = 38100
"""Room between a chart and the edge of its cells, in EMU: 3 points."""


def draw(job: Job, placed: list[Placed]) -> None:
    """Put the charts on their sheets. Call it when all sheets are written: a chart reads cells of others."""
    for one in placed:
        chart = {"levels": _levels, "completion": _completion, "money": _money}[one.kind](job)
        chart.anchor = _anchor(one)
        one.sheet.add_chart(chart)


def _levels(job: Job) -> BarChart:
    """Every level's score beside its standard."""
    first, last = job.profile.levels[0].id, job.profile.levels[-1].id
    names = {what: (level_name(first, what), level_name(last, what)) for what in ("name", "standard", "score")}
    chart = _bars(PICTURES["levels"], "bar")
    categories = _area(job, *names["name"])
    chart.series = [
        _series("标准分", categories, _area(job, *names["standard"]), _LIGHT),
        _series("得分", categories, _area(job, *names["score"]), _DARK),
    ]
    for series in chart.series:
        series.dLbls = DataLabelList(
            showVal=True, showSerName=False, showCatName=False, showLegendKey=False, txPr=_text()
        )
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.delete = True  # the bars say their numbers themselves
    chart.y_axis.majorGridlines = None
    return chart


def _completion(job: Job) -> BarChart:
    """The completion rate of every indicator, with a line at 100 % and one where over-achievement begins."""
    table = job.family.tables.scores
    categories = job.record.names[column_name(table, "number")]
    chart = _bars(PICTURES["completion"], "col")
    chart.series = [_series("完成率", categories, job.record.names[column_name(table, "completion_rate")], _MIDDLE)]
    chart.gapWidth = 40
    chart.y_axis.number_format = "0%"
    lines = LineChart()
    for column, limit, dash in (("line_met", Decimal(1), "solid"), ("line_over", over_line(job.profile), "dash")):
        if limit is not None:
            values = job.record.names[column_name(table, column)]
            lines.series.append(_line(f"{limit * 100:.0f}%", categories, values, dash))
    chart += lines
    return chart


def _money(job: Job) -> BarChart:
    """Budget, arrived and executed money of every source."""
    sources = job.family.sources
    chart = _bars(PICTURES["money"], "col")
    ends = {what: [_money_name(job, source, what) for source in (sources[0], sources[-1])] for what in _MONEY}
    budget = _area(job, *ends["budget"])
    sheet, _, cells = budget.rpartition("!")
    rows = [corner.rpartition("$")[2] for corner in cells.split(":")]
    categories = f"{sheet}!$A${rows[0]}:$A${rows[1]}"
    for (what, title), look in zip(_MONEY.items(), (_LIGHT, _HATCHED, _DARK), strict=True):
        chart.series.append(_series(title, categories, _area(job, *ends[what]), look))
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


def _bars(title: str, direction: str) -> BarChart:
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth = direction, "clustered", 60
    chart.title = title
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_letters(1050))
    for run in chart.title.tx.rich.p[0].r:
        run.rPr = _letters(1050)
    chart.title.overlay = False
    chart.legend.position = "r"
    chart.legend.txPr = _text()
    chart.visible_cells_only = False  # the lines' cells are hidden
    chart.roundedCorners = False
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _text()
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(w=6350, solidFill="D9D9D9"))
    chart.y_axis.scaling.min = 0
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(w=9525, solidFill="7F7F7F"))
    return chart


def _letters(size: int) -> CharacterProperties:
    return CharacterProperties(sz=size, b=False, latin=Font(typeface=_BODY), ea=Font(typeface=_BODY))


def _text() -> RichText:
    look, end = ParagraphProperties(defRPr=_letters(_SIZE)), CharacterProperties(sz=_SIZE)
    return RichText(p=[Paragraph(pPr=look, r=[], endParaRPr=end)])


def _outlined(**fill: object) -> GraphicalProperties:
    return GraphicalProperties(ln=LineProperties(w=9525, solidFill="000000"), **fill)


_Fill = dict[str, object]
_LIGHT: _Fill = {"solidFill": "F2F2F2"}
_MIDDLE: _Fill = {"solidFill": "BFBFBF"}
_DARK: _Fill = {"solidFill": "595959"}
_HATCHED: _Fill = {
    "pattFill": PatternFillProperties(
        prst="wdUpDiag", fgClr=ColorChoice(srgbClr="000000"), bgClr=ColorChoice(srgbClr="FFFFFF")
    )
}


def _series(title: str, categories: str, values: str, look: _Fill) -> Series:
    series = Series(
        tx=SeriesLabel(v=title),
        cat=AxDataSource(strRef=StrRef(f=categories)),
        val=NumDataSource(numRef=NumRef(f=values)),
        spPr=_outlined(**look),
    )
    series.invertIfNegative = False
    return series


def _line(title: str, categories: str, values: str, dash: str) -> Series:
    series = Series(
        tx=SeriesLabel(v=title),
        cat=AxDataSource(strRef=StrRef(f=categories)),
        val=NumDataSource(numRef=NumRef(f=values)),
        spPr=GraphicalProperties(ln=LineProperties(w=15875, solidFill="000000", prstDash=dash)),
    )
    series.smooth = False
    series.marker = Marker(symbol="none")
    return series


def _anchor(one: Placed) -> TwoCellAnchor:
    """The chart fills its cells and moves with them."""
    left, right = (column_index_from_string(letter) for letter in one.span)
    begin = AnchorMarker(col=left - 1, row=one.row - 1, colOff=_GAP, rowOff=_GAP)
    return TwoCellAnchor(editAs="twoCell", _from=begin, to=AnchorMarker(col=right, row=one.row))
