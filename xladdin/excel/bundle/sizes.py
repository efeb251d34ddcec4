"""Renew the table of sizes in ``docs/bundle.md``: ``python -m xladdin.excel.bundle.sizes docs/bundle.md``."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from xladdin.excel.bundle.build import build_bundle

START, END = "<!-- sizes: begin -->", "<!-- sizes: end -->"
_BLOCK = re.compile(f"({re.escape(START)}\n).*?({re.escape(END)})", re.DOTALL)
_TOTAL = re.compile(r"([\d.]+) MB zipped")


def with_sizes(document: str, table: str) -> str:
    """The document with the text between its two marks replaced. Raises ValueError when the marks are missing."""
    renewed, count = _BLOCK.subn(lambda match: f"{match[1]}{table}{match[2]}", document)
    if count != 1:
        raise ValueError(f"{START} … {END}: found {count} times")
    return renewed


def documented_megabytes(document: str) -> float:
    """The size of the zip as the document states it."""
    block = _BLOCK.search(document)
    total = _TOTAL.search(block[0]) if block else None
    if total is None:
        raise ValueError("the document states no size")
    return float(total[1])


def main(arguments: list[str]) -> int:
    document = Path(arguments[0])
    with tempfile.TemporaryDirectory(prefix="xladdin-") as scratch:
        report = build_bundle(Path(scratch))
    document.write_text(with_sizes(document.read_text(encoding="utf-8"), report.markdown()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
