"""What all tests share: tools that may be missing, and a loud word at the end when they were."""

from __future__ import annotations

import gc
import os
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from tests.support import libreoffice as libreoffice_module
from tests.support.requirements import SKIP_PREFIX, TOOLS, require

#: No profile that somebody added on this machine takes part in the tests.
os.environ["XLADDIN_PROFILES"] = str(Path(tempfile.gettempdir()) / "xladdin-tests-no-profiles")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test marked ``libreoffice`` or ``wine`` needs that tool; no need to say so twice."""
    for name in TOOLS:
        if item.get_closest_marker(name) is not None:
            require(name)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """A file's tests stay together, and so do all tests under wine: they share a prefix and a bundle.

    They are handed out in the order of ``pytest_collection_modifyitems``, not by their number.
    """
    from xdist.scheduler import LoadFileScheduling

    class ByRoom(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = str(super()._split_scope(nodeid))
            return "tests/wine" if file.startswith("tests/wine/") else file

    config.option.loadscopereorder = False
    return ByRoom(config, log)


#: What takes longest, one of them a minute.
_LONG = (
    "tests/wine/",
    "tests/forms/test_recalculated.py",
    "tests/rules/test_native",
    "tests/excel/buttons/",
    "tests/faults/",
    "tests/receiving/test_faults.py",
    "tests/receiving/test_hostile_inbox.py",
)


def pytest_collection_finish() -> None:
    """Twelve thousand tests and their tables stay to the end: looking through them for garbage takes a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Several workers begin with what takes longest, so that none is left alone with it at the end."""
    if not hasattr(config, "workerinput"):
        return
    tests = Counter(item.path for item in items)

    def turn(item: pytest.Item) -> tuple[int, int]:
        long = next((place for place, start in enumerate(_LONG) if item.nodeid.startswith(start)), len(_LONG))
        return long, -tests[item.path] if long == len(_LONG) else 0

    items.sort(key=turn)


@pytest.fixture
def libreoffice() -> ModuleType:
    """``tests.support.libreoffice``; skips (REQUIRE: fails) when LibreOffice is missing."""
    require("libreoffice")
    return libreoffice_module


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tests skipped for lack of a tool are counted where nobody can overlook them."""
    missing: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if SKIP_PREFIX in reason:
            missing[reason[reason.index(SKIP_PREFIX) :]] += 1
    if missing:
        terminalreporter.section(f"跳过 {missing.total()} 项测试", sep="!", red=True, bold=True)
        for reason, count in missing.most_common():
            terminalreporter.line(f"跳过 {count} 项：{reason}", red=True)
        terminalreporter.line("设置环境变量 REQUIRE=libreoffice,wine,onlyoffice 可使缺少工具成为失败", red=True)
