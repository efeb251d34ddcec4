"""Columns in order: letters, widths and spans are worked out, never written down."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from xladdin.forms.columns import Columns
from xladdin.forms.family import family


class Column(NamedTuple):
    name: str
    width: float = 10
    hidden: bool = False


def columns(names: str, *, hidden: str = "", printed: tuple[str, str] | None = None) -> Columns:
    listed = [Column(name, 5 + number, name in hidden.split()) for number, name in enumerate(names.split())]
    return Columns(listed, printed)


def test_letters_widths_and_the_page_follow_the_order() -> None:
    found = columns("key a b c flag", hidden="key flag")
    assert found.letters == {"key": "A", "a": "B", "b": "C", "c": "D", "flag": "E"}
    assert found.widths == {"A": 5, "B": 6, "C": 7, "D": 8, "E": 9}
    assert found.hidden == ("A", "E")
    assert found.printed == ("B", "D")


def test_the_page_may_end_before_the_shown_columns_do() -> None:
    assert columns("a b c d", printed=("b", "c")).printed == ("B", "C")


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        columns("a b a")


def test_a_cell_reaches_to_the_next_one_and_the_last_to_the_end_of_the_page() -> None:
    found = columns("a b c d e f", printed=("a", "e"))
    assert found.spans(["a", "c", "d"]) == [("A", "B"), ("C", "C"), ("D", "E")]
    assert found.width(found.spans(["a", "c", "d"])[2]) == 8 + 9


def test_columns_beside_the_page_take_one_column_each() -> None:
    found = columns("k x a b c y z", hidden="k x", printed=("a", "c"))
    assert found.spans(["k", "a", "z"]) == [("A", "A"), ("C", "E"), ("G", "G")]


def test_a_cell_ends_where_one_from_above_stands() -> None:
    rows = [[("a", 1), ("c", 2), ("d", 1)], [("a", 1), ("d", 1)], [("a", 1)]]
    assert columns("a b c d").rows_of_spans(rows) == [
        [("A", "B"), ("C", "C"), ("D", "D")],
        [("A", "B"), ("D", "D")],
        [("A", "D")],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[("b", 1)]], id="the row begins late"),
        pytest.param([[("a", 1), ("c", 1), ("b", 1)]], id="out of order"),
        pytest.param([[("a", 2), ("c", 1)], [("b", 1), ("c", 1)]], id="on top of a cell from above"),
        pytest.param([[("a", 1), ("b", 2), ("c", 1)], [("a", 1)]], id="a hole behind a cell from above"),
        pytest.param([[("a", 2)]], id="below the last row"),
    ],
)
def test_rows_that_do_not_fill_the_page_are_refused(rows: list[list[tuple[str, int]]]) -> None:
    with pytest.raises(ValueError, match=r"hole|below"):
        columns("a b c").rows_of_spans(rows)


@pytest.mark.parametrize("form", family("transfer").sheets, ids=lambda form: form.id)
def test_the_rows_of_every_sheet_fill_its_page(form: object) -> None:
    for block in form.block:  # type: ignore[attr-defined]
        assert len(form.spans(block)) == len(block.rows)  # type: ignore[attr-defined]
