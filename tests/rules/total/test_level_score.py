"""一级指标得分 = standard × Σ score / Σ weight, one decimal (Turpan: 产出 66 → 50)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.rules.total.level_score import level_score, level_sums


@pytest.mark.parametrize(
    ("scores", "weights", "standard", "score"),
    [
        ("66", "66", "50", "50.0"),
        ("58.19", "66", "50", "44.1"),
        ("33", "66", "50", "25.0"),
        ("0", "66", "50", "0.0"),
        ("20.8", "22", "30", "28.4"),
        ("8.81", "10", "50", "44.1"),  # 44.05: an exact half
        ("1", "3", "10", "3.3"),
        ("2", "3", "10", "6.7"),
        ("50", "50", "50", "50.0"),
        ("0.25", "0.5", "50", "25.0"),
    ],
)
def test_the_level_is_scaled_to_its_standard(scores: str, weights: str, standard: str, score: str) -> None:
    assert str(level_score(Decimal(scores), Decimal(weights), Decimal(standard), 1)) == score


def test_a_level_without_weights_has_no_score() -> None:
    assert level_score(Decimal(0), Decimal(0), Decimal(50), 1) is None


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        ([], ("0", "0")),
        ([("6", "10"), ("20", "20")], ("26", "30")),
        ([("6", "10"), ("5", None), (None, None)], ("6", "10")),  # a row without a weight has no part in it
        ([("5", None), ("6", "10"), ("7", None), ("20", "20")], ("26", "30")),
        ([("6", "10"), (None, "20"), ("5", "5")], (None, "35")),  # one that cannot be scored leaves no sum
        ([("0", "0")], ("0", "0")),
    ],
)
def test_sums_of_a_level(rows: list[tuple[str | None, str | None]], sums: tuple[str | None, str]) -> None:
    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    assert level_sums((number(score), number(weight)) for score, weight in rows) == tuple(map(number, sums))
