"""A formula as it reads in another cell: what copying it there makes of its references (ECMA-376 part 1, 18.3.1.40).

Excel stores a formula that is filled down in its first cell only; in the others it has to be worked out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xladdin.forms.package.guard.limits import LAST_COLUMN, LAST_ROW
from xladdin.forms.package.parts.addresses import column_letters, column_number
from xladdin.patterns import pattern

_GONE = "#REF!"
_BEFORE, _AFTER = r"(?<![\w.$\\])", r"(?![\w.(!\[])"
_TOKEN = pattern(
    r"""(?P<other>"(?:[^"]|"")*+"?|'(?:[^']|'')*+'?|\[[^\]]*+\]?)"""  # to the end where they do not close: linear
    rf"|{_BEFORE}(?P<fixed>\$?)(?P<column>[A-Za-z]{{1,3}})(?P<still>\$?)(?P<row>[0-9]{{1,7}}){_AFTER}"
    rf"|{_BEFORE}(?P<left>\$?[A-Za-z]{{1,3}}):(?P<right>\$?[A-Za-z]{{1,3}}){_AFTER}"
    rf"|{_BEFORE}(?P<top>\$?[0-9]{{1,7}}):(?P<bottom>\$?[0-9]{{1,7}}){_AFTER}"
)


def moved_formula(formula: str, rows: int, columns: int) -> str:
    """``moved_formula("B2*$C$1", 2, 0)`` → ``"B4*$C$1"``; a reference beyond the edge of the sheet becomes ``#REF!``."""
    return moved_and_counted(formula, rows, columns)[0]


def moved_and_counted(formula: str, rows: int, columns: int) -> tuple[str, int]:
    """The same, and how many pieces were looked at: what it cost."""
    if not _has_pieces(formula):
        return formula, 0

    def move(token: re.Match[str]) -> str:
        if token["other"]:
            return token[0]
        if token["column"]:
            column = _column(token["fixed"] + token["column"], columns)
            row = _row(token["still"] + token["row"], rows)
            return f"{column}{row}" if column and row else _GONE
        if token["left"]:
            pair = [_column(token[name], columns) for name in ("left", "right")]
        else:
            pair = [_row(token[name], rows) for name in ("top", "bottom")]
        return ":".join(pair) if all(pair) else _GONE

    return _TOKEN.subn(move, formula)


@lru_cache(maxsize=64)
def _has_pieces(formula: str) -> bool:
    """Whether there is anything to move: a shared formula is asked about once, not once a cell."""
    return _TOKEN.search(formula) is not None


def _column(text: str, steps: int) -> str:
    if text.startswith("$"):
        return text
    number = column_number(text.upper()) + steps
    return column_letters(number) if 1 <= number <= LAST_COLUMN else ""


def _row(text: str, steps: int) -> str:
    if text.startswith("$"):
        return text
    number = int(text) + steps
    return str(number) if 1 <= number <= LAST_ROW else ""
