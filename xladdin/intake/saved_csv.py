"""CSV files that people look at, correct and save in Excel or WPS: UTF-8, UTF-16 or the Chinese code page, commas or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from xladdin.disk.bounded import read_bounded
from xladdin.errors import UserError
from xladdin.intake.readers.encoding import decoded

_MOST_BYTES = 4 << 20
#: How a text begins that Excel would take for a formula, now or after trimming it.
_FORMULA = ("=", "+", "-", "@", "\t")


def read_lines(path: Path, head: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Number and trimmed cells of each line below the head, as many as the head has at least.

    Raises UserError: file-missing, file-unreadable, mapping-invalid.
    """
    try:
        data = read_bounded(path, _MOST_BYTES)
    except OSError as error:
        raise UserError("file-unreadable", file=path, cause=error.strerror or type(error).__name__) from None
    text = decoded(data)
    if text is None:
        raise UserError("mapping-invalid", file=path, cause="不是文本文件")
    first = text.split("\n", 1)[0]
    lines = list(csv.reader(io.StringIO(text), delimiter="\t" if first.count("\t") > first.count(",") else ","))
    if not lines or [cell.strip() for cell in lines[0][: len(head)]] != list(head):
        raise UserError("mapping-invalid", file=path, cell="第 1 行", cause=f"表头应为：{'、'.join(head)}")
    for number, cells in enumerate(lines[1:], 2):
        yield number, [*(_plain(cell) for cell in cells), *[""] * (len(head) - len(cells))]


def written(lines: Iterable[Sequence[str]]) -> bytes:
    """The file; no text becomes a formula where it is opened."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_guarded(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:2] in _FORMULA else cell


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
