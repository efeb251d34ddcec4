"""Lists beside the indicators: a definition alone builds them, names them, reads them back and takes them along."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.listing import SHEET, project, use_lists
from tests.forms.office import names
from tests.support.audit import assert_package_clean
from xladdin.errors import UserError
from xladdin.forms.build.workbook import build
from xladdin.forms.closed.fill import fill
from xladdin.forms.family import family
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cells import with_cells
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook, read
from xladdin.model.evaluation import ManagementRow
from xladdin.model.goals import GoalIndicator
from xladdin.rules import profile as profiles
from xladdin.submission.export import sealed


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_lists(monkeypatch, tmp_path)
    path = tmp_path / "自评.xlsx"
    path.write_bytes(build(project(), profiles.load("xinjiang-2024")))
    return path


def opened(path: Path) -> ReadBook:
    return read(PackageGrid(Archive.read(path)))


def test_every_list_comes_back_as_it_was(book: Path) -> None:
    assert_package_clean(book)
    assert opened(book).evaluation == project()


def test_every_column_and_the_keys_have_names(book: Path) -> None:
    known = names(book)
    expected = {"goals_level1", "goals_level3", "goals_target", "sources_initial", "sources_key"}
    expected |= {"management_statement", "management_problems", "management_key"}
    assert {f"JX_C_{name}" for name in expected} <= known.keys()


def test_a_submission_takes_the_lists_along_and_reads_back(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "报送.xlsx"
    content, _ = sealed(project(), profiles.load("xinjiang-2024"))
    path.write_bytes(content.to_bytes())
    assert open_file(path).evaluation == project()


def test_spare_rows_are_filled_and_read_in_the_order_of_the_sheet(book: Path) -> None:
    values = {"management[n2].statement": "另有说明", "management[n1].problems": "无"}
    filled = fill(Archive.read(book), values)
    management = read(PackageGrid(filled)).evaluation.management
    assert management[: len(project().management)] == project().management
    assert management[len(project().management) :] == (
        ManagementRow(item="n1", problems="无"),
        ManagementRow(item="n2", statement="另有说明"),
    )


def test_a_row_typed_below_a_list_belongs_to_it(book: Path) -> None:
    found = opened(book)
    last = max(found.rows["management"].values())
    archive = Archive.read(book)
    archive, _ = with_cells(archive, {SHEET: {f"A{last + 1}": "补充的一行"}})
    assert read(PackageGrid(archive)).evaluation.management[-1].statement == "补充的一行"


def test_a_list_by_position_has_no_gaps_whatever_rows_are_blank(book: Path) -> None:
    area = opened(book).locator.column("goals", "level3")
    assert area is not None
    last = area.last_row  # both spare rows: the first stays blank
    archive, _ = with_cells(Archive.read(book), {SHEET: {area.cell(last): "新增目标", f"A{last}": "效益指标"}})
    changed = read(PackageGrid(archive))
    overall = changed.evaluation.goals.overall
    assert overall is not None
    assert overall.indicators[3:] == (GoalIndicator(level1="效益指标", level3="新增目标", target=""),)
    assert changed.places["goals.overall.indicators[3].level3"].cell == area.cell(last)


@pytest.mark.parametrize(("typed", "code"), [("约十万", "cell-not-number"), (Decimal(-1), "cell-negative")])
def test_a_money_column_of_a_list_has_the_limits_of_money(book: Path, typed: str | Decimal, code: str) -> None:
    place = opened(book).places["funds[local].initial"]
    archive, _ = with_cells(Archive.read(book), {place.sheet: {place.cell: typed}})
    with pytest.raises(UserError) as refused:
        read(PackageGrid(archive))
    assert (refused.value.code, refused.value.cell) == (code, place.cell)


def test_an_amount_written_out_is_read_and_remarked(book: Path) -> None:
    place = opened(book).places["funds[local].initial"]
    archive, _ = with_cells(Archive.read(book), {place.sheet: {place.cell: "1,234.5万元"}})
    found = read(PackageGrid(archive))
    assert next(row for row in found.evaluation.funds if row.source == "local").initial == Decimal("1234.5")
    assert [note.kind for note in found.notes if note.path == "funds[local].initial"] == ["text-number"]


def test_a_workbook_from_before_the_list_is_read_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluation = replace(project(), management=(), goals=replace(project().goals, overall=None))
    evaluation = replace(evaluation, funds=tuple(replace(row, initial=None) for row in evaluation.funds))
    path = tmp_path / "旧.xlsx"
    archive = Archive.read(build(evaluation, profiles.load("xinjiang-2024")))
    today = f">{family('transfer').version}<".encode()
    custom = archive["docProps/custom.xml"].replace(today, b">1<")
    archive.replaced({"docProps/custom.xml": custom}).write(path)
    use_lists(monkeypatch, tmp_path)
    book = read(PackageGrid(Archive.read(path)))
    assert book.older
    assert book.evaluation == evaluation
