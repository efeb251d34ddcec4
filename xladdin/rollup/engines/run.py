"""Read many files into a store: tasks, an engine, progress; stop at any time and go on later."""

from __future__ import annotations

import os
from collections.abc import Sequence

import msgspec

from xladdin.rollup.engines.progress import Progress
from xladdin.rollup.engines.tasks import Engine, loop
from xladdin.rollup.rows.chunk import ChunkFunction, Item, Said, Setting, Task, read_chunk
from xladdin.rollup.store.reading import MANY
from xladdin.rollup.store.store import Store

#: Files of one task.
CHUNK = 80
ENGINES = ("auto", "loop", "processes", "dask")


def read_into(
    store: Store,
    items: Sequence[Item],
    profile: str = "",
    *,
    engine: str = "auto",
    scheduler: str = "",
    workers: int = 0,
    chunk: int = 0,
    function: ChunkFunction = read_chunk,
    progress: Progress | None = None,
) -> list[Said]:
    """What became of every item; what was read is in the store, and the store's tables are made.

    engine     auto: processes for many files, a loop for few
    scheduler  address of a Dask scheduler, for the engine dask; workers: processes on this machine, one a core by default
    Raises UserError: extra-missing, and as the engine does. KeyboardInterrupt leaves what was read in the store.
    """
    setting = Setting(profile, frozenset(store.known))
    workers = workers or os.cpu_count() or 1
    size = chunk or max(1, min(CHUNK, -(-len(items) // (2 * workers))))
    begin = store.next
    tasks = [Task(begin + at, tuple(items[at : at + size])) for at in range(0, len(items), size)]
    run = _engine(engine, len(items), scheduler, workers)
    said: dict[int, tuple[Said, ...]] = {}
    progress = progress or Progress(len(items))
    with progress:
        for done in run(tasks, setting, function):
            store.add(done)
            said[done.first] = done.said
            progress.advance(len(done.said))
    store.finish()
    return [_remembered(one, store) for first in sorted(said) for one in said[first]]


def _remembered(one: Said, store: Store) -> Said:
    """What was said of the same file before, where it was not read again."""
    before = store.known.get(one.key)
    return msgspec.structs.replace(before, source=one.source) if before is not None and not one.code else one


def _engine(name: str, count: int, scheduler: str, workers: int) -> Engine:
    if name == "dask" or scheduler:
        from xladdin.rollup.engines.cluster import cluster

        return cluster(scheduler, workers)
    if name == "processes" or (name == "auto" and count >= MANY and workers > 1):
        from xladdin.rollup.engines.processes import processes

        return processes(workers)
    return loop
