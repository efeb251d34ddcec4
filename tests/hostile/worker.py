"""A process of its own that opens hostile files: little memory, two seconds of processor time each, and it says what came of it.

Reads lines ``command<TAB>path``, answers one line of JSON each. What ends the process (memory, time, an abort in a
library) shows as no answer.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

MEMORY = 300 << 20
SECONDS = 2.0


class _Application:
    """As much of an open workbook as the ribbon's reader asks for: it saves a copy, and has a name."""

    def __init__(self, path: Path) -> None:
        self.FullName = str(path)
        self._content = path.read_bytes()

    def SaveCopyAs(self, target: str) -> None:
        Path(target).write_bytes(self._content)


class _Book:
    def __init__(self, path: Path) -> None:
        self.api = _Application(path)


def ribbon(path: Path) -> tuple[int, str, str]:
    """What the buttons read from a workbook that Excel has open."""
    from xladdin.cli.commands.score import as_json
    from xladdin.errors import UserError
    from xladdin.excel.book.book_grid import BookGrid
    from xladdin.forms.read.addin_links import refuse_foreign_links
    from xladdin.forms.read.reader import read
    from xladdin.rules import profile as profiles
    from xladdin.rules.score_sheet import score_sheet

    try:
        grid = BookGrid(_Book(path))
        refuse_foreign_links(grid.archive)
        book = read(grid)
        sheet = score_sheet(book.evaluation, profiles.of_file(book.profile, str(path.name)))
        return 0, json.dumps(as_json(book.evaluation, sheet), ensure_ascii=False, indent=2) + "\n", ""
    except UserError as error:
        return error.exit_code, "", error.line() + "\n"


def command(name: str, path: Path) -> tuple[int, str, str]:
    """A command of the program: exit code, what it said, what it complained about."""
    from xladdin.cli import main

    out, err = io.StringIO(), io.StringIO()
    flags = ["--json"] if name in ("score", "check") else []
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([name, str(path), *flags])
    return code, out.getvalue(), err.getvalue()


def answer(name: str, path: Path) -> dict[str, Any]:
    started = time.process_time()
    code, out, err = ribbon(path) if name == "ribbon" else command(name, path)
    return {"code": code, "out": out, "err": err, "seconds": time.process_time() - started}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin:
        name, _, path = line.rstrip("\n").partition("\t")
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        found = answer(name, Path(path))
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
