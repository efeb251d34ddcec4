"""One add-in built per run, and a fake Excel for each test that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.addin import LoadedAddin
from tests.fakes.excel import FakeExcel
from xladdin.excel.addin.build import build_addin


@pytest.fixture(scope="session")
def addin_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The add-in, built from the sources of this checkout."""
    return build_addin(tmp_path_factory.mktemp("addin"))


@pytest.fixture
def excel() -> FakeExcel:
    """A running Excel without our add-in."""
    return FakeExcel()


@pytest.fixture
def addin(excel: FakeExcel, addin_file: Path) -> Iterator[LoadedAddin]:
    """Our add-in, loaded into ``excel``."""
    with LoadedAddin(excel, addin_file) as loaded:
        yield loaded
