"""Recalculating a closed workbook: the results change, every other byte stays."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.forms.conftest import PROJECTS
from tests.forms.letters import letter
from tests.forms.office import Stored, calculated, differences, edited, sheet_parts, stored
from tests.forms.package.books import raw_parts
from tests.support.audit import assert_package_clean
from xladdin.errors import UserError
from xladdin.forms.closed.fill import fill
from xladdin.forms.closed.recalc import recalculate, recalculate_file
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read

Book = Callable[..., Path]


def changed(path: Path) -> Path:
    """The workbook with other inputs and the results of before."""
    values = {"indicators[q01].actual": "300", "indicators[q02].actual": "未开展", "funds[central].executed": 12}
    fill(Archive.read(path), values).write(path)
    return path


def _without_results(content: bytes) -> bytes:
    """A sheet part in which results and their types are gone."""
    content = re.sub(rb"(</f>|<f>[^<]*</f>)<v>[^<]*</v>|(</f>)<v/>", rb"\1\2", content)
    return re.sub(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="(?:str|n|b|e)"(?=[^>]*><f)', rb"\1", content)


@pytest.mark.parametrize("name", PROJECTS)
def test_only_results_change_and_every_other_part_keeps_its_bytes(name: str, book: Book) -> None:
    path = changed(book(name))
    before, parts = raw_parts(path), _contents(path)
    done = recalculate_file(path)
    assert done.changed > 5
    assert done.typed_over == ()
    after = raw_parts(path)
    assert list(before) == list(after)
    touched = {part for part in before if before[part] != after[part] and not part.startswith("xl/charts/")}
    by_name = {part: sheet for sheet, part in sheet_parts(parts).items()}
    assert {by_name[part] for part in touched} <= {"填报说明", "绩效自评表", "资金到位与执行表", "评分表"}
    for part in touched:
        assert _contents(path)[part] != parts[part]
        assert _without_results(_contents(path)[part]) == _without_results(parts[part])
    assert_package_clean(path)


def _contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.libreoffice
def test_the_new_results_are_those_that_libreoffice_computes(book: Book) -> None:
    path = changed(book())
    assert differences(stored(path), calculated([path])[0]) != []
    recalculate_file(path)
    assert differences(stored(path), calculated([path])[0]) == []


def test_a_second_time_changes_nothing_and_writes_nothing(book: Book) -> None:
    path = changed(book())
    recalculate_file(path)
    content, stat = path.read_bytes(), path.stat()
    assert recalculate_file(path).changed == 0
    assert path.read_bytes() == content
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (stat.st_ino, stat.st_mtime_ns)


@pytest.mark.parametrize("name", [*PROJECTS, "blank"])
def test_a_fresh_workbook_needs_no_recalculation(name: str, book: Book) -> None:
    assert recalculate_file(book(name)).changed == 0


def test_results_that_somebody_typed_over_are_reported_and_stay(book: Book) -> None:
    path = changed(book())
    workbook = openpyxl.load_workbook(path)
    row = next(cell.row for cell in workbook["评分表"]["A"] if cell.value == "q05")
    rate, score, said = (f"{letter('score', name)}{row}" for name in ("completion_rate", "score", "explanation"))
    workbook["评分表"][rate] = 1.5
    workbook["评分表"][score] = "十分"
    workbook["评分表"][said] = None
    workbook.save(path)
    done = recalculate_file(path)
    assert set(done.typed_over) == {("评分表", cell) for cell in (rate, score, said)}
    cells = stored(path).values["评分表"]
    assert (cells[rate], cells[score], cells.get(said)) == (1.5, "十分", None)


def test_an_execution_rate_that_was_typed_is_what_the_table_declares(book: Book) -> None:
    path = book()
    workbook = openpyxl.load_workbook(path)
    sheet, cell = read(PackageGrid(Archive.read(path))).places["funds[central].declared_rate"]
    workbook[sheet][cell] = 0.5
    workbook[sheet][cell].number_format = "0.00%"
    workbook.save(path)
    done = recalculate_file(path)
    assert done.typed_over == ()
    assert {row.source: row.declared_rate for row in done.book.evaluation.funds}["central"] == "50.00%"
    assert stored(path).values[sheet][cell] == 0.5


def test_a_workbook_without_any_result_gets_them_all_back(book: Book, tmp_path: Path) -> None:
    path = book()
    before = stored(path)
    openpyxl.load_workbook(path).save(path)
    assert sum(len(cells) for cells in stored(path).values.values()) < sum(
        len(cells) for cells in before.values.values()
    )
    recalculate_file(path)
    assert stored(path)._replace(steps=before.steps) == before


@pytest.mark.libreoffice
def test_a_workbook_saved_by_libreoffice_keeps_what_libreoffice_wrote(book: Book, tmp_path: Path) -> None:
    place = open_file(book()).book.places["indicators[q01].actual"]  # type: ignore[union-attr]
    path = edited(book(), tmp_path / "saved.xlsx", [("number", *place, 300)])
    before, texts = raw_parts(path), stored(path)
    recalculate_file(path)
    after = raw_parts(path)
    assert [part for part in before if before[part] != after[part] and "worksheets/" not in part] == []
    assert stored(path).formulas == texts.formulas
    assert _inputs(stored(path)) == _inputs(texts)


def _inputs(book: Stored) -> dict[str, dict[str, object]]:
    return {
        sheet: {address: value for address, value in cells.items() if address not in book.formulas[sheet]}
        for sheet, cells in book.values.items()
    }


def test_a_submission_is_refused(book: Book, tmp_path: Path) -> None:
    from xladdin.submission.export import export

    done = export(book("karamay-2024"), tmp_path / "out")
    content = done.path.read_bytes()
    with pytest.raises(UserError) as refused:
        recalculate_file(done.path)
    assert refused.value.code == "recalc-sealed"
    assert done.path.read_bytes() == content


def test_inputs_without_addin_or_office_come_from_the_profile_of_the_workbook(built: dict[str, bytes]) -> None:
    """The same inputs under another profile: mof-2020 takes nothing off for over-achievement."""
    from tests.forms.conftest import sample
    from xladdin.forms.build.workbook import build
    from xladdin.rules import profile as profiles

    done = recalculate(Archive.read(build(sample("karamay-2024"), profiles.load("mof-2020"))))
    assert done.book.profile == "mof-2020"
    assert done.changed == 0
