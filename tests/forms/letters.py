"""Letters of the columns, from the definitions: tests name columns, so that a new one breaks none of them."""

from __future__ import annotations

from xladdin.forms.family import family


def letter(table: str, column: str, form: str = "transfer") -> str:
    """Letter of a column of a table: ``("self", "actual")``."""
    one = family(form)
    return one.sheet_of(table).table_spans(one.blocks[table])[column].first
