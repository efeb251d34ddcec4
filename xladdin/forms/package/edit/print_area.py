"""Change how far down a sheet of a closed workbook prints, and touch nothing else."""

from __future__ import annotations

import re

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.values import escape
from xladdin.forms.package.parts.relationships import workbook_part
from xladdin.patterns import pattern

_AREA = pattern(
    rb'(<(?:[\w.-]+:)?definedName\b(?=[^>]*\bname="_xlnm\.Print_Area")[^>]*>)([^<]*?)(\$[A-Z]{1,3}\$\d+:\$[A-Z]{1,3}\$)(\d+)(?=<)'
)


def with_last_printed_row(archive: Archive, sheet: str, row: int) -> Archive:
    """The workbook in which ``sheet`` prints down to ``row``; unchanged where it has no print area of its own."""
    part = workbook_part(archive)
    names = {f"{quote}{escape(sheet)}{quote}!".encode() for quote in ("", "'")}

    def changed(found: re.Match[bytes]) -> bytes:
        return found[1] + found[2] + found[3] + (b"%d" % row if found[2] in names else found[4])

    content = _AREA.sub(changed, archive[part])
    return archive if content == archive[part] else archive.replaced({part: content})
