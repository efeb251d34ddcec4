"""ONLYOFFICE opens the report as LibreOffice does: every paragraph, cell and picture, also when it has saved it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.report.conftest import FILES
from tests.support.onlyoffice import edited
from tests.support.requirements import require
from xladdin.cli import main
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.kinds import DOCUMENT_KIND
from xladdin.model.project_json import load
from xladdin.report.printed import of_document

pytestmark = pytest.mark.onlyoffice


@pytest.fixture(scope="module")
def saved(path: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What ONLYOFFICE makes of the report of both projects: (.docx, .pdf)."""
    folder = tmp_path_factory.mktemp("onlyoffice")
    targets = folder / "另存.docx", folder / "另存.pdf"
    edited([(path, target, "") for target in targets])
    return targets


def test_every_paragraph_cell_and_picture_is_there(saved: tuple[Path, Path], path: Path) -> None:
    before, after = (of_document(Archive.read(one, kind=DOCUMENT_KIND)) for one in (path, saved[0]))
    assert sum(len(item.rows) for item in before) > 500
    assert after == before


def test_what_it_saved_is_verified_and_imported(
    saved: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--verify", str(saved[0]), *map(str, FILES)]) == 0
    assert capsys.readouterr().out == "报告与工作簿一致。\n"
    assert main(["import", str(saved[0]), "-o", str(tmp_path)]) == 0
    assert "没有读懂 0 格" in capsys.readouterr().out
    assert [len(one.indicators) for one in map(load, sorted(tmp_path.glob("*.json")))] == [31, 17]


def test_its_pages_number_about_as_many_and_repeat_the_heads(saved: tuple[Path, Path]) -> None:
    require("poppler")
    text = subprocess.run(["pdftotext", "-layout", saved[1], "-"], capture_output=True, text=True, check=True).stdout
    pages = text.split("\f")[:-1]
    assert 40 <= len(pages) <= 55
    tables = [page for page in pages if page.count("公顷）") + page.count("（%") > 8]
    assert len(tables) > 5
    assert all("三级指标" in page for page in tables)
