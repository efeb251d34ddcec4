"""The add-in in a running Excel: cells, buttons and events, with Python alive, dead, dying and raising."""

from __future__ import annotations

import io
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.packaging.custom import StringProperty

from tests.fakes.addin import LoadedAddin
from tests.fakes.excel import FakeExcel
from xladdin import __version__
from xladdin.excel.udf import functions
from xladdin.excel.udf.declare import declarations
from xladdin.forms.family import family
from xladdin.forms.template_id import properties
from xladdin.rules import profile as profiles

NATIVE = 'IF(B1>0,D1/B1,"—")'


@pytest.fixture
def sheet(excel: FakeExcel) -> Any:
    """A sheet with direction, bounds and actual value in A1:D1."""
    excel.add_workbook()
    sheet = excel.sheet(1)
    for cell, value in (("A1", "≥"), ("B1", 100.0), ("D1", 130.0)):
        sheet.set_value(cell, value)
    return sheet


def shown(sheet: Any, formula: str) -> Any:
    """What a cell shows for a formula."""
    sheet.set_value("F1", formula)
    return sheet.sheet.vba_get("Range", ["F1"]).vba_get("Text")


class TestWithPythonAlive:
    def test_a_cell_gets_what_python_computes(self, addin: LoadedAddin, sheet: Any) -> None:
        assert shown(sheet, "=JX_RATE(A1,B1,C1,D1)") == "1.3"
        assert addin.python.calls == ["CallUDF JX_RATE"]

    def test_python_is_started_once(self, addin: LoadedAddin, sheet: Any) -> None:
        shown(sheet, "=JX_RATE(A1,B1,C1,D1)")
        shown(sheet, "=JX_VERSION()")
        assert addin.python.starts == 1

    def test_constants_and_left_out_arguments_are_taken(self, addin: LoadedAddin, sheet: Any) -> None:
        assert shown(sheet, '=JX_RATE("≥",100,"",130)') == "1.3"
        assert shown(sheet, '=JX_RATE("≥",100,,130)') == "1.3"
        assert shown(sheet, '=JX_VALUE("1.2亿元","万元")') == "12000"
        assert shown(sheet, "=JX_VERSION()") == __version__

    def test_a_block_arrives_as_its_values(self, addin: LoadedAddin, sheet: Any) -> None:
        for row, score in enumerate((6.3, 44.1, 28.4, 10.0), 1):
            sheet.set_value(f"H{row}", score)
        assert shown(sheet, "=JX_TOTAL(H1:H4)") == "88.8"
        assert shown(sheet, "=JX_TOTAL({6.3;44.1;28.4;10})") == "88.8"

    @pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#VALUE!", "#REF!", "#NUM!"])
    def test_an_error_among_the_arguments_is_the_result(self, addin: LoadedAddin, sheet: Any, error: str) -> None:
        makes = {"#DIV/0!": "1/0", "#N/A": "NA()", "#VALUE!": '"x"+1', "#REF!": "INDEX(A1:A2,9)", "#NUM!": "SQRT(-1)"}
        sheet.set_value("H2", f"={makes[error]}")
        assert shown(sheet, "=JX_RATE(A1,H2,C1,D1)") == error
        assert shown(sheet, "=JX_TOTAL(H1:H4)") == error
        assert addin.python.calls == []

    def test_a_function_that_raises_gives_na_and_python_goes_on(self, addin: LoadedAddin, sheet: Any) -> None:
        assert shown(sheet, "=JX_TOTAL(1E+300)") == "#N/A"
        assert shown(sheet, "=IFERROR(JX_TOTAL(1E+300),7)") == "7"
        assert shown(sheet, "=JX_RATE(A1,B1,C1,D1)") == "1.3"
        assert addin.python.starts == 1


class TestWithPythonDead:
    def test_every_cell_falls_back_to_its_native_formula(self, addin: LoadedAddin, sheet: Any) -> None:
        addin.python.can_start = False
        assert shown(sheet, "=JX_RATE(A1,B1,C1,D1)") == "#N/A"
        assert shown(sheet, f"=IFERROR(JX_RATE(A1,B1,C1,D1),{NATIVE})") == "1.3"

    def test_a_failed_start_is_not_tried_again_by_every_cell(self, addin: LoadedAddin, sheet: Any) -> None:
        addin.python.can_start = False
        for _ in range(5):
            shown(sheet, "=JX_RATE(A1,B1,C1,D1)")
        assert addin.python.starts == 1

    def test_diagnose_lets_it_be_tried_again(self, addin: LoadedAddin, sheet: Any) -> None:
        addin.python.can_start = False
        shown(sheet, "=JX_RATE(A1,B1,C1,D1)")
        addin.click("JxDiagnose")
        assert "未能启动" in addin.popups[0]
        assert "python.exe（不存在）" in addin.popups[0]
        assert "Could not activate Python COM server" in addin.popups[0]
        addin.python.can_start = True
        assert shown(sheet, "=JX_RATE(A1,B1,C1,D1)") == "#N/A"
        addin.click("JxDiagnose")
        assert shown(sheet, "=JX_RATE(A1,B1,C1,D1)") == "1.3"

    def test_one_that_died_is_started_again_once(self, addin: LoadedAddin, sheet: Any) -> None:
        assert shown(sheet, "=JX_VERSION()") == __version__
        addin.python.is_alive = False
        assert shown(sheet, "=JX_RATE(A1,B1,C1,D1)") == "#N/A"
        assert shown(sheet, "=JX_RATE(A1,B1,C1,D1)") == "1.3"
        assert addin.python.starts == 2

    def test_one_that_dies_at_every_call_is_given_up(self, addin: LoadedAddin, sheet: Any) -> None:
        def die(*_: object) -> None:
            addin.python.is_alive = False
            raise OSError

        addin.python.instead["JX_RATE"] = die
        for _ in range(6):
            assert shown(sheet, "=JX_RATE(A1,B1,C1,D1)") == "#N/A"
        assert addin.python.starts == 2

    def test_a_button_says_so_once_in_chinese(self, addin: LoadedAddin, sheet: Any) -> None:
        addin.python.can_start = False
        addin.click("JxAbout")
        (popup,) = addin.popups
        assert popup.startswith("自评工具的后台程序未能启动，按钮暂不可用；表中结果由 Excel 自带的公式计算，不受影响。")


def test_without_the_add_in_the_same_cell_shows_the_native_value(excel: FakeExcel, sheet: Any) -> None:
    assert shown(sheet, "=JX_RATE(A1,B1,C1,D1)") == "#NAME?"
    assert shown(sheet, f"=IFERROR(JX_RATE(A1,B1,C1,D1),{NATIVE})") == "1.3"


@pytest.fixture
def actions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A stand-in for the module of the buttons' functions, which records what was asked of it."""
    import xlwings

    asked: list[str] = []
    module = types.ModuleType("xladdin.excel.buttons.ribbon")
    module.__getattr__ = lambda name: (  # type: ignore[method-assign]
        lambda: asked.append(f"{name} {xlwings.Book.caller().name}")
    )
    monkeypatch.setitem(sys.modules, "xladdin.excel.buttons.ribbon", module)
    monkeypatch.setattr("xladdin.excel.buttons.ribbon", module, raising=False)
    yield asked


def marked_book(kind: str) -> bytes:
    """A workbook with the properties that our template gives."""
    book = openpyxl.Workbook()
    for name, value in properties(family("transfer"), profiles.load(profiles.DEFAULT), kind).items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A workbook that carries our mark."""
    path = tmp_path / "自评.xlsx"
    path.write_bytes(marked_book("issued"))
    return path


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Somebody else's workbook."""
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    return tmp_path / "other.xlsx"


BUTTONS_IN_A_BOOK = {
    "JxAddRow": "add_row",
    "JxDeleteRow": "delete_row",
    "JxRecalculate": "recalculate",
    "JxUndo": "undo",
    "JxCheck": "check",
    "JxPreviousFinding": "previous_finding",
    "JxNextFinding": "next_finding",
    "JxExport": "export",
    "JxMail": "mail",
    "JxReport": "report",
}


class TestButtons:
    @pytest.mark.parametrize(("callback", "action"), BUTTONS_IN_A_BOOK.items())
    def test_a_button_calls_its_function_for_the_active_workbook(
        self, addin: LoadedAddin, actions: list[str], ours: Path, callback: str, action: str
    ) -> None:
        addin.excel.open_book(ours)
        addin.click(callback)
        assert actions == [f"{action} 自评.xlsx"]
        assert addin.popups == []

    @pytest.mark.parametrize("callback", BUTTONS_IN_A_BOOK)
    def test_in_a_foreign_workbook_nothing_runs(
        self, addin: LoadedAddin, actions: list[str], foreign: Path, callback: str
    ) -> None:
        addin.excel.open_book(foreign)
        addin.click(callback)
        assert actions == []
        assert addin.python.calls == []
        assert addin.popups[0].startswith("当前工作簿不是绩效自评工作簿，未做任何操作。")

    @pytest.mark.parametrize("callback", BUTTONS_IN_A_BOOK)
    def test_without_a_workbook_nothing_runs(self, addin: LoadedAddin, actions: list[str], callback: str) -> None:
        addin.click(callback)
        assert actions == []
        assert len(addin.popups) == 1

    @pytest.mark.parametrize("callback", ["JxNewBook", "JxImport", "JxAbout", "JxDiagnose"])
    def test_without_a_workbook_these_buttons_reach_the_users_excel(
        self, addin: LoadedAddin, callback: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """xlwings looks for an Excel by a worksheet's window; without a workbook there is none."""
        import xlwings

        from xladdin.excel import doctor

        monkeypatch.setattr(xlwings._xlwindows, "get_excel_hwnds", lambda: iter(()))
        monkeypatch.setattr(doctor, "report", lambda machine=None: [doctor.Line("Excel", doctor.State.OK, "16.0")])
        addin.excel.application.answers = [False]
        addin.click(callback)
        assert addin.popups == []
        assert not [said for said, _ in addin.excel.messages if "程序的问题" in said]
        assert len(addin.excel.messages) == (0 if callback in ("JxNewBook", "JxImport") else 1)

    def test_buttons_are_enabled_in_our_workbooks_only(self, addin: LoadedAddin, ours: Path, foreign: Path) -> None:
        assert enabled(addin) is False
        addin.excel.open_book(ours)
        assert enabled(addin) is True
        addin.excel.open_book(foreign)
        assert enabled(addin) is False

    @pytest.mark.parametrize("kind", ["issued", "blank", "submission"])
    def test_a_locked_submission_is_not_to_be_worked_on(self, addin: LoadedAddin, tmp_path: Path, kind: str) -> None:
        path = tmp_path / "book.xlsx"
        path.write_bytes(marked_book(kind))
        addin.excel.open_book(path)
        assert enabled(addin) is (kind != "submission")

    def test_the_ribbon_asks_again_when_another_workbook_comes_to_the_front(
        self, addin: LoadedAddin, ours: Path
    ) -> None:
        addin.excel.open_book(ours)
        before = addin.ribbon.refreshed
        addin.fire("WorkbookActivate", addin.excel.workbook)
        assert addin.ribbon.refreshed == before + 1


def enabled(addin: LoadedAddin) -> Any:
    """What getEnabled answers."""
    addin.excel.add_module(
        "Public Function Asked() As Boolean\nDim answer\nJxGetEnabled Nothing, answer\nAsked = answer\nEnd Function\n",
        name="TestEnabled",
    )
    return addin.excel.run("Asked")


class TestOpening:
    def test_our_workbook_is_seen_to_once_excel_is_idle(
        self, addin: LoadedAddin, actions: list[str], ours: Path
    ) -> None:
        addin.excel.open_book(ours)
        addin.fire("WorkbookOpen", addin.excel.workbook)
        assert actions == []
        assert addin.excel.application.scheduled == ["JxBooks.JxAfterOpen"]
        addin.excel.run("JxBooks.JxAfterOpen")
        assert actions == ["opened 自评.xlsx"]

    def test_it_is_seen_to_even_when_another_came_to_the_front(
        self, addin: LoadedAddin, actions: list[str], ours: Path, foreign: Path
    ) -> None:
        addin.excel.open_book(ours)
        addin.fire("WorkbookOpen", addin.excel.workbook)
        addin.excel.open_book(foreign)
        addin.fire("WorkbookOpen", addin.excel.workbook)
        addin.excel.run("JxBooks.JxAfterOpen")
        assert actions == ["opened 自评.xlsx"]

    def test_a_foreign_workbook_is_left_alone(self, addin: LoadedAddin, foreign: Path) -> None:
        addin.excel.open_book(foreign)
        addin.fire("WorkbookOpen", addin.excel.workbook)
        assert addin.excel.application.scheduled == []
        assert addin.python.starts == 0

    def test_without_python_opening_says_nothing(self, addin: LoadedAddin, ours: Path) -> None:
        addin.python.can_start = False
        addin.excel.open_book(ours)
        addin.fire("WorkbookOpen", addin.excel.workbook)
        addin.excel.run("JxBooks.JxAfterOpen")
        assert addin.popups == []


def test_when_it_opens_the_function_wizard_gets_chinese_help_and_it_is_an_add_in_again(addin: LoadedAddin) -> None:
    application = addin.excel.application
    addin.excel.interpreter.run("Workbook_Open", module="ThisWorkbook")
    assert application.described == {
        declaration.name: {
            "help": declaration.help,
            "category": "绩效自评",
            "arguments": [argument.help for argument in declaration.arguments],
        }
        for declaration in declarations(functions)
    }
    assert addin.book.is_addin is True
    assert (application.screen_updating, application.enable_events) == (True, True)


def test_an_excel_that_takes_no_help_opens_the_add_in_all_the_same(addin: LoadedAddin) -> None:
    addin.excel.application.refuses = {"MacroOptions"}
    addin.excel.interpreter.run("Workbook_Open", module="ThisWorkbook")
    assert addin.book.is_addin is True
    assert addin.excel.application.enable_events is True
