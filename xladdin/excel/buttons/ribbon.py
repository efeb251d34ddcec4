"""The buttons of the tab 绩效自评, one function each: what the VBA callbacks in ``macros/JxRibbon.bas`` call.

A function works on the ``xlwings.Book`` it is given, else on the workbook that called. It never raises: whatever goes
wrong is told to the user, and Excel is left as it was (``xladdin.excel.book.session``). Each imports the module that it
needs when it is pressed, so that no click waits for what others need.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from xladdin.excel.book.ours import calling_app, calling_book, is_ours, not_ours
from xladdin.excel.book.session import Action, action, conversation

# xlwings and what all buttons need stays as long as this Python does: no search for garbage need go through it, neither
# while a button loads its own nor, where a click has a Python to itself, at the end, for which Excel waits
gc.freeze()


def recalculate(book: Any = None) -> None:
    """重新计算."""
    from xladdin.excel.buttons.recalculate import recalculate

    _in_our_book(book, "重新计算", recalculate)


def undo(book: Any = None) -> None:
    """恢复上一步."""
    from xladdin.excel.buttons.take_back import take_back

    _in_our_book(book, "恢复上一步", take_back)


def add_row(book: Any = None) -> None:
    """增加指标行."""
    from xladdin.excel.buttons.rows import add_row

    _in_our_book(book, "增加指标行", add_row)


def delete_row(book: Any = None) -> None:
    """删除指标行."""
    from xladdin.excel.buttons.rows import delete_row

    _in_our_book(book, "删除指标行", delete_row)


def check(book: Any = None) -> None:
    """校验."""
    from xladdin.excel.buttons.review import review

    _in_our_book(book, "校验", review)


def previous_finding(book: Any = None) -> None:
    """上一处."""
    from xladdin.excel.buttons.review import jump

    _in_our_book(book, "上一处", lambda run: jump(run, -1))


def next_finding(book: Any = None) -> None:
    """下一处."""
    from xladdin.excel.buttons.review import jump

    _in_our_book(book, "下一处", lambda run: jump(run, +1))


def export(book: Any = None) -> None:
    """导出报送件."""
    from xladdin.excel.buttons.send import export

    _in_our_book(book, "导出报送件", export)


def mail(book: Any = None) -> None:
    """邮件报送."""
    from xladdin.excel.buttons.send import mail

    _in_our_book(book, "邮件报送", mail)


def report(book: Any = None) -> None:
    """生成自评报告."""
    from xladdin.excel.buttons.write_report import write_report

    _in_our_book(book, "生成自评报告", write_report)


def new_book(book: Any = None) -> None:
    """新建工作簿."""
    from xladdin.excel.buttons.new_book import new_book

    _anywhere(book, "新建工作簿", new_book)


def import_tables(book: Any = None) -> None:
    """导入目标表."""
    from xladdin.excel.buttons.import_tables import import_tables

    _anywhere(book, "导入目标表", import_tables)


def diagnose(book: Any = None) -> None:
    """诊断."""
    from xladdin.excel.buttons.about import diagnose

    _anywhere(book, "诊断", diagnose)


def about(book: Any = None) -> None:
    """关于."""
    from xladdin.excel.buttons.about import about

    _anywhere(book, "关于", about)


def opened(book: Any = None) -> None:
    """Called by the add-in when one of our workbooks was opened; says nothing when it works."""
    from xladdin.excel.buttons.open_book import opened

    opened(calling_book() if book is None else book)


def _in_our_book(book: Any, title: str, work: Callable[[Action], None]) -> None:
    book = calling_book() if book is None else book
    with conversation(book.app, title), action(book, title) as run:
        if not is_ours(book):
            raise not_ours(book)
        work(run)


def _anywhere(book: Any, title: str, work: Callable[[Any], None]) -> None:
    """For buttons that need no workbook: there may be none open."""
    app = calling_app() if book is None else book.app
    with conversation(app, title):
        work(app)
