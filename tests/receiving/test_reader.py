"""The reading process may die, hang or hoard: one file is refused, the next one is read, the ledger is whole."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from tests.receiving.conftest import KARAMAY, TURPAN, Office, sent
from xladdin.errors import UserError
from xladdin.ledger.store import open_ledger
from xladdin.receiving import receive
from xladdin.receiving.examine import reader
from xladdin.receiving.examine.reader import Reader
from xladdin.receiving.job import Setting

SLOW = (sys.executable, "-X", "utf8", "-m", "tests.receiving.slow_worker")


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "Reader", lambda setting: Reader(setting, SLOW))


@pytest.mark.parametrize("name", ["永远", "内存", "中止", "孩子"])
def test_its_death_is_the_refusal_of_one_file(
    office: Office, misbehaving: None, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("CHILD", str(office.folder / "child"))
    office.put(f"1{name}.xlsx", sent(KARAMAY))
    office.put("2.xlsx", sent(TURPAN))
    ran = office.receive()
    first, second = ran.files
    assert (ran.code, first["state"], first["code"]) == (1, "拒收", "worker-died")
    assert second["state"] == "已接收"
    with sqlite3.connect(office.ledger) as ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert ledger.execute("SELECT count(*) FROM file").fetchone() == (2,)
    if name == "孩子":
        child = int((office.folder / "child").read_text())
        assert _ended(child)


def test_a_file_that_died_of_circumstances_is_read_when_it_comes_again(office: Office) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receive, "Reader", lambda setting: Reader(setting, SLOW))
        path = office.put("中止.xlsx", sent(KARAMAY))
        assert office.receive(path).code == 3
    assert office.receive(path).states == ["已接收"]


def test_a_defect_of_ours_is_one_line(office: Office, misbehaving: None) -> None:
    (file,) = office.receive(office.put("缺陷.xlsx", sent(KARAMAY))).files
    assert (file["state"], file["code"]) == ("拒收", "reading-failed")


def test_a_process_that_does_not_start_is_a_defect(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught, Reader(Setting(ledger=""), (sys.executable, "-c", "")) as ask:
        ask.start()
    assert caught.value.code == "internal"


def test_a_process_that_says_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "START", 0.5)
    begin = time.monotonic()
    silent = (sys.executable, "-c", "import time; time.sleep(60)")
    with pytest.raises(UserError), Reader(Setting(ledger=""), silent) as ask:
        ask.start()
    assert time.monotonic() - begin < 20


def test_nothing_in_the_inbox_is_imported(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules saved beside the mails, where the person who receives happens to stand."""
    for name in ("msgspec", "lxml", "decimal", "xladdin", "email"):
        (office.inbox / f"{name}.py").write_text(f"open({str(office.folder / 'ran')!r}, 'w')\n", "utf-8")
    monkeypatch.chdir(office.inbox)
    assert office.receive(office.put("a.xlsx", sent(KARAMAY))).states == ["已接收"]
    assert not (office.folder / "ran").exists()


def test_a_place_whose_locks_hold_nobody_out_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading process looks while this one writes; where it could write as well, nothing is received."""
    with open_ledger(office.ledger, make=True) as ledger:
        run = receive.Receiving(ledger)
        monkeypatch.setattr(ledger, "writing", _no_lock)
        with pytest.raises(UserError) as caught, run:
            pass
    assert caught.value.code == "ledger-no-locks"


class _no_lock:  # noqa: N801 - stands in for a method
    """A transaction on a disk whose locks hold nothing."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _ended(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if "Z" in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]:
            return True
        time.sleep(0.05)
    return False
