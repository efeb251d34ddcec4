"""Medians of functions and of fresh processes, taken in turns, so that a slow moment of the machine hits all alike."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence

Work = Callable[[], object]
Clock = Callable[[], float]


def medians(
    *works: Work, rounds: int = 15, least: float = 0.002, clock: Clock = time.process_time
) -> tuple[float, ...]:
    """Median seconds of one call of each; short ones are repeated within a round until ``least`` seconds pass.

    Work of this process is timed in processor time, so that others on the machine do not count.
    """
    repeats = [_repeats(work, least, clock) for work in works]
    times: list[list[float]] = [[] for _ in works]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for work, count, found in zip(works, repeats, times, strict=True):
                found.append(_timed(work, count, clock))
    finally:
        gc.enable()
    return tuple(statistics.median(found) for found in times)


def _repeats(work: Work, least: float, clock: Clock) -> int:
    work()  # warm
    count = 1
    while (spent := _timed(work, count, clock) * count) < least:
        count = max(count + 1, int(count * least / max(spent, 1e-7)) + 1)
    return count


def _timed(work: Work, count: int, clock: Clock) -> float:
    start = clock()
    for _ in range(count):
        work()
    return (clock() - start) / count


def processes(*arguments: Sequence[str], rounds: int = 9) -> tuple[float, ...]:
    """Median seconds of fresh interpreters with these arguments. Raises CalledProcessError when one fails.

    Compiled modules are kept, as they are on a user's machine, whatever PYTHONDONTWRITEBYTECODE says here.
    """
    with tempfile.TemporaryDirectory(prefix="xladdin-bench-") as compiled:
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = compiled

        def start(given: Sequence[str]) -> Work:
            command = [sys.executable, *given]
            return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)

        return medians(*(start(given) for given in arguments), rounds=rounds, least=0, clock=time.perf_counter)


EMPTY = ("-c", "pass")
"""An interpreter that does nothing: the floor of every command."""


def beside(ours: float, floor: float) -> str:
    """``2.31 ms : 0.57 ms``."""
    return f"{ours * 1e3:.2f} ms : {floor * 1e3:.2f} ms"
