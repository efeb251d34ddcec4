"""Rows whose actual value is a weight: many of them make a column that is none, a few prove nothing."""

from __future__ import annotations

from tests.checks.facts.table import row, table
from xladdin.checks.facts.typed_weights import misplaced, of_actuals

#: Weights 4, 5, 6 … and values that meet no target.
ROWS = [row(f"第{number}种数量（个）", "≥90个", "80", weight=str(number)) for number in range(4, 12)]


def _typed(count: int) -> list[dict[str, object]]:
    return [one | {"actual": one["weight"]} for one in ROWS[:count]] + ROWS[count:]


def test_half_a_column_of_weights_is_in_the_wrong_place() -> None:
    assert misplaced(table(*_typed(4))) == {"k0", "k1", "k2", "k3"}
    assert of_actuals(table(*_typed(4))).whole


def test_less_than_half_may_be_coincidence() -> None:
    subject = table(*_typed(3))
    assert misplaced(subject) == frozenset()
    column = of_actuals(subject)
    assert (column.many, column.whole, column.looked, len(column.suspects)) == (True, False, 8, 3)


def test_two_are_few() -> None:
    column = of_actuals(table(*_typed(2)))
    assert (column.many, column.whole, len(column.suspects)) == (False, False, 2)


def test_where_three_quarters_are_weights_those_that_meet_their_targets_are_as_well() -> None:
    met = [one | {"target": f"≥{one['weight']}个"} for one in _typed(6)[:2]]
    assert misplaced(table(*met, *_typed(6)[2:])) == {f"k{number}" for number in range(6)}
    assert misplaced(table(*met, *_typed(5)[2:])) == frozenset()


def test_rows_without_weight_or_value_are_not_looked_at() -> None:
    column = of_actuals(table(*_typed(3), row("工期", "≥90个", "80"), row("面积", "≥90个", "", weight="4")))
    assert column.looked == 8
