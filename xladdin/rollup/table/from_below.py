"""Texts of many units in one cell of the region's table: the same text once, with its units; no cell becomes a book."""

from __future__ import annotations

from collections.abc import Iterable

from xladdin.checks.show import says_nothing

_MOST, _NAMED = 600, 4
"""Characters of one cell, and units that are named before one text; the others are counted, and stand in 来源."""
_SENTENCES = "。；\n"


def joined(said: Iterable[tuple[str, str]], where: str = "来源") -> str:
    """(unit, text) pairs → ``甲县、乙县：雨季停工；丙县：征地未完``, longer texts a line each.

    ``无`` and its like are said only where nobody says anything else. What does not fit is counted and said to stand in ``where``.
    """
    pairs = [(unit, text.strip()) for unit, text in said if text.strip()]
    spoken = [(unit, text) for unit, text in pairs if not says_nothing(text)]
    if not spoken:
        return pairs[0][1] if pairs else ""
    units: dict[str, list[str]] = {}
    for unit, text in spoken:
        units.setdefault(text.rstrip("。；;"), []).append(unit)
    between = "。\n" if any(sign in text for text in units for sign in _SENTENCES) else "；"
    end = "。" if "\n" in between else ""
    lines: list[str] = []
    length = 0
    for number, (text, who) in enumerate(units.items()):
        line = f"{_named(list(dict.fromkeys(who)))}：{text}"
        length += len(line)
        if length > _MOST and lines:
            left = len({unit for others in list(units.values())[number:] for unit in others})
            return f"{between.join(lines)}{between}另有 {left} 个单位，见“{where}”{end}"
        lines.append(line)
    return between.join(lines) + end


def _named(units: list[str]) -> str:
    """``甲县、乙县、丙县、丁县等 50 个单位``."""
    listed = "、".join(units[:_NAMED])
    return listed if len(units) <= _NAMED else f"{listed}等 {len(units)} 个单位"


def common(values: Iterable[str]) -> str:
    """What all that say something say; empty where they differ."""
    found = {value.strip() for value in values if value.strip()}
    return found.pop() if len(found) == 1 else ""
