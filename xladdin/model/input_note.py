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
    "formula-overwritten",
    "formula-changed",
    "fixed-changed",
    "result-stale",
    "result-changed",
    "sheet-copied",
    "sheet-names",
    "other-year",
    "other-first-year",
    "row-lost",
    "name-lost",
    "content-changed",
    "sheet-unlocked",
    "parameter-changed",
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

    Of the workbook around its inputs; paths may name cells (``model.place.cell_path``):
    formula-overwritten    something was typed over the formula of a result
    formula-changed        a result has another formula than it was made with, and gives something else
    fixed-changed          a value that follows from the issued targets was changed
    result-stale           a formula shows another result than the inputs give now
    result-changed         a result of a submission is not what its inputs give
    sheet-copied           a copy of one of the sheets, which is not read; detail = the sheet
    sheet-names            a sheet has names of its own that lead its formulas elsewhere
    other-year             the workbook was made for the goals of another year, expected; detail = the typed one
    other-first-year       it was first filled for another year
    name-lost              the name of a result or parameter that formulas use was deleted; detail = what it names
    content-changed        a submission's content is not what its digest says; detail = the digest's beginning
    sheet-unlocked         a sheet of a submission is no longer locked; detail = the sheet
    row-lost               an indicator's row was deleted from the sheet expected, and stands in others
    parameter-changed      a number, word or level of 参数 is not the rule profile's
    expected               what should stand there; name = what the cell is called, where its place does not say so
    """

    path: str
    kind: NoteKind
    detail: str = ""
    expected: str = ""
    name: str = ""
