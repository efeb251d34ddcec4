"""Workbook files: recalculating and reading, beside openpyxl on the same file."""

from __future__ import annotations

import hashlib
import io
import zlib

import openpyxl

from benchmarks import reference
from benchmarks.measure import beside, medians
from benchmarks.registry import RATIO, Measured, benchmark
from xladdin.forms.closed.recalc import recalculate
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cached import with_cached_values
from xladdin.forms.read.open_file import open_file


@benchmark("recalc of a working book, beside openpyxl load + save", limit=1 / 15, unit=RATIO)
def recalculating() -> Measured:
    data = reference.working_book().read_bytes()

    def ours() -> object:
        return recalculate(Archive.read(data)).archive.to_bytes()

    def theirs() -> object:
        book = openpyxl.load_workbook(io.BytesIO(data))
        target = io.BytesIO()
        book.save(target)
        return target

    fast, slow = medians(ours, theirs, rounds=7)
    return Measured(fast / slow, beside(fast, slow))


@benchmark("reading a submission, beside openpyxl's full load", limit=1 / 10, unit=RATIO)
def reading() -> Measured:
    path = reference.submission()

    def theirs() -> object:
        return openpyxl.load_workbook(path)

    fast, slow = medians(lambda: open_file(path), theirs, rounds=9)
    return Measured(fast / slow, beside(fast, slow))


@benchmark("new results in one sheet of nine, beside openpyxl load + save", limit=1 / 15, unit=RATIO)
def patching() -> Measured:
    """A package of plain texts, as openpyxl writes it: what a patch costs when hardly anything changes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number in range(9):
        sheet = book.create_sheet(f"表{number}")
        for row in range(1, 46):
            sheet.append([f"指标{row}-{column} 完成情况说明" for column in range(1, 13)])
            if number == 6:
                sheet.cell(row, 12).value = f'=IFERROR(JX_RATE(A{row},B{row}),IF(B{row}="","",B{row}/A{row}))'
    target = io.BytesIO()
    book.save(target)
    data = target.getvalue()
    results = {"表6": {f"L{row}": row / 7 for row in range(1, 46)}}

    def theirs() -> object:
        openpyxl.load_workbook(io.BytesIO(data)).save(io.BytesIO())
        return None

    fast, slow = medians(lambda: with_cached_values(Archive.read(data), results)[0].to_bytes(), theirs, rounds=7)
    return Measured(fast / slow, beside(fast, slow))


@benchmark("the guard beyond inflating a working book, beside inflating + sha256 of every part", limit=1, unit=RATIO)
def guarding() -> Measured:
    """Every reader inflates; what the guard adds is judged: directory, checksums, lists, prologs, relationships."""
    return _guard(reference.working_book().read_bytes())


@benchmark("the guard beyond inflating a submission, beside inflating + sha256 of every part", limit=1, unit=RATIO)
def guarding_submissions() -> Measured:
    return _guard(reference.submission().read_bytes())


def _guard(data: bytes) -> Measured:
    archive = Archive.read(data)
    parts = [archive.stored(part) for part in archive]

    def inflated() -> object:
        return [zlib.decompress(part.raw, -15, part.size) for part in parts]

    def hashed() -> object:
        return [hashlib.sha256(zlib.decompress(part.raw, -15, part.size)).digest() for part in parts]

    whole, inflating, floor = medians(lambda: Archive.read(data), inflated, hashed, rounds=25)
    return Measured((whole - inflating) / floor, beside(whole - inflating, floor))
