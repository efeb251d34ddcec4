"""Commands run in forked processes: warm, so that a thousand of them take a minute, and free to be killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

_CONTEXT = multiprocessing.get_context("fork")


def start(*arguments: object, gate: object = None) -> BaseProcess:
    """Run ``xladdin ARGUMENTS`` in a process of its own; with a ``gate`` (barrier) it waits there first."""
    process = _CONTEXT.Process(target=_run, args=([str(one) for one in arguments], gate))
    process.start()
    return process


def together(*commands: tuple[object, ...]) -> list[int]:
    """Run the commands at once; their exit codes."""
    gate = _CONTEXT.Barrier(len(commands))
    processes = [start(*command, gate=gate) for command in commands]
    for process in processes:
        process.join(60)
    return [process.exitcode if process.exitcode is not None else -1 for process in processes]


def killed(*arguments: object, within: float, random: Random) -> bool:
    """Start the command and kill it after a random part of ``within`` seconds; whether it was still running."""
    process = start(*arguments)
    time.sleep(random.uniform(0, within))
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    return process.exitcode == -signal.SIGKILL


def duration(*arguments: object) -> float:
    """Seconds that the command takes when nobody disturbs it; it must succeed."""
    begin = time.perf_counter()
    process = start(*arguments)
    process.join()
    assert process.exitcode in (0, 1)
    return time.perf_counter() - begin


def _run(arguments: list[str], gate: object) -> None:
    from xladdin.cli import main
    from xladdin.disk import leftovers

    leftovers._swept.clear()
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - dies with the process
    if gate is not None:
        gate.wait()  # type: ignore[attr-defined]
    code = main(arguments)
    sys.stdout.flush()
    os._exit(code)
