"""Whether two formulas are the same but for how a program writes them: case, blanks, paths of the add-in, numbers."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xladdin.patterns import pattern

_STRING = pattern(r'("(?:[^"]|"")*")')
#: What programs put before functions: the path of an add-in, the mark of a function that is newer than the file format.
_BEFORE = pattern(r"(?:'[^']{0,600}'!|\[[^\[\]]{0,300}\][^!\[]{0,300}!|_XLFN\.|_XLUDF\.|_XLL\.|@)(?=[A-Z])")
#: A number that is no part of a name or a reference; programs write it their own way: 1E-9 as 0.000000001.
_NUMBER = pattern(r"(?<![A-Z0-9_.$])[0-9]+(?:\.[0-9]*)?(?:E[+-]?[0-9]{1,2})?(?![A-Z0-9_.(!])")


#: Signs that paths of the add-in may add.
_PATHS = 2_000


def same_formula(found: str, expected: str) -> bool:
    """Whether two formulas are the same but for how a program writes them: case, blanks, paths of the add-in."""
    if found == expected:
        return True
    return len(found) <= 2 * len(expected) + _PATHS and folded(found) == folded(expected)


def folded(formula: str) -> str:
    """A formula in one way of writing."""
    pieces = _STRING.split(formula)
    pieces[::2] = [_bare(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _bare(piece: str) -> str:
    """A piece of a formula outside its texts, in capitals, without blanks and paths, with plain numbers."""
    piece = _BEFORE.sub("", "".join(piece.split()).upper())
    piece = piece.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")  # as LibreOffice writes them
    return _NUMBER.sub(lambda found: _number(found[0]), piece)


@lru_cache(maxsize=4096)
def _number(text: str) -> str:
    return str(Decimal(text).normalize())
