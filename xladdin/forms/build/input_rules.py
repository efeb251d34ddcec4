"""What an input cell checks and says: limits of numbers, drop-down lists, hints. Plain data, for files and for Excel."""

from __future__ import annotations

from typing import NamedTuple

from xladdin.forms.definition import LISTS

#: Colour of cells that are to be filled in, red-green-blue.
TINT = "FFF8DC"

ERROR_TITLE, HINT_TITLE = "请检查", "填写提示"
#: Excel's limit for the text of a hint.
_HINT = 255

#: Kinds that take a number within limits: (least, most, what to say).
_LIMITS = {
    "money": ("0", "100000000", "请填金额（万元），不带单位和文字。"),
    "weight": ("0", "100", "请填 0 到 100 的分值。"),
    "points": ("0", "100", "请填 0 到 100 的分值。"),
    "percent_points": ("0", "100", "请填 0 到 100 的百分数，不带 %。"),
    "keep": ("0", "1", "请填 0 到 1 的比例，如 0.8。"),
    "integer": ("0", "2100", "请填整数。"),
}


class InputRule(NamedTuple):
    """One data validation.

    type        ``list``, ``whole``, ``decimal``, or empty for a hint alone
    choices     of a list; anything else may still be typed after a question
    least, most limits of a number
    error       what a wrong input is told; hint = what is shown when the cell is selected
    """

    type: str
    choices: tuple[str, ...] = ()
    least: str = ""
    most: str = ""
    error: str = ""
    hint: str = ""


def input_rule(hint: str, kind: str, choices: str) -> InputRule | None:
    """The rule for a hint, a kind of number and the name of a list; None when there is nothing to say or check."""
    hint = hint[:_HINT]
    if choices:
        return InputRule("list", choices=LISTS[choices], error="不在常用选项中。确需使用请选“是”。", hint=hint)
    if kind in _LIMITS:
        least, most, error = _LIMITS[kind]
        return InputRule("whole" if kind == "integer" else "decimal", least=least, most=most, error=error, hint=hint)
    return InputRule("", hint=hint) if hint else None
