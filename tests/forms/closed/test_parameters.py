"""What somebody changed on 参数: numbers, words, levels, whole lines; one remark a cell, with what should stand there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.forms.read.memory import Memory
from xladdin.forms.closed.notes.parameters import parameter_notes
from xladdin.forms.grid import Content
from xladdin.rules import profile as profiles

XINJIANG = profiles.load("xinjiang-2024")
SHEET = "参数"


@pytest.fixture
def book(built: dict[str, bytes]) -> Memory:
    return Memory(built["karamay-2024"])


def line(book: Memory, key: str, title: str = "") -> int:
    """Row of the first line with this key (and title)."""
    cells = book.cells[SHEET]
    rows = [int(cell[1:]) for cell, content in cells.items() if cell[0] == "A" and content.value == key]
    return next(row for row in sorted(rows) if not title or cells[f"C{row}"].value == title)


def notes(book: Memory) -> list[tuple[str, str, str, str]]:
    found = parameter_notes(book, book.read(), XINJIANG)
    assert {note.kind for note in found} <= {"parameter-changed"}
    return [(note.path, note.detail, note.expected, note.name) for note in found]


def change(book: Memory, key: str, value: Any, title: str = "", **more: Any) -> str:
    row = line(book, key, title)
    book.cells[SHEET][f"B{row}"] = Content(value, **more)
    return f"cells[{SHEET}!B{row}]"


def test_a_fresh_sheet_gives_no_remark(book: Memory) -> None:
    assert notes(book) == []


@pytest.mark.parametrize(
    ("key", "value", "more", "found", "expected"),
    [
        ("over_factor", Decimal("0.1"), {}, "0.1", "0.5"),
        ("over_threshold", None, {}, "（空）", "1.3"),
        ("over_threshold", "", {}, "（空）", "1.3"),
        ("over_threshold", Decimal("1.3"), {"formula": "1.3"}, "=1.3", "1.3"),
        ("level_places", True, {}, "是", "1"),
        ("level_places", "1", {}, "1", "1"),
        ("grade_good", "八" * 41, {}, "八" * 40, "80"),
        ("profile", "mof-2020", {}, "mof-2020", "xinjiang-2024"),
        ("pass_mark", Decimal("0.6"), {}, "0.6", "（空）"),
        ("standard_2", Decimal(60), {}, "60", "50"),
    ],
)
def test_a_changed_number_is_told_with_what_should_stand_there(
    key: str, value: Any, more: dict[str, Any], found: str, expected: str, book: Memory
) -> None:
    path = change(book, key, value, **more)
    ((where, detail, should, name),) = notes(book)
    assert (where, detail, should) == (path, found, expected)
    assert name


def test_a_digest_that_was_changed_is_told(book: Memory) -> None:
    digest = book.read().profile_digest
    path = change(book, "profile_digest", "0" * 8)
    book.said["xladdin.profile_digest"] = digest
    assert [(where, should) for where, _, should, _ in notes(book)] == [(path, digest)]


@pytest.mark.parametrize("key", ["words_met", "words_unmet", "words_blank"])
def test_a_word_that_the_rules_do_not_have_is_told(key: str, book: Memory) -> None:
    path = change(book, key, "很好")
    ((where, detail, should, _),) = notes(book)
    assert (where, detail, should) == (path, "很好", "规则中的说法")
    known = book.cells[SHEET][f"B{line(book, key) + 1}"].value
    change(book, key, known, formula="A1")
    ((_, detail, _, _),) = notes(book)
    assert detail == "=A1"
    change(book, key, known)
    assert notes(book) == []


def test_a_level_led_elsewhere_is_told_by_its_print(book: Memory) -> None:
    path = change(book, "level", "效益指标", "成本指标")
    assert notes(book) == [(path, "效益指标", "产出指标", "成本指标归入的一级指标")]


def test_a_level_that_the_rules_do_not_have_is_told(book: Memory) -> None:
    row = line(book, "level", "成本指标")
    for title, shown in (("新指标", "新指标"), (None, "（空）")):
        book.cells[SHEET][f"C{row}"] = Content(title)
        ((where, detail, should, name),) = notes(book)
        assert (where, detail, should) == (f"cells[{SHEET}!B{row}]", "产出指标", "（空）")
        assert name == f"{shown}归入的一级指标"


def test_a_line_that_was_removed_is_told_at_the_sheet(book: Memory) -> None:
    row = line(book, "over_factor")
    book.cells[SHEET][f"A{row}"] = Content("甲")
    del book.defined["JX_P_over_factor"]
    ((where, detail, should, _),) = notes(book)
    assert (where, detail, should) == (f"cells[{SHEET}!A1]", "（空）", "0.5")
    del book.said["xladdin.profile_digest"]
    assert notes(book) == []  # an older book may lack numbers that came later


def test_a_name_led_to_another_cell_is_told_there(book: Memory) -> None:
    book.defined["JX_P_over_factor"] = f"{SHEET}!$B${line(book, 'level_places')}"
    ((where, detail, should, _),) = notes(book)
    assert (where, detail, should) == (f"cells[{SHEET}!B{line(book, 'level_places')}]", "1", "0.5")


@pytest.mark.parametrize("lost", ["name", "sheet"])
def test_without_the_sheet_everything_is_told_at_once(lost: str, book: Memory) -> None:
    if lost == "name":
        del book.defined["JX_PARAMS"]
    else:
        book.defined["JX_PARAMS"] = "无此表!$A$2:$B$9"
    assert notes(book) == [(f"cells[{SHEET}!A1]", "（空）", "参数", "整张参数表")]
