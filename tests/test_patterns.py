"""Patterns are compiled when they are first asked; here all are asked."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import xladdin
from xladdin.patterns import pattern

_WAITING = type(pattern(""))


def _held() -> Iterator[tuple[str, re.Pattern[str]]]:
    for room in ("model", "rules", "checks", "forms"):
        for module in pkgutil.walk_packages([f"{xladdin.__path__[0]}/{room}"], f"xladdin.{room}."):
            held = vars(importlib.import_module(module.name))
            yield from ((f"{module.name}.{name}", one) for name, one in held.items() if isinstance(one, _WAITING))


def test_every_pattern_is_a_valid_one() -> None:
    found = dict(_held())
    for name, one in found.items():
        assert isinstance(one.pattern, str | bytes), name
    assert len(found) > 100


def test_a_pattern_works_as_a_compiled_one_and_is_compiled_once() -> None:
    digits = pattern(r"(\d+)[a-z]", re.IGNORECASE)
    match = digits.fullmatch("12A")
    assert match is not None
    assert match[1] == "12"
    assert digits.sub("-", "1a2b") == "--"
    assert digits.fullmatch == digits.fullmatch
    assert vars(digits)["fullmatch"] == digits.fullmatch


def test_a_wrong_pattern_says_so_at_its_first_use() -> None:
    with pytest.raises(re.error):
        pattern("(").search("")
