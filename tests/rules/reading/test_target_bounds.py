"""方向 as the score sheet shows it; the native formulas are proven in test_native_equals_python."""

from __future__ import annotations

import pytest

from xladdin.model.grammar.quantity import read_target
from xladdin.rules.reading.target_bounds import direction_word


@pytest.mark.parametrize(
    ("target", "word"),
    [
        ("≥5", "≥"),
        ("<=5", "≤"),
        (">5", "＞"),
        ("＜5", "＜"),
        ("100", "＝"),
        ("3-5个", "区间"),
        ("良好", "定性"),
        ("9月前", "定性"),
        ("", ""),
        ("≥x", "需核对"),
    ],
)
def test_the_word_for_a_target(target: str, word: str) -> None:
    assert direction_word(read_target(target)) == word
