"""Pressing buttons on an open workbook, and looking at what is left behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.fakes.excel import FakeExcel
from tests.forms.letters import letter
from xladdin.excel.book import ours
from xladdin.excel.book.book_grid import BookGrid
from xladdin.excel.buttons import ribbon
from xladdin.forms.build.workbook import build_blank
from xladdin.forms.read.reader import ReadBook, read
from xladdin.rules import profile as profiles

MANUAL, AUTOMATIC = -4135, -4105

WEIGHTED, SELF, SCORES, FINDINGS = "自治区项目绩效目标表", "绩效自评表", "评分表", "校验结果"


class Desk:
    """A workbook open in Excel, with its file and what it looked like when it was opened."""

    def __init__(self, excel: FakeExcel, path: Path, content: bytes) -> None:
        self.excel, self.path, self.content = excel, path, content
        path.write_bytes(content)
        self.book = excel.open_book(path)
        self.before = self.state()
        self.protected = self.protection()

    def press(self, button: str) -> str:
        """Press a button as the add-in does, by way of ``Book.caller()``; returns what the user was told last."""
        import xlwings

        shown = len(self.excel.messages)
        xlwings._xlwindows.BOOK_CALLER = self.book.api
        ours.APPLICATION = self.excel.com
        try:
            getattr(ribbon, button)()
        finally:
            xlwings._xlwindows.BOOK_CALLER = None
        said = self.excel.messages[shown:]
        return said[-1][0] if said else ""

    def state(self) -> tuple[Any, ...]:
        """What a button must leave as it found it."""
        application = self.excel.application
        return (
            application.screen_updating,
            application.enable_events,
            application.display_alerts,
            application.calculation,
            application.status_bar,
        )

    def protection(self) -> dict[str, bool]:
        return {sheet.name: sheet.api.ProtectContents for sheet in self.book.sheets}

    def is_in_order(self) -> bool:
        """Application and protection are as before, and the user's file holds the same bytes."""
        return (
            self.state() == self.before
            and self.protection() == self.protected
            and self.path.read_bytes() == self.content
        )

    def read(self) -> ReadBook:
        return read(BookGrid(self.book))

    def cells(self, sheet: str) -> dict[str, Any]:
        """Address → value or formula of every filled cell."""
        contents = BookGrid(self.book).sheet(sheet)
        return {
            cell: f"={contents[cell].formula}" if contents[cell].formula else contents[cell].value for cell in contents
        }

    def go_to(self, sheet: str, cell: str) -> None:
        """Select a cell."""
        self.excel.com.Goto(self.book.api.Worksheets(sheet).Range(cell))

    def type(self, sheet: str, cell: str, value: Any) -> None:
        """Type into a cell, as a user does on a protected sheet."""
        self.book.api.Worksheets(sheet).Range(cell).Formula = f"'{value}" if isinstance(value, str) else value

    @property
    def selected(self) -> tuple[str, str]:
        cell = self.excel.com.ActiveCell
        return cell.Worksheet.Name, cell.GetAddress().replace("$", "")


def filled_blank(excel: FakeExcel, path: Path, rows: int = 4) -> Desk:
    """A small workbook without issued goals whose rows were typed in: 指标1 with target ≥1 and actual 1, and so on."""
    desk = Desk(excel, path, build_blank(rows, profiles.load("mof-2020")))
    excel.application.calculation = MANUAL
    found = desk.read()
    for number, key in enumerate(found.rows["weighted"], 1):
        row = found.rows["weighted"][key]
        texts = ("产出指标", "数量指标", f"指标{number}（个）", f"≥{number}")
        columns = ("level1", "level2", "level3", "issued_target", "weight", "scoring_rule")
        for column, value in zip(columns, (*texts, 10, "按照完成比例赋分"), strict=True):
            desk.type(WEIGHTED, f"{letter('weighted', column)}{row}", value)
        desk.type(SELF, f"{letter('self', 'actual')}{found.rows['self'][key]}", number)
    year = desk.read().places["year"]
    desk.type(year.sheet, year.cell, 2024)
    excel.application.calculation = AUTOMATIC
    excel.com.Calculate()
    desk.before = desk.state()
    return desk
