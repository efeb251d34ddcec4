"""Python beside Excel does Excel no harm: nothing that ends it runs when our processes end."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.fakes.xlwings_live import xlwings_windows
from xladdin.excel.doctor import probe
from xladdin.excel.install import add
from xladdin.excel.udf.serve import ATTEMPTS, tame

_PROCESS = """
import atexit
from tests.fakes.xlwings_live import xlwings_windows
from xladdin.excel.udf.serve import tame
windows = xlwings_windows()._xlwindows
windows.cleanup = lambda: print("taskkill")
atexit.register(windows.cleanup)
atexit.register(print, "somebody else's handler")
{}
"""


@pytest.mark.parametrize(
    ("call", "said"), [("", ["somebody else's handler", "taskkill"]), ("tame()", ["somebody else's handler"])]
)
def test_the_exit_handler_that_kills_excel_is_taken_out_and_no_other(call: str, said: list[str]) -> None:
    ran = subprocess.run([sys.executable, "-c", _PROCESS.format(call)], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == said


def test_a_busy_excel_is_not_asked_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = xlwings_windows()._xlwindows
    monkeypatch.setattr(windows, "N_COM_ATTEMPTS", 0)
    tame()
    assert windows.N_COM_ATTEMPTS == ATTEMPTS > 0


def test_programs_that_only_try_whether_xlwings_starts_leave_before_exit_handlers_run() -> None:
    for command in (probe.START_TEST, add.START_TEST):
        assert "xlwings" in command
        assert command.endswith("os._exit(0)")
