"""A workbook that came by mail has no say in what runs: not by formula, by settings, by files beside it, by its name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyopenvba.apps.excel._io import load_workbook
from pyopenvba.interpreter import VBAObject, method, to_text
from pyopenvba.interpreter._runtime import UNRESOLVED

from tests.fakes.addin import addin_modules
from tests.fakes.excel import FakeExcel
from xladdin.excel.addin.server import server_class
from xladdin.excel.udf import functions
from xladdin.excel.udf.declare import declarations

PROFILE = r"C:\Users\张三\AppData\Local"

_CALLERS = """
Public Function CommandLine() As String
    Dim server As New JxServer
    CommandLine = server.XLPyCommand()
End Function
Public Function Setting(ByVal key As String, ByVal default As String) As String
    Dim server As New JxServer
    Setting = server.GetConfig(key, default)
End Function
"""


class Shell(VBAObject):
    """WScript.Shell of a user called 张三."""

    vba_type_name = "WshShell"

    @method
    def ExpandEnvironmentStrings(self, text: object) -> object:
        return to_text(text).replace("%LOCALAPPDATA%", PROFILE)


@pytest.fixture
def server(excel: FakeExcel, addin_file: Path) -> FakeExcel:
    """Excel with the add-in's ``JxServer`` loaded, all of it but the DLL, and the add-in's own settings sheet."""
    sources = {name: source for name, _, source in addin_modules(addin_file)}
    source = sources["JxServer"].replace("\r\n", "\n")
    source = re.sub(r"(?ms)^#If VBA7.*?^#End If\n", "", source)
    for real, here in (  # what the interpreter reads differently
        (" 'Adjust when using outside of Excel", ""),
        ('If GetConfig("SHOW CONSOLE", False) = True Then', 'If CBool(GetConfig("SHOW CONSOLE", False)) Then'),
        ('Environ("ComSpec")', r'"C:\Windows\system32\cmd.exe"'),
        ("Private Function XLPyCommand", "Public Function XLPyCommand"),
    ):
        assert real in source
        source = source.replace(real, here)
    excel.add_module(source, name="JxServer", kind="class")
    excel.add_module(_CALLERS, name="Test")
    excel.interpreter.host.create = lambda name: Shell() if name == "WScript.Shell" else UNRESOLVED
    excel.application._this_workbook = load_workbook(excel.application, addin_file)
    return excel


def hostile_book(excel: FakeExcel) -> None:
    """An open, active workbook with a settings sheet of the add-in's name."""
    excel.add_workbook()
    sheet = excel.sheet(1)
    sheet.sheet.vba_set("Name", "xladdin.conf")
    for row, (key, value) in enumerate(
        [("INTERPRETER_WIN", r"C:\evil\python.exe"), ("ADD_WORKBOOK_TO_PYTHONPATH", "true"), ("OTHER", "evil")], 1
    ):
        sheet.set_value(f"A{row}", key)
        sheet.set_value(f"B{row}", value)


def test_the_command_line_starts_our_python_with_our_settings(server: FakeExcel) -> None:
    server.add_workbook()
    assert server.run("CommandLine") == (
        r'C:\Windows\system32\cmd.exe  /C ""C:\Users\张三\AppData\Local\xladdin\python\python.exe" -I -B -c '
        r'"import sys, os;import xlwings.utils;xlwings.utils.prepare_sys_path(\"false;;;;;;'
        r"C:\\Users\\张三\\AppData\\Local\\xladdin\\app\");import xladdin.excel.udf.serve as xladdin; xladdin.serve('$(CLSID)')"
        '""'
    )


def test_a_settings_sheet_in_the_active_workbook_changes_nothing(server: FakeExcel) -> None:
    server.add_workbook()
    before = server.run("CommandLine")
    hostile_book(server)
    assert server.application.active_book is not server.application._this_workbook
    assert server.run("CommandLine") == before
    assert server.run("Setting", "INTERPRETER_WIN", "") == rf"{PROFILE}\xladdin\python\python.exe"


def test_a_key_that_the_add_in_does_not_set_is_not_looked_for_elsewhere(server: FakeExcel) -> None:
    hostile_book(server)
    assert server.run("Setting", "OTHER", "default") == "default"


def test_python_starts_without_any_workbook_open(server: FakeExcel) -> None:
    assert server.run("CommandLine").startswith(r"C:\Windows\system32\cmd.exe")


def start_python(argument: str, flags: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """What the command line does up to the server: xlwings sets the path, then something imports ``decimal``.

    A county PC has neither pandas nor numpy; where they are, xlwings imports them, and they ``decimal``.
    """
    code = (
        "import sys; sys.modules.update(pandas=None, numpy=None); "
        f'import xlwings.utils, json, sys; xlwings.utils.prepare_sys_path("{argument}"); '
        "import decimal; print(json.dumps([decimal.__file__, sys.path]))"
    )
    return subprocess.run([sys.executable, *flags, "-c", code], cwd=folder, capture_output=True, text=True)


def test_a_decimal_py_in_the_workbooks_folder_is_not_imported(server: FakeExcel, tmp_path: Path) -> None:
    (tmp_path / "decimal.py").write_text("raise SystemExit('hostile')")
    command = server.run("CommandLine")
    argument = re.search(r'prepare_sys_path\(\\"(.*?)\\"\)', command)[1]
    flags = re.search(r'python\.exe" (.*) -c ', command)[1].split()

    ours = start_python(argument, flags, tmp_path)
    assert ours.returncode == 0, ours.stderr
    imported, path = json.loads(ours.stdout)
    assert str(tmp_path) not in imported
    assert not {"", str(tmp_path)} & set(path)

    # and this is what the two settings keep out
    as_shipped = f"true;{tmp_path}/book.xlsx;;;;;" + argument.rpartition(";")[2]
    assert "hostile" in start_python(as_shipped, flags, Path("/")).stderr
    assert "hostile" in start_python(argument, ["-B"], tmp_path).stderr


def test_a_cell_can_call_our_functions_and_nothing_else(addin_file: Path) -> None:
    """Excel lets any workbook call a procedure of a standard module by formula, private ones too; members of classes not.

    A Sub is no function, and the others here take no argument and give a fixed text, or decode one, or tell whether
    they were given a workbook, which a cell cannot hand over.
    """
    callable_by_formula = set()
    for _, kind, source in addin_modules(addin_file):
        if kind == "standard":
            callable_by_formula |= set(re.findall(r"(?m)^\s*(?:Public |Private )?Function (\w+)\(", source))
            assert "Declare " not in source
    ours = {declaration.name for declaration in declarations(functions)}
    harmless = {"JxDecode", "JxIsOurs", "FileIsThere"}
    texts = {name for name in callable_by_formula if name.startswith("JxText")}
    assert callable_by_formula == ours | harmless | texts


def test_what_xlwings_ships_to_run_commands_is_not_in_the_add_in(addin_file: Path) -> None:
    everything = "\n".join(source for _, _, source in addin_modules(addin_file))
    for procedure in (
        "RunPython",
        "ExecuteWindows",
        "RunFrozenPython",
        "SaveConfigToFile",
        "ImportPythonUDFs",
        "ReadFile",
    ):
        assert procedure not in everything


def test_the_class_that_starts_python_calls_nothing_that_was_left_out(addin_file: Path) -> None:
    source = {name: source for name, _, source in addin_modules(addin_file)}["JxServer"].replace("\r\n", "\n")
    code = re.sub(r"(?ms)^ *#If Mac Then.*?^ *#(?:Else|End If)$", "", re.sub(r'"[^"\n]*"|\'.*', "", source))
    shipped = re.findall(r"(?m)^(?:Public |Private )?(?:Function|Sub) (\w+)\(", _shipped())
    there = set(re.findall(r"(?m)^(?:Public|Private) (?:Function|Sub) (\w+)\(", source))
    called = {name for name in shipped if re.search(rf"\b{name}\b", code)}
    assert called <= there


def test_the_licence_of_xlwings_travels_with_its_code(addin_file: Path) -> None:
    source = {name: source for name, _, source in addin_modules(addin_file)}["JxServer"]
    assert "BSD 3-clause license" in source
    assert "Zoomer Analytics" in source
    assert 'AS IS" AND' in source


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('GetConfig("DEBUG UDFS", False)', "settings asked for"),
        ('PROJECT_NAME As String = "myaddin"', "found 0 times"),
        ("Public Function RunPython(", "no longer starts"),
        ("Function XLPy()", "found 0 times"),
    ],
)
def test_another_xlwings_than_the_one_looked_at_stops_the_build(text: str, complaint: str) -> None:
    changed = _shipped().replace(text, 'GetConfig("NEW KEY")' if "GetConfig" in text else "changed ")
    with pytest.raises(ValueError, match=complaint):
        server_class(changed)


def _shipped() -> str:
    import xlwings
    from pyopenvba import ExcelFile

    with ExcelFile(Path(xlwings.__file__).with_name("quickstart_addin_ribbon.xlam")) as file:
        return file.get_module("xlwings").replace("\r\n", "\n")
