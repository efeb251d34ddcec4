"""Properties of the grammar: how a text is typed changes nothing, nothing crashes, long texts take no longer than they are."""

from __future__ import annotations

import random
import time
import unicodedata
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import examples
from tests.support.typed import typed_targets, typed_values
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.grammar.quantity import Kind, read_actual, read_target
from xladdin.model.grammar.unit import convert, read_unit
from xladdin.model.grammar.unit_table import ATOMS, COUNTERS, SCALED
from xladdin.model.indicator import target_beside

FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
TARGETS = sorted({row.target for row in typed_targets()} | {row.target for row in typed_values()})
ACTUALS = sorted({row.actual for row in typed_values()})


def reading(text: str) -> tuple[object, ...]:
    target, actual = read_target(text), read_actual(text)
    return (
        target.kind,
        target.direction,
        target.low,
        target.high,
        target.deadline,
        actual.kind,
        actual.value,
        actual.moment,
    )


def same_width(text: str) -> bool:
    """Signs that lose their meaning in full width (a thousands comma keeps it, a circled figure is none)."""
    return not any(sign in text for sign in "②Ⅲ/*")


@pytest.mark.parametrize("text", [text for text in (*TARGETS, *ACTUALS) if same_width(text)])
def test_full_width_means_the_same(text: str) -> None:
    assert reading(text.translate(FULL_WIDTH)) == reading(text)


def _inside(sign: str) -> bool:
    """Signs between which a blank would part a number, a date or a unit."""
    return unicodedata.normalize("NFKC", sign).isascii() and sign not in "≥≤<>=%()（）％"


@pytest.mark.parametrize("text", TARGETS + ACTUALS)
def test_blanks_between_the_parts_mean_nothing(text: str) -> None:
    chance = random.Random(text)
    wide = ""
    for before, sign in zip(" " + text, text, strict=False):
        apart = sign not in "²³" and not (_inside(before) and _inside(sign))
        wide += (chance.choice(("", " ", "　", "\u00a0", "\n")) if apart else "") + sign
    assert reading(wide + " ") == reading(text)


@examples(400)
@given(
    st.lists(
        st.sampled_from([*TARGETS, *ACTUALS, "（", "）", "%", "万", "至", "含", "不低于", "以上", "。"]), max_size=4
    )
)
def test_pieces_of_texts_put_together_never_crash(pieces: list[str]) -> None:
    text = "".join(pieces)
    target, actual = read_target(text), read_actual(text)
    assert (target.kind is Kind.NUMBER) == (target.low is not None or target.high is not None)
    assert (actual.kind is Kind.NUMBER) == (actual.value is not None)
    for outcome in (target, actual):
        assert outcome.reason or outcome.kind is not Kind.UNREADABLE


SCALED_UNITS = [
    [entry.partition("=")[0] for entry in entries.split()] for entries in SCALED.values() if len(entries.split()) > 1
]
PAIRS = [(first, second) for names in SCALED_UNITS for first in names for second in names]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_conversion_there_and_back_is_the_same_number(first: str, second: str) -> None:
    one, other = read_unit(first), read_unit(second)
    assert one is not None
    assert other is not None
    value = Decimal("4266.94")
    back = convert(convert(value, one, other), other, one)
    assert abs(back - value) < Decimal("1e-20")


@examples(200)
@given(st.decimals("0.01", 10**6, places=2), st.sampled_from(PAIRS))
def test_a_typed_value_in_another_unit_is_the_converted_number(value: Decimal, pair: tuple[str, str]) -> None:
    said, own = read_unit(pair[0]), read_unit(pair[1])
    assert said is not None
    assert own is not None
    if pair[0] in ("月", "日", "天", "h") or own.is_points or said.is_points:
        return
    assert read_actual(f"{plain_text(value)}{pair[0]}", own).value == convert(value, said, own)


def test_no_name_is_a_unit_twice() -> None:
    names = [entry.partition("=")[0] for entries in SCALED.values() for entry in entries.split()] + list(COUNTERS)
    assert len(names) == len(set(names)) == len(ATOMS)


LONG = 32_000
NASTY: list[Callable[[int], str]] = [
    lambda size: "9" * size,
    lambda size: "9," * (size // 2),
    lambda size: "（" * size,
    lambda size: "≥" * size,
    lambda size: "（）" * (size // 2),
    lambda size: "(含9%)" * (size // 5),
    lambda size: "百分之9" * (size // 4),
    lambda size: "不低于" * (size // 3),
    lambda size: "2024年" * (size // 5),
    lambda size: "个" * size,
    lambda size: "9个" * (size // 2),
    lambda size: " " * size + "9",
    lambda size: "9-" * (size // 2),
    lambda size: "=" * size,
    lambda size: "完成" * (size // 2) + "9个",
]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_a_text_as_long_as_a_cell_is_read_at_once(text: Callable[[int], str]) -> None:
    started = time.perf_counter()
    for size in (LONG, LONG - 1):
        long = text(size)
        assert read_target(long).kind is not Kind.NUMBER
        assert read_actual(long).kind is not Kind.NUMBER or len(long.strip()) < 5
        assert target_beside("≥9", long, "").low == 9
    assert time.perf_counter() - started < 1
