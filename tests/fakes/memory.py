"""What pyOpenVBA's model would work out again and again: read formulas, found names. Remembered, nothing else changes.

The workbooks of these tests have some 3 000 formulas and 260 defined names; most tests read the same ones.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pyopenvba._a1 import split_sheet
from pyopenvba.apps.excel import _engine_book, _io
from pyopenvba.apps.excel._engine_book import EngineBook
from pyopenvba.formula import _prefixes, _spell
from pyopenvba.formula._calc.catalog import is_excel_function
from pyopenvba.formula._calc.lexer import FormulaSyntaxError
from pyopenvba.formula._calc.nodes import function_key

_remember = lru_cache(50_000)


def install() -> None:
    """Once per process. Tokens and trees are frozen; what is handed out in lists and sets is only read."""
    _engine_book.parse = _remember(_engine_book.parse)
    _engine_book._check_absolute = _remember(_engine_book._check_absolute)
    EngineBook.defined_name = _defined_name
    EngineBook.read = _read
    _prefixes.in_file = _remember(_prefixes.in_file)
    _prefixes._tokens = _remember(_prefixes._tokens)
    _spell.bound = _remember(_spell.bound)
    _spell.parse = _remember(_spell.parse)
    _spell.tokenize = _remember(_spell.tokenize)
    _io.calculated_always = _calculated_always


def _read(book: EngineBook, formula: str, read: Callable[..., Any] = EngineBook.read) -> Any:
    """``EngineBook.read``: the tree depends on the formula and on the names of the workbook's tables."""
    tables = tuple(book.table_names())
    if (formula, tables) not in _trees:
        _trees[formula, tables] = read(book, formula)
    return _trees[formula, tables]


_trees: dict[tuple[str, tuple[str, ...]], Any] = {}


@lru_cache(64)
def _index(names: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """Scope and bare name → position of the first of that name."""
    found: dict[tuple[str, str], int] = {}
    for position, name in enumerate(names):
        scope, bare = split_sheet(name)
        found.setdefault((scope.casefold(), bare.casefold()), position)
    return found


def _defined_name(book: EngineBook, name: str, sheet: str | None) -> Any:
    """``EngineBook.defined_name`` without looking at every name of the workbook each time."""
    entries = book.book.names_.entries
    position = _index(tuple(entry.name for entry in entries)).get(((sheet or "").casefold(), name.casefold()))
    if position is None:
        return None
    text = entries[position].refers_to.lstrip("=")
    _engine_book._check_absolute(text)
    try:
        return book.read("=" + text)
    except FormulaSyntaxError:
        return None


def _calculated_always(formula: str, known: Callable[[str], bool]) -> bool:
    """``_prefixes.calculated_always``: which functions a formula calls is read once, what a workbook knows each time."""
    called = _called(formula)
    return any(key in _prefixes._ALWAYS or not (is_excel_function(key) or known(text)) for text, key in called)


@_remember
def _called(formula: str) -> tuple[tuple[str, str], ...]:
    tokens = _prefixes._tokens(formula) or []
    return tuple(
        (token.text, function_key(token.text)) for token, role in _prefixes._roles(tokens) if role == "function"
    )
