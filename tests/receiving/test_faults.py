"""Killed at any moment, two at once, disk full, nowhere to write: every file exactly once, no original lost, or a clear refusal."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.faults.commands import duration, killed, together
from tests.receiving.conftest import KARAMAY, KEYS, TURPAN, changed, sent, submission
from tests.support.examples import SOAKING
from xladdin.ledger.originals import digest_of, folder

KILLS, FILES = (50, 500) if SOAKING else (5, 14)
#: How many of the files are whole submissions; the others are refused quickly.
SOUND = 60 if SOAKING else 3


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("收件")
    for number in range(SOUND):
        project = changed(KARAMAY, unit={"name": f"第 {number} 局"}, project={"code": f"P{number}"})
        content = submission(project, KEYS[KARAMAY]) if number > 1 else sent((KARAMAY, TURPAN)[number])
        (folder / f"{number:03d}.xlsx").write_bytes(content)
    for number in range(SOUND, FILES):
        (folder / f"{number:03d}.xlsx").write_bytes(f"不是工作簿 {number}".encode())
    return folder


def _rows(ledger: Path) -> dict[str, str]:
    with sqlite3.connect(ledger) as open_one:
        assert open_one.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return dict(open_one.execute("SELECT digest, state FROM file").fetchall())


def _originals(ledger: Path) -> Iterator[str]:
    """Digests of the originals, each whole."""
    for path in folder(ledger).rglob("*"):
        if path.is_file() and not path.name.startswith(".xladdin-"):
            assert digest_of(path.read_bytes()) == path.name
            yield path.name


def _has_tables(ledger: Path) -> bool:
    with sqlite3.connect(ledger) as open_one:
        return bool(open_one.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def test_a_kill_loses_nothing_and_running_again_ends_with_every_file_once(inbox: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    usual = duration("receive", inbox, "--ledger", whole)
    wanted = _rows(whole)
    assert len(wanted) == FILES
    random, still_running = Random(20261124), 0
    for turn in range(KILLS):
        ledger = tmp_path / f"{turn}" / "a.db"
        ledger.parent.mkdir()
        still_running += killed("receive", inbox, "--ledger", ledger, within=usual, random=random)
        if ledger.exists() and _has_tables(ledger):
            assert set(_rows(ledger)) <= set(_originals(ledger))
        duration("receive", inbox, "--ledger", ledger)
        assert _rows(ledger) == wanted
        assert set(_originals(ledger)) == set(wanted)
        assert not list(folder(ledger).rglob(".xladdin-*"))
        shutil.rmtree(ledger.parent)
    assert still_running


def test_two_receivers_on_one_ledger_take_every_file_once(inbox: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "a.db"
    codes = together(*[("receive", inbox, "--ledger", ledger)] * 2)
    assert sorted(codes) in ([0, 1], [1, 1])  # a receiver that comes second to every refused file has refused none
    rows = _rows(ledger)
    assert len(rows) == FILES
    states = list(rows.values())
    assert (states.count("未签章") + states.count("已接收"), states.count("拒收")) == (SOUND, FILES - SOUND)
    assert set(_originals(ledger)) == set(rows)


def _command(*words: object) -> str:
    return " ".join(f"'{word}'" for word in (sys.executable, "-m", "xladdin", *words))


def _can_mount() -> bool:
    tried = subprocess.run(
        ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


def test_a_full_disk_is_told_and_nothing_is_lost(inbox: Path, tmp_path: Path) -> None:
    """On a small tmpfs; where mounting is not possible, under a limit on the size of files."""
    small, result = tmp_path / "盘", tmp_path / "结果"
    small.mkdir()
    ledger = small / "a.db"
    receive = _command("receive", inbox, "--ledger", ledger)
    look = f"cp -r '{small}' '{result}'"
    if _can_mount():
        steps = f"mount -t tmpfs -o size=200k tmpfs '{small}'\n{receive} >'{tmp_path}/out' 2>'{tmp_path}/err'; echo $? >'{tmp_path}/code'\n"
        steps += f"mount -o remount,size=50m '{small}'\n{receive} >/dev/null 2>&1\n{look}\n"
        command = ["unshare", "-rm", "sh", "-c", steps]
    else:
        steps = f"(ulimit -f 40; {receive} >'{tmp_path}/out' 2>'{tmp_path}/err'; echo $? >'{tmp_path}/code')\n"
        command = ["sh", "-c", f"{steps}{receive} >/dev/null 2>&1\n{look}\n"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, check=False, env=environment, timeout=300)
    said = (tmp_path / "err").read_text("utf-8")
    assert (tmp_path / "code").read_text().strip() == "3", said
    assert len(said.strip().splitlines()) == 1
    assert any(f"（{code}）" in said for code in ("ledger-unwritable", "file-unwritable"))
    assert "磁盘已满" in said or "超过允许的大小" in said
    rows = _rows(result / "a.db")
    assert len(rows) == FILES
    assert set(rows) == set(_originals(result / "a.db"))


def test_a_place_where_nothing_can_be_written_is_refused(inbox: Path, tmp_path: Path) -> None:
    """A disk that is mounted for reading only, with a ledger on it; without mounting, a device in the ledger's place."""
    small, listed = tmp_path / "盘", tmp_path / "ledger.json"
    small.mkdir()
    ledger = small / "a.db"
    one = inbox / f"{FILES - 1:03d}.xlsx"
    receive = _command("receive", one, "--ledger", ledger)
    steps = f"mount -t tmpfs tmpfs '{small}'\n{receive} >/dev/null 2>&1\nmount -o remount,ro '{small}'\n"
    steps += f"{receive} >/dev/null 2>'{tmp_path}/err'; echo $? >'{tmp_path}/code'\n"
    steps += f"{_command('ledger', ledger, '--json')} >'{listed}'\n"
    command = ["unshare", "-rm", "sh", "-c", steps]
    if not _can_mount():
        receive = _command("receive", one, "--ledger", "/dev/null")
        command = ["sh", "-c", f"{receive} >/dev/null 2>'{tmp_path}/err'; echo $? >'{tmp_path}/code'"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run(command, check=False, env=environment, timeout=120)
    said = (tmp_path / "err").read_text("utf-8")
    assert (tmp_path / "code").read_text().strip() == "3", said
    assert "（ledger-unwritable）" in said or "（file-unwritable）" in said
    if listed.exists():  # looking at it needs no writing
        assert json.loads(listed.read_text("utf-8"))["entries"] == []
