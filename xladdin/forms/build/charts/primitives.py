"""What every chart of ours is made of: bars and lines of Excel 2007, which every program since draws.

Fills differ in greys and patterns: most offices print in black. A chart reads cells; ``chart_values`` stores what they hold.
"""

from __future__ import annotations

from openpyxl.chart import BarChart
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

_BODY = "宋体"
_SIZE = 900
_GAP = 38100
"""Room between a chart and the edge of its cells, in EMU: 3 points."""

Fill = dict[str, object]


def bars(title: str, direction: str) -> BarChart:
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


LIGHT: Fill = {"solidFill": "F2F2F2"}
MIDDLE: Fill = {"solidFill": "BFBFBF"}
DARK: Fill = {"solidFill": "595959"}
HATCHED: Fill = {
    "pattFill": PatternFillProperties(
        prst="wdUpDiag", fgClr=ColorChoice(srgbClr="000000"), bgClr=ColorChoice(srgbClr="FFFFFF")
    )
}


def series(title: str, categories: str, values: str, look: Fill) -> Series:
    made = Series(
        tx=SeriesLabel(v=title),
        cat=AxDataSource(strRef=StrRef(f=categories)),
        val=NumDataSource(numRef=NumRef(f=values)),
        spPr=_outlined(**look),
    )
    made.invertIfNegative = False
    return made


def line(title: str, categories: str, values: str, dash: str) -> Series:
    made = Series(
        tx=SeriesLabel(v=title),
        cat=AxDataSource(strRef=StrRef(f=categories)),
        val=NumDataSource(numRef=NumRef(f=values)),
        spPr=GraphicalProperties(ln=LineProperties(w=15875, solidFill="000000", prstDash=dash)),
    )
    made.smooth = False
    made.marker = Marker(symbol="none")
    return made


def anchor(row: int, span: tuple[str, str]) -> TwoCellAnchor:
    """A chart that fills the cells of a row across ``span`` (letters) and moves with them."""
    left, right = (column_index_from_string(letter) for letter in span)
    begin = AnchorMarker(col=left - 1, row=row - 1, colOff=_GAP, rowOff=_GAP)
    return TwoCellAnchor(editAs="twoCell", _from=begin, to=AnchorMarker(col=right, row=row))


def labelled(chart: BarChart) -> BarChart:
    """Bars that say their numbers themselves, so that their axis may go."""
    for one in chart.series:
        one.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False, txPr=_text())
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    return chart
