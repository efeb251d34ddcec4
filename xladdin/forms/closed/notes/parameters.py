"""What somebody changed on the hidden sheet 参数: there the formulas take their numbers, while the program takes them from
the rule profile, so the screen and the program would give different scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from xladdin.forms import parameter_lines
from xladdin.forms.defined_names import PARAMS
from xladdin.forms.grid import EMPTY, Content, Grid
from xladdin.forms.package.parts.sheetxml import column_letters
from xladdin.forms.parameter_lines import READING, Line, identity_line, reading_digest, reading_lines, reading_texts
from xladdin.forms.read import cell_text
from xladdin.forms.read.reader import ReadBook
from xladdin.model.fields import FieldValue
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.input_note import InputNote
from xladdin.model.place import PARAMETERS, Place, cell_path
from xladdin.rules.profile import Profile

_BLANK = "（空）"
#: So many changed cells are told one by one; more are lines that were put in, taken out or moved.
_FEW = 8
_READING_LINES = "读数用的字词和单位"


class _Row(NamedTuple):
    """A line of the sheet as it stands there; its title is read where somebody asks for it."""

    place: Place
    content: Content
    read: Callable[[], str]

    @property
    def title(self) -> str:
        return self.read()


def parameter_notes(grid: Grid, book: ReadBook, profile: Profile, *, reading: bool = False) -> tuple[InputNote, ...]:
    """One remark a changed cell. A workbook that states no digest may lack numbers and words that came later.

    reading  look at the lines of the native reading too, a thousand cells
    """
    rows = parameter_rows(grid, book)
    if not rows:
        return (InputNote(cell_path(Place(PARAMETERS, "A1")), "parameter-changed", _BLANK, "参数", "整张参数表"),)
    whole = bool(book.profile_digest)
    single = [parameter_lines.profile_line(profile), *parameter_lines.number_lines(profile)]
    if whole:
        single.append(identity_line("profile_digest", book.profile_digest))
    found: dict[Place, InputNote] = {}
    for line in single:
        there = [*rows.get(line.key, ()), *_named(grid, book, line)]
        for row in there:
            if not _same(row.content, line.value):
                found.setdefault(row.place, _note(row, _said(line.value), str(line.title)))
        if not there and whole:
            place = Place(PARAMETERS, "A1")
            found.setdefault(Place(line.key, ""), _note(_Row(place, EMPTY, str), _said(line.value), str(line.title)))
    for note in (*_lists(rows, profile), *(_reading(grid, book, rows) if reading else ())):
        found.setdefault(Place(note.path, ""), note)
    return tuple(found.values())


def parameter_rows(grid: Grid, book: ReadBook, *, reading: bool = False) -> dict[str, list[_Row]]:
    """Key → its lines: those that the worksheet functions see, with ``reading`` also those of the native reading below."""
    area = book.locator.area(PARAMS)
    if area is None:
        return {}
    try:
        cells = grid.sheet(area.sheet)
    except KeyError:
        return {}
    found: dict[str, list[_Row]] = {}
    keys, values, titles = (column_letters(area.first_column + step) for step in range(3))

    def title(cell: str) -> str:
        return cell_text.printed(cells.get(cell, EMPTY))

    row = area.first_row
    while row <= area.last_row or (reading and cell_text.printed(cells.get(f"{keys}{row}", EMPTY))):
        key = cell_text.printed(cells.get(f"{keys}{row}", EMPTY))
        if row > area.last_row and key not in parameter_lines.reading_keys():
            row += 1
            continue
        place = Place(area.sheet, f"{values}{row}")
        found.setdefault(key, []).append(_Row(place, cells.get(place.cell, EMPTY), partial(title, f"{titles}{row}")))
        row += 1
    return found


def _named(grid: Grid, book: ReadBook, line: Line) -> Iterator[_Row]:
    """The cell that the native formulas see."""
    area = book.locator.area(line.name)
    if area is not None:
        yield _Row(area.first, grid.sheet(area.sheet).get(area.first.cell, EMPTY), str)


def _lists(rows: dict[str, list[_Row]], profile: Profile) -> Iterator[InputNote]:
    """Words and levels that the profile does not have."""
    words: dict[str, set[FieldValue]] = {}
    for line in parameter_lines.word_lines(profile):
        words.setdefault(line.key, set()).add(line.value)
    for key, known in words.items():
        for row in rows.get(key, ()):
            if row.content.value not in known or row.content.formula is not None:
                yield _note(row, "规则中的说法", row.title)
    levels = {str(line.title): line.value for line in parameter_lines.level_lines(profile)}
    for row in rows.get("level", ()):
        if row.title not in levels or not _same(row.content, levels[row.title]):
            yield _note(row, _said(levels.get(row.title)), f"{row.title or _BLANK}归入的一级指标")


def _reading(grid: Grid, book: ReadBook, rows: dict[str, list[_Row]]) -> Iterator[InputNote]:
    """A changed line of those by which the formulas read numbers and units; they say by a digest what they were."""
    area = book.locator.area(READING)
    stated = next((cell_text.printed(row.content) for row in rows.get("reading_digest", ())), "")
    if not stated:  # made by an older program
        return
    if area is None:
        yield _astray(Place(PARAMETERS, "A1"))
        return
    cells = grid.sheet(area.sheet)
    letters = [column_letters(area.first_column + step) for step in range(4)]
    places = [[Place(area.sheet, f"{letter}{row}") for letter in letters] for row in area.rows()]
    found = [tuple(cell_text.printed(cells.get(place.cell, EMPTY)) for place in line) for line in places]
    if reading_digest(tuple(found)) == stated:
        return
    own = [reading_texts(line) for line in reading_lines()]
    pairs = [
        (place, cells.get(place.cell, EMPTY), wanted)
        for line, texts, known in zip(places, found, own, strict=False)
        for place, text, wanted in zip(line, texts, known, strict=True)
        if text != wanted
    ]
    if stated != reading_digest() or not 0 < len(pairs) <= _FEW:  # another version's lines, or lines that moved
        yield _astray(places[0][0])
        return
    for place, content, wanted in pairs:
        yield _note(_Row(place, content, str), wanted or _BLANK, _READING_LINES)


def _astray(place: Place) -> InputNote:
    """The lines of the native reading are not those that the workbook was made with; which one was changed is not known."""
    return InputNote(cell_path(place), "parameter-changed", "另一些内容", "生成工作簿时的内容", _READING_LINES)


def _same(content: Content, value: FieldValue) -> bool:
    found = content.value if content.value not in (None, "") else None
    if content.formula is not None or isinstance(found, bool):
        return False
    if isinstance(value, int):
        value = Decimal(value)
    return found == (value if value != "" else None)


def _note(row: _Row, expected: str, name: str) -> InputNote:
    said = cell_text.printed(row.content)
    shown = f"={row.content.formula}" if row.content.formula is not None else said or _BLANK
    return InputNote(cell_path(row.place), "parameter-changed", shown[:40], expected, name)


def _said(value: FieldValue) -> str:
    if value is None or value == "":
        return _BLANK
    return plain_text(value) if isinstance(value, Decimal) else str(value)
