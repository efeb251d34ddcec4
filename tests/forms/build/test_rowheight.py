"""Row heights that fit Chinese text, judged by a font engine and by LibreOffice."""

from __future__ import annotations

import math
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from tests.forms.build.printed_lines import printed_lines
from tests.support.requirements import require, song_font
from xladdin.forms.build import rowheight
from xladdin.forms.build.rowheight import (
    MAX_HEIGHT,
    Box,
    column_pixels,
    line_count,
    row_height,
    text_height,
)

WORDS = (
    "矿山生态修复面积、完成率、年度绩效目标、受疫情影响、资金到位、项目建设内容调整、已按规定公开、群众满意度、“一户一策”、"
    "第三方监测机构、植被成活率、426.94公顷、≥95%、2024年12月31日前、10000万元、115.30 %、自治区财政厅、（含地方配套）、"
    "《管理办法》、EPC总承包、3.5km、No.61、社会资本1,234.50万元、工期顺延；、原因分析：、改进措施，、加强督导。、A/B两标段"
).split("、")
NOT_FIRST = "，。、；：！？）》」』】〕％”’…—·,.;:!?)]}%"


def sentences(seed: int, count: int) -> list[str]:
    """Made-up table texts of 1 to some 250 characters, a few with line breaks, one in eight with a numbered list."""
    chance = random.Random(seed)
    texts = []
    for number in range(count):
        words = [
            chance.choice(WORDS) + chance.choice(["", "", "，", "的", "。", "、"]) for _ in range(chance.randint(1, 30))
        ]
        text = "".join(words)
        if number % 8 == 0:
            text = "\n".join(f"{item}. {word}" for item, word in enumerate(words[:6], start=1)) + "\n" + text
        texts.append(text)
    return texts


def font_engine_lines(text: str, pixels: float, font: ImageFont.FreeTypeFont, size: float) -> int:
    """Lines by real glyph widths, greedy, Latin words whole, closing punctuation never first."""
    scale = size * 96 / 72 / font.size
    total = 0
    for paragraph in text.split("\n"):
        total += 1
        used = 0.0
        for piece in re.findall(rf"(?:[!-~]+|.)[{re.escape(NOT_FIRST)}]*", paragraph):
            width = font.getlength(piece) * scale
            if used + width <= pixels:
                used += width
            elif width <= pixels:
                total, used = total + 1, width
            else:
                total += math.ceil((used + width) / pixels) - 1
                used = (used + width) % pixels
    return total


SIZES_AND_WIDTHS = [(9, 10), (10.5, 18), (11, 12), (11, 30), (12, 24), (14, 60)]
LIBREOFFICE_UNIT = 22 / 3  # pixels: half of 11 points; measured on an imported workbook whose Normal style is 宋体 11


@pytest.mark.parametrize(("size", "width"), SIZES_AND_WIDTHS)
@pytest.mark.parametrize(("unit", "margins"), [(8, 5), (LIBREOFFICE_UNIT, 3)], ids=["Excel", "LibreOffice"])
def test_a_font_engine_never_needs_more_lines(unit: float, margins: int, size: float, width: float) -> None:
    require("chinese-fonts")
    font = ImageFont.truetype(str(song_font()), 200)
    pixels = width * unit - margins
    texts = sentences(seed=int(size * 100 + width), count=400)
    too_few = [text for text in texts if lines_granted(text, width, size) < font_engine_lines(text, pixels, font, size)]
    assert len(too_few) <= 1, too_few


@pytest.mark.parametrize(("size", "width"), SIZES_AND_WIDTHS)
def test_three_width_classes_seldom_grant_over_a_line_more_than_real_glyph_widths(size: float, width: float) -> None:
    require("chinese-fonts")
    font = ImageFont.truetype(str(song_font()), 200)
    pixels = min(width * 8 - 10, width * LIBREOFFICE_UNIT - 4)
    surplus, total = [], 0
    for text in sentences(seed=int(size * 100 + width), count=400):
        by_glyphs = font_engine_lines(text, pixels, font, size)
        by_glyphs += by_glyphs >= 4  # the extra line
        surplus.append(lines_granted(text, width, size) - by_glyphs)
        total += by_glyphs
    assert sum(surplus) <= 0.1 * total
    if width >= 18:  # in narrower columns a character more or less is a large share of the line
        assert sum(lines > 1 for lines in surplus) <= 20  # 5 %
        assert max(surplus) <= 4


def lines_granted(text: str, width: float, size: float) -> int:
    """Whole lines that fit the height given, the extra one included."""
    return int(text_height(text, width, size) / (size * 1.3) + 0.001)


@pytest.mark.libreoffice
@pytest.mark.parametrize(("size", "width"), [(9, 12), (10.5, 18), (11, 12), (11, 20), (11, 30), (12, 24), (14, 60)])
def test_libreoffice_prints_no_more_lines_than_the_row_has_room_for(tmp_path: Path, size: float, width: float) -> None:
    require("chinese-fonts", "poppler")
    texts = sentences(seed=7, count=400)
    printed = printed_lines(texts, width * LIBREOFFICE_UNIT, size, tmp_path)
    surplus = [lines_granted(text, width, size) - lines for text, lines in zip(texts, printed, strict=True)]
    assert sum(lines < 0 for lines in surplus) <= 1
    assert min(surplus) >= -1
    if width >= 18:  # in narrower columns a character more or less is a large share of the line
        beyond_the_extra_line = [lines - (count >= 4) for lines, count in zip(surplus, printed, strict=True)]
        assert sum(lines > 1 for lines in beyond_the_extra_line) <= 40  # 10 %


def test_a_short_text_takes_one_line() -> None:
    assert line_count("满意度", 12) == 1
    assert text_height("满意度", 12, 10) == 13.5  # 13 points, up to whole pixels


def test_line_breaks_and_blank_lines_count() -> None:
    assert line_count("", 12) == 1
    assert line_count("一\n\n二", 12) == 3
    assert line_count("一\r\n二\r三", 12) == 3


def test_full_width_signs_take_a_characters_room_latin_ones_half_combining_ones_none() -> None:
    """A column of ten units holds four characters of eleven points."""
    for fits, breaks in (("“≥“≥", "“≥“≥“"), ("12ab12ab", "12ab12ab1"), ("e\u0301" * 8, "e\u0301" * 9)):
        assert (line_count(fits, 10), line_count(breaks, 10)) == (1, 2)


def test_a_column_of_ten_units_holds_four_characters_of_eleven_points() -> None:
    assert column_pixels(10) == 80
    assert line_count("汉字汉字", 10) == 1
    assert line_count("汉字汉字汉", 10) == 2


def test_closing_punctuation_is_not_left_alone_on_a_line() -> None:
    assert line_count("汉字汉字。汉字汉", 10) == 3  # 汉字汉 / 字。汉字 / 汉


def test_a_long_number_is_not_broken_but_an_endless_one_is() -> None:
    assert line_count("汉字123456", 10) == 2
    assert line_count("1" * 30, 10) == 4  # 8 digits a line


def test_from_four_lines_up_one_more_is_granted() -> None:
    four = "\n".join("一二三四")
    assert text_height("一\n二\n三", 12, 10) == 39
    assert text_height(four, 12, 10) == 65.25


def test_the_tallest_cell_rules_the_row_within_excels_limits() -> None:
    boxes = [Box("满意度", 12), Box("受疫情影响，工期顺延。" * 5, 12), Box("无", 40)]
    assert row_height(boxes) == text_height(*boxes[1])
    assert row_height([Box("无", 12)], minimum=30) == 30
    assert row_height([]) == 0
    assert row_height([Box("长文" * 2000, 12)]) == MAX_HEIGHT


def test_a_column_narrower_than_a_character_still_ends() -> None:
    assert line_count("汉字", 0.5) == 2


def _lines_of(pieces: list[int], available: int) -> int:
    """Lines that pieces fill one by one, as it is said in words: what does not fit goes on the next line, or is cut."""
    lines, used = 1, 0
    for piece in pieces:
        if used + piece <= available:
            used += piece
        elif piece <= available:
            lines, used = lines + 1, piece
        else:
            lines += (1 if used else 0) + (piece - 1) // available
            used = piece - (piece - 1) // available * available
    return lines


@given(
    st.text(st.sampled_from("的一国目标完成，。（）《“”—％℃≥ aB19.,!([]%\t\u200b\u0301"), max_size=60),
    st.sampled_from([0.5, 1.0, 2.0, 3.0, 6.3, 12.7, 40.0]),
    st.sampled_from([9, 10.5, 16]),
)
def test_lines_are_those_of_pieces_put_down_one_by_one(text: str, width: float, size: float) -> None:
    available = max(rowheight._available_pixels(width), rowheight._full_width(size))
    pixels = rowheight._pixels(size)
    pieces = [sum(pixels[sign] for sign in piece) for piece in rowheight._BETWEEN_PIECES.split(text)]
    signs = [pixels[sign] for sign in text]
    wanted = max(_lines_of(pieces, available), _lines_of(signs, available))
    assert rowheight.line_count(text, width, size) == (1 if len(text) <= rowheight.line_room(width, size) else wanted)
