"""已填 x / y on 填报说明: counted by the cells as by the model, with a link to the first cell that is empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.forms.office import calculated, edited, stored
from xladdin.forms.closed.fill import fill
from xladdin.forms.closed.recalc import recalculate_file
from xladdin.forms.family import family
from xladdin.forms.package.archive import Archive
from xladdin.forms.progress import DONE, GO, NAMES_FIRST, formulas, lines
from xladdin.forms.read.open_file import open_file

Book = Callable[..., Path]
SHEET = "填报说明"


def shown(values: dict[str, object]) -> dict[str, tuple[str, str]]:
    """Sheet → what its line says, and its link."""
    cells = list(values.items())
    found = {}
    for cell, value in cells:
        if isinstance(value, str) and re.fullmatch(r"已填 \d+ / \d+|" + NAMES_FIRST, value):
            row = re.sub(r"\D", "", cell)
            here = [text for address, text in cells if re.sub(r"\D", "", address) == row and text]
            found[str(here[0])] = (value, str(here[2]))
    return found


def test_a_filled_workbook_says_how_much_of_each_sheet_is_filled(book: Book) -> None:
    """Turpan leaves one actual value blank (16 fields and 31 indicators are asked for)."""
    assert shown(stored(book("turpan-2024")).values[SHEET]) == {
        "填报说明": ("已填 3 / 3", DONE),
        "自治区项目绩效目标表": ("已填 93 / 93", DONE),
        "绩效自评表": ("已填 46 / 47", GO),
        "资金到位与执行表": ("已填 1 / 1", DONE),
    }


def test_a_blank_workbook_says_that_names_come_first(book: Book) -> None:
    found = shown(stored(book("blank")).values[SHEET])
    assert found["自治区项目绩效目标表"] == (NAMES_FIRST, GO)
    assert found["绩效自评表"][0].startswith("已填 0 / 16")


def test_recalc_counts_again(book: Book) -> None:
    path = book("turpan-2024")
    fill(Archive.read(path), {"indicators[q01].actual": "", "remarks": ""}).write(path)
    recalculate_file(path)
    assert shown(stored(path).values[SHEET])["绩效自评表"] == ("已填 44 / 47", GO)


def test_formulas_keep_within_the_limits_of_excel() -> None:
    for line in lines(family("transfer")):
        for formula in formulas(line).values():
            assert len(formula) < 8192
            assert "⟨" not in formula


@pytest.mark.libreoffice
def test_the_cells_count_as_the_model_does_and_the_link_leads_to_the_first_empty_cell(
    book: Book, tmp_path: Path
) -> None:
    path = book("turpan-2024")
    place = open_file(path).book.places["indicators[q04].actual"]  # type: ignore[union-attr]
    changed = edited(path, tmp_path / "x.xlsx", [("clear", place.sheet, place.cell)])
    (office,) = calculated([changed])
    assert shown(office[SHEET])["绩效自评表"] == ("已填 45 / 47", GO)
    (blank,) = calculated([book("blank")])
    assert shown(blank[SHEET]) == shown(stored(book("blank")).values[SHEET])
