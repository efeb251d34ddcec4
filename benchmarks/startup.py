"""Fresh processes beside an interpreter that does nothing."""

from __future__ import annotations

import importlib.util

from benchmarks import reference
from benchmarks.measure import EMPTY, beside, processes
from benchmarks.registry import RATIO, Measured, NotYetError, benchmark


@benchmark("fresh process: score SUBMISSION.xlsx --json, beside an empty interpreter", limit=9, unit=RATIO)
def score_command() -> Measured:
    ours, empty = processes(("-m", "xladdin", "score", str(reference.submission()), "--json"), EMPTY)
    return Measured(ours / empty, beside(ours, empty))


@benchmark("fresh process: score PROJECT.json --json, beside an empty interpreter", limit=6, unit=RATIO)
def score_json_command() -> Measured:
    ours, empty = processes(("-m", "xladdin", "score", str(reference.PROJECT), "--json"), EMPTY)
    return Measured(ours / empty, beside(ours, empty))


@benchmark("import of the worksheet functions, beside an empty interpreter", limit=20, unit=RATIO)
def importing_functions() -> Measured:
    """What the first cell waits for, xlwings included; on the county PC there is no pandas."""
    if importlib.util.find_spec("pandas") is not None:
        raise NotYetError("pandas is installed here, and xlwings would import it")
    ours, empty = processes(("-c", "import xlwings, xladdin.excel.udf.functions"), EMPTY)
    return Measured(ours / empty, beside(ours, empty))


@benchmark("import of what a click on the ribbon needs, beside an empty interpreter", limit=11, unit=RATIO)
def importing_buttons() -> Measured:
    """重新计算, 校验 and the rows in one; on the county PC there is no pandas."""
    if importlib.util.find_spec("pandas") is not None:
        raise NotYetError("pandas is installed here, and xlwings would import it")
    modules = "ribbon, recalculate, review, rows, take_back, open_book"
    ours, empty = processes(("-c", f"import xlwings; from xladdin.excel.buttons import {modules}"), EMPTY)
    return Measured(ours / empty, beside(ours, empty))
