"""Where the fields of a workbook stand: single cells before tables, the first of several tables, covered cells."""

from __future__ import annotations

import pytest

from xladdin.forms.read.field_cells import BookPlaces, KeyedTable
from xladdin.model.place import Place


def places() -> BookPlaces:
    found = BookPlaces()
    found.put("year", Place("甲", "A1"))
    found.put("year", Place("甲", "A2"))
    found.put("indicators[q02].target", Place("甲", "Z9"))
    found.add(KeyedTable("甲", {"actual": "C", "target": "B"}, {"q01": 5, "q02": 6}, {"C6": "C5"}))
    found.add(KeyedTable("乙", {"target": "D", "weight": "E"}, {"q02": 8, "q03": 9}, {}))
    return found


def test_the_first_place_of_a_field_stays() -> None:
    assert places()["year"] == Place("甲", "A1")
    assert places()["indicators[q02].target"] == Place("甲", "Z9")


def test_an_indicators_field_stands_in_the_first_table_that_has_column_and_row() -> None:
    found = places()
    assert found["indicators[q01].target"] == Place("甲", "B5")
    assert found["indicators[q03].target"] == Place("乙", "D9")
    assert found["indicators[q02].weight"] == Place("乙", "E8")


def test_a_covered_cell_stands_where_it_shows() -> None:
    assert places()["indicators[q02].actual"] == Place("甲", "C5")


@pytest.mark.parametrize(
    "path",
    ["version", "indicators[q01].weight", "indicators[q09].target", "indicators[q01].reason", "funds[q01].target"],
)
def test_what_stands_nowhere_is_a_key_error(path: str) -> None:
    assert path not in places()
    with pytest.raises(KeyError):
        places()[path]


def test_every_field_is_listed_once() -> None:
    assert list(places()) == [
        "year",
        "indicators[q02].target",
        "indicators[q01].actual",
        "indicators[q01].target",
        "indicators[q02].actual",
        "indicators[q02].weight",
        "indicators[q03].target",
        "indicators[q03].weight",
    ]
    assert len(places()) == 8
