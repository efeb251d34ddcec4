"""One hostile change to a workbook and what has to come of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.hostile.kit import Kit

SAME = "same"
FOUND = "found"
BOTH, BOOK_ONLY, SUBMISSION_ONLY = ("book", "submission"), ("book",), ("submission",)


class Graft(NamedTuple):
    """``make`` changes a kit and returns the file; ``outcome`` is the code of the refusal, or ``same``: the same score;
    ``found``: the same score, and findings that say what is wrong."""

    name: str
    outcome: str
    make: Callable[[Kit], bytes]
    on: tuple[str, ...] = BOTH


def changed(name: str, outcome: str, change: Callable[[Kit], Kit], on: tuple[str, ...] = BOTH) -> Graft:
    """A graft that leaves the zip honest."""
    return Graft(name, outcome, lambda kit: change(kit).pack(), on)
