"""Excel in memory: pyOpenVBA's model, measured by its authors against Excel, with the members beside that we use.

``FakeExcel`` opens real files, calculates native formulas with the model's engine, protects sheets, shifts formulas
when rows are inserted, and saves. Worksheet functions of an add-in exist only while one is loaded (``tests.fakes.addin``).
"""

# ruff: noqa: N803 - the names of the arguments are those of Excel

from __future__ import annotations

import dataclasses
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree
from pyopenvba.apps.excel import ExcelApplication, Workbook
from pyopenvba.apps.excel._model import Application
from pyopenvba.formula._calc import registry
from pyopenvba.formula._calc.functions import information
from pyopenvba.formula._calc.values import Reference
from pyopenvba.interpreter import EMPTY, MISSING, VBAInt, VBAObject, member, method, to_text
from pyopenvba.interpreter._objects import MemberSpec, VBACollection
from pyopenvba.interpreter._values import error

from tests.fakes import members, memory, xlwings_live
from tests.fakes.com import ComObject
from tests.fakes.pywin32 import WINDOW

_AUTOMATIC = -4105


class RunningApplication(Application):
    """The application with members that the model lacks."""

    vba_type_name = "Application"

    def __init__(self) -> None:
        super().__init__()
        self.described: dict[str, dict[str, Any]] = {}
        self.scheduled: list[str] = []
        self.full_calculations = 0
        self.calculates = True
        """False for tests that look at no results: the model takes its time."""
        self.dialogs: list[tuple[str, str]] = []
        self.answers: list[object] = []
        self.refuses: set[str] = set()
        """Members that fail for the moment, as while the user edits a cell."""

    def vba_set(self, name: str, *arguments: Any, **named: Any) -> None:
        if name in self.refuses:
            raise error(1004, f"Unable to set the {name} property of the Application class")
        super().vba_set(name, *arguments, **named)

    @member
    def Hwnd(self) -> object:
        return VBAInt(WINDOW, "Long")

    @member
    def OperatingSystem(self) -> object:
        return "Windows (64-bit) NT 10.00"

    @method
    def CalculateFull(self) -> object:
        """Every formula again, changed precedents or not."""
        self.full_calculations += 1
        for book in self.workbooks_.books:
            for sheet in book.sheets_:
                for cell in sheet.cells_.values():
                    if cell.formula:
                        cell.stale = True
        return self.Calculate()

    @method
    def Calculate(self) -> object:
        """In manual mode too each formula after those it reads, which the model does in automatic mode only."""
        if not self.calculates:
            return EMPTY
        for book in self.workbooks_.books:  # the model saves sheets that were edited, not those that were calculated
            for sheet in book.sheets_:
                sheet.dirty = sheet.dirty or any(cell.formula for cell in sheet.cells_.values())
        before, self.calculation = self.calculation, _AUTOMATIC
        try:
            return super().Calculate()
        finally:
            self.calculation = before

    @method
    def MacroOptions(
        self,
        Macro: object = MISSING,
        Description: object = MISSING,
        HasMenu: object = MISSING,
        MenuText: object = MISSING,
        HasShortcutKey: object = MISSING,
        ShortcutKey: object = MISSING,
        Category: object = MISSING,
        StatusBar: object = MISSING,
        HelpContextID: object = MISSING,
        HelpFile: object = MISSING,
        ArgumentDescriptions: object = MISSING,
    ) -> object:
        book = self.vba_get("ThisWorkbook")
        if getattr(book, "is_addin", False) or "MacroOptions" in self.refuses:
            raise error(1004, "Cannot edit a macro on a hidden workbook.")
        texts = [] if ArgumentDescriptions is MISSING else [to_text(t) for t in ArgumentDescriptions.items]
        if any(len(text) > 255 for text in [to_text(Description), *texts]):
            raise error(1004, "Method 'MacroOptions' of object '_Application' failed")
        name = to_text(Macro).rpartition("!")[2]
        self.described[name] = {"help": to_text(Description), "category": to_text(Category), "arguments": texts}
        return EMPTY

    @method
    def InputBox(
        self, Prompt: object = MISSING, Title: object = MISSING, Default: object = MISSING, Type: object = MISSING
    ) -> object:
        return self._answer("InputBox", Prompt)

    @method
    def GetOpenFilename(
        self, FileFilter: object = MISSING, FilterIndex: object = MISSING, Title: object = MISSING
    ) -> object:
        return self._answer("GetOpenFilename", FileFilter)

    @method
    def GetSaveAsFilename(self, InitialFilename: object = MISSING, FileFilter: object = MISSING) -> object:
        return self._answer("GetSaveAsFilename", InitialFilename)

    def _answer(self, dialog: str, shown: object) -> object:
        """What the user answers; False, 取消, when the test says nothing."""
        self.dialogs.append((dialog, to_text(shown)))
        return self.answers.pop(0) if self.answers else False

    @method
    def OnTime(self, EarliestTime: object = MISSING, Procedure: object = MISSING) -> object:
        self.scheduled.append(to_text(Procedure).rpartition("!")[2])
        return EMPTY


class DocumentProperty(VBAObject):
    """One entry of docProps/custom.xml."""

    vba_type_name = "DocumentProperty"

    def __init__(self, name: str, value: str) -> None:
        self.name, self.value = name, value

    @member
    def Name(self) -> object:
        return self.name

    @member(default=True)
    def Value(self) -> object:
        return self.value


class DocumentProperties(VBACollection):
    """The custom document properties of a workbook, as its file has them."""

    vba_type_name = "DocumentProperties"

    def __init__(self, book: Workbook) -> None:
        self.entries = [DocumentProperty(name, value) for name, value in _custom_properties(_file_of(book))]

    def vba_items(self) -> list[object]:
        return list(self.entries)

    def vba_lookup(self, index: object, items: list[object]) -> object:
        for entry in self.entries:
            if isinstance(index, str) and entry.name.lower() == index.lower():
                return entry
        raise error(5, "Invalid procedure call or argument")


class FakeExcel(ExcelApplication):
    """A running Excel that xlwings finds."""

    def __init__(self) -> None:
        super().__init__()
        self.application = RunningApplication()
        self.interpreter.host.application = self.application
        self.application.interpreter = self.interpreter
        xlwings_live.xlwings_windows()
        xlwings_live.set_running(self.com)
        xlwings_live.BOXES.clear()
        xlwings_live.BOXES.answers.clear()

    @property
    def com(self) -> ComObject:
        return ComObject(self.application)

    @property
    def messages(self) -> list[tuple[str, str]]:
        """Message boxes shown through xlwings: (text, title)."""
        return xlwings_live.BOXES

    def answer(self, *buttons: int) -> None:
        """What the next message boxes return (IDOK 1, IDCANCEL 2, IDYES 6, IDNO 7)."""
        xlwings_live.BOXES.answers.extend(buttons)

    def open_book(self, path: Path | str) -> Any:
        """Open a file and return it as ``xlwings.Book``."""
        import xlwings

        book = self.open_workbook(path)
        return xlwings.Book(impl=xlwings._xlwindows.Book(ComObject(book)))

    @property
    def calls(self) -> int:
        """COM calls so far."""
        return ComObject.calls


def _file_of(book: Workbook) -> Path | None:
    return Path(book.path) / book.name if book.path else None


def _custom_properties(path: Path | None) -> list[tuple[str, str]]:
    if path is None or not path.exists():
        return []
    with zipfile.ZipFile(path) as package:
        if "docProps/custom.xml" not in package.namelist():
            return []
        root = etree.fromstring(package.read("docProps/custom.xml"))
    return [(entry.get("name"), "".join(entry.itertext())) for entry in root]


def _cell(context: Any, info: Any, reference: Reference | None = None) -> Any:
    """CELL("format") for the codes a percent test needs; the model has the rest."""
    if info != "format" or reference is None:
        return information.CELL(context, info, reference)
    area = reference.areas[0]
    sheet = context.book.book.sheet_named(area.sheet)
    number_format = str(sheet.vba_get("Cells", [area.top, area.left]).vba_get("NumberFormat"))
    return f"P{len(number_format.partition('.')[2].rstrip('%'))}" if number_format.endswith("%") else "G"


def _extend_model() -> None:
    registry.function("CELL", registry.V, registry.REF, minimum=1)(_cell)
    # LOOKUP(2,1/(A1:A9<>""),A1:A9) works without Ctrl+Shift+Enter in every Excel; the model wants it
    lookup = registry.FUNCTIONS["LOOKUP"]
    registry.FUNCTIONS["LOOKUP"] = dataclasses.replace(lookup, kinds=(registry.V, registry.A, registry.A))
    for name, read in (
        ("CustomDocumentProperties", DocumentProperties),
        ("IsAddin", lambda book: getattr(book, "is_addin", False)),
    ):
        Workbook.vba_add_member(
            MemberSpec(name=name, kind="property", getter=read, setter=_set_addin if name == "IsAddin" else None)
        )


def _set_addin(book: Workbook, value: object) -> None:
    book.is_addin = bool(value)


_extend_model()
members.install()
memory.install()
