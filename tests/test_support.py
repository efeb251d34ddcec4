"""The test harness itself: a judge that nobody checked is no judge."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.support.audit import package_findings
from tests.support.libreoffice import LibreOfficeError, convert, uno_run
from tests.support.pictures import xlsx_to_png
from tests.support.requirements import FONTS_FILE


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with one formula and no stored result."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "评分表"
    sheet["A1"] = 2
    sheet["A2"] = "=A1*21"
    sheet["A3"] = "自评"
    sheet["A3"].font = Font(name="宋体", size=11)
    path = tmp_path / "自评.xlsx"
    workbook.save(path)
    return path


def cells(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path, data_only=True)["评分表"]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


@pytest.mark.libreoffice
def test_convert_recalculates_every_formula_and_keeps_the_order(book: Path, tmp_path: Path) -> None:
    second = tmp_path / "另一本.xlsx"
    second.write_bytes(book.read_bytes())
    outputs = convert([second, book], "xlsx", tmp_path / "out")
    assert [output.name for output in outputs] == ["另一本.xlsx", "自评.xlsx"]
    assert cells(outputs[0])["A2"] == cells(outputs[1])["A2"] == 42


@pytest.mark.libreoffice
def test_convert_raises_when_libreoffice_cannot_read_the_file(tmp_path: Path, book: Path) -> None:
    with pytest.raises(LibreOfficeError, match=r"missing\.xlsx"):
        convert([book, tmp_path / "missing.xlsx"], "xlsx", tmp_path / "out")


def test_convert_refuses_to_overwrite_its_input(book: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="overwrite"):
        convert([book], "xlsx", tmp_path)


@pytest.mark.libreoffice
def test_a_uno_script_edits_and_stores(book: Path, tmp_path: Path) -> None:
    script = """
def run(office, source, target):
    document = office.load(source)
    sheet = document.Sheets.getByIndex(0)
    sheet.getCellByPosition(0, 0).Value = 5
    sheet.Rows.insertByIndex(0, 2)
    office.store(document, target)
    return sheet.getCellByPosition(0, 3).Formula
"""
    target = tmp_path / "edited.xlsx"
    assert uno_run(script, book, target) == "=A3*21"
    assert cells(target) == {"A3": 5, "A4": 105, "A5": "自评"}


@pytest.mark.libreoffice
def test_a_failing_uno_script_shows_its_traceback_and_does_not_break_the_next(book: Path) -> None:
    with pytest.raises(LibreOfficeError, match="ZeroDivisionError"):
        uno_run("def run(office, path):\n    office.load(path)\n    return 1 / 0", book)
    assert uno_run("def run(office):\n    return office.desktop.Frames.Count") == 0


@pytest.mark.libreoffice
def test_an_endless_uno_script_is_stopped_and_the_next_one_runs() -> None:
    with pytest.raises(LibreOfficeError, match="no answer within"):
        uno_run("import time\ndef run(office):\n    time.sleep(600)", timeout=5)
    assert uno_run("def run(office):\n    return 'alive'") == "alive"


@pytest.mark.libreoffice
def test_pictures_show_chinese_text_in_a_song_face(book: Path, tmp_path: Path) -> None:
    pages = xlsx_to_png([book], tmp_path / "pictures")
    assert [page.name for page in pages] == ["自评-1.png"]
    pdf = convert([book], "pdf", tmp_path / "pdf")[0]
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
    assert "BousungEG-Light-GB" in fonts  # the PostScript name of AR PL SungtiL GB


def test_the_audit_reports_what_openpyxl_leaves_out_of_order(book: Path) -> None:
    assert any("styles.xml" in finding for finding in package_findings(book))


def test_a_missing_tool_skips_loudly_or_fails_when_required(tmp_path: Path) -> None:
    Path(tmp_path, "test_it.py").write_text(
        "from tests.support import requirements\n"
        "def test_needs_wine(monkeypatch):\n"
        "    monkeypatch.setattr(requirements, 'available', lambda name: False)\n"
        "    requirements.require('wine')\n",
        encoding="utf-8",
    )
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "tests.conftest", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"}

    quiet = subprocess.run(command, cwd=tmp_path, env={**environment, "REQUIRE": ""}, capture_output=True, text=True)
    assert quiet.returncode == 0
    assert "跳过 1 项：缺少工具 wine（安装：wine）" in quiet.stdout

    strict = subprocess.run(
        command, cwd=tmp_path, env={**environment, "REQUIRE": "libreoffice,wine"}, capture_output=True, text=True
    )
    assert strict.returncode == 1
    assert "REQUIRE 要求它" in strict.stdout


def test_every_mapped_font_names_a_fallback() -> None:
    text = FONTS_FILE.read_text(encoding="utf-8")
    for family in ("宋体", "黑体", "仿宋", "楷体", "方正小标宋简体", "华文中宋", "仿宋_GB2312"):
        assert f"<string>{family}</string>" in text
