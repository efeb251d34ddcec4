"""Workbook files: recalculating and reading, beside openpyxl on the same file."""

from __future__ import annotations

import io

import openpyxl

from benchmarks import reference
from benchmarks.measure import beside, medians
from benchmarks.registry import RATIO, Measured, benchmark
from xladdin.forms.closed.recalc import recalculate
from xladdin.forms.package.archive import Archive
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


@benchmark("reading a submission through calamine, beside openpyxl's full load", limit=1 / 10, unit=RATIO)
def reading() -> Measured:
    path = reference.submission()

    def theirs() -> object:
        return openpyxl.load_workbook(path)

    fast, slow = medians(lambda: open_file(path), theirs, rounds=9)
    return Measured(fast / slow, beside(fast, slow))
