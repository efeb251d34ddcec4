"""The add-in without Excel: what a cell costs, beside what xlwings alone costs for a function that does nothing.

xlwings' Windows engine runs here on stand-ins for pywin32 (``tests.fakes``); everything after its import is its own code.
"""

from __future__ import annotations

import importlib.util
import sys
import types

from benchmarks import reference
from benchmarks.measure import beside, medians
from benchmarks.registry import CALLS, RATIO, Measured, NotYetError, benchmark
from xladdin.excel.udf import functions
from xladdin.excel.udf.declare import forward_all
from xladdin.rules.row.explain import PHRASES
from xladdin.rules.score_sheet import score_sheet

_IDENTITY = "benchmark_identity"


@benchmark("one worksheet function of each row's cells, beside call_udf of an identity", limit=2, unit=RATIO)
def calling() -> Measured:
    """Mean over the functions that a row of 评分表 calls, with the arguments of all 31 rows of the reference project."""
    if importlib.util.find_spec("pyopenvba") is None:
        raise NotYetError("pyOpenVBA is not installed")
    from tests.fakes.xlwings_live import xlwings_windows

    xlwings_windows()
    udfs = sys.modules["xlwings.udfs"]
    forward_all(functions)
    identity = types.ModuleType(_IDENTITY)
    identity.same = udfs.xlfunc(lambda x: x)  # type: ignore[attr-defined]
    udfs.udf_modules[_IDENTITY] = {"module": identity, "filetime": None}
    calls = _calls()

    def ours() -> None:
        for name, arguments in calls:
            udfs.call_udf(functions.__name__, name, arguments, None, None)

    def bare() -> None:
        for _ in calls:
            udfs.call_udf(_IDENTITY, "same", (1.0,), None, None)

    for name, arguments in calls:  # an error would come back as a quick text
        answer = udfs.call_udf(functions.__name__, name, arguments, None, None)
        assert answer in (getattr(functions, name)(*arguments), [[getattr(functions, name)(*arguments)]]), answer
    spent, floor = medians(ours, bare)
    return Measured(spent / floor, f"{beside(spent, floor)} for {len(calls)} calls")


def _calls() -> list[tuple[str, tuple[object, ...]]]:
    found: list[tuple[str, tuple[object, ...]]] = []
    params = _params()
    for row in score_sheet(reference.evaluation(), reference.profile()).rows:
        terms = row.terms
        actual = None if terms.actual is None else terms.actual if terms.actual == "需核对" else float(terms.actual)
        target = (terms.direction.value, _cell(terms.low), _cell(terms.high), actual)
        points = (*target, _cell(terms.weight), row.indicator.scoring_rule, _cell(terms.keep))
        found += [
            (
                "JX_VALUE",
                (row.indicator.actual, row.indicator.unit, row.indicator.target, points[5], None, 2024.0, params),
            ),
            ("JX_RATE", target),
            ("JX_DEVIATION", target),
            ("JX_SCORE", (*points, params)),
            ("JX_EXPLAIN", (*points, params)),
        ]
    return found


def _params() -> tuple[tuple[object, object], ...]:
    """The block JX_PARAMS as Excel hands it over: keys and values of the sheet 参数."""
    profile = reference.profile()
    rows: list[tuple[object, object]] = [("profile", profile.id)]
    rows += [(key, _cell(parameter.value)) for key, parameter in profile.parameters.items()]
    rows += [(f"phrase_{key}", phrase) for key, phrase in PHRASES.items()]
    rows += [("words_met", word) for word in profile.met_words]
    rows += [("words_unmet", word) for word in profile.unmet_words]
    return tuple(rows)


def _cell(number: object) -> float | None:
    return None if number is None else float(number)  # type: ignore[arg-type]


@benchmark("重新计算 on 31 rows: calls that cross from Python to Excel", limit=40, unit=CALLS)
def crossing() -> Measured:
    """Counted by the fake Excel while the button's own code runs on the reference workbook."""
    if importlib.util.find_spec("xladdin.excel.buttons.ribbon") is None:
        raise NotYetError("the buttons' Python side, xladdin.excel.buttons.ribbon")
    if importlib.util.find_spec("pyopenvba") is None:
        raise NotYetError("pyOpenVBA is not installed")
    from tests.fakes.addin import LoadedAddin
    from tests.fakes.com import ComObject
    from tests.fakes.excel import FakeExcel
    from tests.fakes.xlwings_live import BOXES
    from xladdin.excel.addin.build import build_addin

    excel = FakeExcel()
    with LoadedAddin(excel, build_addin(reference.folder())) as addin:
        excel.open_book(reference.working_book())
        BOXES.clear()
        before = ComObject.calls
        addin.click("JxRecalculate")
        calls = ComObject.calls - before
        told = [text for text, _ in BOXES] + addin.popups
        if len(told) != 1 or not told[0].startswith("已重新计算"):  # a button that gave up early is no measurement
            raise RuntimeError(f"the button said {told}")
        return Measured(calls, told[0].partition("\n")[0])
