"""重新计算: what Excel computes with the add-in is what ``score --json`` says; nothing but formulas is ever entered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.excel.books import PROJECTS, working_book
from tests.excel.buttons.desk import SCORES, SELF, Desk, filled_blank
from tests.fakes.addin import LoadedAddin
from tests.fakes.com import ComObject, excel_error
from tests.fakes.excel import FakeExcel
from tests.forms.letters import letter
from tests.hostile.kit import Kit
from xladdin.cli import main
from xladdin.excel.book.book_grid import BookGrid
from xladdin.excel.book.rebind import asking, without_path
from xladdin.forms.build.workbook import build_blank
from xladdin.forms.closed.same_formula import same_formula
from xladdin.rules import profile as profiles


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's own folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))
    yield tmp_path / "profile" / "xladdin"


@pytest.mark.parametrize("project", PROJECTS)
def test_the_button_gives_the_values_of_score_json_in_every_result_cell(
    excel: FakeExcel, addin: LoadedAddin, tmp_path: Path, project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(excel, tmp_path / f"{project}.xlsx", working_book(project))
    for sheet in excel.workbook.sheets_:  # so that nothing stored can pass for a result
        for cell in sheet.cells_.values():
            if "JX_" in cell.formula:
                cell.value = "old"
    before = ComObject.calls
    addin.click("JxRecalculate")
    assert ComObject.calls - before <= 40
    ((said, _),) = excel.messages
    total = {"turpan-2024": "总分 88.8，等级 良。", "karamay-2024": "总分 93.1，等级 优。"}[project]
    assert said.splitlines()[1:] == [total]
    assert desk.is_in_order()
    assert {call for call in addin.python.calls if call.startswith("CallUDF")}

    capsys.readouterr()
    main(["score", str(desk.path), "--json"])
    score = json.loads(capsys.readouterr().out)
    found = shown(desk)
    assert len(found) == len(score["indicators"])
    for row in score["indicators"]:
        for column in ("completion_rate", "deviation_rate", "computed_score", "score"):
            assert same(found[row["key"]][column], row[column]), (row["key"], column)
        assert found[row["key"]]["explanation"] == row["explanation"]


def shown(desk: Desk) -> dict[str, dict[str, Any]]:
    """Key → column → value of 评分表 as Excel shows it now."""
    grid, book = BookGrid(desk.book), desk.read()
    sheet = grid.sheet(SCORES)
    found: dict[str, dict[str, Any]] = {}
    for column in ("completion_rate", "deviation_rate", "computed_score", "score", "explanation"):
        area = book.locator.column("score", column)
        assert area is not None
        for key, row in book.rows["score"].items():
            found.setdefault(key, {})[column] = sheet[area.cell(row)].value
    return found


def same(cell: Any, wanted: str | None) -> bool:
    if wanted is None:
        return not isinstance(cell, Decimal)
    return isinstance(cell, Decimal) and abs(cell - Decimal(wanted)) < Decimal("1e-9") * max(1, abs(Decimal(wanted)))


class TestInASmallBook:
    @pytest.fixture
    def desk(self, excel: FakeExcel, tmp_path: Path) -> Desk:
        return filled_blank(excel, tmp_path / "自评.xlsx")

    def test_a_result_that_differs_from_python_is_told_and_left_alone(self, desk: Desk, addin: LoadedAddin) -> None:
        addin.python.instead["JX_RATE"] = lambda *arguments: 9.0
        said = desk.press("recalculate")
        assert "有 8 个结果与程序核算的不一致：评分表 H" in said  # the rates, and the marks that follow from them
        assert "表中的值未作改动" in said
        assert desk.is_in_order()
        cells = desk.cells(SCORES)
        assert all(str(cells[cell]).startswith("=IF(") for cell in rates(desk))

    def test_a_formula_that_was_typed_over_is_put_back_and_listed(self, desk: Desk) -> None:
        cell = sorted(rates(desk))[0]
        desk.press("recalculate")  # Excel writes numbers in formulas its own way
        before = desk.cells(SCORES)
        typed_over(desk, SCORES, cell, 5)
        said = desk.press("recalculate")
        assert f"有 1 个结果单元格的公式或原值被改动过，已恢复：{SCORES} {cell}。" in said
        assert "不一致" not in said
        assert "总分" in said
        assert desk.cells(SCORES) == before
        assert desk.is_in_order()  # the sheet that the user unprotected stays so

    def test_what_was_put_back_is_taken_back_by_the_undo_button(self, desk: Desk) -> None:
        desk.press("recalculate")
        one, other = sorted(rates(desk))[:2]
        typed_over(desk, SCORES, one, 5)
        typed_over(desk, SCORES, other, "'约七成")
        before = desk.cells(SCORES)
        desk.press("recalculate")
        assert desk.cells(SCORES)[one] != before[one]
        assert "已恢复“重新计算”之前的内容" in desk.press("undo")
        after = desk.cells(SCORES)
        assert (after[one], after[other]) == (Decimal(5), "约七成")
        formulas = {cell for cell, content in before.items() if str(content).startswith("=")}
        assert {cell: after[cell] for cell in formulas} == {cell: before[cell] for cell in formulas}

    def test_a_percentage_that_was_pasted_as_a_number_becomes_a_text_and_can_be_taken_back(self, desk: Desk) -> None:
        book = desk.read()
        key = next(iter(book.rows["self"]))
        cell = f"{letter('self', 'actual')}{book.rows['self'][key]}"
        worksheet = desk.book.api.Worksheets(SELF)
        worksheet.Unprotect()
        worksheet.Range(cell).NumberFormat = "0.00%"
        worksheet.Range(cell).Formula = 0.95
        said = desk.press("recalculate")
        assert f"有 1 个值原来存成带格式的数字（如 95% 存成 0.95），公式读不懂，已改存为文字：{SELF} {cell}。" in said
        assert desk.cells(SELF)[cell] == "95%"
        assert "不一致" not in said
        desk.press("undo")
        assert desk.cells(SELF)[cell] == Decimal("0.95")
        desk.press("recalculate")
        assert "原来存成" not in desk.press("recalculate")

    def test_a_blank_book_keeps_the_year_for_which_it_was_first_filled(self, desk: Desk) -> None:
        desk.press("recalculate")
        area = desk.read().locator.area("JX_V_year")
        assert area is not None
        assert desk.cells(area.sheet)[area.first.cell] == Decimal(2024)
        year = desk.read().places["year"]
        desk.type(year.sheet, year.cell, 2025)
        desk.press("recalculate")
        assert desk.cells(area.sheet)[area.first.cell] == Decimal(2024)
        assert desk.is_in_order()

    def test_another_formula_is_replaced_by_the_builders(self, desk: Desk) -> None:
        cell = sorted(rates(desk))[0]
        desk.press("recalculate")  # Excel writes numbers in formulas its own way
        before = desk.cells(SCORES)
        typed_over(desk, SCORES, cell, "=0.5+0.25")
        assert f"已恢复：{SCORES} {cell}。" in desk.press("recalculate")
        assert desk.cells(SCORES) == before

    def test_inputs_beside_the_results_are_left_alone(self, desk: Desk) -> None:
        """In a blank workbook the name beside the actual value is repeated until somebody types another."""
        desk.press("recalculate")
        book = desk.read()
        area = book.locator.column("self", "level3")
        assert area is not None
        name = area.cell(book.rows["self"]["r02"])
        typed_over(desk, SELF, name, "'另一个名称")
        flag = book.locator.column("self", "flag")
        assert flag is not None
        cell = flag.cell(book.rows["self"]["r02"])
        before = {at: value for at, value in desk.cells(SELF).items() if at != cell}
        typed_over(desk, SELF, cell, 7)
        assert f"已恢复：{SELF} {cell}。" in desk.press("recalculate")
        after = desk.cells(SELF)
        assert {at: value for at, value in after.items() if at != cell} == before
        assert after[name] == "另一个名称"

    def test_cells_that_excel_will_not_change_are_told_and_nothing_is_changed(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.press("recalculate")
        cell = sorted(rates(desk))[0]
        typed_over(desk, SCORES, cell, 5)
        before = desk.cells(SCORES)

        call, refused = ComObject._invoke, []

        def refuse_once(target: ComObject, kind: str, name: str, *arguments: Any) -> Any:
            if (kind, name) == ("vba_set", "Formula") and not refused:
                refused.append(name)
                raise excel_error("You can't change part of an array.")
            return call(target, kind, name, *arguments)

        monkeypatch.setattr(ComObject, "_invoke", refuse_once)
        said = desk.press("recalculate")
        assert refused
        assert "Excel 不让改写这里的单元格，公式未能恢复。" in said
        assert desk.cells(SCORES) == before
        assert desk.is_in_order()

    def test_a_value_that_nobody_can_read_is_named(self, desk: Desk) -> None:
        place = desk.read().places["indicators[r02].actual"]
        desk.type(place.sheet, place.cell, "约七成")
        assert "有 1 项的实际完成值未能识别（需核对）：指标2（个）。" in desk.press("recalculate")

    def test_the_path_of_another_pc_is_taken_off(self, desk: Desk) -> None:
        cell = sorted(rates(desk))[0]
        sheet = desk.book.api.Worksheets(SCORES)
        foreign = sheet.Range(cell).Formula.replace("JX_RATE(", r"'C:\Users\li\AppData\xladdin.xlam'!JX_RATE(")
        raw = next(s for s in desk.excel.workbook.sheets_ if s.name == SCORES)
        raw.cells_[sheet.Range(cell).Row, sheet.Range(cell).Column].formula = foreign
        desk.press("recalculate")
        assert "xlam" not in sheet.Range(cell).Formula

    def test_one_that_fails_leaves_the_formulas_and_excel_as_they_were(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.press("recalculate")  # Excel writes numbers in formulas its own way
        before = desk.cells(SCORES)

        def fail(*_: object) -> object:
            raise ZeroDivisionError("defect")

        monkeypatch.setattr("xladdin.excel.buttons.recalculate.result_cells", fail)
        said = desk.press("recalculate")
        assert said.startswith("“重新计算”没有完成，这是程序的问题。请把日志文件发给维护人员：\n")
        assert Path(said.splitlines()[1]).read_text("utf-8").count("ZeroDivisionError: defect") == 1
        assert desk.cells(SCORES) == before
        assert desk.is_in_order()


def rates(desk: Desk) -> set[str]:
    book = desk.read()
    area = book.locator.column("score", "completion_rate")
    assert area is not None
    return {area.cell(row) for row in book.rows["score"].values()}


def typed_over(desk: Desk, sheet: str, cell: str, content: object) -> None:
    """Type into a locked cell, the protection lifted."""
    worksheet = desk.book.api.Worksheets(sheet)
    worksheet.Unprotect()
    worksheet.Range(cell).Formula = content
    desk.protected = desk.protection()


@pytest.mark.parametrize(("also", "calls"), [(False, 40), (True, 60)])
def test_results_typed_over_all_over_the_book_are_put_back_in_few_calls(
    excel: FakeExcel, addin: LoadedAddin, tmp_path: Path, also: bool, calls: int
) -> None:
    """Formulas of 评分表 cost no call more; what else was typed over, a few for each place."""
    desk = Desk(excel, tmp_path / "自评.xlsx", working_book("karamay-2024"))
    book = desk.read()
    before = {sheet: desk.cells(sheet) for sheet in (SCORES, SELF)}
    rows = [row for key, row in book.rows["score"].items() if not key.startswith("row")]
    cells = [(SCORES, f"{letter('score', 'score')}{rows[at]}") for at in (0, 3, 9)]
    total = book.locator.area("JX_F_total")
    assert total is not None
    cells.append((SCORES, total.first.cell))
    if also:
        cells.append((SCORES, f"{letter('score', 'low')}{rows[1]}"))
        cells.append((SELF, f"{letter('self', 'flag')}{next(iter(book.rows['self'].values()))}"))
    for sheet, cell in cells:
        typed_over(desk, sheet, cell, 98)
    begin = ComObject.calls
    addin.click("JxRecalculate")
    assert ComObject.calls - begin <= calls
    (said, _) = excel.messages[-1]
    assert "总分 93.1，等级 优。" in said
    assert f"有 {len(cells)} 个结果单元格的公式或原值被改动过，已恢复：" in said
    for sheet, cell in cells:
        found, wanted = desk.cells(sheet)[cell], before[sheet][cell]
        assert found == wanted or same_formula(str(found), str(wanted)), cell
    desk.press("undo")
    assert {desk.cells(sheet)[cell] for sheet, cell in cells} == {Decimal(98)}


def test_a_label_to_which_a_name_was_led_is_not_overwritten(excel: FakeExcel, tmp_path: Path) -> None:
    kit = Kit(build_blank(4, profiles.load("mof-2020")))
    kit.name("JX_F_total", f"'{SCORES}'!$C$3")
    desk = Desk(excel, tmp_path / "自评.xlsx", kit.pack())
    before = desk.cells(SCORES)["C3"]
    desk.press("recalculate")
    assert desk.cells(SCORES)["C3"] == before
    assert isinstance(before, str)
    assert not before.startswith("=")
    assert desk.is_in_order()


@pytest.mark.parametrize(
    ("saved", "entered"),
    [
        (r"=IFERROR('C:\加载项\xladdin.xlam'!JX_RATE(A1),1)", "=IFERROR(JX_RATE(A1),1)"),
        ("=IFERROR([1]!JX_RATE(A1),xladdin.xlam!jx_total(B1))", "=IFERROR(JX_RATE(A1),jx_total(B1))"),
        ("=_xludf.JX_GRADE(A1)", "=JX_GRADE(A1)"),
        ("='https://d.docs.live.net/x/[xladdin.xlam]'!JX_GRADE(A1)", "=JX_GRADE(A1)"),
        ("='C:\\other.xlam'!JX_RATE(A1)", "='C:\\other.xlam'!JX_RATE(A1)"),
        ("=[1]Sheet1!A1+'C:\\xladdin.xlam'!OTHER(A1)", "=[1]Sheet1!A1+'C:\\xladdin.xlam'!OTHER(A1)"),
        ("=JX_TOTAL(I4:I7)", "=JX_TOTAL(I4:I7)"),
    ],
)
def test_only_the_path_of_our_own_add_in_is_taken_off(saved: str, entered: str) -> None:
    assert without_path(saved) == entered


def test_formulas_are_entered_as_rectangles_that_hold_no_input() -> None:
    block = (
        ("", "=A1", "=JX_RATE(A1)", 5.0, "=A1"),
        ("x", "=A2", "=JX_RATE(A2)", "", "=A2"),
        ("", "", "=JX_TOTAL(C1:C2)", "", ""),
    )
    assert areas(block) == ["C1:C3"]
    assert areas(block[:2]) == ["B1:C2"]


def areas(block: tuple[tuple[Any, ...], ...]) -> list[str]:
    cells = {(row, column): cell for row, cells in enumerate(block, 1) for column, cell in enumerate(cells, 1)}
    return [area.address for area in asking({at: cell for at, cell in cells.items() if str(cell).startswith("=")})]
