"""生成自评报告: the report in Word of what the open workbooks hold now; a workbook is neither saved nor changed by it.

The workbook in front comes first. Where others of ours are open, one question decides whether their projects go into the
same report. A report that is there is never replaced: people write into it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xladdin.excel.book.book_grid import present_state
from xladdin.excel.book.ours import is_ours
from xladdin.excel.book.session import Action
from xladdin.excel.buttons.send import open_file

_FILTER = "Word 文档 (*.docx),*.docx"
_SHOWN = 6


def write_report(run: Action) -> None:
    """Ask where to, write it, open it in Word. 取消 ends it silently."""
    from xladdin.disk.writing import create
    from xladdin.forms.read.open_file import open_archive
    from xladdin.report.compose.outline import compose
    from xladdin.report.run import source
    from xladdin.report.word.render import render
    from xladdin.submission.file_name import safe

    books = [run.book, *_others(run)]
    run.progress("正在生成自评报告…")
    run.application.Calculate()
    report = compose([source(open_archive(present_state(book), book.name)) for book in books])
    chosen = run.application.GetSaveAsFilename(f"{safe(report.title)}.docx", _FILTER)
    if chosen is False:
        return
    path = Path(str(chosen))
    if path.suffix.lower() != ".docx":
        path = path.with_name(f"{path.name}.docx")
    create(path, render(report))
    opened = "，已用 Word 打开" if open_file(path) else ""
    lines = [f"已生成：{path}{opened}。"]
    if len(books) > 1:
        lines.append(f"共 {len(books)} 个项目，按“第一部分、第二部分……”的次序排列。")
    if report.missing:
        lines.append(f"有 {report.missing} 处待填，报告中标为【待填】：工作簿“报告资料”等表里还没有这些内容。")
    run.done("\n".join(lines))


def _others(run: Action) -> list[Any]:
    """Further workbooks of ours that are open, where the user wants them in the same report."""
    front = run.book.api.FullName
    found = [book for book in run.app.books if book.api.FullName != front and is_ours(book)]
    if not found:
        return []
    names = "、".join(f"“{book.name}”" for book in found[:_SHOWN]) + ("等" if len(found) > _SHOWN else "")
    wanted = run.ask(
        f"还打开着 {len(found)} 份自评工作簿：{names}。\n要写进同一份报告吗？选“否”只写“{run.book.name}”。"
    )
    return found if wanted else []
