"""增加指标行, 删除指标行: the three tables stay in step, whatever fails, and the results stay Python's."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.excel.books import PROJECTS
from tests.excel.buttons.desk import SCORES, SELF, WEIGHTED, Desk
from tests.excel.buttons.row_steps import YES, add_below, break_member, fill_in, in_step, inputs, issued, without
from tests.fakes.excel import FakeExcel
from tests.forms.letters import letter
from tests.forms.office import calculated
from xladdin.excel.book.book_grid import BookGrid
from xladdin.forms.closed.recalc import recalculate
from xladdin.forms.closed.result_cells import result_cells
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.rules import profile as profiles


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))


def saved(desk: Desk, path: Path) -> Path:
    """What Excel would save now."""
    desk.book.api.SaveCopyAs(str(path))
    return path


@pytest.mark.libreoffice
@pytest.mark.parametrize("project", PROJECTS)
def test_a_new_row_in_the_middle_and_one_at_the_end_are_calculated_like_the_others(
    excel: FakeExcel, tmp_path: Path, project: str
) -> None:
    desk = issued(excel, tmp_path / "自评.xlsx", project)
    before = desk.read()
    keys = sorted(before.rows["self"], key=before.rows["self"].__getitem__)
    new = [add_below(desk, keys[4]), add_below(desk, keys[-1], SCORES)]
    for key in new:
        fill_in(desk, key)

    path = saved(desk, tmp_path / "gespeichert.xlsx")
    fresh = recalculate(Archive.read(path))  # the texts that the other tables show, as Excel would calculate them
    assert not fresh.typed_over
    book = read(PackageGrid(fresh.archive))
    assert in_step(book)
    assert without(without(book.evaluation, new[0]), new[1]) == before.evaluation
    for key, neighbour in zip(new, (keys[4], keys[-1]), strict=True):
        row, above = (next(r for r in book.evaluation.indicators if r.key == k) for k in (key, neighbour))
        assert (row.level1, row.level2) == (above.level1, above.level2)
        assert (row.level3, row.target, row.actual, row.weight) == ("新增指标（个）", "≥10", "8", 2)

    (office,) = calculated([path])
    expected = result_cells(book, profiles.load(book.profile))
    assert sum(map(len, expected.values())) > 20 * len(book.evaluation.indicators)
    for sheet, cells in expected.items():
        for cell, value in cells.items():
            assert same(office[sheet].get(cell, ""), value), (sheet, cell)


def same(found: Any, value: Any) -> bool:
    if isinstance(found, float) and not isinstance(value, str) and value is not None:
        return abs(found - float(value)) <= 1e-9 * max(1.0, abs(float(value)))
    return found == ("" if value is None else value)


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("place", [7, -1])
def test_undo_takes_a_new_row_out_again(excel: FakeExcel, tmp_path: Path, project: str, place: int) -> None:
    desk = issued(excel, tmp_path / "自评.xlsx", project)
    before, merges = desk.read(), merged(excel)
    keys = sorted(before.rows["self"], key=before.rows["self"].__getitem__)
    add_below(desk, keys[place], WEIGHTED)
    assert desk.press("undo") == "已恢复“增加指标行”之前的内容。"
    after = desk.read()
    assert (after.evaluation, after.rows, after.places) == (before.evaluation, before.rows, before.places)
    assert merged(excel) == merges
    assert desk.is_in_order()


def merged(excel: FakeExcel) -> dict[str, set[str]]:
    return {sheet.name: {area.address() for area in sheet.merged_areas} for sheet in excel.workbook.sheets_}


class TestANewRow:
    @pytest.fixture
    def desk(self, excel: FakeExcel, tmp_path: Path) -> Desk:
        return issued(excel, tmp_path / "自评.xlsx")

    def test_joins_the_group_of_the_row_above(self, desk: Desk, excel: FakeExcel) -> None:
        before = desk.read()
        keys = sorted(before.rows["self"], key=before.rows["self"].__getitem__)
        for key in (keys[0], keys[2], keys[-1]):
            new = add_below(desk, key)
            book, grid = desk.read(), BookGrid(desk.book)
            row = book.rows["self"][new]
            covered = grid.covered(SELF)
            for column in (letter("self", "level1"), letter("self", "level2")):
                above = covered.get(f"{column}{row - 1}", f"{column}{row - 1}")
                assert covered[f"{column}{row}"] == above
            side = letter("self", "side")
            assert covered[f"{side}{row}"] == f"{side}{min(book.rows['self'].values()) - 1}"

    def test_can_be_filled_in_on_protected_sheets_where_the_others_can(self, desk: Desk) -> None:
        new = add_below(desk, "q03")
        rows = desk.read().rows
        for sheet, table, columns in (
            (WEIGHTED, "weighted", "level3 issued_target basis last_year weight scoring_rule evidence"),
            (SELF, "self", "actual reason"),
            (SCORES, "score", "declared_score tier_percent adjustment.kind adjustment.keep adjustment.approved_by"),
        ):
            for column in columns.split():
                cell = desk.book.api.Worksheets(sheet).Range(f"{letter(table, column)}{rows[table][new]}")
                assert cell.Locked is False, (sheet, column)
                assert cell.Interior.Color == 0xDCF8FF, (sheet, column)
        assert desk.book.api.Worksheets(SELF).Range(f"{letter('self', 'level3')}{rows['self'][new]}").Locked is True
        rule = (
            desk.book.api.Worksheets(WEIGHTED)
            .Range(f"{letter('weighted', 'scoring_rule')}{rows['weighted'][new]}")
            .Validation
        )
        assert rule.Formula1 == "直接赋分,按照完成比例赋分,按评判等级赋分,满意度赋分"
        actual = desk.book.api.Worksheets(SELF).Range(f"{letter('self', 'actual')}{rows['self'][new]}")
        assert actual.Validation.InputMessage.startswith("填实际数")

    def test_has_a_key_of_its_own_and_leaves_the_goal_tables_alone(self, desk: Desk) -> None:
        before = [desk.cells(sheet) for sheet in ("总体绩效目标表", "年度绩效目标表")]
        new = {add_below(desk, "q03"), add_below(desk, "q03")}
        assert len(new) == 2
        assert [desk.cells(sheet) for sheet in ("总体绩效目标表", "年度绩效目标表")] == before

    def test_is_selected_where_its_name_is_typed(self, desk: Desk) -> None:
        new = add_below(desk, "q03")
        assert desk.selected == (WEIGHTED, f"{letter('weighted', 'level3')}{desk.read().rows['weighted'][new]}")

    def test_that_stays_empty_changes_nothing_in_the_model(self, desk: Desk) -> None:
        before = desk.read().evaluation
        add_below(desk, "q03")
        assert desk.read().evaluation == before

    def test_is_not_added_without_a_selected_row(self, desk: Desk) -> None:
        for sheet, cell in (("填报说明", "A1"), (SELF, "A1"), ("年度绩效目标表", "C15")):
            desk.go_to(sheet, cell)
            assert "没有选中指标行。" in desk.press("add_row")
        assert desk.is_in_order()

    @pytest.mark.parametrize(
        ("sheet", "fails"),
        [(sheet, fails) for sheet in (WEIGHTED, SELF, SCORES) for fails in ("Insert", "RowHeight", "Formula")]
        + [(WEIGHTED, "Merge"), (SELF, "Merge")],
    )
    def test_that_cannot_be_finished_is_taken_out_of_all_tables(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, sheet: str, fails: str
    ) -> None:
        before, cells = desk.read(), [desk.cells(name) for name in (WEIGHTED, SELF, SCORES)]
        keys = sorted(before.rows["self"], key=before.rows["self"].__getitem__)
        desk.go_to(SELF, f"{letter('self', 'actual')}{before.rows['self'][keys[-1]]}")
        break_member(monkeypatch, sheet, fails)
        said = desk.press("add_row")
        monkeypatch.undo()
        assert "“增加指标行”没有完成" in said
        after = desk.read()
        assert (after.evaluation, after.rows, after.places) == (before.evaluation, before.rows, before.places)
        assert [desk.cells(name) for name in (WEIGHTED, SELF, SCORES)] == cells
        assert desk.is_in_order()

    def test_the_issued_indicators_are_not_deleted(self, desk: Desk) -> None:
        desk.go_to(SELF, f"{letter('self', 'actual')}{desk.read().rows['self']['q03']}")
        said = desk.press("delete_row")
        assert "是上级下达的指标，不能删除。" in said
        assert "“不适用”" in said
        assert desk.is_in_order()

    def test_may_be_deleted_again_and_put_back(self, desk: Desk, excel: FakeExcel) -> None:
        new = add_below(desk, "q03")
        fill_in(desk, new)
        before, cells = desk.read(), [desk.cells(name) for name in (WEIGHTED, SELF, SCORES)]
        desk.go_to(WEIGHTED, f"{letter('weighted', 'level3')}{before.rows['weighted'][new]}")
        excel.answer(YES)
        assert desk.press("delete_row").startswith("已删除指标“")
        assert new not in desk.read().rows["self"]
        assert in_step(desk.read())
        assert desk.press("undo") == "已恢复“删除指标行”之前的内容。"
        after = desk.read()
        assert after.rows == before.rows
        assert inputs([desk.cells(name) for name in (WEIGHTED, SELF, SCORES)]) == inputs(cells)


def test_a_copied_file_knows_nothing_of_the_undo_of_the_original(excel: FakeExcel, tmp_path: Path) -> None:
    desk = issued(excel, tmp_path / "自评.xlsx")
    add_below(desk, "q03")
    copy = tmp_path / "副本.xlsx"
    shutil.copyfile(desk.path, copy)
    other = Desk(excel, copy, copy.read_bytes())
    assert "没有可以恢复的操作。" in other.press("undo")


def test_a_row_between_two_pages_belongs_to_the_label_above(excel: FakeExcel, tmp_path: Path) -> None:
    """Labels are printed anew after a page break; a row that is put in just before it has no gap at its side."""
    desk = issued(excel, tmp_path / "自评.xlsx", "turpan-2024")
    breaks = [one.id for one in openpyxl.load_workbook(desk.path)[SELF].row_breaks.brk]
    rows = {row: key for key, row in desk.read().rows["self"].items()}
    last = next(row for row in breaks if row in rows)
    new = add_below(desk, rows[last])
    place = desk.read().rows["self"][new]
    assert place == last + 1
    covered = BookGrid(desk.book).covered(SELF)
    side = letter("self", "side")
    assert covered[f"{side}{place}"] == covered.get(f"{side}{last}", f"{side}{last}")
