"""重新计算: formulas bound anew, everything calculated, and Excel's results held against those of Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from xladdin.excel.book import undo
from xladdin.excel.book.book_grid import BookGrid
from xladdin.excel.book.entry import entry
from xladdin.excel.book.heights import grow_rows
from xladdin.excel.book.put_back import put_back
from xladdin.excel.book.rebind import rebind, score_sheet_name
from xladdin.excel.book.session import Action
from xladdin.forms.closed.kept_texts import kept_texts
from xladdin.forms.closed.made_for import year_to_note
from xladdin.forms.closed.restore import formula_cells, lost
from xladdin.forms.closed.result_cells import result_cells
from xladdin.forms.closed.state_notes import Broken
from xladdin.forms.grid import EMPTY, Content, Grid
from xladdin.forms.package.edit.values import CellValue
from xladdin.forms.read.reader import ReadBook, read
from xladdin.model.place import Place
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import ScoreSheet, score_sheet
from xladdin.rules.words import UNREAD

_SHOWN = 5
_TOLERANCE = Decimal("1e-9")
"""Excel computes in doubles; relative for large numbers."""


class Comparison(NamedTuple):
    """cells: how many results there are; differing: those whose value is not Python's; typed_over: those without a formula."""

    cells: int
    differing: tuple[Place, ...]
    typed_over: tuple[Place, ...]


def recalculate(run: Action) -> None:
    """Enter the formulas again, put back those that were typed over, calculate, compare.

    No value is ever written over a formula; what is put back is kept for 恢复上一步.
    """
    run.progress("正在重新计算…")
    grid, book, profile = _now(run)
    broken = lost(grid, book, profile)
    scores = score_sheet_name()
    rebind(run, [scores], (one for one in broken if one.place.sheet == scores))
    put_back(run, formula_cells(book, profile), (one for one in broken if one.place.sheet != scores))
    texts = kept_texts(grid, book)
    _keep(run, texts)
    run.application.CalculateFull()
    grid, book, profile = _now(run)
    _note_year(run, grid, book)
    found = compare(grid, result_cells(book, profile))
    grow_rows(run, grid, book)
    run.done("\n".join([*_lines(found, score_sheet(book.evaluation, profile)), *_put_back(broken), *_kept(texts)]))


def _keep(run: Action, texts: Mapping[Place, str]) -> None:
    """Write typed values as the texts that they say; what was there is kept for 恢复上一步."""
    for place, text in texts.items():
        worksheet = run.book.api.Worksheets(place.sheet)
        run.open_worksheet(place.sheet, worksheet)
        cell = worksheet.Range(place.cell)
        run.keep_blocks(undo.block_at(place.sheet, place.cell, cell))
        cell.Formula = entry(text)


def _kept(texts: Mapping[Place, str]) -> Iterator[str]:
    if texts:
        cells = _listed(tuple(texts))
        yield f"有 {len(texts)} 个值原来存成带格式的数字（如 95% 存成 0.95），公式读不懂，已改存为文字：{cells}。"


def _note_year(run: Action, grid: BookGrid, book: ReadBook) -> None:
    """A blank workbook keeps the year for which it was first filled."""
    place = year_to_note(grid, book)
    if place is not None:
        worksheet = run.book.api.Worksheets(place.sheet)
        run.open_worksheet(place.sheet, worksheet)
        worksheet.Range(place.cell).Formula = float(book.evaluation.year)


def _now(run: Action) -> tuple[BookGrid, ReadBook, Profile]:
    """The workbook as it is."""
    grid = BookGrid(run.book, run.record.book)
    book = read(grid, lists=False)
    return grid, book, profiles.of_file(book.profile, grid.file, book.profile_digest)


def compare(grid: Grid, expected: Mapping[str, Mapping[str, CellValue]]) -> Comparison:
    """Hold the results in a workbook against ``expected`` (sheet → cell → value)."""
    differing: list[Place] = []
    typed_over: list[Place] = []
    count = 0
    for sheet, cells in expected.items():
        contents = grid.sheet(sheet)
        for cell, value in cells.items():
            content = contents.get(cell, EMPTY)
            count += 1
            if content.formula is None:
                typed_over.append(Place(sheet, cell))
            elif not _same(content, value):
                differing.append(Place(sheet, cell))
    scores = score_sheet_name()  # what the others follow from is named first
    differing.sort(key=lambda place: place.sheet != scores)
    return Comparison(count, tuple(differing), tuple(typed_over))


def _same(content: Content, value: CellValue) -> bool:
    found = content.value
    if isinstance(found, Decimal) and isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        wanted = value if isinstance(value, Decimal) else Decimal(str(value))
        return abs(found - wanted) <= _TOLERANCE * max(Decimal(1), abs(wanted))
    return (found if found is not None else "") == (value if value is not None else "")


def _lines(found: Comparison, sheet: ScoreSheet) -> Iterator[str]:
    rows = [row for row in sheet.rows if row.indicator.level3]
    yield f"已重新计算 {len(rows)} 项指标，共 {found.cells} 个结果。"
    if sheet.total is None:
        yield "总分暂不能算出：请填全资金和各项指标的实际完成值。"
    else:
        yield f"总分 {sheet.total}，等级 {sheet.grade}。"
    unread = [row.indicator.level3 for row in rows if row.terms.actual == UNREAD]
    if unread:
        yield f"有 {len(unread)} 项的实际完成值未能识别（需核对）：{_listed(unread)}。请改成 150、95% 这样的写法。"
    if found.typed_over:
        yield (
            f"有 {len(found.typed_over)} 个结果单元格的公式已被覆盖，不再自动计算：{_listed(found.typed_over)}。"
            "请先用 xladdin upgrade 转到新版工作簿，或从未改动的副本恢复公式。"
        )
    if found.differing:
        yield (
            f"有 {len(found.differing)} 个结果与程序核算的不一致：{_listed(found.differing)}。"
            "表中的值未作改动；请点“诊断”检查安装，仍不一致的请告知维护人员。"
        )


def _put_back(broken: tuple[Broken, ...]) -> Iterator[str]:
    if broken:
        cells = _listed(tuple(one.place for one in broken))
        yield f"有 {len(broken)} 个结果单元格的公式或原值被改动过，已恢复：{cells}。要退回改动后的内容，请点“恢复上一步”。"


def _listed(items: list[str] | tuple[Place, ...]) -> str:
    texts = [item if isinstance(item, str) else f"{item.sheet} {item.cell}" for item in items]
    return "、".join(texts[:_SHOWN]) + ("等" if len(texts) > _SHOWN else "")
