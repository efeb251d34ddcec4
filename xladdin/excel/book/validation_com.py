"""Makes a cell of an open sheet an input, as building makes it one: unlocked, tinted, with its check and its hint."""

from __future__ import annotations

from typing import Any

from xladdin.forms.build.input_rules import ERROR_TITLE, TINT, InputRule, input_rule
from xladdin.forms.definition import Column

# XlDVType, XlDVAlertStyle, XlFormatConditionOperator
_TYPES = {"": 0, "whole": 1, "decimal": 2, "list": 3}
_STOP, _WARNING = 1, 2
_BETWEEN = 1


def make_input(cell: Any, column: Column) -> None:
    """``cell`` is Excel's Range. Whatever number format the row above had, what is typed here is taken as it is."""
    cell.Locked = False
    cell.NumberFormat = "@" if column.kind == "value" else "General"
    cell.Interior.Color = _bgr(TINT)
    cell.Validation.Delete()
    rule = input_rule(column.hint, column.kind, column.list, column.head)
    if rule is not None:
        _validate(cell.Validation, rule)


def _validate(validation: Any, rule: InputRule) -> None:
    if rule.type == "list":
        validation.Add(_TYPES["list"], _WARNING, _BETWEEN, rule.choices)
    elif rule.type:
        validation.Add(_TYPES[rule.type], _STOP, _BETWEEN, rule.least, rule.most)
    else:
        validation.Add(_TYPES[""], _STOP, _BETWEEN)
    validation.IgnoreBlank = True
    validation.ErrorTitle = ERROR_TITLE
    if rule.error:
        validation.ErrorMessage = rule.error
    validation.ShowError = bool(rule.type)
    if rule.hint:
        validation.InputTitle, validation.InputMessage = rule.title, rule.hint
    validation.ShowInput = bool(rule.hint)


def _bgr(color: str) -> int:
    """``FFF8DC`` (red, green, blue) as Excel counts colours."""
    return int.from_bytes(bytes.fromhex(color), "little")
