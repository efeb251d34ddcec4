"""项目支出绩效自评表 under the hands of people: what is true of the transfer form's workbooks is true of this one's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.accidents.bench import Bench

BenchOf = Callable[..., Bench]
NAME, TOTAL = "mof-2020", "90.96"
#: Results on 评分表 and beside the indicators, and cells that repeat a sum.
ROW_RESULTS = [("score", "score"), ("score", "self"), ("completion_rate", "score"), ("weight", "score")]
SINGLES = (
    *(
        "JX_F_levels_v1_score",
        "JX_F_levels_v1_standard",
        "JX_F_levels_v2_score",
        "JX_F_levels_v2_weights",
        "JX_F_total",
    ),
    *("JX_F_echo_self_total", "JX_F_echo_self_levels_execution_score", "JX_F_echo_self_levels_execution_standard"),
)


@pytest.mark.parametrize(("column", "table"), ROW_RESULTS)
def test_a_value_typed_over_the_formula_of_a_row_is_found_at_its_cell(bench: BenchOf, column: str, table: str) -> None:
    book = bench(NAME)
    book.put(book.result(column, "q02", table), 3)
    assert "公式已被覆盖" in book.finding("C45", book.result(column, "q02", table))["message"]
    assert book.total() == TOTAL


@pytest.mark.parametrize("name", SINGLES)
def test_a_value_typed_over_a_sum_is_found_and_put_back(bench: BenchOf, name: str) -> None:
    book = bench(NAME)
    book.put(book.single(name), 99)
    assert book.finding("C45", book.single(name))["found"] == "99"
    assert book.run("recalc").code == 0
    assert book.run("score", "--json").code == 0


@pytest.mark.parametrize("name", ["JX_F_total", "JX_F_levels_v2_score", "JX_F_echo_self_total"])
def test_a_sum_that_was_changed_in_a_submission_is_said_by_score_and_check(bench: BenchOf, name: str) -> None:
    book = bench(f"{NAME} 报送")
    book.put(book.single(name), 99.9)
    assert "报送件中的结果" in book.finding("C45", book.single(name))["message"]
    assert book.run("score").code == 1
    assert book.run("check").code == 1


@pytest.mark.parametrize("path", ["money_unit", "unit.name", "indicators[q01].reason", "indicators[q01].actual"])
def test_an_input_that_was_changed_in_a_submission_is_said(bench: BenchOf, path: str) -> None:
    book = bench(f"{NAME} 报送")
    book.put(book.cell(path), "元" if path == "money_unit" else "1")
    assert [one for one in book.findings() if one["rule"] == "C45"]
    assert book.run("score").code == 1


@pytest.mark.parametrize("kind", ["", " 报送"])
def test_an_untouched_workbook_says_nothing(bench: BenchOf, kind: str) -> None:
    book = bench(f"{NAME}{kind}")
    assert [one for one in book.findings() if one["rule"] == "C45"] == []
    assert book.total() == TOTAL


def test_a_row_whose_key_was_cleared_is_read_as_one_that_somebody_inserted(bench: BenchOf) -> None:
    book = bench(NAME)
    book.put(book.result("key", "q03", "self"), None)
    assert book.run("check").code == 1
    assert [one for one in book.findings() if one["rule"] == "C45"]
