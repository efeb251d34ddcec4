"""``make bench-rollup``: consolidation of many submissions, every claim as a ratio measured in one run.

python -m benchmarks.rollup [N] [WORKERS]

10 000 submissions and two processes by default; fewer for trying (a start of some seconds then weighs more, and the ratios of
engines mean less). Whole runs are timed by the clock, so the machine has to be quiet; what one file costs is processor time.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.submissions import PROFILE, submissions
from xladdin.rollup.engines.run import CHUNK, read_into
from xladdin.rollup.rows import chunk
from xladdin.rollup.rows.chunk import Item, Setting, Task, read_chunk
from xladdin.rollup.store.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

#: Files of which single costs are measured, and of which pandas reads (the whole is extrapolated).
SAMPLE, FOREIGN = 240, 30
ROWS = 3_500_000


class Found(NamedTuple):
    """``limit``: at least, or at most where ``most``."""

    title: str
    value: float
    limit: float
    most: bool
    made_of: str

    @property
    def held(self) -> bool:
        return self.value <= self.limit if self.most else self.value >= self.limit


def main(count: int, workers: int) -> int:
    paths = submissions(count)
    items = [Item(path.name, str(path)) for path in paths]
    folder = Path(tempfile.mkdtemp(prefix="xladdin-bench-rollup-"))
    console = Console()
    table = Table(f"{count} submissions, {workers} processes", "measured", "limit", "", "made of")
    exceeded = 0
    try:
        for one in _measured(items, workers, folder):
            exceeded += not one.held
            verdict = "[green]ok[/]" if one.held else "[red]exceeded[/]"
            limit = f"{'≤' if one.most else '≥'} {one.limit:g}"
            table.add_row(one.title, f"{one.value:.2f}", limit, verdict, one.made_of)
            console.print(f"{one.title}: {one.value:.2f} ({one.made_of})")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    console.print(table)
    return 1 if exceeded else 0


def _measured(items: list[Item], workers: int, folder: Path) -> Iterator[Found]:
    count = len(items)
    yield from _single(items[:SAMPLE])
    yield _memory(items)
    loop = _timed(lambda: read_into(Store(folder / "loop"), items, PROFILE, engine="loop"))
    several = _timed(
        lambda: read_into(Store(folder / "processes"), items, PROFILE, engine="processes", workers=workers)
    )
    yield Found("processes, times as fast as the loop", loop / several, 1.7, False, _rates(count, loop, several))
    dask = _timed(lambda: read_into(Store(folder / "dask"), items, PROFILE, engine="dask", workers=workers))
    yield Found("Dask LocalCluster beside processes", several / dask, 0.6, False, _rates(count, dask, several))
    for engine, limit in (("openpyxl", 40.0), ("calamine", 20.0)):
        theirs = _pandas(items[:: max(1, count // FOREIGN)][:FOREIGN], engine)
        said = f"{1e3 * theirs:.1f} ms : {1e3 * several / count:.2f} ms a file; {FOREIGN} files, extrapolated"
        yield Found(
            f"processes, times as fast as pandas.read_excel({engine})", theirs * count / several, limit, False, said
        )
    yield _aggregation(Store(folder / "processes"), several / count, folder)


def _rates(count: int, one: float, other: float) -> str:
    return f"{count / one:.0f}/s, {count / other:.0f}/s"


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _single(items: list[Item]) -> Iterator[Found]:
    """Processor time of one file in this process, beside inflating it and hashing every part: the least of five rounds."""
    floor = _least(lambda: [_floor(Path(item.path)) for item in items]) / len(items)
    sealed = _least(lambda: _chunks(items)) / len(items)
    carried = chunk.carried
    chunk.carried = lambda archive: None  # as if there were no seal: the cells are read
    try:
        cells = _least(lambda: _chunks(items)) / len(items)
    finally:
        chunk.carried = carried
    for title, ours, limit in (("a sealed file", sealed, 2.0), ("a file from its cells", cells, 5.0)):
        said = f"{1e3 * ours:.2f} ms : {1e3 * floor:.2f} ms of {len(items)} files"
        yield Found(f"{title}, beside inflating and hashing it", ours / floor, limit, True, said)


def _least(work: Callable[[], object], rounds: int = 5) -> float:
    work()
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def _floor(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return [hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()]


def _chunks(items: list[Item]) -> None:
    for task in _tasks(items):
        done = read_chunk(task, Setting(PROFILE))
        assert not any(one.code for one in done.said)


def _tasks(items: list[Item]) -> Iterator[Task]:
    for at in range(0, len(items), CHUNK):
        yield Task(at, tuple(items[at : at + CHUNK]))


def _memory(items: list[Item]) -> Found:
    """Of a process that reads them all: its peak after a tenth of the files and at the end."""
    paths = "\n".join(item.path for item in items)
    command = [sys.executable, "-m", "benchmarks.rollup", "memory"]
    done = subprocess.run(command, input=paths, capture_output=True, text=True, check=True)
    first, last = map(int, done.stdout.split())
    said = f"{first >> 10} MB after {len(items) // 10} files, {last >> 10} MB after {len(items)}"
    return Found("peak memory of a process, after all beside after a tenth", last / first, 1.2, True, said)


def _peaks() -> None:
    import resource

    items = [Item(Path(line).name, line) for line in sys.stdin.read().splitlines()]
    tasks = list(_tasks(items))
    marks = (max(1, len(tasks) // 10), len(tasks))
    for number, task in enumerate(tasks, 1):
        read_chunk(task, Setting(PROFILE))
        if number in marks:
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _pandas(items: list[Item], engine: str) -> float:
    """Seconds a file: every sheet into a frame, and nothing done with it."""
    import pandas as pd

    pd.read_excel(items[0].path, sheet_name=None, header=None, engine=engine)
    return _timed(
        lambda: [pd.read_excel(item.path, sheet_name=None, header=None, engine=engine) for item in items]
    ) / len(items)


def _aggregation(store: Store, seconds: float, folder: Path) -> Found:
    """3.5 million rows, made of those that were read: from Parquet to the sums, beside reading the files they stand for."""
    import pyarrow.parquet as pq

    from xladdin.rollup.sums.of_store import COLUMNS, FILE_COLUMNS, cells_of_store

    many = {name: folder / f"many-{name}.parquet" for name in ("files", "indicators")}
    files, rows = store.table("files", FILE_COLUMNS), store.table("indicators", COLUMNS)
    times = -(-ROWS // len(rows))
    for name, table in (("files", files), ("indicators", rows)):
        _repeated(table, times, many[name])
    stands_for = times * len(files) * seconds
    chosen = pq.read_table(many["files"], columns=["file"])["file"].to_pylist()

    def work() -> None:
        cells_of_store(pq.read_table(many["files"]), pq.read_table(many["indicators"]), chosen)

    spent = min(_timed(work) for _ in range(3))
    said = (
        f"{times * len(rows) / 1e6:.1f} M rows in {spent:.2f} s; reading {times * len(files)} files {stands_for:.0f} s"
    )
    return Found("adding up, per cent of the reading it stands for", 100 * spent / stands_for, 2.0, True, said)


def _repeated(table: pa.Table, times: int, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    step = pc.max(table["file"]).as_py() + 1
    at = table.schema.get_field_index("file")
    whole = table.unify_dictionaries().combine_chunks()
    with pq.ParquetWriter(path, whole.schema, compression="zstd") as file:
        for number in range(times):
            shifted = pc.add(whole["file"], pa.scalar(number * step, pa.int64()))
            file.write_table(whole.set_column(at, "file", shifted))


if __name__ == "__main__":
    given = list(itertools.islice(sys.argv, 1, None))
    if given == ["memory"]:
        _peaks()
        sys.exit(0)
    sys.exit(main(int(given[0]) if given else 10_000, int(given[1]) if len(given) > 1 else min(2, os.cpu_count() or 1)))
