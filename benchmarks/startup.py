"""Fresh processes beside an interpreter that does nothing."""

from __future__ import annotations

from benchmarks import reference
from benchmarks.measure import EMPTY, beside, processes
from benchmarks.registry import RATIO, Measured, benchmark


@benchmark("fresh process: score SUBMISSION.xlsx --json, beside an empty interpreter", limit=9, unit=RATIO)
def score_command() -> Measured:
    ours, empty = processes(("-m", "xladdin", "score", str(reference.submission()), "--json"), EMPTY)
    return Measured(ours / empty, beside(ours, empty))


@benchmark("fresh process: score PROJECT.json --json, beside an empty interpreter", limit=6, unit=RATIO)
def score_json_command() -> Measured:
    ours, empty = processes(("-m", "xladdin", "score", str(reference.PROJECT), "--json"), EMPTY)
    return Measured(ours / empty, beside(ours, empty))


#: Modules that xlwings imports where they are, and that the offline package does not bring (decision 027).
_NOT_ON_COUNTY_PCS = ("pandas", "numpy", "matplotlib", "polars", "PIL", "xlwings.pro")
_HIDDEN = f"import sys; sys.modules.update(dict.fromkeys({_NOT_ON_COUNTY_PCS})); "

#: Buttons that people press all day, and the module that each imports.
_BUTTONS = ("recalculate", "review", "rows", "take_back")


@benchmark("import of the worksheet functions, beside an empty interpreter", limit=20, unit=RATIO)
def importing_functions() -> Measured:
    """What the first cell waits for, xlwings included."""
    ours, empty = processes(("-c", f"{_HIDDEN}import xlwings, xladdin.excel.udf.functions"), EMPTY)
    return Measured(ours / empty, beside(ours, empty))


@benchmark("import of what a click on the ribbon needs, beside an empty interpreter", limit=11, unit=RATIO)
def importing_buttons() -> Measured:
    """xlwings included; of the buttons the one that loads most."""
    clicks = [("-c", f"{_HIDDEN}import xlwings; from xladdin.excel.buttons import ribbon, {name}") for name in _BUTTONS]
    *ours, empty = processes(*clicks, EMPTY)
    slowest = max(ours)
    return Measured(slowest / empty, f"{_BUTTONS[ours.index(slowest)]}: {beside(slowest, empty)}")
