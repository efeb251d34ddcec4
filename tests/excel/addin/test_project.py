"""The VBA side of ``xladdin.xlam``, read back by tools that are not ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from oletools.olevba import VBA_Parser
from pyopenvba import ExcelFile, check_file

from tests.fakes.addin import addin_modules
from xladdin.excel.addin.sources import generated_modules, written_modules
from xladdin.excel.udf import functions
from xladdin.excel.udf.declare import declarations
from xladdin.resources import resource_dir


@pytest.fixture(scope="module")
def extracted(addin_file: Path) -> dict[str, str]:
    """What olevba reads out of the file: module name → text."""
    parser = VBA_Parser(str(addin_file))
    found = {Path(name).stem: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    return found


def body(source: str) -> str:
    """Text without the header of its module, which differs between a file and a project."""
    source = re.sub(r"(?s)\AVERSION .*?\nEND\n", "", source.replace("\r\n", "\n"))
    return re.sub(r"\A(Attribute VB_\w+ = .*\n)+", "", source).strip()


def test_olevba_returns_the_committed_sources(extracted: dict[str, str]) -> None:
    written = written_modules(resource_dir("macros"))
    assert {"JxAppEvents", "JxBooks", "JxPython", "JxRibbon", "JxUnicode", "ThisWorkbook"} == {m.name for m in written}
    for module in written:
        assert body(extracted[module.name]) == body(module.source), module.name


def test_olevba_returns_the_generated_sources(extracted: dict[str, str]) -> None:
    for module in generated_modules(declarations(functions)):
        assert body(extracted[module.name]) == body(module.source), module.name


def test_nothing_else_is_in_the_project(extracted: dict[str, str]) -> None:
    named = {m.name for m in (*written_modules(resource_dir("macros")), *generated_modules(declarations(functions)))}
    assert set(extracted) == named | {"JxServer", "Sheet2"}
    assert body(extracted["Sheet2"]) == ""


def test_the_project_is_sound(addin_file: Path) -> None:
    report = check_file(addin_file)
    assert report.ok, report.issues
    with ExcelFile(addin_file) as file:
        assert file.validate() == []


def test_the_project_has_our_name_and_only_the_library_it_uses(addin_file: Path) -> None:
    with ExcelFile(addin_file) as file:
        assert [reference.name for reference in file.references()] == ["Office"]
        stored = file.vba_project_bytes()
    parser = VBA_Parser("vbaProject.bin", data=stored)
    directory = parser.ole_file
    assert b'Name="Xladdin"' in directory.openstream("PROJECT").read()
    parser.close()


def test_excel_is_told_to_compile_from_the_text(addin_file: Path) -> None:
    with ExcelFile(addin_file) as file:
        stored = file.vba_project_bytes()
    parser = VBA_Parser("vbaProject.bin", data=stored)
    assert parser.ole_file.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("cc61ffff000100")
    parser.close()


def test_the_sheet_and_the_workbook_have_their_document_modules(addin_file: Path) -> None:
    with ExcelFile(addin_file) as file:
        assert {"ThisWorkbook", "Sheet2"} <= set(file.module_names())


def test_every_procedure_that_is_called_exists(addin_file: Path) -> None:
    """Without Excel nothing compiles the project: a misspelt name would show on the first click only."""
    modules = {name: strip(source) for name, _, source in addin_modules(addin_file)}
    own = {name for source in modules.values() for name in re.findall(r"\b(?:Function|Sub|Get) (\w+)", source)}
    own |= set(modules) | {"JxRibbonUI", "JxOpened", "Jx"}
    for module, source in modules.items():
        used = set(re.findall(r"\bJx\w+", source)) - {"JxAfterOpen"}
        assert used <= own, (module, used - own)


def strip(source: str) -> str:
    """Source without comments and texts."""
    return re.sub(r'"[^"\n]*"', '""', re.sub(r"(?m)^\s*'.*$", "", source.replace("\r\n", "\n")))
