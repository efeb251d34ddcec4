"""The worksheet functions through xlwings' own server, with values as Excel sends them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.xlwings_live import xlwings_windows
from tests.rules.batch import rows
from xladdin import __version__
from xladdin.excel.udf import functions
from xladdin.excel.udf.declare import forward_all
from xladdin.rules import profile as profiles
from xladdin.rules.row.completion_rate import completion_rate
from xladdin.rules.row.deviation_rate import deviation_rate
from xladdin.rules.row.explain import explain
from xladdin.rules.row.row_score import row_score
from xladdin.rules.words import NO_RATE, UNREAD

XINJIANG = (
    ("profile", "xinjiang-2024"),
    ("template", "xladdin-transfer"),
    ("over_threshold", 1.3),
    ("over_factor", 0.5),
    ("level_places", 1.0),
    ("standard_2", 50.0),
    ("words_met", "达成预期指标"),
    ("words_unmet", "未达成"),
)
MISSING = -2147352572
"""How an argument that was left out arrives from VBA."""


def call(name: str, *arguments: Any) -> Any:
    """What comes back to VBA; the wrapper passes neither workbook nor caller."""
    xlwings_windows()
    forward_all(functions)
    from xlwings.com_server import XLPython

    return XLPython().CallUDF("xladdin.excel.udf.functions", name, arguments)


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (("458.79公顷", "公顷"), 458.79),
        (("95%", "%"), 95.0),
        (("1.2亿元", "万元"), 12000.0),
        (("０.０９万人", "人"), 900.0),
        ((150.0, "人"), 150.0),
        ((None, "人"), ""),
        (("≥150", "人"), "需核对"),
        (("约一百五十", "人"), "需核对"),
        (("达成预期指标", None, "全覆盖"), 1.0),
        (("11月底", None, "12月底前", None, None, 2024.0), 1.0),
        (("良好", None, "优良", "按评判等级赋分", 85.0), 0.85),
        (("良好", None, "优良", "按评判等级赋分", None), "需核对"),
        (("未达成", None, "全覆盖", None, None, None, XINJIANG), 0.0),
    ],
)
def test_jx_value_reads_what_people_write(arguments: tuple[Any, ...], value: Any) -> None:
    assert call("JX_VALUE", *arguments) == value


@pytest.mark.parametrize(
    ("direction", "low", "high", "actual", "rate", "deviation"),
    [
        ("≥", 426.94, None, 458.79, 1.07460064646086, 0.0746006464608612),
        ("≤", None, 37.21, 21.8, 1.0, -0.414135984950282),
        ("≤", None, 100.0, 125.0, 0.8, 0.25),
        ("区间", 18.0, 22.0, 20.0, 1.0, 0.0),
        ("≥", 0.0, None, 5.0, "—", "—"),
        ("定性", None, None, 1.0, "—", "—"),
        ("需核对", None, None, 1.0, "—", "—"),
        ("≥", 100.0, None, None, "", ""),
        ("≥", 100.0, None, "", "", ""),
        ("≥", 100.0, None, "需核对", "需核对", "需核对"),
        ("≥", 100.0, None, True, "需核对", "需核对"),
    ],
)
def test_jx_rate_and_jx_deviation(direction: str, low: Any, high: Any, actual: Any, rate: Any, deviation: Any) -> None:
    near = {"rel": 1e-14}
    for name, expected in (("JX_RATE", rate), ("JX_DEVIATION", deviation)):
        result = call(name, direction, low, high, actual)
        assert result == (pytest.approx(expected, **near) if isinstance(expected, float) else expected)


@pytest.mark.parametrize(
    ("arguments", "score"),
    [
        (("≥", 100.0, None, 80.0, 5.0, "按照完成比例赋分"), 4.0),
        (("≥", 100.0, None, 80.0, 5.0, "直接赋分"), 0.0),
        (("≥", 100.0, None, 80.0, 5.0, None), 4.0),
        (("≥", 100.0, None, 80.0, 5.0, "直接赋分", 0.8), 4.0),
        (("≥", 100.0, None, 80.0, 5.0, "直接赋分", ""), 0.0),
        (("≥", 100.0, None, 150.0, 5.0, "直接赋分", None, XINJIANG), 4.5),
        (("≥", 100.0, None, 150.0, 5.0, "直接赋分", MISSING, MISSING), 5.0),
        (("≥", 100.0, None, None, 5.0, "直接赋分"), 0.0),
        (("≥", 100.0, None, "需核对", 5.0, "直接赋分"), "需核对"),
        (("≥", 100.0, None, 80.0, None, "直接赋分"), ""),
    ],
)
def test_jx_score(arguments: tuple[Any, ...], score: Any) -> None:
    assert call("JX_SCORE", *arguments) == score


@pytest.mark.parametrize(
    ("budget", "executed", "rate"),
    [(15886.03, 10000.0, 0.629483892451418), (0.0, 0.0, "—"), (None, 5.0, ""), (5.0, "无", "")],
)
def test_jx_exec_rate(budget: Any, executed: Any, rate: Any) -> None:
    result = call("JX_EXEC_RATE", budget, executed)
    assert result == (pytest.approx(rate, rel=1e-14) if isinstance(rate, float) else rate)


@pytest.mark.parametrize(
    ("scores", "weights", "standard", "score"),
    [
        (58.19, 66.0, 50.0, 44.1),
        (((5.0,), (3.0,), (None,)), ((5.0,), (5.0,), (None,)), 50.0, 40.0),
        (((5.0,), ("需核对",)), ((5.0,), (5.0,)), 50.0, ""),
        (((5.0,), ("",)), ((5.0,), ("",)), 50.0, 50.0),
        (0.0, 0.0, 50.0, ""),
        (5.0, 5.0, None, ""),
    ],
)
def test_jx_level(scores: Any, weights: Any, standard: Any, score: Any) -> None:
    assert call("JX_LEVEL", scores, weights, standard) == score


def test_jx_total_and_jx_grade_give_the_published_numbers() -> None:
    assert call("JX_TOTAL", ((6.3,), (44.1,), (28.4,), (10.0,))) == 88.8
    assert call("JX_TOTAL", ((5.8, 47.3, 30.0, 10.0),)) == 93.1
    assert call("JX_TOTAL", ((6.3,), ("",))) == ""
    assert [call("JX_GRADE", total, XINJIANG) for total in (88.8, 93.1, 60.0, 59.9, "")] == ["良", "优", "中", "差", ""]


def test_jx_explain_says_how_a_score_came_about() -> None:
    said = call("JX_EXPLAIN", "≥", 100.0, None, 155.54, 5.0, "按照完成比例赋分", None, XINJIANG)
    assert said == "完成率 155.54%，超过 130% 的部分按 50% 扣减，得 4.36 分。"


def test_jx_version_is_the_packages() -> None:
    assert call("JX_VERSION") == __version__


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("JX_RATE", ("≥", 1e300, None, 5.0)),
        ("JX_RATE", ("≥", float("nan"), None, 5.0)),
        ("JX_LEVEL", (((5.0,), (3.0,)), 5.0, 50.0)),
        ("JX_GRADE", (88.8, "xinjiang-2024")),
        ("JX_GRADE", (88.8, (("over_factor", "x"), ("level_places", 1.0)))),
    ],
)
def test_what_cannot_be_computed_raises_so_that_the_native_formula_is_used(name: str, arguments: Any) -> None:
    with pytest.raises(ValueError, match=r"range|scores for|params"):
        call(name, *arguments)


def test_a_result_is_never_a_decimal() -> None:
    """COM would cut it to four places."""
    assert type(call("JX_RATE", "≥", 3.0, None, 1.0)) is float
    assert call("JX_RATE", "≥", 3.0, None, 1.0) == pytest.approx(1 / 3, rel=1e-15)


@pytest.mark.parametrize("profile_id", ["mof-2020", "xinjiang-2024"])
def test_two_hundred_random_rows_score_as_the_rules_do(profile_id: str) -> None:
    """The adapters lose nothing on the way; that the rules equal the native formulas LibreOffice has judged elsewhere."""
    profile = profiles.load(profile_id)
    numbers = tuple((key, None if p.value is None else float(p.value)) for key, p in profile.parameters.items())
    params = (("profile", profile_id), *numbers)
    for row in rows(20_240, 200):
        terms = row.terms
        numbers = [None if n is None else float(n) for n in (terms.low, terms.high)]
        actual = terms.actual if terms.actual is None or terms.actual == UNREAD else float(terms.number)
        target = (terms.direction.value, *numbers, actual)
        weight, keep = (None if n is None else float(n) for n in (terms.weight, terms.keep))
        points = (*target, weight, row.printed_rule, keep, params)
        blank = terms.actual is None
        for name, rule in (("JX_RATE", completion_rate), ("JX_DEVIATION", deviation_rate)):
            rate = rule(terms.direction, terms.low, terms.high, terms.number)
            words = "" if blank else UNREAD if terms.actual == UNREAD else NO_RATE
            assert same(call(name, *target), words if rate is None else rate), (name, row)
        score = row_score(terms, profile)
        words = "" if terms.weight is None else UNREAD
        assert same(call("JX_SCORE", *points), words if score is None else score), row
        assert call("JX_EXPLAIN", *points) == explain(terms, profile), row


def same(found: Any, expected: Any) -> bool:
    """Equal texts, or numbers that a cell cannot tell apart."""
    if isinstance(expected, str) or isinstance(found, str):
        return found == expected
    return found == pytest.approx(float(expected), rel=1e-13, abs=1e-13)
