"""What people do to a workbook in LibreOffice: read right, found at the cell, or refused in one line.

Never a silent difference between what the screen shows and what the program says. All accidents happen in one run of
LibreOffice, since each start costs a second; `make test` takes those that differ most.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.accidents.bench import GOLD, Ran
from tests.accidents.steps import ACCIDENTS, Cells
from tests.forms.conftest import sample
from tests.support import libreoffice
from tests.support.examples import SOAKING
from xladdin.forms.build.workbook import build
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.rules import profile as profiles

pytestmark = pytest.mark.libreoffice

PROJECT = "karamay-2024"
TAKEN = [name for name, accident in ACCIDENTS.items() if SOAKING or accident.always]


class Saved:
    """``path`` was saved by LibreOffice; ``screen`` is the total that it shows."""

    def __init__(self, path: Path, screen: str, run: Callable[..., Ran]) -> None:
        self.path, self.screen, self.run = path, screen, run

    def findings(self) -> list[dict[str, Any]]:
        ran = self.run("check", self.path, "--json")
        assert ran.code in (0, 1), ran.err
        found: list[dict[str, Any]] = json.loads(ran.out)["findings"]
        return found

    def total(self) -> str:
        ran = self.run("score", self.path, "--json")
        assert ran.code in (0, 1), ran.err
        return json.loads(ran.out)["total"] or ""


@cache
def _saved(folder: Path) -> dict[str, tuple[Path, str]]:
    """Accident → file and total, all made in one go."""
    source = folder / "源.xlsx"
    source.write_bytes(build(sample(PROJECT), profiles.load("xinjiang-2024")))
    cells = Cells(read(PackageGrid(Archive.read(source))))
    steps = [ACCIDENTS[name].steps(cells) for name in TAKEN]
    script = Path(__file__).with_name("office_steps.py")
    shown = libreoffice.uno_run(script, str(source), str(folder), steps, timeout=600)
    return {name: (folder / f"{number}.xlsx", shown[number]) for number, name in enumerate(TAKEN)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture
def saved(folder: Path, run: Callable[..., Ran]) -> Callable[[str], Saved]:
    return lambda name: Saved(*_saved(folder)[name], run)


def _state(findings: list[dict[str, Any]]) -> set[str]:
    """Checks that found something about the workbook itself."""
    return {one["rule"] for one in findings if one["rule"] in ("C10", "C45", "C46") and one["severity"] == "error"}


@pytest.mark.parametrize("name", TAKEN)
def test_an_accident_is_read_right_or_found_or_refused(name: str, saved: Callable[[str], Saved]) -> None:
    book, outcome = saved(name), ACCIDENTS[name].outcome
    ran = book.run("score", book.path, "--json")
    if "-" in outcome:  # the code of a refusal
        assert (ran.code, ran.out) == (3, "")
        assert len(ran.err.splitlines()) == 1
        assert f"（{outcome}）" in ran.err
        assert book.run("check", book.path).code == 3
        return
    found = book.findings()
    if outcome == "same":
        assert (book.screen, book.total()) == (GOLD[PROJECT], GOLD[PROJECT])
        assert _state(found) == set()
    elif outcome == "other":  # what was typed is different, on the screen as in the program
        assert book.screen == book.total()
        assert book.screen != GOLD[PROJECT]
    else:
        assert outcome in _state(found)
        assert all(one["sheet"] and one["cell"] for one in found if one["rule"] == outcome)
    if book.screen != book.total():
        assert _state(found)


@pytest.mark.parametrize("name", [name for name in TAKEN if ACCIDENTS[name].mended])
def test_recalc_mends_what_was_done_to_formulas(name: str, saved: Callable[[str], Saved]) -> None:
    book = saved(name)
    assert book.run("recalc", book.path).code == 0
    assert [one["message"] for one in book.findings() if one["rule"] == "C45"] == []
    assert book.total() == GOLD[PROJECT]


def test_the_recalculated_file_shows_the_total_to_libreoffice_too(folder: Path, run: Callable[..., Ran]) -> None:
    path = _saved(folder)["改总分"][0]
    run("recalc", path)
    script = Path(__file__).with_name("office_steps.py")
    (shown,) = libreoffice.uno_run(script, str(path), str(folder / ".."), [[]], timeout=120)
    assert shown == GOLD[PROJECT]
