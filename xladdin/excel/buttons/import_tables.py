"""导入目标表: tables of a Word, Excel or text file into a new workbook, or into the blank one that is open.

Into the open one goes what a workbook made of the same goals would hold: the cells that differ are entered, after they were
kept for 恢复上一步. Where the two are not laid out alike (rows were added, the template is older), or something was filled in
already, a new workbook is made.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import structs

from xladdin.errors import UserError
from xladdin.excel.book import undo
from xladdin.excel.book.areas import Rectangle, rectangles
from xladdin.excel.book.book_grid import BookGrid
from xladdin.excel.book.entry import entry
from xladdin.excel.book.heights import grow_rows
from xladdin.excel.book.ours import calling_book, is_ours
from xladdin.excel.book.put_back import Position, enter
from xladdin.excel.book.session import Action, action
from xladdin.excel.layout import ADDIN_TITLE
from xladdin.forms.grid import EMPTY
from xladdin.forms.package.parts.sheetxml import column_number, row_number
from xladdin.model.goals import Goal, GoalIndicator, Goals
from xladdin.model.indicator import says_something
from xladdin.rules import profile as profiles

if TYPE_CHECKING:
    from xladdin.forms.package.edit.cells import CellContent
    from xladdin.forms.read.package_grid import PackageGrid
    from xladdin.forms.read.reader import ReadBook
    from xladdin.intake.run import Result
    from xladdin.model.evaluation import Evaluation

TITLE = "导入目标表"
_OPEN = "目标表、自评表 (*.docx;*.xlsx;*.xls;*.doc;*.txt),*.docx;*.xlsx;*.xls;*.doc;*.txt"
_SAVE = "Excel 工作簿 (*.xlsx),*.xlsx"
_NUMBER = 1
"""InputBox Type: a number is wanted."""
_SHOWN = 5
_ROWS = re.compile(r"\$(\d+):\$?[A-Z]+\$(\d+)$")
_EMPTY_ROW = GoalIndicator(level1="", level3="", target="")


def import_tables(app: Any) -> None:
    """Ask for the file, read it, ask which project where there are several, put it where it belongs. 取消 ends it silently."""
    from xladdin.intake.run import run_import

    application = app.api
    chosen = application.GetOpenFilename(_OPEN)
    if chosen is False:
        return
    source = Path(str(chosen))
    result = run_import([source])
    if not result.projects:
        raise result.refused[0]
    number = _which(application, result)
    if number is None:
        return
    project = result.projects[number]
    book = _blank_book()
    if book is not None and app.alert(_QUESTION.format(name=book.name), ADDIN_TITLE, buttons="yes_no") == "yes":
        with action(book, TITLE) as run:
            count = _into_open_book(run, project.evaluation)
            run.done(f"已填入 {count} 个单元格：{_said(result, number, source)}\n要撤回，请点“恢复上一步”。")
        return
    _into_new_book(app, project.evaluation, lambda: _said(result, number, source))


_QUESTION = "把读到的内容填入当前的空白工作簿“{name}”？\n选“否”则另建一个工作簿。"


def _which(application: Any, result: Result) -> int | None:
    """The project that is wanted, from 0; None for 取消."""
    if len(result.projects) == 1:
        return 0
    lines = [f"{number}. {project.evaluation.project.name}" for number, project in enumerate(result.projects, 1)]
    answer = application.InputBox(
        "文件里有几个项目，请输入要导入的序号：\n" + "\n".join(lines), TITLE, "1", Type=_NUMBER
    )
    if answer is False:
        return None
    number = int(answer)
    if not 1 <= number <= len(result.projects):
        raise UserError("import-which", found=number, most=len(result.projects))
    return number - 1


def _blank_book() -> Any:
    """The workbook whose button was pressed, if it is ours; xlwings raises where none was open."""
    with contextlib.suppress(Exception):
        book = calling_book()
        return book if is_ours(book) else None
    return None


def _into_new_book(app: Any, evaluation: Evaluation, said: Any) -> None:
    from xladdin.disk.writing import create
    from xladdin.forms.build.workbook import build
    from xladdin.submission.file_name import safe

    name = f"{safe(evaluation.project.code or evaluation.project.name)}_{evaluation.year}.xlsx"
    content = build(evaluation, profiles.load(evaluation.profile or profiles.DEFAULT))
    chosen = app.api.GetSaveAsFilename(name, _SAVE)
    if chosen is False:
        return
    target = Path(str(chosen))
    if not create(target, content):
        raise UserError("file-exists", file=target)
    app.api.Workbooks.Open(str(target))
    app.alert(f"已生成“{target.name}”：{said()}", ADDIN_TITLE)


def _into_open_book(run: Action, evaluation: Evaluation) -> int:
    """Enter what differs; how many cells. Raises UserError import-not-blank, import-layout."""
    from xladdin.forms.build.workbook import build_again
    from xladdin.forms.package.archive import Archive
    from xladdin.forms.read.package_grid import PackageGrid
    from xladdin.forms.read.reader import read

    run.progress("正在填入…")
    grid = BookGrid(run.book)
    book = read(grid)
    keys = list(book.rows[book.family.tables.targets])
    if not book.blank or any(says_something(row) for row in book.evaluation.indicators):
        raise UserError("import-not-blank", file=run.file)
    if len(keys) < len(evaluation.indicators):
        raise UserError("import-rows", file=run.file, rows=len(keys), wanted=len(evaluation.indicators))
    rows = tuple(structs.replace(row, key=key) for row, key in zip(evaluation.indicators, keys, strict=False))
    goals = _padded(evaluation.goals, grid)
    filled = structs.replace(evaluation, indicators=rows, goals=goals, profile=book.evaluation.profile)
    profile = profiles.of_file(book.profile, run.file, book.profile_digest)
    made = PackageGrid(Archive.read(build_again(filled, profile, blank=True, rows=len(keys))))
    if dict(made.names()) != dict(grid.names()):
        raise UserError("import-layout", file=run.file)
    changes = {sheet: found for sheet in _sheets(book) if (found := _differing(grid, made, sheet))}
    for sheet, cells in changes.items():
        _enter(run, sheet, cells)
    run.application.Calculate()
    again = BookGrid(run.book)
    grow_rows(run, again, read(again))
    return sum(map(len, changes.values()))


def _padded(goals: Goals, grid: PackageGrid) -> Goals:
    """Goal tables with as many rows as the open workbook has for them: what is left of these stays empty."""
    names = grid.names()
    found: dict[str, Goal | None] = {}
    for table in ("overall", "annual"):
        goal: Goal = getattr(goals, table) or Goal()
        rows = _ROWS.search(names.get(f"JX_C_{table}_level3", ""))
        more = int(rows[2]) - int(rows[1]) + 1 - len(goal.indicators) if rows else 0
        found[table] = structs.replace(goal, indicators=(*goal.indicators, *[_EMPTY_ROW] * more))
    return structs.replace(goals, **found)


def _sheets(book: ReadBook) -> list[str]:
    return [sheet.sheet for sheet in book.family.sheets]


def _differing(grid: PackageGrid, made: PackageGrid, sheet: str) -> dict[Position, CellContent]:
    """Cells for what is typed that the new content changes: no formula stands in them, here or there."""
    now, then = grid.sheet(sheet), made.sheet(sheet)
    found: dict[Position, CellContent] = {}
    for cell in then:
        wanted, there = then[cell], now.get(cell, EMPTY)
        if (
            wanted.formula is None
            and there.formula is None
            and wanted.value != there.value
            and wanted.value is not None
        ):
            found[row_number(cell), column_number(cell)] = wanted.value
    return found


def _enter(run: Action, sheet: str, cells: dict[Position, CellContent]) -> None:
    worksheet = run.book.api.Worksheets(sheet)
    run.open_worksheet(sheet, worksheet)
    entries = {position: entry(content) for position, content in cells.items()}
    areas: list[tuple[Rectangle, Any]] = [(area, worksheet.Range(area.address)) for area in rectangles(entries)]
    run.keep_blocks(*(undo.block_at(sheet, area.address, there) for area, there in areas))
    for area, there in areas:
        enter(run, sheet, there, area, entries)


def _said(result: Result, number: int, source: Path) -> str:
    """What was read and what was not; the whole list lies beside the source where it is longer than a message."""
    project = result.projects[number]
    name = project.evaluation.project.name
    lines = [f"{name}，{len(project.evaluation.indicators)} 项指标。"]
    lines.append(f"共读入 {result.cells_read} 格，没有读懂 {len(result.not_read)} 格。")
    open_points = [f"{item.table} {item.where}“{item.text}”：{item.why}" for item in result.not_read]
    open_points += [f"{line}在另一张表中没有同名的行" for line in project.unmatched]
    open_points += [error.line() for error in result.refused]
    lines += open_points[:_SHOWN]
    if len(open_points) > _SHOWN:
        from xladdin.disk.writing import create_beside

        text = "\r\n".join([*open_points, *result.notes])
        written = create_beside(source.with_name(f"{source.stem}-导入说明.txt"), text.encode("utf-8-sig"))
        lines.append(f"……全部 {len(open_points)} 处见 {written}")
    return "\n".join(lines)
