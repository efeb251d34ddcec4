"""The argument ``params`` of the worksheet functions: the sheet 参数 as two columns, key and value → a rule profile.

A workbook carries the numbers of its profile, so that it means the same on a PC that has never heard of that profile.
Keys: ``profile`` (its id), the parameters of ``rules.profile`` (an empty value switches one off), and ``words_met`` and
``words_unmet``, once for each word. Rows with other keys are left alone.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from msgspec import structs

from xladdin.model.grammar.decimals import cell_decimal
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

Rows = tuple[tuple[object, ...], ...]

_MET, _UNMET = "words_met", "words_unmet"


def profile_of(params: object) -> Profile:
    """The profile that a block of cells states; the default profile when the argument is empty.

    Raises ValueError for a block without key and value columns.
    """
    if isinstance(params, tuple):
        return _profile(params)
    if params is None or params == "":
        return profiles.load(profiles.DEFAULT)
    raise ValueError("params: a block of two columns is needed, key and value")


@lru_cache(maxsize=16)
def _profile(rows: Rows) -> Profile:
    if not all(isinstance(row, tuple) and len(row) == 2 for row in rows):
        raise ValueError("params: a block of two columns is needed, key and value")
    stated = {key: value for key, value in rows if isinstance(key, str)}
    name = stated.get("profile")
    base = profiles.load(name if name in profiles.names() else profiles.DEFAULT)
    parameters = {
        key: structs.replace(parameter, value=_number(key, stated[key])) if key in stated else parameter
        for key, parameter in base.parameters.items()
    }
    words = {key: tuple(str(value) for found, value in rows if found == key and value) for key in (_MET, _UNMET)}
    return structs.replace(
        base,
        parameters=parameters,
        met_words=words[_MET] or base.met_words,
        unmet_words=words[_UNMET] or base.unmet_words,
    )


def _number(key: str, value: object) -> Decimal | None:
    if value in (None, ""):
        return None
    number = cell_decimal(value) if isinstance(value, float | int) and not isinstance(value, bool) else None
    if number is None:
        raise ValueError(f"params: {key} is no number: {value!r}")
    return number
