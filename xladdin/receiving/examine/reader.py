"""Asks the reading process, and starts another one when it has died: its death is the refusal of one file."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import msgspec

import xladdin
from xladdin.errors import UserError
from xladdin.receiving.job import Answer, Job, Setting

#: Seconds of the clock for one file (a busy machine is slow, too), and for the start.
PATIENCE, START = 20.0, 60.0
#: Files that one process reads: what a library may leave behind in memory does not add up.
_TURNS = 300

#: ``-P``: what lies in the current folder, perhaps the inbox, is never imported.
COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "xladdin.receiving.examine.worker")


class Reader:
    """``with Reader(setting) as ask: ask(job)`` → Answer; one of code ``worker-died`` where the process ended without one."""

    def __init__(self, setting: Setting, command: Sequence[str] = COMMAND) -> None:
        self._setting, self._command = setting, tuple(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._listener: threading.Thread | None = None
        self._turns = 0
        #: Whether the ledger's lock keeps other processes out, as the reading process found when it started.
        self.holds = True

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._end()

    def start(self) -> None:
        """Begin now rather than with the first file; ``holds`` is known afterwards. Raises UserError internal."""
        if self._process is not None:
            return
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,  # a group of its own: whatever it starts ends with it
        )
        self._lines, self._turns = queue.Queue(), 0
        self._listener = threading.Thread(target=_listen, args=(self._process, self._lines), daemon=True)
        self._listener.start()
        first = self._ask(msgspec.json.encode(self._setting), START)
        if first is None:
            raise UserError("internal", cause="读取文件的程序没有启动")
        self.holds = first.holds

    def __call__(self, job: Job) -> Answer:
        if self._turns >= _TURNS:
            self._end()
        self.start()
        self._turns += 1
        answer = self._ask(msgspec.json.encode(job), PATIENCE)
        if answer is not None:
            return answer
        error = UserError("worker-died", file=job.name)
        return Answer(code=error.code, reason=f"{error.place()}：{error.what}", remedy=error.remedy)

    def _ask(self, line: bytes, patience: float) -> Answer | None:
        """None when there is no answer in time; the process is ended then."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        try:
            process.stdin.write(line + b"\n")
            process.stdin.flush()
            found = self._lines.get(timeout=patience)
            if found:
                return msgspec.json.decode(found, type=Answer)
        except (OSError, queue.Empty, msgspec.DecodeError):
            pass
        self._end()
        return None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if self._listener is not None:
            self._listener.join(START)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _environment() -> dict[str, str]:
    """The process finds this very package, wherever it was started from."""
    ours = str(Path(xladdin.__file__).resolve().parents[1])
    others = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(one for one in (ours, others) if one)}


def _listen(process: subprocess.Popen[bytes], lines: queue.Queue[bytes]) -> None:
    """Pass on what the process says; an empty line says that it has ended."""
    assert process.stdout is not None
    with contextlib.suppress(OSError, ValueError):
        for line in process.stdout:
            lines.put(line)
    lines.put(b"")
