"""Native charts (DrawingML, ECMA-376 part 1, 21.2): Word, WPS and LibreOffice draw them, sharp at every size.

The numbers stand in the chart itself (``numLit``): a report carries no workbook. Fills differ in greys: most offices print
in black.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from xladdin.report.blocks import Picture, Series
from xladdin.report.word.layout import SONG_FONT

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_GREYS = ("F2F2F2", "595959", "BFBFBF")
_FONT = f'<a:latin typeface="{SONG_FONT}"/><a:ea typeface="{SONG_FONT}"/>'
_TEXT = (
    f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900" b="0">{_FONT}</a:defRPr></a:pPr>'
    '<a:endParaRPr lang="zh-CN" sz="900"/></a:p></c:txPr>'
)
_WIDTH, _HEIGHT = 5616000, 2700000
"""Of a picture in EMU: the width of the text, 75 mm."""


def chart_xml(picture: Picture) -> bytes:
    bars = [series for series in picture.series if not series.line]
    lines = [series for series in picture.series if series.line]
    labels = _labels(picture) if not lines else ""
    shown = "".join(_series(one, number, picture, labels) for number, one in enumerate(bars))
    plot = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{shown}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )
    if lines:
        drawn = "".join(_series(one, len(bars) + number, picture, "") for number, one in enumerate(lines))
        plot += (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{drawn}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:roundedCorners val="0"/><c:chart>'
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1050" b="0">{_FONT}</a:defRPr></a:pPr>'
        f'<a:r><a:rPr lang="zh-CN" sz="1050" b="0">{_FONT}</a:rPr><a:t>{escape(picture.title)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
        f"<c:plotArea><c:layout/>{plot}{_axes(picture)}</c:plotArea>"
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_TEXT}</c:legend><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    ).encode()


def _axes(picture: Picture) -> str:
    shape = '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></c:spPr>'
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{shape}{_TEXT}<c:crossAx val="2"/><c:crosses val="autoZero"/>'
        '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln>'
        f'</c:spPr></c:majorGridlines><c:numFmt formatCode="{picture.form}" sourceLinked="0"/><c:majorTickMark val="out"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{shape}{_TEXT}<c:crossAx val="1"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _labels(picture: Picture) -> str:
    return (
        f'<c:dLbls><c:numFmt formatCode="{picture.form}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{_TEXT}'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _series(series: Series, number: int, picture: Picture, labels: str) -> str:
    if series.line:
        dash = "dash" if series.line == "dash" else "solid"
        look = (
            f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:prstDash val="{dash}"/></a:ln></c:spPr>'
            '<c:marker><c:symbol val="none"/></c:marker>'
        )
    else:
        grey = _GREYS[2] if len(picture.series) > 2 or picture.series[-1].line else _GREYS[number % 2]
        look = (
            f'<c:spPr><a:solidFill><a:srgbClr val="{grey}"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>'
            '</a:solidFill></a:ln></c:spPr><c:invertIfNegative val="0"/>'
        )
    end = '<c:smooth val="0"/>' if series.line else ""
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:v>{escape(series.title)}</c:v></c:tx>{look}{labels}'
        f"<c:cat><c:strLit>{_points(picture.names)}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{_points(series.values)}</c:numLit></c:val>{end}</c:ser>"
    )


def _points(values: Sequence[str | None]) -> str:
    points = (
        f'<c:pt idx="{at}"><c:v>{escape(value)}</c:v></c:pt>' for at, value in enumerate(values) if value is not None
    )
    return f'<c:ptCount val="{len(values)}"/>{"".join(points)}'


def drawing_xml(relation: str, number: int, title: str) -> str:
    """The run that shows a chart; ``number`` tells pictures apart, ``title`` is read to those who cannot see it."""
    text = escape(title, {'"': "&quot;"})
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{_WIDTH}" cy="{_HEIGHT}"/>'
        f'<wp:docPr id="{1000 + number}" name="图{number}" descr="{text}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
