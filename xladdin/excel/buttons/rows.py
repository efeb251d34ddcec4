"""增加指标行, 删除指标行: one indicator more or less, in all tables that have a row for it, in step.

自治区项目绩效目标表, 绩效自评表 and 评分表 are changed; the goal tables of the period and the year are issued from above
and stay as they are. Rows are found by their hidden keys, never by position.
"""

from __future__ import annotations

import secrets

from xladdin.errors import UserError
from xladdin.excel.book.session import Action
from xladdin.excel.book.undo import RowChange
from xladdin.excel.buttons.row_tables import RowTables

_LEAST_ROWS = 2


def add_row(run: Action) -> None:
    """Add an empty row below the selected one, in its group."""
    tables = RowTables(run)
    above = tables.selected()
    change = RowChange(f"n{secrets.token_hex(4)}", above)
    run.progress("正在增加指标行…")
    run.keep_row(change)
    row = tables.put_in(change)
    run.application.Calculate()
    tables.show(row)
    run.done(
        f"已在“{tables.title(above)}”下方增加一行。\n"
        "请在“自治区项目绩效目标表”的新行填写指标名称、指标值、权重、赋分规则，其余各表自动显示。"
    )


def delete_row(run: Action) -> None:
    """Delete the selected row after a question; refused for issued indicators."""
    tables = RowTables(run)
    key = tables.selected()
    name = tables.title(key)
    if not tables.read.blank and key not in tables.read.added:
        raise UserError("row-issued", file=run.file, name=name)
    if len(tables.read.positions) <= _LEAST_ROWS:
        raise UserError("rows-few", file=run.file)
    if not run.ask(f"删除指标“{name}”？\n各张表同步删除；误删时可点“恢复上一步”找回。"):
        return
    run.progress("正在删除指标行…")
    change = tables.record(key)
    run.keep_row(change)
    tables.take_out(change)
    run.application.Calculate()
    run.done(f"已删除指标“{name}”，各张表已同步。误删时请点“恢复上一步”。")


def reverse(run: Action, change: RowChange, title: str) -> None:
    """Take an added row out again, or put a deleted one back with all that was in it; ``title`` is what is undone."""
    tables = RowTables(run)
    known = tables.read.positions
    if (change.cells is None) != (change.key in known) or (change.above and change.above not in known):
        raise UserError("undo-moved", file=run.file, title=title)
    if change.cells is None:
        tables.take_out(change)
    else:
        tables.put_in(change)
    run.application.Calculate()
