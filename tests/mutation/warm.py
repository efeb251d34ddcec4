"""A process that has collected a room's tests, and forks a child for each change: nothing is loaded twice.

The child takes the changed file's functions into those that are loaded already (``swapped``), or its tables and
patterns (``renewed``). What else a change does while modules are loaded it cannot see, so that a change that lives here
is tried once more in a new process.
"""

from __future__ import annotations

import gc
import inspect
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from tests.mutation import trial
from tests.mutation.operators import Mutant


class Warm:
    """The collected tests of ``copy``; every ``run`` is a child of its own."""

    def __init__(self, copy: Path, tests: Sequence[str], *, traced: tuple[str, ...] = ()) -> None:
        self.told = copy.parent / "warm.json"
        asked, self.ask = os.pipe()
        self.answer, answered = os.pipe()
        self.server = os.fork()
        if self.server == 0:
            try:
                os.close(self.ask)
                os.close(self.answer)
                trial.prepared(copy, bytecode=True)
                plugin = _Server(copy, self.told, asked, answered, traced)
                code = pytest.main([*trial.OPTIONS, f"--basetemp={copy.parent / 'warm'}", *tests], plugins=[plugin])
                os.write(answered, f"{int(code)}\n".encode())
            finally:
                os._exit(0)
        os.close(asked)
        os.close(answered)
        self.replies = os.fdopen(self.answer)

    def run(self, *, mutant: Mutant | None = None, only: Sequence[str] | None = None, limit: float) -> trial.Outcome:
        """The tests ``only`` (all) in their order, until one fails; code 5 when the change cannot be taken in."""
        self.told.unlink(missing_ok=True)
        wanted = {"path": mutant.path if mutant else "", "only": only, "limit": limit}
        os.write(self.ask, f"{json.dumps(wanted)}\n".encode())
        reply = self.replies.readline().strip()
        if reply == "stopped":
            return trial.Outcome(None, "时间")
        if not self.told.exists():
            return trial.Outcome(None, "结束") if reply == "ended" else trial.Outcome(int(reply or 70), reply)
        return trial.Outcome(**json.loads(self.told.read_text()))

    def close(self) -> None:
        """Lets the process end."""
        os.close(self.ask)
        self.replies.close()
        os.waitpid(self.server, 0)


class _Server:
    """The pytest plugin of the process: it runs no test itself."""

    def __init__(self, copy: Path, told: Path, asked: int, answered: int, traced: tuple[str, ...]) -> None:
        self.copy, self.told, self.traced = copy, told, traced
        self.asked, self.answered = os.fdopen(asked), answered

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return False
        sources = {file: file.read_bytes() for file in (self.copy / "xladdin").rglob("*.py")}
        loaded, remembering = functions(str(self.copy / "xladdin"))
        gc.freeze()
        for line in self.asked:
            wanted = json.loads(line)
            child = os.fork()
            if child == 0:
                try:
                    os.setsid()
                    if wanted["path"]:
                        trial.without_bytecode()
                        trial.limited(wanted["limit"])
                        file = self.copy / wanted["path"]
                        old, new = sources[file], file.read_bytes()
                        if not (swapped(loaded[str(file)], old, new) or renewed(_module(file), old, new)):
                            self.told.write_text(json.dumps({"code": 5}))
                            os._exit(0)
                        for one in remembering[str(file)]:
                            one.cache_clear()
                    self._run(session, wanted["only"], () if wanted["path"] else self.traced)
                finally:
                    os._exit(70)
            status = trial.wait(child, wanted["limit"] * 4)
            os.write(self.answered, b"stopped\n" if status is None else b"ended\n")
        os._exit(0)

    def _run(self, session: pytest.Session, only: Sequence[str] | None, traced: tuple[str, ...]) -> None:
        outcome = trial.Outcome(0)
        watch = trial.Watch(outcome, None, (), traced)
        session.config.pluginmanager.register(watch)
        by_id = {item.nodeid: item for item in session.items}
        items = session.items if only is None else [by_id[test] for test in only if test in by_id]
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if outcome.failed:
                outcome.code = 1
                break
        self.told.write_text(json.dumps(vars(outcome)))
        os._exit(0)


def functions(folder: str) -> tuple[defaultdict[str, list[FunctionType]], defaultdict[str, list[Any]]]:
    """The loaded functions of a folder's files, and those of them that remember their results."""
    found: defaultdict[str, list[FunctionType]] = defaultdict(list)
    remembering: defaultdict[str, list[Any]] = defaultdict(list)
    for thing in gc.get_objects():
        if type(thing) is FunctionType and thing.__code__.co_filename.startswith(folder):
            found[thing.__code__.co_filename].append(thing)
        elif isinstance(thing, _lru_cache_wrapper) and isinstance(thing.__wrapped__, FunctionType):
            remembering[thing.__wrapped__.__code__.co_filename].append(thing)
    return found, remembering


def swapped(loaded: Collection[FunctionType], old: bytes, new: bytes) -> bool:
    """Gives the loaded functions of a file the code of its changed source; False when that cannot be all of the change."""
    before, after = (_Parts(compile(source, "changed", "exec", dont_inherit=True)) for source in (old, new))
    if before.on_loading != after.on_loading:
        return False
    pairs = zip(before.functions, after.functions, strict=True)
    changes = [(one, other) for one, other in pairs if _behaviour(one) != _behaviour(other)]
    takers = [(f, other) for one, other in changes for f in loaded if _place(f.__code__) == _place(one)]
    if len({_place(one) for one, _ in changes}) != len({_place(f.__code__) for f, _ in takers}):
        return False
    if any(function.__code__.co_freevars != other.co_freevars for function, other in takers):
        return False
    for function, other in takers:
        function.__code__ = other
    return bool(takers)


def renewed(module: ModuleType, old: bytes, new: bytes) -> bool:
    """Gives a loaded module the tables and patterns that its changed source makes; False where there is no difference."""
    try:
        before = _made(module, old)
    except Exception:  # it can be loaded only once
        return False
    after = _made(module, new)
    different = {name: value for name, value in after.items() if _looks(value) != _looks(before.get(name))}
    vars(module).update(different)
    return bool(different)


def _made(module: ModuleType, source: bytes) -> dict[str, object]:
    """Name → value of what a source makes on loading, classes and functions aside: others hold on to those."""
    made: dict[str, object] = {"__name__": module.__name__}
    exec(compile(source, "changed", "exec", dont_inherit=True), made)
    kept = (type, FunctionType, ModuleType)
    return {name: one for name, one in made.items() if not name.startswith("__") and not isinstance(one, kept)}


def _looks(value: object) -> str:
    """What tells a value from another; one that shows nothing but its address is looked into."""
    text = repr(value)
    bare = re.sub(r" at 0x[0-9a-f]+", "", text)
    return bare if bare == text else f"{bare} {re.sub(r' at 0x[0-9a-f]+', '', repr(getattr(value, '__dict__', '')))}"


def _module(file: Path) -> ModuleType:
    return next(one for one in list(sys.modules.values()) if getattr(one, "__file__", None) == str(file))


class _Parts:
    """What a module does on loading, and its functions (those within functions belong to them)."""

    def __init__(self, module: CodeType) -> None:
        self.on_loading: list[object] = []
        self.functions: list[CodeType] = []
        self._visit(module)

    def _visit(self, code: CodeType) -> None:
        self.on_loading.append((code.co_name, *_own(code)))
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                if constant.co_flags & inspect.CO_OPTIMIZED:
                    self.on_loading.append(constant.co_qualname)
                    self.functions.append(constant)
                else:
                    self._visit(constant)


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _own(code: CodeType) -> tuple[object, ...]:
    """What a code does by itself, wherever it stands in the file."""
    constants = tuple((type(c), repr(c)) for c in code.co_consts if not isinstance(c, CodeType))
    return code.co_code, constants, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars


def _behaviour(code: CodeType) -> tuple[object, ...]:
    return *_own(code), *(_behaviour(c) for c in code.co_consts if isinstance(c, CodeType))
