"""How cells look: fonts, borders, fills, number formats of the printed forms."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle

from xladdin.forms.build.input_rules import TINT
from xladdin.forms.build.rowheight import BODY_SIZE, line_count
from xladdin.forms.definition import Kind, Style

BODY_FONT = "宋体"
TITLE_FONT = "黑体"
TITLE_SIZES = (18, 16, 14, 13)
BIG_SIZE = 15
"""of the score on the front page"""

_LINE = Side(style="thin", color="FF000000")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)

NO_FILL = PatternFill()
INPUT_FILL = PatternFill("solid", fgColor=f"FF{TINT}")
FLAG_FILL = PatternFill("solid", fgColor="FFFFDADA", bgColor="FFFFDADA")
HEAD_FILL = PatternFill("solid", fgColor="FFF2F2F2")

ERROR_STYLE = DifferentialStyle(fill=PatternFill("solid", bgColor="FFFF9999"))
WARNING_STYLE = DifferentialStyle(fill=PatternFill("solid", bgColor="FFFFD966"))
FLAG_STYLE = DifferentialStyle(fill=PatternFill("solid", bgColor="FFFFC7CE"))

UNLOCKED = Protection(locked=False)
LOCKED = Protection(locked=True)

#: ``"0.##"`` would print ``47.`` in Excel: money keeps General, so that 10000 and 15886.03 print as they are written.
NUMBER_FORMATS: dict[Kind, str] = {
    "text": "General",
    "value": "@",
    "integer": "0",
    "version": '"第 "0" 版"',
    "money": "General",
    "amount": "General",
    "weight": "General",
    "rate": "0.00%",
    "score": "0.00",
    "points": "General",
    "percent_points": "General",
    "share": "0%",
    "keep": "General",
}

_HORIZONTAL = {"left": "left", "long": "left", "foot_left": "left", "foot_right": "right", "section": "left"}


def font(style: Style = "center") -> Font:
    if style == "link":
        return Font(name=BODY_FONT, size=BODY_SIZE, underline="single", color="FF0563C1")
    if style == "big":
        return Font(name=TITLE_FONT, size=BIG_SIZE)
    return Font(name=BODY_FONT, size=BODY_SIZE, bold=style == "section")


def title_font(text: str, width: float) -> Font:
    """The largest title size that keeps ``text`` on one line of ``width`` column units, else the smallest."""
    fitting = (size for size in TITLE_SIZES if line_count(text, width, size) == 1)
    return Font(name=TITLE_FONT, size=next(fitting, TITLE_SIZES[-1]))


def alignment(style: Style = "center") -> Alignment:
    return Alignment(horizontal=_HORIZONTAL.get(style, "center"), vertical="center", wrap_text=True, indent=0)


def dress(cell: Cell, style: Style, kind: Kind) -> None:
    """Give a cell everything that its style and kind say; locked until it is opened as an input."""
    cell.font = font(style)
    cell.alignment = alignment(style)
    cell.number_format = NUMBER_FORMATS[kind]
    cell.protection = LOCKED
    if bordered(style):
        cell.border = GRID


def dated(before: str) -> str:
    """Number format of a date, typed as a date or as text, behind a printed word."""
    return f'"{before}"yyyy"年"m"月"d"日";;;"{before}"@'


def head(cell: Cell) -> None:
    cell.fill = HEAD_FILL


def opened(cell: Cell) -> None:
    """An input: unlocked and tinted."""
    cell.protection = UNLOCKED
    cell.fill = INPUT_FILL


def untinted(cell: Cell) -> None:
    cell.fill = NO_FILL


def bordered(style: Style) -> bool:
    """Foot and section lines stand outside the grid."""
    return style not in ("foot", "foot_left", "foot_right", "section")
