"""Asks the worker, and starts another when one has died."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

import tests

ROOT = Path(tests.__file__).parent.parent
_CODE = re.compile(r"（([a-z-]+)）$")


class Answer(NamedTuple):
    """``died``: the process ended without an answer; ``refusal``: the code in the one line, empty when there is none."""

    died: bool
    code: int = 0
    out: str = ""
    err: str = ""
    seconds: float = 0

    @property
    def refusal(self) -> str:
        found = _CODE.search(self.err.strip())
        return found[1] if found else ""

    def faults(self) -> list[str]:
        """What no file may cause, whatever is in it."""
        if self.died:
            return ["the process died (memory, time, or an abort)"]
        lines = self.err.strip().split("\n") if self.err.strip() else []
        return [
            fault
            for found, fault in (
                (self.refusal == "internal" or "Traceback" in self.err, f"internal error: {self.err[:300]}"),
                (len(lines) > 1 and self.code == 3, f"more than one line: {self.err[:300]}"),
                (self.code not in (0, 1, 3), f"exit code {self.code}"),
                (self.code == 3 and not self.refusal, "refused without a code"),
                (self.code == 3 and self.out != "", "refused, but said something on standard output"),
            )
            if found
        ]


class Worker:
    """``with Worker() as ask: ask("score", path)``."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._process is not None:
            self._close(self._process)

    def __call__(self, command: str, path: Path) -> Answer:
        process = self._process = self._process or self._start()
        stdin, stdout = _pipes(process)
        try:
            stdin.write(f"{command}\t{path}\n")
            stdin.flush()
            line = stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self._close(process)
            self._process = None
            return Answer(died=True)
        return Answer(died=False, **json.loads(line))

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tests.hostile.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def _close(self, process: subprocess.Popen[str]) -> None:
        stdin, stdout = _pipes(process)
        with contextlib.suppress(BrokenPipeError):
            stdin.close()
        stdout.close()
        process.wait()


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout
