"""方向, 目标下限, 目标上限: what the sheet shows of a target text that Python has read (``model.grammar``)."""

from __future__ import annotations

from xladdin.model.grammar.quantity import Kind, Target
from xladdin.rules.words import UNREAD

#: Result of a row → what JX_TARGET is asked for.
TARGET_PARTS = {"direction": "方向", "low": "下限", "high": "上限", "unit": "单位"}


def direction_word(target: Target) -> str:
    """What 方向 shows: the direction, 需核对 for an unreadable target, empty for a blank one."""
    if target.kind is Kind.BLANK:
        return ""
    return UNREAD if target.kind is Kind.UNREADABLE else target.direction.value
