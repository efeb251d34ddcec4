"""What an input cell checks and says: limits of numbers, drop-down lists, hints. Plain data, for files and for Excel."""

from __future__ import annotations

from typing import NamedTuple

from xladdin.forms.choices import LISTS
from xladdin.forms.defined_names import LEVELS_FROM
from xladdin.forms.kinds import NUMBERS

#: Colour of cells that are to be filled in, red-green-blue.
TINT = "FFF8DC"

ERROR_TITLE, HINT_TITLE = "请检查", "填写提示"
#: Excel's limits for the text of a hint and its title.
_HINT, _TITLE = 255, 32


#: Lists that a workbook holds itself: levels are those of its rule profile.
_IN_BOOK = {"level1": LEVELS_FROM}


class InputRule(NamedTuple):
    """One data validation.

    type        ``list``, ``whole``, ``decimal``, or empty for a hint alone
    choices     of a list, separated by commas, or ``=`` and the defined name that holds them; anything else may still
                be typed after a question
    least, most limits of a number
    error       what a wrong input is told; hint = what is shown when the cell is selected, below ``title``
    """

    type: str
    choices: str = ""
    least: str = ""
    most: str = ""
    error: str = ""
    hint: str = ""
    title: str = HINT_TITLE


def input_rule(hint: str, kind: str, choices: str, head: str = "") -> InputRule | None:
    """The rule for a hint, a kind of number and the name of a list; None when there is nothing to say or check.

    head   of the cell's column, which stands above the hint: in a long table the column's own head is out of sight
    """
    hint, title = hint[:_HINT], head.replace("\n", "")[:_TITLE] or HINT_TITLE
    if choices:
        listed = f"={_IN_BOOK[choices]}" if choices in _IN_BOOK else ",".join(LISTS[choices])
        return InputRule("list", choices=listed, error="不在常用选项中。确需使用请选“是”。", hint=hint, title=title)
    if kind in NUMBERS:
        number = NUMBERS[kind]
        least, most = (f"{limit:f}" for limit in (number.least, number.typed_most or number.most))
        type_ = "whole" if number.whole else "decimal"
        return InputRule(type_, least=least, most=most, error=number.error, hint=hint, title=title)
    return InputRule("", hint=hint, title=title) if hint else None
