"""恢复上一步: the cells, or the row, that the last action changed are as they were before it."""

from __future__ import annotations

from xladdin.errors import UserError
from xladdin.excel.book import undo
from xladdin.excel.book.session import Action


def take_back(run: Action) -> None:
    """Put back what the record on disk says, also after a crash. Raises UserError when there is no record."""
    last = undo.load(run.record.book)
    if last is None:
        raise UserError("undo-nothing", file=run.file)
    run.progress(f"正在恢复“{last.title}”改动的内容…")
    for name in dict.fromkeys(block.sheet for block in last.blocks):
        run.open_sheet(run.book.sheets[name])
    count = undo.restore(run.book, last)
    if last.row is not None:
        from xladdin.excel.buttons.rows import reverse

        reverse(run, last.row, last.title)
    undo.forget(last.book)
    run.done(f"已恢复“{last.title}”之前的内容" + (f"，共 {count} 个单元格。" if count else "。"))
