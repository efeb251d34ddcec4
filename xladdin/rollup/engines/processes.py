"""Several processes on this machine, started anew (spawn), the same on Windows and Linux.

A process that dies takes nobody with it: what was under way is read again, file by file, in a process of its own, and the
file that ends that one as well is refused, once.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from xladdin.errors import UserError
from xladdin.rollup.engines.tasks import Engine, died, singles
from xladdin.rollup.rows.chunk import ChunkFunction, Done, Setting, Task

_setting = Setting()


def processes(workers: int) -> Engine:
    """The engine with so many processes."""

    def run(tasks: Sequence[Task], setting: Setting, function: ChunkFunction) -> Iterator[Done]:
        waiting = list(reversed(tasks))
        while waiting:
            broken: list[Task] = []
            yield from _until_broken(waiting, broken, workers, setting, function)
            if broken:
                yield from _one_by_one([one for task in broken for one in singles(task)], setting, function)

    return run


def _until_broken(
    waiting: list[Task], broken: list[Task], workers: int, setting: Setting, function: ChunkFunction
) -> Iterator[Done]:
    """Work off ``waiting`` from its end; when a process dies, what was under way is in ``broken``."""
    pool = _pool(workers, setting)
    under_way: dict[Future[Done], Task] = {}
    try:
        while (waiting or under_way) and not broken:
            while waiting and len(under_way) < 2 * workers:
                task = waiting[-1]
                under_way[pool.submit(_work, function, task)] = task
                waiting.pop()
            finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in finished:
                task = under_way.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    broken.append(task)
        if broken:
            broken += under_way.values()
    except (BrokenProcessPool, OSError):  # while handing over: a pool that is breaking has closed pipes already
        broken += under_way.values()
    finally:
        _end(pool)


def _one_by_one(tasks: Sequence[Task], setting: Setting, function: ChunkFunction) -> Iterator[Done]:
    """In one process; another one when it has died, which is the refusal of the file that it was at."""
    pool = _living(setting)
    try:
        for task in tasks:
            try:
                yield pool.submit(_work, function, task).result()
            except BrokenProcessPool:
                yield died(task)
                _end(pool)
                pool = _living(setting)
    finally:
        _end(pool)


def _pool(workers: int, setting: Setting) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(setting,))


def _living(setting: Setting) -> ProcessPoolExecutor:
    """One process that answers. Where none does it is not the files' fault: raises UserError internal."""
    pool = _pool(1, setting)
    try:
        pool.submit(_begin, setting).result()
    except (BrokenProcessPool, OSError) as error:
        _end(pool)
        raise UserError("internal", cause="读取文件的进程没有启动") from error
    return pool


def _end(pool: ProcessPoolExecutor) -> None:
    """Now: after Ctrl-C nobody waits for chunks that are under way."""
    running = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.terminate()
    for process in running:
        process.join()


def _begin(setting: Setting) -> None:
    """In the new process: Ctrl-C is for the one that started it."""
    global _setting
    _setting = setting
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(function: ChunkFunction, task: Task) -> Done:
    return function(task, _setting)
