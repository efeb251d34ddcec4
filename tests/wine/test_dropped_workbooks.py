"""Workbooks dropped on 导出.cmd and 校验.cmd, from the unpacked folder and without installing anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wine.prefix import Wine
from xladdin import samples
from xladdin.cli import main

SAMPLES = Path(samples.__path__[0])


@pytest.fixture
def book(mailbox: Path) -> Path:
    """A filled working book beside hostile modules."""
    file = mailbox / "自评 表.xlsx"
    assert main(["new", str(SAMPLES / "turpan-2024.json"), "-o", str(file)]) == 0
    return file


@pytest.mark.usefixtures("nothing_ran")
def test_the_export_appears_beside_the_workbook(wine: Wine, unpacked: Path, book: Path) -> None:
    script = wine.windows_path(unpacked / "导出.cmd")
    done = wine.run("cmd", "/c", "call", script, wine.windows_path(book), cwd=book.parent)
    assert done.code == 0, done.output
    assert "已导出" in done.output
    assert [file.name[:4] for file in book.parent.glob("*.xlsx") if file != book] == ["吐鲁番市"]


@pytest.mark.usefixtures("nothing_ran")
def test_a_check_of_two_workbooks_shows_the_findings_of_each(wine: Wine, unpacked: Path, book: Path) -> None:
    broken = book.with_name("坏.xlsx")
    broken.write_text("not a workbook")
    script = wine.windows_path(unpacked / "校验.cmd")
    done = wine.run("cmd", "/c", "call", script, wine.windows_path(broken), wine.windows_path(book), cwd=book.parent)
    assert done.code == 3
    assert "—— 坏.xlsx" in done.output
    assert "提示" in done.output
    assert "共 2 个文件：1 个正常，1 个有问题" in done.output


def test_without_a_workbook_it_says_how_to_use_it(wine: Wine, unpacked: Path) -> None:
    done = wine.run("cmd", "/c", "导出.cmd", cwd=unpacked)
    assert done.code == 2
    assert "拖到“导出.cmd”" in done.output
