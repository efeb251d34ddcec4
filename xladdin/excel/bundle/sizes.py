"""Renew the table of sizes in ``docs/bundle.md``: ``python -m xladdin.excel.bundle.sizes docs/bundle.md``."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from xladdin.disk.writing import replace
from xladdin.excel.bundle.build import build_bundle

START, END = "<!-- sizes: begin -->", "<!-- sizes: end -->"
_BLOCK = re.compile(f"({re.escape(START)}\n).*?({re.escape(END)})", re.DOTALL)


def with_sizes(document: str, table: str) -> str:
    """The document with the text between its two marks replaced. Raises ValueError when the marks are missing."""
    renewed, count = _BLOCK.subn(lambda match: f"{match[1]}{table}{match[2]}", document)
    if count != 1:
        raise ValueError(f"{START} … {END}: found {count} times")
    return renewed


def main(arguments: list[str]) -> int:
    document = Path(arguments[0])
    with tempfile.TemporaryDirectory(prefix="xladdin-") as scratch:
        report = build_bundle(Path(scratch))
    replace(document, with_sizes(document.read_text(encoding="utf-8"), report.markdown()).encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
