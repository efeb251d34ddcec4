"""A1 references: columns as letters and numbers, rows."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def column_number(ref: str) -> int:
    """Column of an A1 reference, 1 for A."""
    number = 0
    for letter in ref:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """Letters of a column, A for 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def row_number(ref: str) -> int:
    """Row of an A1 reference."""
    return int(ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
