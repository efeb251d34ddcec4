"""Benchmarks are functions with a declared limit; ``benchmarks.run`` calls them in the order in which they are declared.

    @benchmark("calamine beside openpyxl", limit=1 / 10, unit=RATIO)
    def reading() -> Measured:
        ours, theirs = medians(read, load)
        return Measured(ours / theirs, f"{ours * 1e3:.2f} ms : {theirs * 1e3:.2f} ms")

A function raises ``NotYetError`` when what it measures is missing here: it is listed, and fails nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

RATIO, SECONDS, CALLS = "×", "ms", "次"


class NotYetError(Exception):
    """The code or the package that this benchmark needs is not there; the text says which."""


@dataclass(frozen=True)
class Measured:
    """``value`` in the unit of the benchmark (seconds for ``ms``), ``parts`` the numbers it was made of."""

    value: float
    parts: str = ""


@dataclass(frozen=True)
class Benchmark:
    title: str
    limit: float
    unit: str
    measure: Callable[[], Measured]

    def shown(self, value: float) -> str:
        """``0.42 ms``, ``3.1 ×``, ``17 次``."""
        if self.unit == SECONDS:
            return f"{value * 1e3:.2f} ms"
        return f"{value:.3g} {self.unit}"


BENCHMARKS: list[Benchmark] = []


def benchmark(title: str, *, limit: float, unit: str) -> Callable[[Callable[[], Measured]], Callable[[], Measured]]:
    """Register a benchmark; ``limit`` is the largest value that passes."""

    def register(measure: Callable[[], Measured]) -> Callable[[], Measured]:
        BENCHMARKS.append(Benchmark(title, limit, unit, measure))
        return measure

    return register
