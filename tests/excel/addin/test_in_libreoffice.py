"""Our VBA in a second Basic engine. LibreOffice loads the add-in's own project; only ``JxServer`` gives way, and
``Value2`` of a range, which LibreOffice knows by the name of ``Value`` only.

LibreOffice has no error values in Basic: what a function answers with ``CVErr(xlErrNA)`` comes into the cell as the
text “Error 2042”, so a control cell shows that very text. That Excel makes #N/A of it, on which IFERROR falls back to
the native formula, is shown where the same code runs in the fake Excel (``test_loaded_addin``).
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from pyopenvba import ExcelFile
from pyopenvba.vba import VBAModuleKind

from tests.support.libreoffice import uno_run

pytestmark = pytest.mark.libreoffice

NOT_AVAILABLE = "Error 2042"

DEAD = """Option Explicit
Public Function XLPy() As Object
    Err.Raise 1000, "test", "Could not activate Python COM server"
End Function
Public Function GetConfig(ByVal key As String) As Variant
    GetConfig = ""
End Function
"""
ALIVE = DEAD.replace('Err.Raise 1000, "test", "Could not activate Python COM server"', "Set XLPy = New TestServer")
SERVER = """Option Explicit
Public Function CallUDF(ByVal script As String, ByVal name As String, ByVal arguments As Variant) As Variant
    Dim i As Long
    Dim said As String
    If name = "JX_GRADE" Then Err.Raise 1001, "test", "Unexpected Python Error"
    said = script & "." & name
    For i = LBound(arguments) To UBound(arguments)
        If IsArray(arguments(i)) Then
            said = said & "|" & UBound(arguments(i), 1) & "x" & UBound(arguments(i), 2)
        ElseIf IsEmpty(arguments(i)) Then
            said = said & "|empty"
        Else
            said = said & "|" & arguments(i)
        End If
    Next i
    CallUDF = said
End Function
Public Function Str(ByVal value As String) As String
    Str = value
End Function
"""
CONTROL = """Option Explicit
Public Function TestControl() As Variant
    TestControl = CVErr(xlErrNA)
End Function
"""
SCRIPT = """
def run(office, path, cells):
    document = office.load(path, MacroExecutionMode=4)  # always, without asking
    document.calculateAll()
    sheet = document.Sheets.getByIndex(0)
    return [sheet.getCellByPosition(0, row).String for row in range(cells)]
"""


def calculate(addin_file: Path, folder: Path, server: str, formulas: list[str]) -> list[str]:
    """What LibreOffice shows for the formulas, put into column A of the add-in's sheet beside numbers in B1:C3."""
    changed, book = folder / "changed.xlam", folder / "book.xlsm"
    with ExcelFile(addin_file) as file:
        file.set_module("JxServer", server.replace("\n", "\r\n"))
        python = file.get_module("JxPython")
        assert python.count(".Value2") == 1
        file.set_module("JxPython", python.replace(".Value2", ".Value"))
        project = file.vba_project()
        project.add_module("TestServer", SERVER.replace("\n", "\r\n"), kind=VBAModuleKind.other)
        project.add_module("TestControl", CONTROL.replace("\n", "\r\n"))
        file.save(changed)
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f>{escape(formula)}</f></c>'
        + (f'<c r="B{row}"><v>{row}</v></c><c r="C{row}"><v>{row * 10}</v></c>' if row <= 3 else "")
        + "</row>"
        for row, formula in enumerate(formulas, 1)
    )
    with zipfile.ZipFile(changed) as source, zipfile.ZipFile(book, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(b"addin.macroEnabled", b"sheet.macroEnabled")
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(rb"(?s)<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), content)
            target.writestr(name, content)
    return uno_run(SCRIPT, str(book), len(formulas))


def test_a_wrapper_hands_values_and_blocks_over_and_gives_the_answer_back(addin_file: Path, tmp_path: Path) -> None:
    formulas = ['JX_RATE("≥",100,"",B1)', 'JX_VALUE("95%")', "JX_LEVEL(B1:B3,C1:C3,50)", "JX_VERSION()", "JX_TOTAL(B2)"]
    assert calculate(addin_file, tmp_path, ALIVE, formulas) == [
        "xladdin.excel.udf.functions.JX_RATE|≥|100||1",
        "xladdin.excel.udf.functions.JX_VALUE|95%|empty|empty|empty|empty|empty|empty|empty",
        "xladdin.excel.udf.functions.JX_LEVEL|3x1|3x1|50|empty|empty",
        "xladdin.excel.udf.functions.JX_VERSION",
        "xladdin.excel.udf.functions.JX_TOTAL|2",
    ]


def test_a_call_that_raises_and_a_python_that_does_not_start_answer_not_available(
    addin_file: Path, tmp_path: Path
) -> None:
    formulas = ["TestControl()", "JX_GRADE(88.8)", 'JX_RATE("≥",100,"",B1)']
    control, raised, alive = calculate(addin_file, tmp_path, ALIVE, formulas)
    assert (control, raised) == (NOT_AVAILABLE, NOT_AVAILABLE)
    assert alive.startswith("xladdin.excel.udf.functions.JX_RATE")
    assert calculate(addin_file, tmp_path, DEAD, formulas) == [NOT_AVAILABLE] * 3


def test_chinese_texts_come_out_of_ascii_sources(addin_file: Path, tmp_path: Path) -> None:
    title, message = calculate(addin_file, tmp_path, DEAD, ["JxTextTitle()", "JxTextNotOurs()"])
    assert title == "绩效自评工具"
    assert message.startswith("当前工作簿不是绩效自评工作簿，未做任何操作。")


def test_without_the_add_in_iferror_gives_the_native_value(addin_file: Path, tmp_path: Path) -> None:
    """A name that LibreOffice does not know is #NAME?, as in Excel."""
    assert calculate(addin_file, tmp_path, DEAD, ["IFERROR(JX_UNKNOWN(B1),B1*2)"]) == ["2"]
