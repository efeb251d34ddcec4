"""Read, change, write back: processes take turns, and another program's save is not overwritten."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from pathlib import Path

import pytest

from xladdin.disk import editing as room
from xladdin.disk.editing import editing
from xladdin.errors import UserError


def _append(start, path: str, letter: str, times: int) -> None:  # type: ignore[no-untyped-def]
    start.wait()
    for _ in range(times):
        with editing(Path(path)) as file:
            file.replace(Path(path).read_bytes() + letter.encode())


def test_processes_that_change_one_file_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    context = multiprocessing.get_context("fork")
    start = context.Barrier(3)
    workers = [context.Process(target=_append, args=(start, str(path), letter, 30)) for letter in "abc"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(path.read_text()) == sorted("abc" * 30)


@pytest.mark.parametrize("save", ["in place", "replaced", "removed"])
def test_a_save_by_another_program_is_not_overwritten(tmp_path: Path, save: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with editing(path) as file, pytest.raises(UserError) as caught:
        if save == "in place":
            path.write_bytes(b"saved by Excel")
        elif save == "replaced":
            (tmp_path / "new").write_bytes(b"old")
            (tmp_path / "new").replace(path)
        else:
            path.unlink()
        file.replace(b"ours")
    assert caught.value.code == "file-changed"
    assert not path.exists() or path.read_bytes() != b"ours"


def test_a_file_may_be_written_twice_in_one_turn(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with editing(path) as file:
        file.replace(b"first")
        file.replace(b"second")
    assert path.read_bytes() == b"second"


def test_a_link_and_its_file_are_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").write_bytes(b"")
    (tmp_path / "link").symlink_to("real")
    monkeypatch.setattr(room, "PATIENCE", 0.05)
    with editing(tmp_path / "real"), pytest.raises(UserError) as caught, editing(tmp_path / "link"):
        pass
    assert caught.value.code == "file-busy"


def test_without_a_place_for_locks_a_changed_file_is_still_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: os.fspath(path))  # a file, not a folder
    with editing(path) as file:
        file.replace(b"new")
    with editing(path) as file, pytest.raises(UserError):
        path.write_bytes(b"theirs")
        file.replace(b"ours")
    assert path.read_bytes() == b"theirs"


def test_a_save_while_the_new_content_is_being_flushed_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Flushing takes milliseconds, the longest part of writing."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    flush = os.fsync

    def busy(handle: int) -> None:
        path.write_bytes(b"saved by Excel")
        flush(handle)

    with editing(path) as file, pytest.raises(UserError) as caught:
        monkeypatch.setattr(os, "fsync", busy)
        file.replace(b"ours")
    assert caught.value.code == "file-changed"
    assert path.read_bytes() == b"saved by Excel"
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]
