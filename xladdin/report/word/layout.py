"""GB/T 9704 in Word's units: page, grid, fonts, styles. Lengths in twips (1/20 pt), sizes in half points.

22 lines of 28 characters stand on a page of 156 × 225 mm: a line is 579 twips, a character 15.75 pt, which is 3号 (16 pt) drawn
together a little by the styles themselves. A grid of characters (``linesAndChars``) would do the same in Word alone: in
LibreOffice a character that is wider than its cell takes two.
"""

from __future__ import annotations

from typing import NamedTuple

PAGE = (11906, 16838)
#: top, right, bottom, left: 37, 26, 35, 28 mm
MARGINS = (2098, 1474, 1984, 1587)
LINE_PITCH, TIGHTER = 579, -5
BODY_WIDTH = PAGE[0] - MARGINS[1] - MARGINS[3]
WIDE_WIDTH = PAGE[1] - MARGINS[0] - MARGINS[2]

TITLE_FONT, BODY_FONT, BLACK_FONT, KAI_FONT, SONG_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
#: Font → the fonts that Word takes where it is not installed, in their order. None of them is shipped.
FONT_CHAINS = {
    TITLE_FONT: ("华文中宋", "宋体"),
    BODY_FONT: ("仿宋", "FangSong"),
    BLACK_FONT: ("SimHei",),
    KAI_FONT: ("楷体", "KaiTi"),
    SONG_FONT: ("SimSun",),
}

#: Styles of the report begin so: an office's template may have styles of any other name.
STYLE = "Report"


class Style(NamedTuple):
    """indent: first line, in hundredths of a character; line: exact height, 0 = by the grid; level: of the outline.

    before, after: space in twips; left: lines end where their words do (in narrow cells a full line tears words apart)
    """

    id: str
    name: str
    font: str
    size: int
    centred: bool = False
    indent: int = 0
    line: int = 0
    level: int | None = None
    kept: bool = False
    before: int = 0
    after: int = 0
    left: bool = False


STYLES = {
    "title": Style("ReportTitle", "报告 标题", TITLE_FONT, 44, centred=True, kept=True, after=LINE_PITCH),
    "part": Style("ReportPart", "报告 部分", TITLE_FONT, 36, centred=True, level=0, kept=True),
    "h1": Style("Report1", "报告 一级标题", BLACK_FONT, 32, indent=200, level=1, kept=True),
    "h2": Style("Report2", "报告 二级标题", KAI_FONT, 32, indent=200, level=2, kept=True),
    "h3": Style("Report3", "报告 三级标题", BODY_FONT, 32, indent=200, level=3, kept=True),
    "body": Style("ReportBody", "报告 正文", BODY_FONT, 32, indent=200),
    "table_title": Style(
        "ReportTableTitle", "报告 表题", BLACK_FONT, 28, centred=True, kept=True, line=440, before=200
    ),
    "table_period": Style("ReportTablePeriod", "报告 表期", SONG_FONT, 21, centred=True, kept=True, line=320),
    "cell": Style("ReportCell", "报告 表格", SONG_FONT, 18, line=280, left=True),
    "cell_centred": Style("ReportCellCentred", "报告 表格居中", SONG_FONT, 18, centred=True, line=280),
    "cell_head": Style("ReportCellHead", "报告 表头", BLACK_FONT, 18, centred=True, line=280),
    "picture": Style("ReportPicture", "报告 图", SONG_FONT, 18, centred=True, line=-1),
}


def fonts(font: str) -> str:
    """All four slots, or Word takes another font for digits and for what it thinks is no Chinese."""
    return f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>'


def style_xml(style: Style) -> str:
    spacing = ""
    if style.line > 0:
        spacing = f'<w:spacing w:before="{style.before}" w:after="0" w:line="{style.line}" w:lineRule="exact"/>'
    elif style.line < 0:
        spacing = '<w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>'
    elif style.after:
        spacing = f'<w:spacing w:after="{style.after}"/>'
    # a cell's lines are lower than the grid's
    loose = '<w:snapToGrid w:val="0"/>' if style.line else ""
    indent = (
        f'<w:ind w:firstLineChars="{style.indent}" w:firstLine="{style.indent * 640 // 200}"/>' if style.indent else ""
    )
    tighter = f'<w:spacing w:val="{TIGHTER}"/>' if style.size == 32 else ""
    side = "center" if style.centred else "left" if style.left else "both"
    outline = f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{"<w:keepNext/>" if style.kept else ""}<w:widowControl w:val="0"/>'
        # Word's own habit, and read the other way round by LibreOffice, which loses some of the signs that hang over the edge
        f'<w:overflowPunct w:val="1"/>'
        f"{loose}{spacing}{indent}"
        f'<w:jc w:val="{side}"/>{outline}</w:pPr>'
        f'<w:rPr>{fonts(style.font)}<w:b w:val="0"/>{tighter}<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def section_xml(*, wide: bool, footers: str = "") -> str:
    """Page, margins and grid of a section; a wide one lies on its side, turned with its margins."""
    width, height = reversed(PAGE) if wide else PAGE
    top, right, bottom, left = MARGINS
    if wide:
        top, right, bottom, left = left, top, right, bottom
    turned = ' w:orient="landscape"' if wide else ""
    return (
        f'<w:sectPr>{footers}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" w:footer="1417" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE_PITCH}"/></w:sectPr>'
    )
