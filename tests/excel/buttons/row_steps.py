"""Adding and deleting rows on an open workbook, and what must be true of the tables afterwards."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from tests.excel.books import SAMPLES, working_book
from tests.excel.buttons.desk import MANUAL, SCORES, SELF, WEIGHTED, Desk
from tests.fakes.com import ComObject, excel_error
from tests.fakes.excel import FakeExcel
from tests.forms.letters import letter
from xladdin.forms.build.workbook import build
from xladdin.forms.read.reader import ReadBook
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import load
from xladdin.rules import profile as profiles

YES, NO = 6, 7


@cache
def small_book() -> bytes:
    """Six indicators of a project in four groups; the last group has one row."""
    evaluation = load(SAMPLES / "karamay-2024.json")
    rows = evaluation.indicators
    evaluation = structs.replace(evaluation, indicators=(*rows[:3], *rows[-3:]))
    return build(evaluation, profiles.load(evaluation.profile))


def issued(excel: FakeExcel, path: Path, project: str = "") -> Desk:
    """A project's workbook, or the small one, in an Excel that calculates nothing: LibreOffice and Python do."""
    desk = Desk(excel, path, working_book(project) if project else small_book())
    excel.application.calculation = MANUAL
    excel.application.calculates = False
    desk.before = desk.state()
    return desk


def add_below(desk: Desk, key: str, sheet: str = SELF) -> str:
    """Press 增加指标行 on the row of ``key``; returns the new key."""
    table = {SELF: "self", WEIGHTED: "weighted", SCORES: "score"}[sheet]
    before = desk.read().rows["self"]
    desk.go_to(sheet, f"{letter(table, 'name' if sheet == SCORES else 'level3')}{desk.read().rows[table][key]}")
    assert desk.press("add_row").startswith("已在“")
    (new,) = desk.read().rows["self"].keys() - before.keys()
    return new


def fill_in(desk: Desk, key: str) -> None:
    """What a user types for a new indicator, on the sheets where the inputs are."""
    rows = desk.read().rows
    typed: dict[str, Any] = {"level3": "新增指标（个）", "issued_target": "≥10", "weight": 2}
    typed |= {"scoring_rule": "按照完成比例赋分", "evidence": "工作资料"}
    for column, value in typed.items():
        desk.type(WEIGHTED, f"{letter('weighted', column)}{rows['weighted'][key]}", value)
    desk.type(SELF, f"{letter('self', 'actual')}{rows['self'][key]}", 8)
    desk.type(SELF, f"{letter('self', 'reason')}{rows['self'][key]}", "天气原因，明年补齐。")


def without(evaluation: Evaluation, key: str) -> Evaluation:
    return structs.replace(evaluation, indicators=tuple(row for row in evaluation.indicators if row.key != key))


def in_step(book: ReadBook) -> bool:
    """All three tables have the same keys in the same order, and their names span exactly those rows."""
    orders = [sorted(rows, key=rows.__getitem__) for rows in book.rows.values()]
    spans = [book.locator.column(table, "key") for table in book.rows]
    return orders[0] == orders[1] == orders[2] and all(
        span is not None and list(span.rows()) == sorted(rows.values())
        for span, rows in zip(spans, book.rows.values(), strict=True)
    )


def break_member(monkeypatch: pytest.MonkeyPatch, sheet: str, name: str) -> None:
    """The first use of a Range's member on a sheet fails, as Excel fails."""
    invoke, failed = ComObject._invoke, []

    def broken(self: ComObject, kind: str, member: str, *arguments: Any) -> Any:
        target = object.__getattribute__(self, "_target")
        uses = member == name and (kind == "vba_set" or name in ("Insert", "Merge", "Delete"))
        if uses and not failed and target.vba_type_name == "Range" and target.sheet.name == sheet:
            failed.append(member)
            raise excel_error("Unable to do this now")
        return invoke(self, kind, member, *arguments)

    monkeypatch.setattr(ComObject, "_invoke", broken)


def inputs(sheets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cells that hold something but a formula."""
    return [{c: v for c, v in cells.items() if v is not None and not str(v).startswith("=")} for cells in sheets]
