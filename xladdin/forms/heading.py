"""Titles of sheets: fixed texts, fields, and what is put together of both."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from xladdin.patterns import pattern


class Piece(NamedTuple):
    """A piece of a title: ``text``, or the field ``path`` with ``after`` behind it where it is filled; ``ending`` is put
    behind a field that does not end so."""

    text: str = ""
    path: str = ""
    after: str = ""
    ending: str = ""


_PIECE = pattern(r"\{([^|}]+)(?:\|([^}]*))?\}(.*)")


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A title line: fixed text, a field, or parts: texts, and fields as ``{path}``.

    ``{year}年`` puts 年 behind a year that is there; ``{path|资金}`` puts 资金 behind a field that does not end so.
    sealed  the fixed text in a submission, where it differs
    """

    text: str = ""
    sealed: str = ""
    id: str = ""
    parts: tuple[str, ...] = ()
    empty: str = ""
    field: str = ""
    format: str = ""
    hint: str = ""

    def pieces(self) -> list[Piece]:
        """The parts, read."""
        found = [(part, _PIECE.fullmatch(part)) for part in self.parts]
        return [Piece(part) if one is None else Piece("", one[1], one[3], one[2] or "") for part, one in found]
