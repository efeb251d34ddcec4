"""What all buttons have in common, and those that need no workbook of ours."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.excel.books import PROJECTS, working_book
from tests.excel.buttons.desk import MANUAL, SCORES, Desk
from tests.fakes.addin import LoadedAddin
from tests.fakes.excel import FakeExcel
from xladdin import __version__
from xladdin.excel.book import undo
from xladdin.excel.buttons import ribbon
from xladdin.excel.logfile import LOG_FOLDER
from xladdin.forms.family import blank_name
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.resources import resource_dir

IN_A_BOOK = [
    "recalculate",
    "undo",
    "add_row",
    "delete_row",
    "check",
    "previous_finding",
    "next_finding",
    "export",
    "mail",
    "report",
]


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))
    return tmp_path / "profile" / "xladdin"


def idle(excel: FakeExcel, path: Path, project: str) -> Desk:
    """A project's workbook in an Excel that calculates nothing: what is stored is right already."""
    desk = Desk(excel, path, working_book(project))
    excel.application.calculation = MANUAL
    excel.application.calculates = False
    desk.before = desk.state()
    return desk


@pytest.fixture
def foreign(excel: FakeExcel, tmp_path: Path) -> Desk:
    """Somebody else's workbook, open in Excel."""
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    return Desk(excel, tmp_path / "other.xlsx", (tmp_path / "other.xlsx").read_bytes())


@pytest.mark.parametrize("button", IN_A_BOOK)
def test_nothing_runs_in_a_foreign_workbook(foreign: Desk, button: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = foreign.press(button)
    assert said.startswith("文件“other.xlsx”：这不是绩效自评工作簿，未做任何操作。")
    assert len(foreign.excel.messages) == 1
    assert foreign.is_in_order()
    assert foreign.book.api.Saved is True


def test_a_locked_submission_is_not_worked_on(excel: FakeExcel, tmp_path: Path) -> None:
    from xladdin.submission.export import export

    (tmp_path / "自评.xlsx").write_bytes(working_book("karamay-2024"))
    path = export(tmp_path / "自评.xlsx", tmp_path).path
    assert "这不是绩效自评工作簿" in Desk(excel, path, path.read_bytes()).press("recalculate")


@pytest.mark.parametrize("project", PROJECTS)
def test_every_button_leaves_excel_and_the_users_file_in_order(excel: FakeExcel, tmp_path: Path, project: str) -> None:
    desk = idle(excel, tmp_path / "自评.xlsx", project)
    desk.go_to(SCORES, "E14")
    for button in [*IN_A_BOOK, "about", "new_book", "import_tables", "opened"]:
        desk.press(button)
        assert desk.is_in_order(), button
    assert not [text for text, _ in excel.messages if "这是程序的问题" in text]


@pytest.mark.parametrize("button", [b for b in IN_A_BOOK if b not in ("undo", "previous_finding", "next_finding")])
@pytest.mark.parametrize("project", PROJECTS)
def test_a_button_whose_reading_fails_says_so_once_and_changes_nothing(
    excel: FakeExcel, tmp_path: Path, project: str, button: str, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = idle(excel, tmp_path / "自评.xlsx", project)
    monkeypatch.setattr("xladdin.forms.read.package_grid.PackageGrid.names", lambda self: 1 / 0)
    said = desk.press(button)
    assert "没有完成，这是程序的问题。请把日志文件发给维护人员：\n" in said
    assert len(excel.messages) == 1
    assert "ZeroDivisionError" in Path(said.splitlines()[-1]).read_text("utf-8")
    assert Path(said.splitlines()[-1]).parent == profile / LOG_FOLDER
    assert desk.is_in_order()


def test_a_sheet_with_somebodys_password_is_named(excel: FakeExcel, tmp_path: Path) -> None:
    desk = idle(excel, tmp_path / "自评.xlsx", "karamay-2024")
    sheet = desk.book.api.Worksheets(SCORES)
    sheet.Unprotect()
    sheet.Protect(Password="secret")
    said = desk.press("recalculate")
    assert said.startswith("文件“自评.xlsx” 工作表“评分表”：工作表设有保护密码，不能写入。")
    assert desk.is_in_order()


def test_what_a_crash_left_undone_is_restored_by_the_next_excel(excel: FakeExcel, tmp_path: Path) -> None:
    desk = idle(excel, tmp_path / "自评.xlsx", "karamay-2024")
    before = desk.cells("校验结果")
    desk.press("check")
    crashed = tmp_path / "crashed.xlsx"
    desk.book.api.SaveCopyAs(str(crashed))  # as Excel's own recovery brings it back
    content = crashed.read_bytes()

    again = Desk(FakeExcel(), desk.path, content)
    again.excel.application.calculates = False
    assert again.cells("校验结果") != before
    assert again.press("undo").startswith("已恢复“校验”之前的内容")
    assert again.cells("校验结果") == before


class TestOpening:
    def test_formulas_are_entered_again_and_foreign_paths_taken_off_without_counting_as_a_change(
        self, excel: FakeExcel, tmp_path: Path
    ) -> None:
        desk = idle(excel, tmp_path / "自评.xlsx", "karamay-2024")
        raw = next(sheet for sheet in excel.workbook.sheets_ if sheet.name == SCORES)
        for cell in raw.cells_.values():
            cell.formula = cell.formula.replace("JX_RATE(", r"'C:\Users\li\xladdin.xlam'!JX_RATE(")
        excel.workbook.saved = True
        assert desk.press("opened") == ""
        assert not [cell for cell in raw.cells_.values() if "xlam" in cell.formula]
        assert desk.book.api.Saved is True
        assert undo.load(desk.book.api.FullName) is None
        assert desk.is_in_order()

    def test_another_workbook_is_left_alone(self, foreign: Desk) -> None:
        foreign.book.sheets[0]["A1"].formula = r"='C:\xladdin.xlam'!JX_VERSION()"
        before = foreign.book.sheets[0]["A1"].formula
        assert foreign.press("opened") == ""
        assert foreign.book.sheets[0]["A1"].formula == before

    def test_a_failure_is_logged_and_said_to_nobody(
        self, excel: FakeExcel, tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = idle(excel, tmp_path / "自评.xlsx", "karamay-2024")
        monkeypatch.setattr("xladdin.excel.buttons.open_book.rebind", lambda *_: 1 / 0)
        assert desk.press("opened") == ""
        assert list((profile / LOG_FOLDER).iterdir())
        assert desk.is_in_order()


class TestWithoutAWorkbook:
    def test_a_new_workbook_has_at_least_the_rows_that_were_asked_for(self, addin: LoadedAddin, tmp_path: Path) -> None:
        target = tmp_path / "新的.xlsx"
        addin.excel.application.answers = [1.0, 38.0, str(target)]
        addin.click("JxNewBook")
        assert (addin.popups, addin.excel.messages) == ([], [])
        assert addin.excel.workbook.name == "新的.xlsx"
        assert target.read_bytes() == (resource_dir("workbook_templates") / blank_name(45)).read_bytes()
        assert len(read(PackageGrid(Archive.read(target))).rows["self"]) == 45

    def test_it_may_be_one_of_the_project_form(self, addin: LoadedAddin, tmp_path: Path) -> None:
        target = tmp_path / "新的.xlsx"
        addin.excel.application.answers = [2.0, 16.0, str(target)]
        addin.click("JxNewBook")
        assert (addin.popups, addin.excel.messages) == ([], [])
        assert target.read_bytes() == (resource_dir("workbook_templates") / blank_name(25, "project")).read_bytes()

    @pytest.mark.parametrize("answers", [[], [1.0], [2.0, 30.0]])
    def test_cancelling_makes_nothing_and_says_nothing(self, addin: LoadedAddin, answers: list[Any]) -> None:
        addin.excel.application.answers = list(answers)
        addin.click("JxNewBook")
        assert (addin.popups, addin.excel.messages) == ([], [])
        assert len(addin.excel.application.dialogs) == len(answers) + 1

    def test_a_file_that_is_there_is_not_overwritten(self, addin: LoadedAddin, tmp_path: Path) -> None:
        (tmp_path / "旧的.xlsx").write_text("somebody's work")
        addin.excel.application.answers = [1.0, 99.0, str(tmp_path / "旧的.xlsx")]
        addin.click("JxNewBook")
        assert "文件已存在，未覆盖。" in addin.excel.messages[0][0]
        assert (tmp_path / "旧的.xlsx").read_text() == "somebody's work"

    def test_about_names_version_rules_and_places(self, addin: LoadedAddin, profile: Path) -> None:
        addin.click("JxAbout")
        ((said, title),) = addin.excel.messages
        assert title == "绩效自评工具"
        assert __version__ in said
        assert "xinjiang-2024" in said
        assert str(profile / LOG_FOLDER) in said

    def test_diagnose_shows_its_report_and_where_it_is_saved(
        self, addin: LoadedAddin, profile: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from xladdin.excel import doctor

        lines = (doctor.Line("Excel", doctor.State.OK, "16.0"),)
        monkeypatch.setattr(doctor, "report", lambda machine=None: list(lines))
        addin.click("JxDiagnose")
        ((said, _),) = addin.excel.messages
        file = profile / LOG_FOLDER / doctor.REPORT_FILE
        assert said.endswith(f"结果另存为：{file}")
        assert "全部正常。" in said
        assert "全部正常。" in file.read_text("utf-8-sig")


def test_the_module_has_a_function_for_every_button_of_the_add_in(addin: LoadedAddin) -> None:
    sources = (resource_dir("macros") / name for name in ("JxRibbon.bas", "JxBooks.bas"))
    source = "".join(path.read_text("ascii") for path in sources)
    wanted = set(re.findall(r'(?:RunAction|RunInBook|Jx\.Run)\(? ?"(\w+)"', source))
    assert (
        wanted
        == {name for name in vars(ribbon) if not name.startswith("_") and callable(getattr(ribbon, name))} & wanted
    )
    assert len(wanted) == 15


_CLICK = """
import sys
from xladdin.excel.buttons import ribbon, recalculate, review, rows, take_back, open_book
from xladdin.excel.udf import functions
print([name for name in ("pandas", "numpy", "rich", "openpyxl", "xladdin.cli") if name in sys.modules])
"""


def test_a_click_loads_nothing_heavy() -> None:
    """Exporting builds a workbook and loads what building needs; the other buttons do not."""
    ran = subprocess.run([sys.executable, "-c", _CLICK], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_an_exported_file_is_a_submission(excel: FakeExcel, tmp_path: Path) -> None:
    desk = idle(excel, tmp_path / "自评.xlsx", "turpan-2024")
    desk.press("export")
    (path,) = (tmp_path / "报送件").glob("*.xlsx")
    assert open_file(path).sealed
