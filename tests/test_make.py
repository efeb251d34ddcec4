"""``make docs`` and ``make templates`` when what they run fails: the committed files are as they were."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

_FAILS = """#!/bin/sh
for last; do :; done
case "$*" in *template*) mkdir -p "$last"; : > "$last/half.xlsx";; esac
echo half a page
exit 1
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The Makefile and what it renews, with a Python that writes half of its output and fails."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copytree(ROOT / "workbook_templates", tmp_path / "workbook_templates")
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(_FAILS)
    python.chmod(0o755)
    return tmp_path


def _committed(folder: Path) -> dict[str, bytes]:
    paths = [*folder.glob("docs/*.md"), *folder.glob("workbook_templates/*.xlsx")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("target", ["docs", "templates", "docs-bundle"])
def test_a_target_that_fails_leaves_the_committed_files_as_they_were(target: str, copy: Path) -> None:
    before = _committed(copy)
    assert len(before) > 3
    made = subprocess.run(
        ["make", target, "BIN=bin", "RUNTIME=", "DEV="], cwd=copy, capture_output=True, text=True, timeout=60
    )
    assert made.returncode == 2, made.stderr
    assert _committed(copy) == before
