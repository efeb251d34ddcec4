"""How tall a row must be for its Chinese text, estimated without a font engine.

Neither openpyxl nor a merged cell in Excel fits row heights to text. County PCs have no font library for Python either, so
character widths come in three classes. They hold for 宋体, 仿宋, 楷体 and 黑体, whose Latin letters and digits are half
as wide as a Chinese character. The estimate errs on the tall side: a line too much is ugly, a line too few hides text.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

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
_NOT_FIRST = frozenset("，。、；：！？）》」』】〕〉］｝％‰℃”’…—·～,.;:!?)]}%")
_NOT_LAST = frozenset("（《「『【〔〈［｛“‘([{$￥")

_WORD = frozenset(map(chr, range(0x21, 0x7F)))


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
    paragraphs = re.split(r"\r\n|\r|\n", text)
    return max(
        sum(_lines(_glued(paragraph, size), available) for paragraph in paragraphs),
        sum(_lines(_single(paragraph, size), available) for paragraph in paragraphs),
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


@lru_cache(maxsize=4096)
def _character_pixels(character: str, size: float) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc") and character != "\t":
        return 0
    if unicodedata.east_asian_width(character) in "WFA":  # ambiguous ones (“ — ℃ ≥) are full in Chinese fonts
        return _full_width(size)
    return math.ceil(_full_width(size) / 2)


def _single(paragraph: str, size: float) -> Iterator[int]:
    """Widths of single characters: every place is a place to break."""
    return (_character_pixels(character, size) for character in paragraph)


def _glued(paragraph: str, size: float) -> Iterator[int]:
    """Widths of pieces that must not be broken: Latin words and numbers, and punctuation with its neighbours.

    A number right after a comma is kept with it, as LibreOffice does.
    """
    piece = 0
    before = ""
    for character in paragraph:
        joined = before and (
            character in _NOT_FIRST
            or before in _NOT_LAST
            or character == " "  # stays at the end of its line
            or (character in _WORD and (before in _WORD or before in _NOT_FIRST))
        )
        if not joined and piece:
            yield piece
            piece = 0
        piece += _character_pixels(character, size)
        before = character
    if piece:
        yield piece


def _lines(pieces: Iterable[int], available: int) -> int:
    """Lines that ``pieces`` fill when packed one after another; a piece wider than the line is cut."""
    lines, used = 1, 0
    for piece in pieces:
        if used + piece <= available:
            used += piece
        elif piece <= available:
            lines, used = lines + 1, piece
        else:
            if used:
                lines += 1
            lines += (piece - 1) // available
            used = piece - (piece - 1) // available * available
    return lines
