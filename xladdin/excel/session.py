"""A ribbon action on an open workbook, guarded: whatever happens, Excel and the workbook are left in order.

    with action(book, "重新计算") as run:
        run.progress("正在计算…")
        run.keep(cells)              # before the first change
        cells.formula = …
        run.done("已重新计算 31 项指标。")

While it runs, the screen stands still and no events fire. At the end everything is as before, the status bar is
Excel's again and one message is shown. An exception puts the kept cells back; a ``UserError`` is shown as it is, any
other is a defect: the message names the log file that has the traceback.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from xladdin.errors import UserError
from xladdin.excel import undo
from xladdin.excel.layout import ADDIN_TITLE
from xladdin.excel.logfile import log_failure

# what protection of our sheets leaves usable, as in the files we build (forms.package.protection.guard)
_ALLOWED = {"AllowFiltering": True, "AllowFormattingRows": True, "AllowFormattingColumns": True}

_QUIET = {"ScreenUpdating": False, "EnableEvents": False}


class Action:
    """What the code of an action has in hand. ``book`` is an ``xlwings.Book``, ``title`` the button's text."""

    def __init__(self, book: Any, title: str) -> None:
        self.book = book
        self.title = title
        self.application = book.app.api
        self.message = ""
        self.record = undo.Undo(book.api.FullName, title)
        self._opened: set[str] = set()

    def progress(self, text: str) -> None:
        """Show ``text`` in the status bar."""
        self.application.StatusBar = f"{ADDIN_TITLE}：{text}"

    def keep(self, *ranges: Any) -> None:
        """Record cells that the action is going to change, also on disk. Call it before the first change."""
        self.record = undo.Undo(
            self.record.book, self.title, [*self.record.blocks, *(undo.block_of(cells) for cells in ranges)]
        )
        undo.save(self.record)

    def open_sheet(self, sheet: Any) -> None:
        """Let the action write into locked cells of a protected ``xlwings.Sheet``; the user still cannot."""
        if sheet.name in self._opened:
            return
        self._opened.add(sheet.name)
        if sheet.api.ProtectContents:
            sheet.api.Protect(DrawingObjects=False, Contents=True, Scenarios=False, UserInterfaceOnly=True, **_ALLOWED)

    def done(self, message: str) -> None:
        """The message that closes the action."""
        self.message = message


@contextlib.contextmanager
def action(book: Any, title: str) -> Iterator[Action]:
    """Guard the action ``title`` on ``book``; never raises what happens inside, for nobody above could tell the user."""
    running = Action(book, title)
    application = running.application
    before = {name: getattr(application, name) for name in _QUIET}
    message = ""
    try:
        for name, value in _QUIET.items():
            setattr(application, name, value)
        yield running
        message = running.message
    except UserError as error:
        message = _taken_back(running) + error.line()
    except Exception as error:
        log = log_failure(title, error)
        message = f"{_taken_back(running)}“{title}”没有完成，这是程序的问题。请把日志文件发给维护人员：\n{log}"
    finally:
        for name, value in {**before, "StatusBar": False}.items():
            with contextlib.suppress(Exception):  # one that cannot be restored must not keep the others from it
                setattr(application, name, value)
    if message:
        book.app.alert(message, ADDIN_TITLE)


def _taken_back(running: Action) -> str:
    """Put the kept cells back; says so, or that it did not work."""
    if not running.record.blocks:
        return ""
    try:
        undo.restore(running.book, running.record)
    except Exception as error:
        log = log_failure(f"{running.title}：还原", error)
        return f"改动过的单元格未能自动还原，请关闭工作簿且不保存（日志：{log}）。\n"
    undo.forget(running.record.book)
    return "已还原本次改动。\n"
