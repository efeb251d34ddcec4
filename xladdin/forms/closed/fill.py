"""Fills fields into a closed workbook by path, as a clerk would fill its cells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xladdin.forms.family import Family
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cells import with_cells
from xladdin.forms.package.edit.values import CellValue
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.model.fields import FieldValue
from xladdin.model.funds import YUAN
from xladdin.model.grammar.decimals import as_typed


def fill(archive: Archive, values: Mapping[str, FieldValue]) -> Archive:
    """The workbook with ``values`` (field path → value) in their cells; results are as before.

    Raises KeyError for a path that the workbook has no cell for.
    """
    book = read(PackageGrid(archive))
    places, texts = book.places, _kept_texts(book.family)
    cells: dict[str, dict[str, CellValue]] = {}
    for path, value in values.items():
        place = places[path]
        if isinstance(value, Decimal) and path.startswith("funds[") and book.evaluation.money_unit == "元":
            value *= YUAN
        typed = as_typed(value) if isinstance(value, str) and path.rpartition(".")[2] not in texts else value
        cells.setdefault(place.sheet, {})[place.cell] = typed
    filled, _ = with_cells(archive, cells)
    return filled


def _kept_texts(family: Family) -> set[str]:
    """Fields whose cells are formatted as text: a number that is typed there stays a text."""
    columns = [column for block in family.blocks.values() for column in block.columns]
    return {column.field for column in columns if column.kind == "value"}
