"""增加指标行, 删除指标行: the three tables stay in step, whatever fails, and the results stay Python's."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from tests.excel.books import PROJECTS, SAMPLES, working_book
from tests.excel.buttons import MANUAL, SCORES, SELF, WEIGHTED, Desk, filled_blank
from tests.fakes.com import ComObject, excel_error
from tests.fakes.excel import FakeExcel
from tests.forms.office import calculated
from xladdin.excel.book_grid import BookGrid
from xladdin.forms.build import build
from xladdin.forms.package.archive import Archive
from xladdin.forms.package_grid import PackageGrid
from xladdin.forms.read import ReadBook, read
from xladdin.forms.recalc import recalculate, result_cells
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import load
from xladdin.rules import profile as profiles

YES, NO = 6, 7


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))


@cache
def small_book() -> bytes:
    """Six indicators of a project in four groups; the last group has one row."""
    evaluation = load(SAMPLES / "karamay-2024.json")
    rows = evaluation.indicators
    evaluation = structs.replace(evaluation, indicators=(*rows[:3], *rows[-3:]))
    return build(evaluation, profiles.load(evaluation.profile))


def issued(excel: FakeExcel, path: Path, project: str = "") -> Desk:
    """A project's workbook, or the small one, in an Excel that calculates nothing: LibreOffice and Python do."""
    desk = Desk(excel, path, working_book(project) if project else small_book())
    excel.application.calculation = MANUAL
    excel.application.calculates = False
    desk.before = desk.state()
    return desk


def add_below(desk: Desk, key: str, sheet: str = SELF) -> str:
    """Press 增加指标行 on the row of ``key``; returns the new key."""
    table = {SELF: "self", WEIGHTED: "weighted", SCORES: "score"}[sheet]
    before = desk.read().rows["self"]
    desk.go_to(sheet, f"{'E' if sheet == SCORES else 'D'}{desk.read().rows[table][key]}")
    assert desk.press("add_row").startswith("已在“")
    (new,) = desk.read().rows["self"].keys() - before.keys()
    return new


def fill_in(desk: Desk, key: str) -> None:
    """What a user types for a new indicator, on the sheets where the inputs are."""
    rows = desk.read().rows
    texts = {"C": "新增指标（个）", "D": "≥10", "H": "按照完成比例赋分", "I": "工作资料"}
    for column, text in texts.items():
        desk.type(WEIGHTED, f"{column}{rows['weighted'][key]}", text)
    desk.type(WEIGHTED, f"G{rows['weighted'][key]}", 2)
    desk.type(SELF, f"F{rows['self'][key]}", 8)
    desk.type(SELF, f"G{rows['self'][key]}", "天气原因，明年补齐。")


def without(evaluation: Evaluation, key: str) -> Evaluation:
    return structs.replace(evaluation, indicators=tuple(row for row in evaluation.indicators if row.key != key))


def in_step(book: ReadBook) -> bool:
    """All three tables have the same keys in the same order, and their names span exactly those rows."""
    orders = [sorted(rows, key=rows.__getitem__) for rows in book.rows.values()]
    spans = [book.locator.column(table, "key") for table in book.rows]
    return orders[0] == orders[1] == orders[2] and all(
        span is not None and list(span.rows()) == sorted(rows.values())
        for span, rows in zip(spans, book.rows.values(), strict=True)
    )


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
            for column in "BC":
                above = covered.get(f"{column}{row - 1}", f"{column}{row - 1}")
                assert covered[f"{column}{row}"] == above
            assert covered[f"A{row}"] == f"A{min(book.rows['self'].values()) - 1}"  # the label at the side

    def test_can_be_filled_in_on_protected_sheets_where_the_others_can(self, desk: Desk) -> None:
        new = add_below(desk, "q03")
        rows = desk.read().rows
        for sheet, table, columns in (
            (WEIGHTED, "weighted", "CDEFGHI"),
            (SELF, "self", "FG"),
            (SCORES, "score", "OQRSTUVW"),
        ):
            for column in columns:
                cell = desk.book.api.Worksheets(sheet).Range(f"{column}{rows[table][new]}")
                assert cell.Locked is False, (sheet, column)
                assert cell.Interior.Color == 0xDCF8FF, (sheet, column)
        assert desk.book.api.Worksheets(SELF).Range(f"D{rows['self'][new]}").Locked is True
        rule = desk.book.api.Worksheets(WEIGHTED).Range(f"H{rows['weighted'][new]}").Validation
        assert rule.Formula1 == "直接赋分,按照完成比例赋分,按评判等级赋分,满意度赋分"
        assert (
            desk.book.api.Worksheets(SELF).Range(f"F{rows['self'][new]}").Validation.InputMessage.startswith("填实际数")
        )

    def test_has_a_key_of_its_own_and_leaves_the_goal_tables_alone(self, desk: Desk) -> None:
        before = [desk.cells(sheet) for sheet in ("总体绩效目标表", "年度绩效目标表")]
        new = {add_below(desk, "q03"), add_below(desk, "q03")}
        assert len(new) == 2
        assert [desk.cells(sheet) for sheet in ("总体绩效目标表", "年度绩效目标表")] == before

    def test_is_selected_where_its_name_is_typed(self, desk: Desk) -> None:
        new = add_below(desk, "q03")
        assert desk.selected == (WEIGHTED, f"C{desk.read().rows['weighted'][new]}")

    def test_that_stays_empty_changes_nothing_in_the_model(self, desk: Desk) -> None:
        before = desk.read().evaluation
        add_below(desk, "q03")
        assert desk.read().evaluation == before

    def test_is_not_added_without_a_selected_row(self, desk: Desk) -> None:
        for sheet, cell in (("填报说明", "A1"), (SELF, "A1"), ("年度绩效目标表", "C15")):
            desk.go_to(sheet, cell)
            assert "没有选中指标行。" in desk.press("add_row")
        assert desk.is_in_order()

    @pytest.mark.parametrize("sheet", [WEIGHTED, SELF, SCORES])
    @pytest.mark.parametrize("fails", ["Insert", "Merge", "RowHeight", "Formula"])
    def test_that_cannot_be_finished_is_taken_out_of_all_tables(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, sheet: str, fails: str
    ) -> None:
        if fails == "Merge" and sheet == SCORES:
            pytest.skip("评分表 has no groups")
        before, cells = desk.read(), [desk.cells(name) for name in (WEIGHTED, SELF, SCORES)]
        keys = sorted(before.rows["self"], key=before.rows["self"].__getitem__)
        desk.go_to(SELF, f"F{before.rows['self'][keys[-1]]}")
        break_member(monkeypatch, sheet, fails)
        said = desk.press("add_row")
        monkeypatch.undo()
        assert "“增加指标行”没有完成" in said
        after = desk.read()
        assert (after.evaluation, after.rows, after.places) == (before.evaluation, before.rows, before.places)
        assert [desk.cells(name) for name in (WEIGHTED, SELF, SCORES)] == cells
        assert desk.is_in_order()

    def test_the_issued_indicators_are_not_deleted(self, desk: Desk) -> None:
        desk.go_to(SELF, f"F{desk.read().rows['self']['q03']}")
        said = desk.press("delete_row")
        assert "是上级下达的指标，不能删除。" in said
        assert "“不适用”" in said
        assert desk.is_in_order()

    def test_may_be_deleted_again_and_put_back(self, desk: Desk, excel: FakeExcel) -> None:
        new = add_below(desk, "q03")
        fill_in(desk, new)
        before, cells = desk.read(), [desk.cells(name) for name in (WEIGHTED, SELF, SCORES)]
        desk.go_to(WEIGHTED, f"C{before.rows['weighted'][new]}")
        excel.answer(YES)
        assert desk.press("delete_row").startswith("已删除指标“")
        assert new not in desk.read().rows["self"]
        assert in_step(desk.read())
        assert desk.press("undo") == "已恢复“删除指标行”之前的内容。"
        after = desk.read()
        assert after.rows == before.rows
        assert inputs([desk.cells(name) for name in (WEIGHTED, SELF, SCORES)]) == inputs(cells)


def break_member(monkeypatch: pytest.MonkeyPatch, sheet: str, name: str) -> None:
    """The first use of a Range's member on a sheet fails, as Excel fails."""
    invoke, failed = ComObject._invoke, []

    def broken(self: ComObject, kind: str, member: str, *arguments: Any) -> Any:
        target = object.__getattribute__(self, "_target")
        uses = member == name and (kind == "vba_set" or name in ("Insert", "Merge", "Delete"))
        if uses and not failed and target.vba_type_name == "Range" and target.sheet.name == sheet:
            failed.append(member)
            raise excel_error("Unable to do this now")
        return invoke(self, kind, member, *arguments)

    monkeypatch.setattr(ComObject, "_invoke", broken)


def inputs(sheets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cells that hold something but a formula."""
    return [{c: v for c, v in cells.items() if v is not None and not str(v).startswith("=")} for cells in sheets]


class TestInABlankBook:
    @pytest.fixture
    def desk(self, excel: FakeExcel, tmp_path: Path) -> Desk:
        desk = filled_blank(excel, tmp_path / "自评.xlsx")
        excel.application.calculation = MANUAL
        desk.before = desk.state()
        return desk

    @pytest.mark.parametrize("key", ["r01", "r02", "r04"])
    def test_a_deleted_row_is_gone_everywhere_and_comes_back_with_all_that_was_in_it(
        self, desk: Desk, excel: FakeExcel, key: str
    ) -> None:
        before = desk.read()
        place = before.places[f"indicators[{key}].actual"]
        desk.type(place.sheet, place.cell, "约 5 个")
        before = desk.read()
        desk.go_to(SELF, place.cell)
        excel.answer(YES)
        said = desk.press("delete_row")
        assert said.startswith(f"已删除指标“指标{key[-1]}（个）”")
        book = desk.read()
        assert in_step(book)
        assert book.evaluation == without(before.evaluation, key)
        desk.press("undo")
        after = desk.read()
        assert (after.evaluation, after.rows) == (before.evaluation, before.rows)
        assert desk.is_in_order()

    def test_nothing_is_deleted_before_the_question_is_answered_with_yes(self, desk: Desk, excel: FakeExcel) -> None:
        before = desk.read()
        desk.go_to(SELF, before.places["indicators[r02].actual"].cell)
        excel.answer(NO)
        assert desk.press("delete_row").startswith("删除指标“指标2（个）”？")
        assert desk.read().rows == before.rows

    def test_two_rows_always_stay(self, desk: Desk, excel: FakeExcel) -> None:
        for _ in range(2):
            desk.go_to(SELF, desk.read().places["indicators[r01].actual"].cell if _ == 0 else "F22")
            excel.answer(YES)
            desk.press("delete_row")
        assert len(desk.read().rows["self"]) == 2
        desk.go_to(SELF, "F22")
        assert "至少要留两行" in desk.press("delete_row")

    @pytest.mark.parametrize("sheet", [WEIGHTED, SELF, SCORES])
    def test_one_that_cannot_be_deleted_everywhere_is_deleted_nowhere(
        self, desk: Desk, excel: FakeExcel, monkeypatch: pytest.MonkeyPatch, sheet: str
    ) -> None:
        before = desk.read()
        desk.go_to(SELF, before.places["indicators[r02].actual"].cell)
        excel.answer(YES)
        break_member(monkeypatch, sheet, "Delete")
        said = desk.press("delete_row")
        monkeypatch.undo()
        assert "“删除指标行”没有完成" in said
        after = desk.read()
        assert (after.evaluation, after.rows) == (before.evaluation, before.rows)
        assert desk.is_in_order()

    def test_a_new_row_takes_over_the_levels_and_not_the_percent_format(self, desk: Desk) -> None:
        place = desk.read().places["indicators[r02].actual"]
        sheet = desk.book.api.Worksheets(SELF)
        sheet.Unprotect()
        sheet.Range(place.cell).NumberFormat = "0%"  # as Excel does when somebody types 95%
        sheet.Protect()
        new = add_below(desk, "r02")
        book = desk.read()
        row = book.rows["weighted"][new]
        assert (desk.cells(WEIGHTED)[f"A{row}"], desk.cells(WEIGHTED)[f"B{row}"]) == ("产出指标", "数量指标")
        assert desk.book.api.Worksheets(SELF).Range(f"F{book.rows['self'][new]}").NumberFormat == "General"

    def test_a_row_that_was_moved_since_is_not_restored_in_the_wrong_place(self, desk: Desk, excel: FakeExcel) -> None:
        new = add_below(desk, "r02")
        rows = desk.read().rows
        for sheet, table in ((WEIGHTED, "weighted"), (SELF, "self"), (SCORES, "score")):
            desk.book.api.Worksheets(sheet).Range(f"{rows[table][new]}:{rows[table][new]}").Delete()
        assert "工作簿的行有变动，不能再恢复“增加指标行”。" in desk.press("undo")
        assert desk.is_in_order()


def test_a_copied_file_knows_nothing_of_the_undo_of_the_original(excel: FakeExcel, tmp_path: Path) -> None:
    desk = issued(excel, tmp_path / "自评.xlsx")
    add_below(desk, "q03")
    copy = tmp_path / "副本.xlsx"
    shutil.copyfile(desk.path, copy)
    other = Desk(excel, copy, copy.read_bytes())
    assert "没有可以恢复的操作。" in other.press("undo")
