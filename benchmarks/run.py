"""``make bench``: measures everything that is registered, prints a table, exits 1 when a limit is exceeded or a measurement fails.

python -m benchmarks.run [words of a title …]
"""

from __future__ import annotations

import importlib
import sys

from rich.console import Console
from rich.table import Table

from benchmarks.registry import BENCHMARKS, Benchmark, NotYetError

ROOMS = ("core", "files", "intake", "report", "seal", "receiving", "startup", "addin")


def main(words: list[str]) -> int:
    """Run the benchmarks whose titles hold all ``words``. Returns the exit code."""
    for room in ROOMS:
        importlib.import_module(f"benchmarks.{room}")
    console = Console()
    table = Table("benchmark", "measured", "limit", "", "made of")
    exceeded = 0
    for one in BENCHMARKS:
        if not all(word in one.title for word in words):
            continue
        measured, verdict, parts = _measure(one)
        exceeded += verdict in ("exceeded", "failed")
        style = {"exceeded": "red", "failed": "red", "ok": "green"}.get(verdict, "yellow")
        table.add_row(one.title, measured, one.shown(one.limit), f"[{style}]{verdict}[/]", parts)
    console.print(table)
    return 1 if exceeded else 0


def _measure(one: Benchmark) -> tuple[str, str, str]:
    try:
        found = one.measure()
    except NotYetError as error:
        return "", "not yet", str(error)
    except Exception as error:  # the others are still to be measured
        return "", "failed", f"{type(error).__name__}: {error}"
    verdict = "ok" if found.value <= one.limit else "exceeded"
    return one.shown(found.value), verdict, found.parts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
