"""Runs a program with limits on time and memory, in a group of its own, so that whatever it starts ends with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence


class EndedError(Exception):
    """The program did not answer; the text says in Chinese why."""


def run_limited(
    command: Sequence[str],
    *,
    given: bytes = b"",
    seconds: int,
    memory: int,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """What the program writes on its standard output.

    seconds  of the clock, and of the processor; memory: address space in bytes (Windows has no such limit)
    Raises EndedError.
    """
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=None if environment is None else dict(environment),
        start_new_session=True,
        preexec_fn=None if sys.platform == "win32" else lambda: _limit(seconds, memory),
    )
    try:
        said, _ = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise EndedError(f"超过 {seconds} 秒没有读完") from None
    finally:
        _end(process)
    if process.returncode:
        raise EndedError("文件已损坏，或所需内存过多")
    return said


def _limit(seconds: int, memory: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
