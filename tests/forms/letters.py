"""Letters of the columns, from the definitions: tests name columns, so that a new one breaks none of them."""

from __future__ import annotations

from xladdin.forms.family import family


def letter(table: str, column: str) -> str:
    """Letter of a column of a table: ``("self", "actual")``."""
    one = family("transfer")
    return one.sheet_of(table).table_spans(one.blocks[table])[column].first
