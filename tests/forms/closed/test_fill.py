"""Filling a closed workbook: numbers as numbers, texts as typed, by path."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.forms.closed.fill import fill
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read


def test_values_stand_in_their_cells_as_a_clerk_types_them(built: dict[str, bytes]) -> None:
    archive = Archive.read(built["turpan-2024"])
    places = read(PackageGrid(archive)).places
    values = {
        "indicators[q01].actual": "458.79",
        "indicators[q02].actual": "007",
        "indicators[q03].reason": "洪水",
        "funds[local].executed": Decimal("12.5"),
        "remarks": None,
    }
    filled = PackageGrid(fill(archive, values))
    shown = {path: filled.sheet(places[path].sheet).get(places[path].cell).value for path in values}  # type: ignore[union-attr]
    assert shown == values  # cells for values keep what is typed


def test_a_path_without_a_cell_is_a_key_error(built: dict[str, bytes]) -> None:
    with pytest.raises(KeyError):
        fill(Archive.read(built["turpan-2024"]), {"indicators[q99].actual": "5"})
