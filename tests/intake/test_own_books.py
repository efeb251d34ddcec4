"""Our own workbooks and submissions are imported as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms.conftest import sample
from xladdin.cli.main import main
from xladdin.forms.read.open_file import open_file
from xladdin.rules import profile as profiles
from xladdin.submission.seal.make import sealed


def test_a_submission_gives_its_project_back_and_no_cells_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = sample("karamay-2024")
    path = tmp_path / "报送.xlsx"
    sealed(project, profiles.load("xinjiang-2024"))[0].write(path)
    assert main(["import", str(path), "-o", str(tmp_path / "目标")]) == 0
    said = capsys.readouterr().out
    assert "已原样读出" in said
    assert "0 格" not in said
    (written,) = (tmp_path / "目标").glob("*.json")
    assert open_file(written).evaluation == project
