"""The add-in loaded into the fake Excel: its real VBA, run by pyOpenVBA's interpreter, asking xlwings' real server.

Only ``JxServer`` is replaced, whose DLL starts a Python process on Windows: here it hands out the ``XLPython`` object
of xlwings that such a process would serve. ``PythonSide`` plays what can become of that process.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyopenvba import ExcelFile
from pyopenvba.apps.excel import Range, Workbook
from pyopenvba.formula._calc import registry
from pyopenvba.formula._calc.cells import CellError
from pyopenvba.formula._calc.values import EMPTY as EMPTY_CELL
from pyopenvba.formula._calc.values import Array, Reference
from pyopenvba.interpreter import EMPTY, MISSING, VBAErrorValue, VBAObject, method, to_text
from pyopenvba.interpreter._runtime import UNRESOLVED
from pyopenvba.interpreter._values import error
from pyopenvba.vba import VBAModuleKind

from tests.fakes.com import _ERROR_NUMBERS, ComObject, from_python, to_python
from tests.fakes.excel import FakeExcel
from xladdin.excel.addin.server import CLASS_NAME
from xladdin.excel.udf import functions
from xladdin.excel.udf.declare import declarations, forward_all

AUTOMATION_ERROR = -2147467259
SERVER_GONE = 462

_STARTER = """
Public Function XLPy() As Object
    Set XLPy = CreateObject("Test.PythonSide")
End Function
Public Function GetConfig(ByVal key As String) As Variant
    GetConfig = "C:\\xladdin\\python\\python.exe"
End Function
"""


_EVENTS = """
Public Sub FireWorkbookOpen(ByVal book As Object)
    Dim events As New JxAppEvents
    events.App_WorkbookOpen book
End Sub
Public Sub FireWorkbookActivate(ByVal book As Object)
    Dim events As New JxAppEvents
    events.App_WorkbookActivate book
End Sub
"""


class PythonSide(VBAObject):
    """The object that the running Python process serves, as VBA sees it."""

    vba_type_name = "XLPython"

    def __init__(self) -> None:
        from xlwings.com_server import XLPython

        self.server = XLPython()
        self.starts = 0
        self.can_start = True
        self.is_alive = True
        self.calls: list[str] = []
        self.instead: dict[str, Callable[..., Any]] = {}

    def start(self) -> VBAObject:
        self.starts += 1
        if not self.can_start:
            raise error(1000, "Could not activate Python COM server")
        self.is_alive = True
        return self

    @method
    def CallUDF(self, script: object, name: object, arguments: object) -> object:
        values = tuple(to_python(item, cells=True) for item in arguments.items)
        act = self.instead.get(to_text(name), lambda *a: self.server.CallUDF(to_text(script), to_text(name), a))
        return self._ask(f"CallUDF {to_text(name)}", act, *values)

    @method
    def Module(self, name: object) -> object:
        return Handle(self._ask("Module", self.server.Module, to_text(name)))

    @method
    def SetAttr(self, target: object, name: object, value: object) -> object:
        given = ComObject(value) if isinstance(value, Workbook) else None
        return self._ask("SetAttr", self.server.SetAttr, target.python, to_text(name), given)

    @method
    def Exec(self, statement: object) -> object:
        return self._ask(to_text(statement).rpartition("; ")[2], self.server.Exec, to_text(statement))

    @method
    def Str(self, value: object) -> object:
        return self._ask("Str", self.server.Str, to_text(value))

    def _ask(self, call: str, act: Callable[..., Any], *arguments: Any) -> object:
        self.calls.append(call)
        if not self.is_alive:
            raise error(SERVER_GONE, "The remote server machine does not exist or is unavailable")
        try:
            return from_python(act(*arguments)) if act != self.server.Module else act(*arguments)
        except Exception as failure:
            raise error(AUTOMATION_ERROR, f"Unexpected Python Error: {failure!r}") from failure


class Handle(VBAObject):
    """A Python object that VBA holds without looking into it."""

    vba_type_name = "Object"

    def __init__(self, python: Any) -> None:
        self.python = python


class Shell(VBAObject):
    """WScript.Shell: remembers what popped up."""

    vba_type_name = "WshShell"

    def __init__(self, popups: list[str]) -> None:
        self.popups = popups

    @method
    def Popup(
        self, text: object, seconds: object = MISSING, title: object = MISSING, style: object = MISSING
    ) -> object:
        self.popups.append(to_text(text))
        return EMPTY


class Files(VBAObject):
    """Scripting.FileSystemObject of a PC on which no file is there."""

    vba_type_name = "FileSystemObject"

    @method
    def FileExists(self, path: object) -> object:
        return False


class RibbonHandle(VBAObject):
    """IRibbonUI."""

    vba_type_name = "IRibbonUI"

    def __init__(self) -> None:
        self.refreshed = 0

    @method
    def Invalidate(self) -> object:
        self.refreshed += 1
        return EMPTY


class LoadedAddin:
    """The add-in in a running Excel. ``unload`` takes its functions out of the model's formulas again."""

    def __init__(self, excel: FakeExcel, path: Path) -> None:
        self.excel = excel
        self.python = PythonSide()
        self.popups: list[str] = []
        self.ribbon = RibbonHandle()
        forward_all(functions)
        excel.interpreter.host.create = self._create
        self.book = Workbook(excel.application, path.name, str(path.parent))
        self.book.is_addin = True
        excel.application._this_workbook = self.book
        for name, kind, source in addin_modules(path):
            if name == CLASS_NAME:
                source = _STARTER
            if name == "JxAppEvents":  # the interpreter connects no events: ``fire`` calls the handlers
                source = source.replace("WithEvents ", "").replace("Private Sub App_", "Public Sub App_")
            # attributes of a procedure are no statements, and the interpreter takes them for such
            source = re.sub(r"(?m)^Attribute \w+\..*\n", "", source.replace("\r\n", "\n"))
            excel.add_module(source, name=name, kind=kind)
        excel.add_module(_EVENTS, name="TestEvents")
        excel.add_module(document_source(path), name="ThisWorkbook", kind="document")
        self.names = [declaration.name for declaration in declarations(functions)]
        for declaration in declarations(functions):
            least = sum(not argument.optional for argument in declaration.arguments)
            self._register(declaration.name, least, len(declaration.arguments))
        excel.run("JxRibbon.JxOnLoad", self.ribbon)

    def __enter__(self) -> LoadedAddin:
        return self

    def __exit__(self, *_: object) -> None:
        self.unload()

    def unload(self) -> None:
        for name in self.names:
            registry.FUNCTIONS.pop(name, None)

    def click(self, callback: str) -> None:
        """Press the button with this callback (``JxRecalculate``)."""
        self.excel.run(f"JxRibbon.{callback}", Handle(None))

    def fire(self, event: str, book: Workbook) -> None:
        """Let the add-in hear an event of Excel: WorkbookOpen or WorkbookActivate."""
        self.excel.run(f"TestEvents.Fire{event}", book)

    def _create(self, name: str) -> object:
        made = {
            "Test.PythonSide": self.python.start,
            "WScript.Shell": lambda: Shell(self.popups),
            "Scripting.FileSystemObject": Files,
        }.get(name)
        return UNRESOLVED if made is None else made()

    def _register(self, name: str, least: int, most: int) -> None:
        def call(context: Any, *arguments: Any) -> Any:
            given = [self._argument(context, argument) for argument in arguments]
            return _result(self.excel.interpreter.run(name, given, module="JxFunctions"))

        registry.FUNCTIONS[name] = registry.Function(name, call, (registry.R,) * most, least, most)

    def _argument(self, context: Any, value: Any) -> Any:
        if isinstance(value, Reference):
            area = value.areas[0]
            sheet = context.book.book.sheet_named(area.sheet)
            corners = [[area.top, area.left], [area.bottom, area.right]]
            first, last = (sheet.vba_get("Cells", corner) for corner in corners)
            block = sheet.vba_get("Range", [first, last])
            assert isinstance(block, Range)
            return block
        if isinstance(value, Array):
            return from_python([[_plain(value.at(r, c)) for c in range(value.width)] for r in range(value.height)])
        return _plain(value)


def addin_modules(path: Path) -> list[tuple[str, str, str]]:
    """Name, kind and source of every VBA module in an add-in file, without the two document modules."""
    with ExcelFile(path) as file:
        stored = [(m.name, m.kind, m.source) for m in file.vba_project().modules]
    return [
        (name, "standard" if kind is VBAModuleKind.standard else "class", source)
        for name, kind, source in stored
        if name not in ("ThisWorkbook", "Sheet2")
    ]


def document_source(path: Path) -> str:
    """Source of the add-in's ``ThisWorkbook``."""
    with ExcelFile(path) as file:
        return file.get_module("ThisWorkbook")


def _plain(value: Any) -> Any:
    if value is EMPTY_CELL:
        return EMPTY
    return VBAErrorValue(_ERROR_NUMBERS[value.code]) if isinstance(value, CellError) else value


def _result(value: Any) -> Any:
    if isinstance(value, VBAErrorValue):
        return CellError(next(code for code, number in _ERROR_NUMBERS.items() if number == value.number))
    return EMPTY_CELL if value is EMPTY else value
