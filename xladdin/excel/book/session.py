"""A ribbon action on an open workbook, guarded: whatever happens, Excel and the workbook are left in order.

    with action(book, "重新计算") as run:
        run.progress("正在计算…")
        run.keep(cells)              # before the first change
        cells.formula = …
        run.done("已重新计算 31 项指标。")

While it runs, the screen stands still, no events fire and nothing is calculated but what the action asks for. At the
end everything is as before, the status bar is Excel's again and one message is shown. An exception puts the kept cells
back; a ``UserError`` is shown as it is, a busy Excel is said so, any other is a defect: the message names the log file
that has the traceback.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import PureWindowsPath
from typing import Any

from msgspec import structs

from xladdin.errors import UserError
from xladdin.excel.book import undo
from xladdin.excel.book.com_errors import is_busy, is_refused
from xladdin.excel.layout import ADDIN_TITLE
from xladdin.excel.logfile import log_failure

# what protection of our sheets leaves usable, as in the files we build (forms.package.protection.guard)
_ALLOWED = {"AllowFiltering": True, "AllowFormattingRows": True, "AllowFormattingColumns": True}

_MANUAL = -4135  # xlCalculationManual
_QUIET = {"ScreenUpdating": False, "EnableEvents": False, "DisplayAlerts": False, "Calculation": _MANUAL}


class Action:
    """What the code of an action has in hand. ``book`` is an ``xlwings.Book``, ``title`` the button's text."""

    def __init__(self, book: Any, title: str) -> None:
        self.book = book
        self.title = title
        self.app = book.app
        self.application = self.app.api
        self.message = ""
        self.record = undo.Undo(book.api.FullName, title)
        self._opened: set[str] = set()
        self._backward: list[Callable[[], None]] = []

    @property
    def file(self) -> str:
        """Name of the workbook, for messages."""
        return PureWindowsPath(self.record.book).name

    def progress(self, text: str) -> None:
        """Show ``text`` in the status bar."""
        self.application.StatusBar = f"{ADDIN_TITLE}：{text}"

    def keep(self, *ranges: Any) -> None:
        """Record cells that the action is going to change, also on disk. Call it before the first change."""
        self.keep_blocks(*(undo.block_of(cells) for cells in ranges))

    def keep_blocks(self, *blocks: undo.Block) -> None:
        """The same for cells that were read already."""
        self.record = structs.replace(self.record, blocks=[*self.record.blocks, *blocks])
        undo.save(self.record)

    def keep_row(self, change: undo.RowChange) -> None:
        """Record that the action adds or deletes a row of the tables. Call it before the first change."""
        self.record = structs.replace(self.record, row=change)
        undo.save(self.record)

    def keep_heights(self, heights: dict[str, dict[int, float]], printed: dict[str, int] | None = None) -> None:
        """Record the heights of rows (sheet → row → points) and how far down sheets print. Call it before the change."""
        if any(heights.values()) or printed:
            record = self.record
            self.record = structs.replace(
                record, heights=record.heights | heights, printed=record.printed | (printed or {})
            )
            undo.save(self.record)

    def backward(self, step: Callable[[], None]) -> None:
        """What takes the last change back that ``keep`` does not cover; called, last one first, when the action fails."""
        self._backward.append(step)

    def take_back(self) -> bool:
        """Undo what was done so far; False when nothing was."""
        done = bool(self.record.blocks or self.record.heights or self._backward)
        while self._backward:
            self._backward.pop()()
        undo.restore(self.book, self.record)
        return done

    def open_sheet(self, sheet: Any) -> None:
        """Let the action write into locked cells of a protected ``xlwings.Sheet``; the user still cannot."""
        self.open_worksheet(sheet.name, sheet.api)

    def open_worksheet(self, name: str, worksheet: Any) -> None:
        """The same for Excel's own object. Raises UserError for a sheet that somebody locked with a password."""
        if name in self._opened:
            return
        if not worksheet.ProtectContents:
            self._opened.add(name)
            return
        try:
            worksheet.Protect(
                Password="", DrawingObjects=False, Contents=True, Scenarios=False, UserInterfaceOnly=True, **_ALLOWED
            )
        except Exception as error:
            if is_refused(error):  # of all that may fail here, only a password makes Excel refuse
                raise UserError("sheet-password", file=self.file, sheet=name) from error
            raise
        self._opened.add(name)

    def ask(self, question: str) -> bool:
        """A question before something that the user may not want; True for 是."""
        return bool(self.app.alert(question, ADDIN_TITLE, buttons="yes_no") == "yes")

    def done(self, message: str) -> None:
        """The message that closes the action."""
        self.message = message


@contextlib.contextmanager
def action(book: Any, title: str) -> Iterator[Action]:
    """Guard the action ``title`` on ``book``: what happens inside is told, not raised. Only getting started may raise."""
    running = Action(book, title)
    message = ""

    def say() -> None:
        if message:
            running.app.alert(message, ADDIN_TITLE)

    with quiet(running.application, say):
        try:
            yield running
            message = running.message
        except Exception as error:
            message = _taken_back(running) + _told(title, error)


@contextlib.contextmanager
def quiet(application: Any, closing: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Screen, events and calculation stand still, and are as before at the end, whatever happens.

    ``closing`` is done when all is as before but for Excel's own messages: while ours is shown, Excel waits for Python,
    and would say so (“正在等待其他应用程序完成 OLE 操作”).
    """
    before = dict(_settings(application))
    try:
        for name in before.keys() - {"Calculation"}:
            setattr(application, name, _QUIET[name])
        yield
    finally:
        alerts = before.pop("DisplayAlerts", True)
        for name, value in {**before, "StatusBar": False}.items():
            with contextlib.suppress(Exception):  # one that cannot be restored must not keep the others from it
                setattr(application, name, value)
        try:
            closing()
        finally:
            with contextlib.suppress(Exception):
                application.DisplayAlerts = alerts


def _settings(application: Any) -> Iterator[tuple[str, Any]]:
    """What is set aside, as it is now. How Excel calculates belongs to its workbooks: with none open, or one in Protected
    View alone, it can neither be asked nor set."""
    for name, value in _QUIET.items():
        try:
            before = getattr(application, name)
            if name == "Calculation":
                application.Calculation = value
        except Exception as error:
            if name != "Calculation" or not is_refused(error):
                raise
            continue
        yield name, before


@contextlib.contextmanager
def conversation(app: Any, title: str) -> Iterator[None]:
    """Guard a button that works without a workbook: one message when it fails. ``app`` is an ``xlwings.App``."""
    try:
        yield
    except Exception as error:
        app.alert(_told(title, error), ADDIN_TITLE)


def _told(title: str, error: Exception) -> str:
    """What the user is told: a mistake as it is, a busy Excel, or a defect with its log file."""
    if is_busy(error):
        error = UserError("excel-busy")
    if isinstance(error, UserError):
        return error.line()
    log = log_failure(title, error)
    return f"“{title}”没有完成，这是程序的问题。请把日志文件发给维护人员：\n{log}"


def _taken_back(running: Action) -> str:
    """Put back what was changed; says so, or that it did not work."""
    try:
        if not running.take_back():
            return ""
    except Exception as error:
        log = log_failure(f"{running.title}：还原", error)
        return f"改动过的单元格未能自动还原，请关闭工作簿且不保存（日志：{log}）。\n"
    undo.forget(running.record.book)
    return "已还原本次改动。\n"
