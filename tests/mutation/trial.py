"""Runs tests in a child forked from a process that has the libraries loaded, on a copy of the tree.

The child imports ``xladdin`` and the tests from the copy, so that a changed file is seen by everything that imports it,
also by programs that a test starts. A child that runs out of time was stopped by the change.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import defusedxml.ElementTree  # noqa: F401  (loaded before the fork, like the others here)
import hypothesis.strategies
import jsonschema  # noqa: F401
import lxml.etree  # noqa: F401
import msgspec  # noqa: F401
import openpyxl  # noqa: F401
import pytest
import python_calamine  # noqa: F401
import rich.console  # noqa: F401

from tests.mutation.operators import Mutant

MARKED = "not libreoffice and not wine and not onlyoffice"
OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "-m", MARKED)


@dataclass
class Outcome:
    """How a run ended: pytest's exit code (None: out of time) and the first test that failed."""

    code: int | None
    failed: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    @property
    def noticed(self) -> bool:
        return self.code not in (0, 5)


class Watch:
    """The pytest plugin of a child: which tests run, how long, on which lines, and what failed first."""

    def __init__(
        self, outcome: Outcome, only: Collection[str] | None, order: Sequence[str], traced: tuple[str, ...]
    ) -> None:
        self.outcome, self.only, self.order, self.traced = outcome, only, {f: i for i, f in enumerate(order)}, traced
        self.seen: set[tuple[str, int]] = set()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.only is not None:
            items[:] = [item for item in items if item.nodeid in self.only]
        items.sort(key=lambda item: self.order.get(item.nodeid.split("::")[0], 0))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        start = time.perf_counter()
        self.seen = set()
        if self.traced:
            sys.settrace(self._call)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.outcome.seconds[item.nodeid] = time.perf_counter() - start
            self.outcome.lines[item.nodeid] = sorted(self.seen)

    def _call(self, frame: FrameType, event: str, arg: Any) -> Any:
        return self._line if frame.f_code.co_filename.startswith(self.traced) else None

    def _line(self, frame: FrameType, event: str, arg: Any) -> Any:
        self.seen.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.outcome.failed:
            self.outcome.failed = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.outcome.failed:
            self.outcome.failed = report.nodeid


def run(
    copy: Path,
    tests: Sequence[str],
    *,
    only: Collection[str] | None = None,
    order: Sequence[str] = (),
    marked: str = MARKED,
    limit: float = 600,
    traced: tuple[str, ...] = (),
) -> Outcome:
    """Runs ``tests`` of the tree ``copy`` in a child until one fails; ``limit`` are seconds of computing."""
    told = copy.parent / "told.json"
    told.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        try:
            _child(copy, told, tests, _Choice(only, order, marked, limit, traced))
        finally:
            os._exit(70)
    code = wait(child, limit * 4)
    if code is None or not told.exists():
        return Outcome(None, "时间" if code is None else "结束")
    return Outcome(**json.loads(told.read_text()))


@dataclass
class _Choice:
    only: Collection[str] | None
    order: Sequence[str]
    marked: str
    limit: float
    traced: tuple[str, ...]


def _child(copy: Path, told: Path, tests: Sequence[str], choice: _Choice) -> None:
    os.setsid()
    prepared(copy, bytecode=bool(choice.traced))
    if not choice.traced:
        limited(choice.limit)
    outcome = Outcome(None)
    watch = Watch(outcome, choice.only, choice.order, choice.traced)
    options = [*OPTIONS, "-m", choice.marked, f"--basetemp={told.parent / 'tmp'}"]
    outcome.code = int(pytest.main([*options, *tests], plugins=[watch]))
    told.write_text(json.dumps(vars(outcome)))
    os._exit(0)


def prepared(copy: Path, *, bytecode: bool) -> None:
    """Makes this process one that imports from the copy and says nothing."""
    os.chdir(copy)
    here = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = f"{copy}{os.pathsep}{here}" if here else str(copy)
    ours = str(Path(__file__).parents[2])
    sys.path[:] = [str(copy), *(p for p in sys.path if p and Path(p).resolve() != Path(ours))]
    for name in [n for n in sys.modules if n.split(".")[0] in ("tests", "xladdin")]:
        del sys.modules[name]
    if not bytecode:
        without_bytecode()
    quiet = os.open(os.environ.get("MUTANTS_LOG", os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile("mutants", database=None, derandomize=True, phases=phases)
    hypothesis.settings.load_profile("mutants")


def without_bytecode() -> None:
    """No compiled file is left behind by a changed one."""
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


def limited(seconds: float) -> None:
    """This process may compute so long."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 5))


def wait(child: int, seconds: float) -> int | None:
    """The child's exit status, or None when it had to be stopped; what it started ends with it."""
    until = time.monotonic() + seconds
    status: int | None = None
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        time.sleep(0.02)
    else:
        status = None
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if status is None:
        os.waitpid(child, 0)
    return None if status is None or os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


@contextmanager
def changed(copy: Path, mutant: Mutant, serial: int) -> Iterator[None]:
    """The copy with the mutant in it; its time differs from every other, or a compiled file would be believed."""
    file = copy / mutant.path
    source, stamp = file.read_bytes(), file.stat()
    file.write_bytes(mutant.applied(source))
    os.utime(file, (stamp.st_atime, stamp.st_mtime + 10 + 2 * serial))
    try:
        yield
    finally:
        file.write_bytes(source)
        os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
