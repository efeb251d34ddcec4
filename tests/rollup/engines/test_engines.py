"""The same rows whoever reads: loop, processes, a cluster — also when a process dies, and when somebody stops the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.rollup.many import POISON, county, dead, deadly, items_of, noted, put
from tests.support.examples import SOAKING
from xladdin.errors import UserError
from xladdin.rollup.engines import processes
from xladdin.rollup.engines.run import read_into
from xladdin.rollup.rows import chunk
from xladdin.rollup.rows.chunk import Done, Item, Setting, Task, read_chunk
from xladdin.rollup.store.store import Store

pytest.importorskip("pyarrow")
pytest.importorskip("distributed")

ROOT = Path(__file__).parents[3]


@pytest.fixture
def items(tmp_path: Path) -> list[Item]:
    return put(tmp_path / "收件", [county(number) for number in range(24)])


def rows(store: Store) -> list[dict[str, Any]]:
    """Every row of the store with its file's name instead of its number: numbers depend on who was first."""
    sources = {one["file"]: one["source"] for one in store.table("files").to_pylist()}
    found = [
        {**one, "table": name, "file": sources[one["file"]]}
        for name in ("indicators", "funds")
        for one in store.table(name).to_pylist()
    ]
    return sorted(found, key=lambda one: (one["table"], one["file"], one.get("place", 0), one.get("source", "")))


@pytest.fixture
def looped(items: list[Item], tmp_path: Path) -> list[dict[str, Any]]:
    store = Store(tmp_path / "loop")
    said = read_into(store, items, engine="loop")
    assert [one.source for one in said] == [item.source for item in items]
    found = rows(store)
    assert len(found) == 24 * 3 + 24
    return found


def test_processes_give_the_rows_of_the_loop(items: list[Item], looped: list[dict[str, Any]], tmp_path: Path) -> None:
    store = Store(tmp_path / "processes")
    read_into(store, items, engine="processes", workers=2, chunk=5)
    assert rows(store) == looped


def test_a_file_that_ends_its_process_is_refused_once_and_the_others_are_read(
    items: list[Item], looped: list[dict[str, Any]], tmp_path: Path
) -> None:
    poisoned = [*items]
    for at in (3, 17):
        Path(items[0].path).with_name(f"{POISON}{at}.json").write_bytes(b"{}")
        poisoned.insert(at, Item(f"{POISON}{at}.json", str(Path(items[0].path).with_name(f"{POISON}{at}.json"))))
    store = Store(tmp_path / "poisoned")
    said = read_into(store, poisoned, engine="processes", workers=2, chunk=6, function=deadly)
    assert rows(store) == looped
    refused = [one for one in said if one.code]
    assert [(one.source, one.code) for one in refused] == [
        (f"{POISON}3.json", "worker-died"),
        (f"{POISON}17.json", "worker-died"),
    ]
    assert all(one.source in one.line for one in refused)


def test_processes_that_do_not_start_are_not_the_files_fault(
    items: list[Item], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_begin", dead)
    with pytest.raises(UserError) as caught:
        read_into(Store(tmp_path / "store"), items, engine="processes", workers=2)
    assert caught.value.code == "internal"


def test_what_was_read_is_not_read_again(
    items: list[Item], looped: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run is broken off after two tasks; the next one reads the rest, and the one after it nothing."""
    opened: list[str] = []
    take = chunk.take
    monkeypatch.setattr(chunk, "take", lambda data, item: (opened.append(item.source), take(data, item))[1])
    folder = tmp_path / "broken-off"

    def breaks(task: Task, setting: Setting) -> Done:
        if task.items[0].source == items[10].source:
            raise KeyboardInterrupt
        return read_chunk(task, setting)

    with pytest.raises(KeyboardInterrupt):
        read_into(Store(folder), items, engine="loop", chunk=5, function=breaks)
    assert len(opened) == 10
    store = Store(folder)
    read_into(store, items, engine="loop", chunk=5)
    assert sorted(opened) == sorted(item.source for item in items)  # each once
    assert rows(store) == looped
    Path(items[0].path).rename(Path(items[0].path).with_name("改名.json"))
    read_into(Store(folder), items_of(Path(items[1].path).parent), engine="loop")
    assert len(opened) == len(items)  # known by its content, whatever it is called


def test_a_file_that_was_refused_is_not_read_again_and_is_still_said(tmp_path: Path, items: list[Item]) -> None:
    bad = Path(items[0].path).with_name("坏.xlsx")
    bad.write_bytes(b"PK\x03\x04 nothing")
    for _ in range(2):
        said = read_into(Store(tmp_path / "store"), [*items, Item("坏.xlsx", str(bad))], engine="loop")
        (refused,) = [one for one in said if one.code]
        assert (refused.source, refused.code) == ("坏.xlsx", "file-not-workbook")
        assert "坏.xlsx" in refused.line


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_keeps_what_is_done_and_ends_every_process(tmp_path: Path, items: list[Item]) -> None:
    script = tmp_path / "stopped.py"
    lines = (
        "import sys",
        "from pathlib import Path",
        "from tests.rollup.many import items_of, slow",
        "from xladdin.rollup.engines.run import read_into",
        "from xladdin.rollup.store.store import Store",
        "if __name__ == '__main__':",
        "    folder, store = map(Path, sys.argv[1:])",
        "    read_into(Store(store), items_of(folder), engine='processes', workers=2, chunk=2, function=slow)",
    )
    script.write_text("\n".join(lines), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "收件"), str(tmp_path / "store")],
        env=environment,
        start_new_session=True,
        stderr=-1,
    )
    parts = tmp_path / "store" / "parts"
    deadline = time.monotonic() + 60
    while not (parts.is_dir() and list(parts.glob("*.part"))) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to all of them
    _, told = process.communicate(timeout=60)
    assert b"KeyboardInterrupt" in told, told.decode()
    while _is_somebody_left(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_somebody_left(process.pid)
    store = Store(tmp_path / "store")
    before = len(store.known)
    assert 0 < before < len(items)
    read_into(store, items, engine="loop")
    assert len(store.known) == len(items)


def _is_somebody_left(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A real scheduler and two worker processes; its address and the workers."""
    started: list[subprocess.Popen[bytes]] = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = tmp_path / "scheduler.json"

    def start(*arguments: str) -> None:
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        log = (tmp_path / f"{len(started)}.log").open("wb")
        started.append(subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=log, stderr=log))

    start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    for _ in range(2):
        start("worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-nanny", "--no-dashboard")
    deadline = time.monotonic() + 60
    while not told.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    import json

    yield json.loads(told.read_text("utf-8"))["address"], started[1:]
    for process in started:
        process.kill()
        process.wait()


def test_a_cluster_gives_the_same_rows_when_a_worker_is_killed_half_way(
    items: list[Item], looped: list[dict[str, Any]], tmp_path: Path, cluster: tuple[str, list[Any]]
) -> None:
    import threading

    address, workers = cluster

    def kill_one() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            busy = {path.name.split("-")[1] for path in tmp_path.glob("worked-*")}
            if len(busy) == 2:  # both have given rows
                workers[0].kill()
                return
            time.sleep(0.02)

    killer = threading.Thread(target=kill_one)
    killer.start()
    store = Store(tmp_path / "dask")
    said = read_into(store, items, scheduler=address, chunk=2, function=noted)
    killer.join()
    assert workers[0].wait(10) != 0
    assert not [one for one in said if one.code]
    assert rows(store) == looped


@pytest.mark.soak
@pytest.mark.skipif(not SOAKING, reason="Dask takes four dead workers for one poisoned task: 20 seconds (SOAK=1)")
def test_a_cluster_refuses_a_file_that_ends_its_workers_once(
    items: list[Item], looped: list[dict[str, Any]], tmp_path: Path
) -> None:
    poisoned = Path(items[0].path).with_name(f"{POISON}.json")
    poisoned.write_bytes(b"{}")
    store = Store(tmp_path / "store")
    given = [*items[:9], Item(poisoned.name, str(poisoned)), *items[9:]]
    said = read_into(store, given, engine="dask", workers=2, chunk=4, function=deadly)
    assert [(one.source, one.code) for one in said if one.code] == [(poisoned.name, "worker-died")]
    assert rows(store) == looped


def test_a_scheduler_that_does_not_answer_is_said(tmp_path: Path, items: list[Item], monkeypatch: Any) -> None:
    monkeypatch.setattr("xladdin.rollup.engines.cluster._PATIENCE", 0.5)
    with pytest.raises(UserError) as caught:
        read_into(Store(tmp_path / "store"), items, scheduler="tcp://127.0.0.1:9", engine="dask")
    assert caught.value.code == "scheduler-missing"


def test_without_dask_one_line_says_how_to_install_it(
    tmp_path: Path, items: list[Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError) as caught:
        read_into(Store(tmp_path / "store"), items, engine="dask")
    assert caught.value.code == "extra-missing"
    assert "xladdin[cluster]" in caught.value.line()
