"""增加指标行, 删除指标行: one indicator more or less, in all tables that have a row for it, in step.

The goal tables of the period and the year are issued from above and stay as they are. A list beside the indicators
(with keys) gets and loses rows in the same way, by itself. Rows are found by their hidden keys, never by position.
"""

from __future__ import annotations

import secrets

from xladdin.errors import UserError
from xladdin.excel.book.session import Action
from xladdin.excel.book.undo import RowChange
from xladdin.excel.buttons.row_tables import RowTables
from xladdin.model.evaluation import FORMS

_LEAST_ROWS = 2
#: Columns that a new indicator is typed into, and their names.
_FIRST = {
    "level3": "指标名称",
    "target": "指标值",
    "issued_target": "指标值",
    "weight": "权重",
    "scoring_rule": "赋分规则",
}


def add_row(run: Action) -> None:
    """Add an empty row below the selected one, in its group."""
    tables = RowTables(run)
    above = tables.selected()
    change = RowChange(f"n{secrets.token_hex(4)}", above, list=tables.list)
    run.progress("正在增加指标行…")
    run.keep_row(change)
    row = tables.put_in(change)
    run.application.Calculate()
    sheet = tables.show(row)
    what = "" if tables.list else f"{_asked(tables)}，其余各表自动显示"
    run.done(f"已在“{tables.title(above)}”下方增加一行。\n请在“{sheet}”的新行填写{what}。")


def _asked(tables: RowTables) -> str:
    """What is filled in first of a new indicator, as its form prints it."""
    family = tables.family
    held = {column.field for column in family.blocks[family.tables.targets].columns}
    return "、".join(FORMS[family.id].title(field, usual) for field, usual in _FIRST.items() if field in held)


def delete_row(run: Action) -> None:
    """Delete the selected row after a question; refused for issued indicators."""
    tables = RowTables(run)
    key = tables.selected()
    name = tables.title(key)
    if tables.is_issued(key):
        raise UserError("row-issued", file=run.file, name=name)
    if len(tables.rows) <= _LEAST_ROWS:
        raise UserError("rows-few", file=run.file)
    what, others = ("", "") if tables.list else ("指标", "各张表同步删除；")
    if not run.ask(f"删除{what}“{name}”？\n{others}误删时可点“恢复上一步”找回。"):
        return
    run.progress("正在删除指标行…")
    change = tables.record(key)
    run.keep_row(change)
    tables.take_out(change)
    run.application.Calculate()
    synced = "" if tables.list else "，各张表已同步"
    run.done(f"已删除{what}“{name}”{synced}。误删时请点“恢复上一步”。")


def reverse(run: Action, change: RowChange, title: str) -> None:
    """Take an added row out again, or put a deleted one back with all that was in it; ``title`` is what is undone."""
    tables = RowTables(run, change)
    known = tables.rows
    if (change.cells is None) != (change.key in known) or (change.above and change.above not in known):
        raise UserError("undo-moved", file=run.file, title=title)
    if change.cells is None:
        tables.take_out(change)
    else:
        tables.put_in(change)
    run.application.Calculate()
