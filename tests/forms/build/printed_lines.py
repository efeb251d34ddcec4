"""How many lines LibreOffice really prints for wrapped texts: the texts go into cells, the cells into a PDF, and back.

Its own “optimal row height” is no judge: it is now and then a line off what it prints.
"""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.support.libreoffice import uno_run

_PRINT = """
from com.sun.star.lang import Locale

def run(office, texts, pixels, size, pdf):
    document = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    sheet = document.Sheets.getByIndex(0)
    sheet.Columns.getByIndex(0).Width = round(pixels * 2540 / 96)
    cells = sheet.getCellRangeByPosition(0, 0, 0, len(texts) - 1)
    cells.IsTextWrapped = True
    cells.CharFontNameAsian = cells.CharFontName = "宋体"
    cells.CharHeightAsian = cells.CharHeight = size
    cells.CharLocaleAsian = Locale("zh", "CN", "")
    cells.setDataArray(tuple((text,) for text in texts))
    cells.Rows.OptimalHeight = True
    for number in range(len(texts)):  # room enough: a clipped line would not be printed
        row = sheet.Rows.getByIndex(number)
        row.Height = row.Height * 2
    page = document.StyleFamilies.getByName("PageStyles").getByIndex(0)
    page.HeaderIsOn = page.FooterIsOn = False
    page.Width, page.Height = 60000, 120000
    office.store(document, pdf)
"""

_WORD = re.compile(r'<page |<word xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>')
_SAME_LINE = 3  # points between the feet of words on one line, at most


def printed_lines(texts: Sequence[str], pixels: float, size: float, scratch: Path) -> list[int]:
    """Lines of each text in a column of ``pixels`` (96 dpi), 宋体 of ``size`` points. Texts must not be blank.

    ``AssertionError`` when the printed lines do not add up to exactly the texts.
    """
    pdf = scratch / "printed.pdf"
    uno_run(_PRINT, list(texts), pixels, size, pdf)
    lines = _lines_of(pdf)
    counts = []
    position = 0
    for text in texts:
        wanted, found, start = _compact(text), "", position
        while len(found) < len(wanted) and position < len(lines):
            found += lines[position]
            position += 1
        assert found == wanted, f"printed {found!r} instead of {wanted!r}"
        counts.append(position - start)
    return counts


def _lines_of(pdf: Path) -> list[str]:
    shown = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    words: list[tuple[int, float, float, str]] = []
    page = 0
    for found in _WORD.finditer(shown):
        if found.group(1) is None:
            page += 1
        else:
            words.append((page, float(found.group(2)), float(found.group(1)), html.unescape(found.group(3))))
    groups: list[list[tuple[int, float, float, str]]] = []
    for word in sorted(words):
        last = groups[-1][-1] if groups else None
        if last and last[0] == word[0] and word[1] - last[1] < _SAME_LINE:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_compact("".join(word[3] for word in sorted(group, key=lambda word: word[2]))) for group in groups]


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", text)
