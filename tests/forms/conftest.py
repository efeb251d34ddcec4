"""The two real projects, their workbooks as ``new`` writes them, and ways to change a copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xladdin.forms.build.workbook import build, build_blank
from xladdin.model import project_json
from xladdin.model.evaluation import Evaluation
from xladdin.resources import resource_dir
from xladdin.rules import profile as profiles

SAMPLES = resource_dir("workbook_templates").parent / "xladdin" / "samples"
PROJECTS = ("turpan-2024", "karamay-2024")


def sample(name: str) -> Evaluation:
    return project_json.load(SAMPLES / f"{name}.json")


@pytest.fixture(scope="session")
def turpan() -> Evaluation:
    return sample("turpan-2024")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Content of the workbooks of both projects, and of a blank one with 31 rows."""
    profile = profiles.load("xinjiang-2024")
    books = {name: build(sample(name), profile) for name in PROJECTS}
    return {**books, "blank": build_blank(31, profile)}


@pytest.fixture
def book(built: dict[str, bytes], tmp_path: Path) -> Callable[[str], Path]:
    """A fresh file of one of the ``built`` workbooks."""

    def write(name: str = "turpan-2024") -> Path:
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(built[name])
        return path

    return write
