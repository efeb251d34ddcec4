"""``recalc`` puts back what was typed over."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.accidents.bench import Bench
from tests.hostile.kit import Kit

BenchOf = Callable[..., Bench]


@pytest.mark.parametrize("typed", [3, "十分", None])
def test_recalc_puts_the_formula_back_in_the_builders_words(bench: BenchOf, typed: object) -> None:
    book = bench()
    before = dict(book.kit.parts)
    part, address = book.result("score")
    book.put((part, address), typed)
    ran = book.run("recalc")
    assert ran.code == 0
    assert f"单元格 {address} 的公式已被覆盖" in ran.out
    after = Kit(book.path.read_bytes())
    assert after.parts[part] == before[part]
    assert {name for name in before if after.parts[name] != before[name]} == set()


@pytest.mark.parametrize("formula", ["$B$3+5", "JX_F_funds_total_budget"])
def test_recalc_puts_a_formula_right_that_follows_other_cells(bench: BenchOf, formula: str) -> None:
    book = bench()
    before = book.kit.parts[book.kit.scores]
    book.formula(book.result("score"), formula, 98.8)
    assert book.run("recalc").code == 0
    assert Kit(book.path.read_bytes()).parts[book.kit.scores] == before


def test_recalc_puts_another_formula_right(bench: BenchOf) -> None:
    book = bench()
    before = book.kit.parts[book.kit.scores]
    book.formula(book.single("JX_F_total"), "98.8", 98.8)
    assert book.run("recalc").code == 0
    assert Kit(book.path.read_bytes()).parts[book.kit.scores] == before


@pytest.mark.parametrize("kind", ["shared", "array"])
def test_recalc_puts_back_a_formula_that_was_filled_down_over_several_results(bench: BenchOf, kind: str) -> None:
    """Excel stores it in the first cell only; whichever of the cells are put back, the others stay whole."""
    book = bench()
    before = book.kit.parts[book.kit.scores]
    cells = [book.result("score", key)[1] for key in ("q05", "q06", "q07")]
    first, last = cells[0], cells[-1]
    for cell in cells:
        inside = {
            ("shared", True): f'<f t="shared" ref="{first}:{last}" si="9">$B$3+5</f>',
            ("shared", False): '<f t="shared" si="9"/>',
            ("array", True): f'<f t="array" ref="{first}:{last}">$B$3:$B$5+5</f>',
            ("array", False): "",
        }[kind, cell == first]
        book.kit.cell(cell, f'<c r="{{r}}" s="{{s}}">{inside}<v>5</v></c>', book.kit.scores)
    for cell in cells:
        book.finding("C45", (book.kit.scores, cell))
    ran = book.run("recalc")
    assert ran.code == 0
    assert ran.out.count("已恢复") == 3
    assert Kit(book.path.read_bytes()).parts[book.kit.scores] == before


def test_a_shared_formula_that_is_right_is_read_where_it_is_used(bench: BenchOf) -> None:
    """As Excel saves a column of formulas that were entered together."""
    book = bench()
    cells = [book.result("score", key)[1] for key in ("q05", "q06", "q07")]
    formula = re.search(rf'<c r="{cells[0]}"[^>]*><f>([^<]*)</f>'.encode(), book.kit.parts[book.kit.scores])
    assert formula is not None
    text = formula[1].decode()
    for cell in cells:
        inside = f' ref="{cells[0]}:{cells[-1]}" si="9">{text}</f>' if cell == cells[0] else ' si="9"/>'
        book.kit.re(
            book.kit.scores,
            f'(<c r="{cell}"[^>]*>)<f>[^<]*</f><v>[^<]*</v>',
            f'\\g<1><f t="shared"{inside}<v>0.125</v>',
        )
    assert [one["found"] for one in book.findings() if one["rule"] == "C45"] == ["0.125"]  # old, not another formula
    assert "已恢复" not in book.run("recalc").out
    book.kit = Kit(book.path.read_bytes())
    assert [one for one in book.findings() if one["rule"] == "C45"] == []
