"""What a reader noticed about an input cell that the value alone does not show."""

from __future__ import annotations

from typing import Literal

import msgspec

NoteKind = Literal[
    "formula",
    "formula-without-value",
    "text-number",
    "percent-format",
    "error-value",
    "foreign-text",
    "prompt-left",
]


class InputNote(msgspec.Struct, frozen=True):
    """One remark on the cell of field ``path`` (named as in ``model.place``).

    formula                somebody typed a formula (``=35.4+6.2``); its value was taken
    formula-without-value  a formula that no program has calculated: there is no value
    text-number            a number stored as text
    percent-format         a number whose percent sign is only its format
    error-value            ``#REF!``, ``#DIV/0!`` …
    foreign-text           text in a cell that takes a number
    prompt-left            the template's own prompt is still there
    detail                 the formula, the text or the number, as it stands in the cell
    """

    path: str
    kind: NoteKind
    detail: str = ""
