"""What LibreOffice prints: as many pages as were planned, whatever fonts a system has, and no page that looks careless."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.forms.conftest import sample
from tests.support import projects
from tests.support.libreoffice import convert
from tests.support.requirements import require
from xladdin.forms.build.workbook import build, build_blank
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.finish import APPLICATION
from xladdin.rules import profile as profiles
from xladdin.submission.seal.make import sealed

PROFILE = "xinjiang-2024"
PROJECTS = ("turpan-2024", "karamay-2024")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Working books and submissions of both projects, blank ones of 30 and 60 rows; the same of 项目支出绩效自评表."""
    folder, profile = tmp_path_factory.mktemp("books"), profiles.load(PROFILE)
    contents = {f"{name}-working": build(sample(name), profile) for name in PROJECTS}
    contents |= {f"{name}-submission": sealed(sample(name), profile)[0].to_bytes() for name in PROJECTS}
    contents |= {f"blank-{rows}": build_blank(rows, profile) for rows in (30, 60)}
    contents |= {f"{name}-working": build(projects.project(name), projects.profile_of(name)) for name in projects.NAMES}
    contents["mof-2020-submission"] = sealed(projects.project("mof-2020"), projects.profile_of("mof-2020"))[
        0
    ].to_bytes()
    contents["blank-25-project"] = build_blank(25, profile, "project")
    for name, content in contents.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    return {name: folder / f"{name}.xlsx" for name in contents}


def planned(book: Path) -> dict[str, int]:
    """Sheet → pages, by the breaks in the file."""
    sheets = [sheet for sheet in openpyxl.load_workbook(book) if sheet.sheet_state == "visible"]
    return {sheet.title: len(sheet.row_breaks.brk) + 1 for sheet in sheets}


def pages(pdf: Path) -> list[str]:
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return shown.split("\f")[:-1]


@pytest.mark.libreoffice
@pytest.mark.parametrize("windows_fonts", [True, False], ids=["with-windows-fonts", "without"])
def test_every_sheet_prints_on_the_pages_that_were_planned(
    windows_fonts: bool, books: dict[str, Path], tmp_path: Path
) -> None:
    """Broader columns of another font never split a page in two."""
    require("poppler", "chinese-fonts")
    printed = dict(zip(books, convert(list(books.values()), "pdf", tmp_path, windows_fonts=windows_fonts), strict=True))
    for name, book in books.items():
        plan = planned(book)
        assert len(pages(printed[name])) == sum(plan.values()), (name, plan)
    assert len(pages(printed["turpan-2024-working"])) <= 15


@pytest.mark.parametrize("name", PROJECTS)
def test_the_self_evaluation_of_a_submission_has_at_most_three_pages(name: str, books: dict[str, Path]) -> None:
    assert planned(books[f"{name}-submission"])["绩效自评表"] <= 3


@pytest.mark.parametrize("kind", ["working", "submission"])
@pytest.mark.parametrize("name", PROJECTS)
def test_labels_are_repeated_after_a_break_and_no_merged_cell_runs_through_one(
    name: str, kind: str, books: dict[str, Path]
) -> None:
    for sheet in openpyxl.load_workbook(books[f"{name}-{kind}"]):
        for row in (one.id + 1 for one in sheet.row_breaks.brk):
            areas = list(sheet.merged_cells.ranges)
            assert not [area.coord for area in areas if area.min_row < row <= area.max_row]
            if sheet.title in ("填报说明", "评分表", "报告资料"):  # sections, and every row with its own level
                continue
            letters = _levels(sheet)
            assert len(letters) >= 2
            shown = [sheet[f"{letter}{row}"].value for letter in letters]
            assert all(shown), (sheet.title, row, shown)
            assert sheet[f"{letters[0]}{row - 1}"].border.bottom.style == "thin"


def _levels(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[str]:
    """Letters of the columns headed 一级指标 and 二级指标."""
    heading = int(re.sub(r"\D.*", "", (sheet.print_title_rows or "1").replace("$", "")))
    heads = {cell.column_letter: re.sub(r"\s", "", str(cell.value or "")) for cell in sheet[heading]}
    return [letter for letter, head in heads.items() if head in ("一级指标", "二级指标", "绩效指标")]


def test_a_break_in_the_self_evaluation_repeats_the_label_at_the_side(books: dict[str, Path]) -> None:
    sheet = openpyxl.load_workbook(books["turpan-2024-submission"])["绩效自评表"]
    (row, *_) = [one.id + 1 for one in sheet.row_breaks.brk]
    assert sheet[f"A{row}"].value == "绩\n效\n指\n标"


def test_the_submission_is_built_the_same_byte_for_byte() -> None:
    profile = profiles.load(PROFILE)
    one, two = (sealed(sample("turpan-2024"), profile)[0].to_bytes() for _ in range(2))
    assert one == two
    assert APPLICATION in Archive.read(one)["docProps/app.xml"].decode()
