"""A guarded action: whatever happens inside, Excel and the workbook are left in order, and the user is told once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.fakes.com import com_error, excel_error
from tests.fakes.excel import FakeExcel
from xladdin.errors import UserError
from xladdin.excel import logfile
from xladdin.excel.book import session, undo
from xladdin.excel.book.ours import is_ours
from xladdin.excel.book.session import action, quiet
from xladdin.excel.buttons import ribbon


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))
    return tmp_path / "profile" / "xladdin"


@pytest.fixture
def book(excel: FakeExcel, tmp_path: Path) -> Any:
    """A workbook with a locked formula, an unlocked text that looks like a number, an error, and protection."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "评分表"
    sheet["A1"], sheet["B1"], sheet["C1"] = 5, "=A1*2", True
    for cell, text in (("A2", "0012"), ("B2", "9月1日"), ("C2", "=1+1")):
        sheet[cell] = text
        sheet[cell].data_type = "s"
    sheet["A3"] = "#N/A"
    sheet["A3"].data_type = "e"
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    made.save(tmp_path / "自评.xlsx")
    opened = excel.open_book(tmp_path / "自评.xlsx")
    excel.com.CalculateFull()
    return opened


def cells(book: Any) -> Any:
    return book.sheets["评分表"].range("A1:C3")


def test_the_screen_stands_still_and_no_events_fire_while_it_runs(excel: FakeExcel, book: Any) -> None:
    application = excel.application
    with action(book, "重新计算") as run:
        run.progress("正在计算…")
        assert (application.screen_updating, application.enable_events) == (False, False)
        assert application.status_bar == "绩效自评工具：正在计算…"
    assert (application.screen_updating, application.enable_events, application.status_bar) == (True, True, False)


def test_what_was_off_before_stays_off(excel: FakeExcel, book: Any) -> None:
    excel.application.enable_events = False
    with action(book, "重新计算"):
        pass
    assert excel.application.enable_events is False


def test_it_closes_with_one_message(excel: FakeExcel, book: Any) -> None:
    with action(book, "重新计算") as run:
        run.done("已重新计算 31 项指标。")
    assert excel.messages == [("已重新计算 31 项指标。", "绩效自评工具")]


def test_without_anything_to_say_it_says_nothing(excel: FakeExcel, book: Any) -> None:
    with action(book, "下一处"):
        pass
    assert excel.messages == []


def test_a_mistake_of_the_user_is_told_as_it_is(excel: FakeExcel, book: Any, profile: Path) -> None:
    with action(book, "邮件报送"):
        raise UserError("mail-address", address="x")
    assert excel.messages == [
        ("“x”不是可用的邮箱地址。请改正；多个地址用逗号或分号隔开。（mail-address）", "绩效自评工具")
    ]
    assert not (profile / "log").exists()


def test_a_defect_restores_everything_and_names_the_log_file(excel: FakeExcel, book: Any, profile: Path) -> None:
    before = cells(book).formula
    with action(book, "重新计算") as run:
        run.open_sheet(book.sheets["评分表"])
        run.keep(cells(book))
        run.progress("正在计算…")
        cells(book).value = 1
        raise ZeroDivisionError("defect")
    application = excel.application
    assert (application.screen_updating, application.enable_events, application.status_bar) == (True, True, False)
    assert cells(book).formula == before
    ((text, _),) = excel.messages
    (log,) = (profile / "log").iterdir()
    assert text == (f"已还原本次改动。\n“重新计算”没有完成，这是程序的问题。请把日志文件发给维护人员：\n{log}")
    assert "ZeroDivisionError: defect" in log.read_text("utf-8")
    assert 'raise ZeroDivisionError("defect")' in log.read_text("utf-8")


def test_cells_that_cannot_be_put_back_are_told(excel: FakeExcel, book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError("gone")

    monkeypatch.setattr(undo, "restore", fail)
    with action(book, "重新计算") as run:
        run.keep(cells(book))
        raise ZeroDivisionError
    assert excel.messages[0][0].startswith("改动过的单元格未能自动还原，请关闭工作簿且不保存")


def test_an_application_that_refuses_one_setting_gets_the_others_back(excel: FakeExcel, book: Any) -> None:
    with action(book, "重新计算"):
        excel.application.refuses = {"ScreenUpdating"}
    assert excel.application.enable_events is True


def test_without_a_workbook_how_excel_calculates_is_left_alone(excel: FakeExcel, book: Any) -> None:
    """Excel refuses to be asked with no workbook open, or one in Protected View alone (error 1004)."""
    excel.application.refuses = {"Calculation"}
    with quiet(excel.com):
        assert excel.application.enable_events is False
    assert excel.application.enable_events is True


def test_excels_own_messages_stay_off_while_ours_is_shown(excel: FakeExcel) -> None:
    """While Excel waits for Python it would say that it waits for another program."""
    seen: list[tuple[bool, bool]] = []

    def shown() -> None:
        seen.append((excel.application.display_alerts, excel.application.screen_updating))

    with quiet(excel.com, shown):
        pass
    assert seen == [(False, True)]
    assert excel.application.display_alerts is True


def test_a_log_that_cannot_be_written_goes_to_the_temporary_folder(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile.parent.mkdir()
    profile.write_text("a file where the folder should be")
    monkeypatch.setattr(logfile.tempfile, "gettempdir", lambda: str(tmp_path / "temp"))
    log = logfile.log_failure("重新计算", ValueError("x"))
    assert log.parent == tmp_path / "temp"
    assert "ValueError: x" in log.read_text("utf-8")


class TestProtection:
    def test_the_action_may_write_into_locked_cells_and_the_sheet_stays_protected(self, book: Any) -> None:
        sheet = book.sheets["评分表"]
        with pytest.raises(com_error, match="protected"):
            sheet["B1"].value = 1
        with action(book, "重新计算") as run:
            run.open_sheet(sheet)
            sheet["B1"].value = 1
        assert sheet["B1"].value == 1
        assert sheet.api.ProtectContents is True
        assert sheet.api.Protection.AllowFormattingRows is True
        assert sheet.api.Protection.AllowFiltering is True
        assert sheet.api.Protection.AllowInsertingRows is False

    def test_a_sheet_that_the_user_unprotected_stays_so(self, book: Any) -> None:
        sheet = book.sheets["评分表"]
        sheet.api.Unprotect()
        with action(book, "重新计算") as run:
            run.open_sheet(sheet)
        assert sheet.api.ProtectContents is False


class Locked:
    """A protected worksheet whose protection cannot be renewed."""

    ProtectContents = True

    def __init__(self, error: Exception) -> None:
        self.error = error

    def Protect(self, **_: object) -> None:
        raise self.error


BUSY = (0x80010001, 0x8001010A, 0x8001010B, 0x800AC472)


def numbered(number: int) -> com_error:
    """An error of COM with a number as pywin32 gives it, signed."""
    return com_error(number - 2**32, "", None, None)


class TestWhatAnErrorOfExcelMeans:
    def press(self, book: Any, error: Exception) -> None:
        with action(book, "校验") as run:
            run.open_worksheet("评分表", Locked(error))

    def test_a_refusal_to_protect_again_is_a_password(self, excel: FakeExcel, book: Any) -> None:
        self.press(book, excel_error("您提供的密码不正确。"))
        assert [text for text, _ in excel.messages] == [
            "文件“自评.xlsx” 工作表“评分表”：工作表设有保护密码，不能写入。"
            "请撤销工作表保护（“审阅”选项卡）后再试。（sheet-password）"
        ]

    @pytest.mark.parametrize("number", BUSY, ids=hex)
    @pytest.mark.parametrize("wrapped", [False, True])
    def test_a_busy_excel_is_said_to_be_busy(
        self, number: int, wrapped: bool, excel: FakeExcel, book: Any, profile: Path
    ) -> None:
        error = numbered(number)
        if wrapped:
            error = com_error(0x80020009 - 2**32, "", (0, "Microsoft Excel", "", None, 0, number - 2**32), None)
        self.press(book, error)
        assert [text[:11] for text, _ in excel.messages] == ["Excel 正忙，没有"]
        assert not (profile / "log").exists()

    @pytest.mark.parametrize(
        "error",
        [
            numbered(0x80010108),  # RPC_E_DISCONNECTED
            com_error(0x80020009 - 2**32, "", (0, None, None, None, 0, 0), None),
            com_error(0x80020009 - 2**32, "", None, None),
            AttributeError("Protect"),
            OSError(13, "denied"),
        ],
        ids=repr,
    )
    def test_any_other_error_is_a_defect_with_a_log(
        self, error: Exception, excel: FakeExcel, book: Any, profile: Path
    ) -> None:
        self.press(book, error)
        ((text, _),) = excel.messages
        (log,) = (profile / "log").iterdir()
        assert text == f"“校验”没有完成，这是程序的问题。请把日志文件发给维护人员：\n{log}"

    def test_a_sheet_that_could_not_be_opened_is_tried_again(self, excel: FakeExcel, book: Any) -> None:
        with action(book, "校验") as run:
            for _ in range(2):
                with pytest.raises(com_error):
                    run.open_worksheet("评分表", Locked(numbered(BUSY[0])))

    @pytest.mark.parametrize("number", BUSY, ids=hex)
    def test_a_busy_excel_is_not_taken_for_a_foreign_workbook(self, number: int) -> None:
        class Busy:
            @property
            def api(self) -> Any:
                raise numbered(number)

        with pytest.raises(com_error):
            is_ours(Busy())

    def test_an_excel_that_is_busy_from_the_start_is_said_so_once(
        self, excel: FakeExcel, book: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def busy(*_: object) -> None:
            raise numbered(BUSY[3])

        monkeypatch.setattr(session, "Action", busy)
        ribbon.recalculate(book)
        assert [text[:11] for text, _ in excel.messages] == ["Excel 正忙，没有"]


class TestUndo:
    def test_kept_cells_are_on_disk_before_the_first_change(self, book: Any) -> None:
        with action(book, "重新计算") as run:
            run.keep(cells(book))
            kept = undo.load(book.api.FullName)
            assert kept is not None
            assert kept.title == "重新计算"
            assert kept.blocks[0].rows == [
                [5.0, "=A1*2", True],
                ["'0012", "'9月1日", "'=1+1"],
                ["#N/A", "", ""],
            ]

    def test_restoring_gives_back_values_formulas_and_texts_as_they_were(self, book: Any) -> None:
        sheet = book.sheets["评分表"]
        before = (cells(book).api.Formula, cells(book).api.Value2)
        with action(book, "重新计算") as run:
            run.open_sheet(sheet)
            run.keep(cells(book))
            cells(book).value = [["x"] * 3] * 3
        assert cells(book).api.Formula != before[0]
        assert undo.restore(book, undo.load(book.api.FullName)) == 9
        assert (cells(book).api.Formula, cells(book).api.Value2) == before

    def test_the_record_of_another_workbook_is_not_taken(self, book: Any) -> None:
        undo.save(undo.Undo("C:\\other.xlsx", "重新计算"))
        assert undo.load(book.api.FullName) is None

    def test_a_damaged_record_is_none(self, book: Any, profile: Path) -> None:
        undo.save(undo.Undo(book.api.FullName, "重新计算"))
        (path,) = (profile / "undo").iterdir()
        path.write_bytes(path.read_bytes()[:-5])
        assert undo.load(book.api.FullName) is None

    def test_a_forgotten_record_is_gone(self, book: Any) -> None:
        undo.save(undo.Undo(book.api.FullName, "重新计算"))
        undo.forget(book.api.FullName)
        undo.forget(book.api.FullName)
        assert undo.load(book.api.FullName) is None
