"""How tall a row must be for its Chinese text, estimated without a font engine.

Neither openpyxl nor a merged cell in Excel fits row heights to text. County PCs have no font library for Python either, so
character widths come in three classes. They hold for 宋体, 仿宋, 楷体 and 黑体, whose Latin letters and digits are half
as wide as a Chinese character. The estimate errs on the tall side: a line too much is ugly, a line too few hides text.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from xladdin.patterns import pattern

MAX_HEIGHT = 409.5
"""Excel's limit for a row, in points. Longer text needs a wider or a merged cell."""

BODY_SIZE = 10.5
"""Font size of the printed forms, in points."""

LINE = 21.0
"""Least height of a printed line of our forms, in points."""

DIGIT_PIXELS = 8
"""Width of a digit in 宋体 11, the Normal style of our workbooks: the unit column widths are counted in."""

LINE_SPACING = 1.3
"""Height of a line as a multiple of the font size."""

_DPI = 96
_POINTS = 72
_PADDING_PIXELS = 10
"""Left and right margin inside a cell; Excel takes 5, and wraps a little earlier than widths say."""

_NARROW_UNIT, _NARROW_PADDING = 11 / 2 * _DPI / _POINTS, 4
"""LibreOffice takes a digit of 宋体 11 for the half em it is (7.33 pixels); Excel rounds to 8 on the screen."""

_EXTRA_LINE_FROM = 4
"""From this many lines up, small errors of each line may add up to one."""

_PIXEL = 0.75  # in points: Excel snaps heights to pixels

# 避头点、避尾点: what may not begin or end a line (GB/T 15834-2011, 5.1, and the lists of office programs)
_NOT_FIRST = re.escape("，。、；：！？）》」』】〕〉］｝％‰℃”’…—·～,.;:!?)]}%")
_NOT_LAST = re.escape("（《「『【〔〈［｛“‘([{$￥")

_WORD = r"\x21-\x7e"

# Where a line may end. Latin words and numbers stay whole; a space stays at the end of its line; a number right after a
# comma is kept with it, as LibreOffice does.
_BETWEEN_PIECES = pattern(
    rf"(?<=[^{_NOT_LAST}])(?:(?=[^{_NOT_FIRST}{_WORD} ])|(?<=[^{_NOT_FIRST}{_WORD}])(?=[^{_NOT_FIRST} ]))", re.DOTALL
)
_PARAGRAPH = pattern(r"\r\n|\r|\n")

#: Characters whose width is remembered.
_REMEMBERED = 4096


class Box(NamedTuple):
    """One cell's text, the width of its column (in column units; of merged columns their sum) and font size (points)."""

    text: str
    width: float
    size: float = 11


def row_height(boxes: Iterable[Box], minimum: float = 0) -> float:
    """Height in points of a row that shows all ``boxes`` in full; at least ``minimum``, at most ``MAX_HEIGHT``."""
    return min(MAX_HEIGHT, max([minimum, *(text_height(*box) for box in boxes)]))


def text_height(text: str, width: float, size: float = 11) -> float:
    """Height in points of ``text`` in a column of ``width`` column units, unlimited; a blank text is one line."""
    lines = line_count(text, width, size)
    if lines >= _EXTRA_LINE_FROM:
        lines += 1
    return math.ceil(lines * size * LINE_SPACING / _PIXEL) * _PIXEL


def line_count(text: str, width: float, size: float = 11) -> int:
    """Lines that ``text`` takes: the worse of wrapping with and without the rules on line beginnings and ends.

    Excel, WPS and LibreOffice differ in whether they apply these rules.
    """
    if len(text) <= line_room(width, size) and "\n" not in text and "\r" not in text:
        return 1  # nearly all texts
    available = max(_available_pixels(width), _full_width(size))
    pixels = _pixels(size).__getitem__
    paragraphs = [(part, list(accumulate(map(pixels, part), initial=0))) for part in _PARAGRAPH.split(text)]
    return max(
        sum(_lines(part, widths, available, rules=rules) for part, widths in paragraphs) for rules in (True, False)
    )


@cache
def line_room(width: float, size: float) -> int:
    """Characters that fit on one line whatever they are."""
    return max(1, _available_pixels(width) // _full_width(size))


def column_pixels(width: float, digit: int = DIGIT_PIXELS) -> int:
    """Pixels (at 96 dpi) of a column of ``width`` units (ECMA-376 part 1, 18.3.1.13)."""
    return math.trunc((256 * width + math.trunc(128 / digit)) / 256 * digit)


def _available_pixels(width: float) -> int:
    """What a line may fill, in the program that leaves less."""
    return min(column_pixels(width) - _PADDING_PIXELS, math.floor(width * _NARROW_UNIT) - _NARROW_PADDING)


@cache
def _full_width(size: float) -> int:
    """A Chinese character, in pixels: hinted fonts take whole ones."""
    return math.ceil(size * _DPI / _POINTS)


class _Pixels(dict[str, int]):
    """Character → its width at one font size."""

    def __init__(self, size: float) -> None:
        self._full = _full_width(size)

    def __missing__(self, character: str) -> int:
        if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc") and character != "\t":
            width = 0
        elif unicodedata.east_asian_width(character) in "WFA":  # ambiguous ones (“ — ℃ ≥) are full in Chinese fonts
            width = self._full
        else:
            width = math.ceil(self._full / 2)
        if len(self) < _REMEMBERED:
            self[character] = width
        return width


@cache
def _pixels(size: float) -> _Pixels:
    return _Pixels(size)


def _lines(text: str, widths: list[int], available: int, *, rules: bool) -> int:
    """Lines that a paragraph fills, a piece after another; a piece wider than the line is cut.

    widths  of its beginnings, from the empty one on, in pixels; rules: a line may end between two pieces alone
    """
    lines, begin, base, last = 1, 0, 0, len(text)  # what stands on the line begins at ``base`` pixels
    while True:
        end = bisect_right(widths, base + available) - 1
        if end >= last:
            return lines
        place = end
        while rules and place > begin and not _BETWEEN_PIECES.match(text, place):
            place -= 1
        if widths[place] > base and place > begin:
            lines, begin, base = lines + 1, place, widths[place]
            continue
        begin = place
        # one piece is wider than what is left of the line
        after = next((one for one in range(end + 1, last) if _BETWEEN_PIECES.match(text, one)), last)
        width = widths[after] - widths[begin]
        if base < widths[begin]:
            lines, base = lines + 1, widths[begin]
            if width <= available:
                continue
        cuts = (width - 1) // available
        lines, begin, base = lines + cuts, after, base + cuts * available
