"""Figures with a unit in running text: ``修复矿山426.94公顷、矿点47个``."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xladdin.checks.texts.name_matching import base_key, bigrams
from xladdin.checks.texts.readings import Key, is_counter, quantity_key
from xladdin.model.grammar.decimals import plain_decimal
from xladdin.model.grammar.unit import Unit, read_unit
from xladdin.patterns import pattern

_NUMBER = pattern(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d])")
_UNIT = pattern(r"[ ]?([\u4e00-\u9fffA-Za-z%％㎡][\u4e00-\u9fffA-Za-z0-9%/／]{0,5})")
_BREAK = pattern(r"[。；;！？\n]")
_CLOSE = pattern(r"[，。；;、！？\n\d]")

#: Names say this of many things: no evidence of which one is meant.
_COMMON = frozenset(
    {"面积", "数量", "长度", "人数", "指标", "时间", "新增", "增加", "建设", "新建", "项目", "工程", "治理"}
)


class Figure(NamedTuple):
    """A figure as it stands in a text, and the words around it."""

    text: str
    value: Decimal
    unit: Unit
    around: str
    key: Key


@lru_cache(maxsize=1024)
def figures(text: str) -> tuple[Figure, ...]:
    """Every number followed by a known unit; years and dates left out."""
    found: list[Figure] = []
    last = 0
    for match in _NUMBER.finditer(text):
        value = plain_decimal(match[0])
        words = _UNIT.match(text, match.end())
        unit = _longest_unit(words[1]) if words else None
        if value is None or unit is None or unit.printed in ("年", "月", "日"):
            continue
        end = match.end() + (words.start(1) - match.end() if words else 0) + len(unit.printed)
        before = _BREAK.split(text[max(last, match.start() - 14) : match.start()])[-1]
        after = _CLOSE.split(text[end : end + 8])[0]
        found.append(Figure(text[match.start() : end], value, unit, f"{before}|{after}", quantity_key(value, unit)))
        last = end
    return tuple(found)


@lru_cache(maxsize=1024)
def measured(text: str) -> tuple[Figure, ...]:
    """Figures of what is measured, neither counted nor a share."""
    return tuple(one for one in figures(text) if not one.unit.is_share and not is_counter(one.unit))


def _longest_unit(text: str) -> Unit | None:
    for length in range(len(text), 0, -1):
        unit = read_unit(text[:length])
        if unit is not None:
            return unit
    return None


@lru_cache(maxsize=4096)
def evidence(name: str, around: str) -> int:
    """How many telling character pairs of an indicator's name stand around a figure; the whole name tells more."""
    key = base_key(name)
    pairs = len((bigrams(key) & bigrams(around)) - _COMMON)
    return pairs + 1 if pairs and key in around else pairs
