"""Reads locked submissions: exactly as working books are read, in exactly the shape that our writer gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NoReturn

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.submission import check_submission
from xladdin.forms.package.parts.cells import Flat
from xladdin.forms.package.parts.merges import hidden_cells
from xladdin.forms.package.parts.relationships import related, workbook_part
from xladdin.forms.package.parts.sheetxml import Sheet, sheet_of
from xladdin.forms.package.parts.stringitems import plain_texts
from xladdin.forms.read.package_grid import LazyCells, PackageGrid, stored_number
from xladdin.patterns import pattern


class SealedGrid(PackageGrid):
    """``Grid`` over a submission. Raises ``UserError`` submission-shape for one that was changed in any part of its shape:
    parts, links, formulas."""

    def __init__(self, archive: Archive) -> None:
        check_submission(archive)
        super().__init__(archive)

    def sheet(self, name: str) -> LazyCells:
        if name not in self._sheets:
            sheet = self._stored(name)
            if sheet.cells.flat is None and any(sign in sheet.content for sign in (b"<f>", b"<f ", b"<f/")):
                raise UserError("submission-shape", file=self.file, sheet=name, found="工作表里有公式")
        return super().sheet(name)

    def _stored(self, name: str) -> Sheet:
        return sheet_of(self.archive, self._parts[name], flat=True)

    # ---- what our writer writes, as it stands there ----

    def plain_values(self, name: str) -> Callable[[str], str | Decimal | None]:
        """What the cells of a sheet hold, by address: text without blanks around it, plain number, None for nothing. Raises
        LookupError for everything else, which ``sheet`` reads."""
        flat, strings, plain = self.flat(name), self.plain_strings, self.plain_styles
        if flat is None or strings is None:
            return _refused

        def value(cell: str) -> str | Decimal | None:
            found = flat.get(cell.encode("ascii"))
            if found is None or not found[3]:
                return None
            if found[2] == b"s":
                return strings[found[3]]
            if found[2] != b"n" or found[1] not in plain or (number := plain_decimal(found[3])) is None:
                raise LookupError(cell)
            return number

        return value

    def flat(self, name: str) -> Mapping[bytes, Flat] | None:
        """The cells of a sheet that holds nothing unusual; None for any other. Raises as ``sheet`` does."""
        self.sheet(name)
        return self._stored(name).cells.flat

    def hidden(self, name: str) -> Mapping[bytes, bytes]:
        """``covered``, with addresses as they are written."""
        self.covered(name)
        return _encoded(self._stored(name).merges)

    @cached_property
    def plain_strings(self) -> Mapping[bytes, str] | None:
        """Shared strings by their number as written, without blanks around them; None where one is no plain text."""
        part = related(self.archive, workbook_part(self.archive), "sharedStrings")
        texts = None if part is None else plain_texts(self.archive[part.target])
        return None if texts is None else dict(zip(_numbers(len(texts)), map(str.strip, texts), strict=False))

    @cached_property
    def plain_styles(self) -> frozenset[bytes]:
        """Styles, as written, whose numbers are neither percentages nor dates; the empty one stands for none."""
        return _plain(tuple(self._formats))


def _refused(cell: str) -> NoReturn:
    raise LookupError(cell)


#: A number that its text says exactly, and in the shortest way.
_SHORT = pattern(rb"(?:0|-?[1-9][0-9]{0,8}+|-?(?:0|[1-9][0-9]{0,8}+)\.[0-9]{0,4}[1-9])")


@lru_cache(maxsize=8192)
def plain_decimal(number: bytes) -> Decimal | None:
    """The number that ``number``, as stored, says; None for one that no cell of ours holds.

    Raises UnclearError for what is no number.
    """
    value = Decimal(number.decode("ascii")) if _SHORT.fullmatch(number) else stored_number(number)
    return value if isinstance(value, Decimal) else None


@lru_cache(maxsize=512)
def _encoded(merges: tuple[str, ...]) -> Mapping[bytes, bytes]:
    return {cell.encode("ascii"): shown.encode("ascii") for cell, shown in hidden_cells(merges).items()}


_NUMBERS: list[bytes] = []


def _numbers(count: int) -> list[bytes]:
    while len(_NUMBERS) < count:
        _NUMBERS.append(b"%d" % len(_NUMBERS))
    return _NUMBERS


@lru_cache(maxsize=8)
def _plain(meanings: tuple[str, ...]) -> frozenset[bytes]:
    plain = {b"%d" % number for number, meaning in enumerate(meanings) if not meaning}
    return frozenset(plain | {b""} if not meanings or not meanings[0] else plain)
