"""The real COM UDF server, started through xlwings' DLL as Excel starts it, answers every worksheet function."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from tests.wine.prefix import Wine
from xladdin.excel.doctor.probe import START_TEST
from xladdin.excel.udf import functions
from xladdin.excel.udf.declare import declarations

BOUNDS: list[Any] = ["≥", 150.0, None]
SCORED: list[Any] = [*BOUNDS, 120.0, 10.0, "按照完成比例赋分", None, None]
CALLS: list[tuple[str, list[Any]]] = [
    ("JX_VALUE", ["1.2亿元", "万元", "≥10000万元", "", None, 2024.0, None]),
    ("JX_VALUE", ["九成左右", "%", "≥90%", "", None, 2024.0, None]),
    ("JX_TARGET", ["上限", "控制在1.2亿元以内", "项目成本（万元）", "成本指标", None, None, None]),
    ("JX_RATE", [*BOUNDS, 233.31]),
    ("JX_RATE", [*BOUNDS, None]),
    ("JX_DEVIATION", [*BOUNDS, 120.0]),
    ("JX_SCORE", SCORED),
    ("JX_EXEC_RATE", [29000.0, 12345.67]),
    ("JX_LEVEL", [[[44.04], [20.0]], [[46.0], [20.0]], 50.0, None]),
    ("JX_TOTAL", [[[6.3], [44.0], [30.0], [8.5]]]),
    ("JX_GRADE", [88.8, None]),
    ("JX_EXPLAIN", SCORED),
    ("JX_VERSION", []),
]


def test_every_function_is_called() -> None:
    assert {name for name, _ in CALLS} == {declared.name for declared in declarations(functions)}


@pytest.mark.usefixtures("nothing_ran")
def test_the_server_answers_every_function_as_python_does_here(wine: Wine, python: str, mailbox: Path) -> None:
    """The current folder is that of the mailed workbook, as in an Excel that opened it by a double click."""
    (mailbox / "calls.json").write_text(json.dumps(CALLS), encoding="utf-8")
    module = ("-m", "xladdin.excel.doctor.udf_server")
    done = wine.run(python, "-X", "utf8", "-I", "-B", *module, python, "calls.json", cwd=mailbox)
    assert done.code == 0, done.output
    answers = json.loads(done.output.splitlines()[-1])["results"]
    expected = [getattr(functions, name)(*arguments) for name, arguments in CALLS]
    assert answers == expected


def test_a_failing_function_is_an_error_for_the_add_in_to_turn_into_na(wine: Wine, python: str, tmp_path: Path) -> None:
    calls = wine.profile / f"{tmp_path.name}.json"
    calls.write_text(json.dumps([("JX_LEVEL", [[[1.0]], [[1.0], [2.0]], 50.0, None])]), encoding="utf-8")
    module = ("-m", "xladdin.excel.doctor.udf_server")
    done = wine.run(python, "-X", "utf8", "-I", "-B", *module, python, wine.windows_path(calls))
    (answer,) = json.loads(done.output.splitlines()[-1])["results"]
    assert "ValueError: 1 scores" in answer["error"]


_SPY = "import sys; sys.addaudithook(lambda event, facts: event == 'subprocess.Popen' and print('STARTED', facts[1])); "


def test_a_process_of_ours_that_imported_xlwings_ends_no_excel(wine: Wine, python: str) -> None:
    """xlwings' exit handler asks tasklist and then runs taskkill; here neither is started."""
    harmful = wine.run(python, "-X", "utf8", "-I", "-B", "-c", f"{_SPY}import xlwings")
    assert "tasklist" in harmful.output  # the spy sees it
    tamed = "from xladdin.excel.udf.serve import tame; tame()"
    for command in (START_TEST, tamed, "import xladdin.excel.udf.functions"):
        done = wine.run(python, "-X", "utf8", "-I", "-B", "-c", _SPY + command)
        assert done.code == 0, done.output
        assert "STARTED" not in done.output, command


@pytest.mark.parametrize("state", ["missing", "broken"])
def test_a_python_that_does_not_start_is_told_within_seconds(
    wine: Wine, python: str, installed: Path, state: str, tmp_path: Path
) -> None:
    """The DLL waits two minutes for a living cmd.exe; ours ends with Python."""
    home = wine.profile / tmp_path.name
    (home / "python").mkdir(parents=True)
    (dll,) = installed.rglob("xlwings64-*.dll")
    shutil.copy(dll, home)
    if state == "broken":
        (home / "python" / "python.exe").write_bytes(b"MZ no program")
    module = ("-m", "xladdin.excel.doctor.udf_server")
    begin = time.monotonic()
    done = wine.run(python, "-X", "utf8", "-I", "-B", *module, wine.windows_path(home / "python" / "python.exe"))
    spent = time.monotonic() - begin
    assert done.code == 1
    assert "FileNotFoundError" not in done.output  # the DLL was found, and it was asked
    print(f"a {state} Python is told after {spent:.1f} s: {done.output.splitlines()[-1]}")
    assert spent < 30
