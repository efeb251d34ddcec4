"""``recalc`` puts back what was typed over."""

from __future__ import annotations

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


def test_recalc_puts_another_formula_right(bench: BenchOf) -> None:
    book = bench()
    before = book.kit.parts[book.kit.scores]
    book.formula(book.single("JX_F_total"), "98.8", 98.8)
    assert book.run("recalc").code == 0
    assert Kit(book.path.read_bytes()).parts[book.kit.scores] == before
