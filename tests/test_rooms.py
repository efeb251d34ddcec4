"""Rooms and modules that stay small enough to be known at a glance."""

from __future__ import annotations

from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "xladdin"
FOLDERS = [path for path in (PACKAGE, *PACKAGE.rglob("*")) if path.is_dir() and path.name != "__pycache__"]


@pytest.mark.parametrize("module", [*PACKAGE.rglob("*.py")], ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_holds_one_room(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_folder_is_no_list(folder: Path) -> None:
    """Sixteen files beside sub-folders; only the checks lie one beside the other."""
    files = [path for path in folder.iterdir() if path.is_file()]
    assert len(files) <= 16 or folder == PACKAGE / "checks" / "review"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_folder_of_modules_is_a_package(folder: Path) -> None:
    """Without ``__init__.py`` tools pass over it and say nothing."""
    assert (folder / "__init__.py").exists() or not list(folder.glob("*.py"))
