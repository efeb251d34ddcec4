"""增加指标行, 删除指标行 in a workbook without issued goals, where every row may go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.buttons.desk import MANUAL, SCORES, SELF, WEIGHTED, Desk, filled_blank
from tests.excel.buttons.row_steps import NO, YES, add_below, break_member, in_step, without
from tests.fakes.excel import FakeExcel
from tests.forms.letters import letter


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))


@pytest.fixture
def desk(excel: FakeExcel, tmp_path: Path) -> Desk:
    desk = filled_blank(excel, tmp_path / "自评.xlsx")
    excel.application.calculation = MANUAL
    desk.before = desk.state()
    return desk


@pytest.mark.parametrize("key", ["r01", "r02", "r04"])
def test_a_deleted_row_is_gone_everywhere_and_comes_back_with_all_that_was_in_it(
    desk: Desk, excel: FakeExcel, key: str
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


def test_nothing_is_deleted_before_the_question_is_answered_with_yes(desk: Desk, excel: FakeExcel) -> None:
    before = desk.read()
    desk.go_to(SELF, before.places["indicators[r02].actual"].cell)
    excel.answer(NO)
    assert desk.press("delete_row").startswith("删除指标“指标2（个）”？")
    assert desk.read().rows == before.rows


def test_two_rows_always_stay(desk: Desk, excel: FakeExcel) -> None:
    for _ in range(2):
        desk.go_to(SELF, desk.read().places["indicators[r01].actual"].cell if _ == 0 else "F22")
        excel.answer(YES)
        desk.press("delete_row")
    assert len(desk.read().rows["self"]) == 2
    desk.go_to(SELF, "F22")
    assert desk.press("delete_row").endswith("空行不参加计算，也不会报送。（rows-few）")


@pytest.mark.parametrize("sheet", [WEIGHTED, SELF, SCORES])
def test_one_that_cannot_be_deleted_everywhere_is_deleted_nowhere(
    desk: Desk, excel: FakeExcel, monkeypatch: pytest.MonkeyPatch, sheet: str
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


def test_a_new_row_takes_over_the_levels_and_not_the_percent_format(desk: Desk) -> None:
    place = desk.read().places["indicators[r02].actual"]
    sheet = desk.book.api.Worksheets(SELF)
    sheet.Unprotect()
    sheet.Range(place.cell).NumberFormat = "0%"  # as Excel does when somebody types 95%
    sheet.Protect()
    new = add_below(desk, "r02")
    book = desk.read()
    row = book.rows["weighted"][new]
    assert [desk.cells(WEIGHTED)[f"{letter('weighted', level)}{row}"] for level in ("level1", "level2")] == [
        "产出指标",
        "数量指标",
    ]
    assert (
        desk.book.api.Worksheets(SELF).Range(f"{letter('self', 'actual')}{book.rows['self'][new]}").NumberFormat
        == "@"  # what is typed stays as it was typed
    )


def test_a_row_that_was_moved_since_is_not_restored_in_the_wrong_place(desk: Desk, excel: FakeExcel) -> None:
    new = add_below(desk, "r02")
    rows = desk.read().rows
    for sheet, table in ((WEIGHTED, "weighted"), (SELF, "self"), (SCORES, "score")):
        desk.book.api.Worksheets(sheet).Range(f"{rows[table][new]}:{rows[table][new]}").Delete()
    assert "工作簿的行有变动，不能再恢复“增加指标行”。" in desk.press("undo")
    assert desk.is_in_order()


@pytest.mark.parametrize("button", ["add_row", "delete_row"])
def test_a_row_that_one_table_lost_by_hand_is_left_to_the_user(desk: Desk, button: str) -> None:
    rows = desk.read().rows
    desk.go_to(SELF, f"{letter('self', 'level3')}{rows['self']['r03']}")
    sheet = desk.book.api.Worksheets(SCORES)
    sheet.Unprotect()
    row = rows["score"]["r03"]
    sheet.Range(f"{row}:{row}").Delete()
    desk.protected = desk.protection()
    before = desk.read().rows
    said = desk.press(button)
    assert "标识为“r03”的指标行" in said
    assert "（rows-differ）" in said
    assert desk.read().rows == before


def test_a_new_row_offers_the_levels_of_the_workbooks_own_rules(desk: Desk) -> None:
    new = add_below(desk, "r02")
    cell = f"{letter('weighted', 'level1')}{desk.read().rows['weighted'][new]}"
    assert desk.book.api.Worksheets(WEIGHTED).Range(cell).Validation.Formula1 == "=JX_L_from"
