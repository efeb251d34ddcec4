"""Every part of a package: whole, not too large for what it is, and begun as XML where it is XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xladdin.errors import UserError
from xladdin.forms.package.guard.entries import shown
from xladdin.forms.package.guard.kinds import Kind
from xladdin.forms.package.guard.limits import KB, MB, Limits
from xladdin.forms.package.guard.links import check_links
from xladdin.forms.package.guard.prolog import check_prolog, is_xml

if TYPE_CHECKING:
    from xladdin.forms.package.archive import Archive


def check_parts(archive: Archive, kind: Kind) -> None:
    """Unpack every part and look at it. Raises ``UserError``: part-too-large, file-not-workbook (damaged), xml-unusual,
    and as ``check_links``."""
    check_sizes(archive, kind.limits)
    for part in archive:
        if is_xml(part) and kind.begins.fullmatch(part):
            check_prolog(part, archive[part], archive.name)
        else:
            archive.verify(part)
    check_links(archive, kind)


def check_sizes(archive: Archive, limits: Limits) -> None:
    """Raises ``UserError`` part-too-large, before anything is unpacked."""
    for part in archive:
        size, most = archive.stored(part).size, largest(part, limits)
        if size > most:
            raise UserError(
                "part-too-large",
                file=archive.name,
                part=shown(part),
                what="解压后",
                count=_size(size),
                most=_size(most),
            )


def largest(part: str, limits: Limits) -> int:
    """How many bytes a part may unpack to."""
    if part.startswith(("xl/worksheets/sheet", "word/document")):
        return limits.sheet_bytes
    if part in _OF_PART:
        return int(getattr(limits, _OF_PART[part]))
    if part.endswith(".rels") or part.startswith("docProps/") or part == "[Content_Types].xml":
        return limits.small_part_bytes
    return limits.unpacked_bytes


_OF_PART = {
    "xl/workbook.xml": "workbook_bytes",
    "xl/sharedStrings.xml": "strings_bytes",
    "xl/styles.xml": "styles_bytes",
}


def _size(count: int) -> str:
    return f"{count / MB:.1f} MB" if count >= MB else f"{count // KB} KB"
