"""The ledger on the disk: what it refuses, and what it says then."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from xladdin.errors import UserError
from xladdin.ledger import store
from xladdin.ledger.originals import fetch, keep, place
from xladdin.ledger.store import locks_hold, open_ledger


def _code(path: Path, *, make: bool = True) -> str:
    with pytest.raises(UserError) as caught:
        open_ledger(path, make=make).close()
    return caught.value.code


def test_another_database_is_not_taken_for_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE file (a)")
    before = path.read_bytes()
    assert _code(path) == "ledger-other"
    assert path.read_bytes() == before
    path.write_bytes(b"not a database at all" * 100)
    assert _code(path) == "ledger-other"


def test_a_ledger_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_ledger(path, make=True).close()
    with sqlite3.connect(path) as ledger:
        ledger.execute("PRAGMA user_version = 99")
    assert _code(path) == "ledger-newer"
    assert _code(path, make=False) == "ledger-newer"


def test_reading_makes_no_ledger(tmp_path: Path) -> None:
    assert _code(tmp_path / "a.db", make=False) == "file-missing"
    assert not list(tmp_path.iterdir())


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db").mkdir()
    assert _code(tmp_path / "a.db") == "ledger-unwritable"


def test_a_writer_that_does_not_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    open_ledger(path, make=True).close()
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with open_ledger(path, make=True) as one, open_ledger(path, make=True) as other, one.writing():
        with pytest.raises(UserError) as caught, other.writing():
            pass
        assert caught.value.code == "ledger-busy"


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db", make=True) as ledger:
        with pytest.raises(ZeroDivisionError), ledger.writing():
            ledger.run("INSERT INTO event (at, what, said) VALUES ('', '', '')")
            raise ZeroDivisionError
        assert ledger.rows("SELECT * FROM event") == []


def test_what_a_killed_writer_left_is_taken_back_by_whoever_reads_next(tmp_path: Path) -> None:
    """Killed in the middle of a large transaction: pages are in the file already, the journal tells what they were."""
    path = tmp_path / "a.db"
    open_ledger(path, make=True).close()
    killed = """
import os, sqlite3, sys
ledger = sqlite3.connect(sys.argv[1], isolation_level=None)
ledger.execute("PRAGMA cache_size = 2")
ledger.execute("BEGIN IMMEDIATE")
for number in range(2000):
    ledger.execute("INSERT INTO event (at, what, said) VALUES ('', '', ?)", ("x" * 500,))
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", killed, str(path)], check=False)
    assert (tmp_path / "a.db-journal").stat().st_size > 0
    with open_ledger(path) as ledger:
        assert ledger.rows("SELECT * FROM event") == []
    with pytest.raises(UserError) as caught, open_ledger(path) as ledger, ledger.writing():
        ledger.run("INSERT INTO event (at, what, said) VALUES ('', '', '')")
    assert caught.value.code == "ledger-unwritable"  # opened for reading, written by nobody


def test_a_lock_that_keeps_nobody_out_is_noticed(tmp_path: Path) -> None:
    """Asked while a writer holds the lock; where it holds nobody out, the answer is no."""
    path = tmp_path / "a.db"
    with open_ledger(path, make=True) as ledger:
        with ledger.writing():
            assert locks_hold(path)
        assert not locks_hold(path)


def test_an_original_that_was_changed_or_lost_is_told(tmp_path: Path) -> None:
    ledger = tmp_path / "a.db"
    digest = keep(ledger, b"content")
    assert fetch(ledger, digest) == b"content"
    place(ledger, digest).write_bytes(b"changed")
    with pytest.raises(UserError) as caught:
        fetch(ledger, digest)
    assert caught.value.code == "original-lost"
