"""Killed at any moment, two at once, saved by somebody else in between: nothing half, nothing lost, nothing left."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from tests.faults.commands import duration, killed, start, together
from tests.support.examples import SOAKING
from xladdin.forms.closed.fill import fill
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_file

SAMPLES = Path(__file__).parents[2] / "xladdin" / "samples"
TURPAN, KARAMAY = SAMPLES / "turpan-2024.json", SAMPLES / "karamay-2024.json"
KILLS = 50 if SOAKING else 4
#: 修复废弃矿山（矿点）数量（个）: 20 of at least 11.
MINES = "q02"
RACES = 100 if SOAKING else 4


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working book whose stored results are those of before its last edit, so that recalc has something to write."""
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    project = json.loads(KARAMAY.read_text("utf-8")) | {"declared": None}
    (path.parent / "a.json").write_text(json.dumps(project), "utf-8")
    assert together(("new", path.parent / "a.json", "-o", path)) == [0]
    archive = Archive.read(path)
    fill(archive, {f"indicators[{MINES}].actual": "21"}).write(path)
    return path


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("command", ["recalc", "check --mark"])
def test_a_kill_leaves_the_workbook_as_it_was_or_as_it_was_to_be(book: Path, tmp_path: Path, command: str) -> None:
    words = command.split()
    path = tmp_path / "a.xlsx"
    shutil.copy(book, path)
    before = path.read_bytes()
    usual = duration(words[0], path, *words[1:])
    after = path.read_bytes()
    assert after != before
    random = Random(20261124)
    still_running = 0
    for _ in range(KILLS):
        path.write_bytes(before)
        still_running += killed(words[0], path, *words[1:], within=usual * 1.2, random=random)
        assert path.read_bytes() in (before, after)
    assert still_running
    path.write_bytes(before)
    duration(words[0], path, *words[1:])
    assert path.read_bytes() == after
    assert _names(tmp_path) == {"a.xlsx"}


@pytest.mark.parametrize("command", ["new", "export"])
def test_a_kill_leaves_the_whole_new_file_or_none(book: Path, tmp_path: Path, command: str) -> None:
    source, target = (KARAMAY, "out/b.xlsx") if command == "new" else (book, "out")
    words = (command, source, "-o", tmp_path / target)
    usual = duration(*words)
    (made,) = (tmp_path / "out").iterdir()
    whole = made.read_bytes()
    random = Random(20261124)
    still_running = 0
    for _ in range(KILLS):
        made.unlink(missing_ok=True)
        still_running += killed(*words, within=usual * 1.2, random=random)
        assert not made.exists() or made.read_bytes() == whole
    assert still_running
    made.unlink(missing_ok=True)
    duration(*words)
    assert made.read_bytes() == whole
    assert _names(tmp_path / "out") == {made.name}


def test_recalc_and_mark_at_once_lose_neither(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    recalc, mark = ("recalc", path), ("check", path, "--mark")
    wanted = []
    for order in ((recalc, mark), (mark, recalc)):  # a review before recalculating also says that results are old
        shutil.copy(book, path)
        assert all(together(command)[0] in (0, 1) for command in order)
        wanted.append(path.read_bytes())
    for _ in range(RACES):
        shutil.copy(book, path)
        codes = together(recalc, mark)
        assert all(code in (0, 1) for code in codes)
        assert path.read_bytes() in wanted
    assert _names(tmp_path) == {"a.xlsx"}


def test_of_two_books_exported_to_one_name_one_is_told(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    archive = Archive.read(book)
    fill(archive, {f"indicators[{MINES}].actual": "22"}).write(other)
    expected = {}
    for source in (book, other):
        assert together(("export", source, "-o", tmp_path / source.stem)) == [0]
        (made,) = (tmp_path / source.stem).iterdir()
        expected[source] = made.read_bytes()
    for turn in range(RACES):
        folder = tmp_path / f"turn{turn}"
        codes = together(("export", book, "-o", folder), ("export", other, "-o", folder))
        (made,) = folder.iterdir()
        assert sorted(codes) == [0, 3]
        assert made.read_bytes() == expected[book if codes[0] == 0 else other]


def test_of_two_projects_made_into_one_workbook_one_is_told(tmp_path: Path) -> None:
    for turn in range(RACES):
        path = tmp_path / f"{turn}.xlsx"
        codes = together(("new", KARAMAY, "-o", path), ("new", TURPAN, "-o", path))
        assert sorted(codes) == [0, 3]
        name = open_file(path).evaluation.project.name
        assert ("克拉玛依" in name) == (codes[0] == 0)


def test_a_save_during_recalc_is_kept(book: Path, tmp_path: Path) -> None:
    """Whenever the other program saves: afterwards the file holds its save, or its save recalculated."""
    path = tmp_path / "a.xlsx"
    shutil.copy(book, path)
    usual = duration("recalc", path)
    calculated = path.read_bytes()
    archive = Archive.read(book)
    saved = fill(archive, {f"indicators[{MINES}].actual": "23"}).to_bytes()
    path.write_bytes(saved)
    duration("recalc", path)
    saved_calculated = path.read_bytes()
    random = Random(20261124)
    for _ in range(RACES):
        shutil.copy(book, path)
        process = start("recalc", path)
        process.join(random.uniform(0, usual))
        (tmp_path / "draft").write_bytes(saved)
        (tmp_path / "draft").replace(path)
        process.join()
        assert process.exitcode in (0, 3)
        assert path.read_bytes() in (saved, saved_calculated)
        assert path.read_bytes() != calculated
