"""诊断.cmd on the installed program: with an Excel every line is normal, without one it says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.wine.conftest import startup
from tests.wine.prefix import Wine

EXCEL_KEY = r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


@pytest.fixture
def excel(wine: Wine, installed: Path) -> None:
    """Something 64-bit that is registered as Excel; it is never started."""
    program = wine.drive_c / "Program Files" / "EXCEL.EXE"
    shutil.copyfile(installed / "python" / "python.exe", program)
    wine.run("reg", "add", EXCEL_KEY, "/ve", "/d", wine.windows_path(program), "/f")


@pytest.mark.usefixtures("excel")
def test_every_line_is_normal_after_installing(wine: Wine, installed: Path) -> None:
    done = wine.run("cmd", "/c", "诊断.cmd", cwd=installed, seconds=120)
    assert done.code == 0, done.output
    assert done.output.count("正常　") == 15
    saved = (installed / "诊断结果.txt").read_bytes().decode("utf-8-sig")
    assert "全部正常" in saved
    assert "张三" not in saved


@pytest.mark.usefixtures("excel")
def test_a_missing_add_in_is_found(wine: Wine, installed: Path) -> None:
    addin = startup(wine) / "xladdin.xlam"
    addin.rename(addin.with_suffix(".away"))
    try:
        done = wine.run("cmd", "/c", "诊断.cmd", cwd=installed, seconds=120)
    finally:
        addin.with_suffix(".away").rename(addin)
    assert done.code == 1
    assert "异常　加载项已登记" in done.output
