"""Puts defined names into a closed workbook, and touches nothing else of its workbook part."""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.values import escape
from xladdin.forms.package.parts.relationships import workbook_part
from xladdin.forms.package.parts.sheetxml import attribute
from xladdin.patterns import pattern

#: Attributes in any order: LibreOffice writes others before the name.
_NAME = pattern(rb"\s*<definedName(?=\s)([^<>]*)>[^<]*</definedName>\s*")


def with_names(archive: Archive, names: Mapping[str, str]) -> Archive:
    """The workbook with these names of the whole workbook (name → reference); one that is there is pointed anew.

    Raises UserError for a workbook part whose names are not written as office programs write them.
    """
    part = workbook_part(archive)
    content = archive[part]
    begin = content.find(b"<definedNames>")
    end = content.find(b"</definedNames>")
    if begin < 0 or end < begin:
        raise UserError("file-not-workbook", file=archive.name, cause="名称表无法读取")
    begin += len(b"<definedNames>")
    wanted = {name.upper() for name in names}
    kept = []
    at = begin
    while at < end and (found := _NAME.match(content, at, end)) is not None:
        name = (attribute(found[1], b"name") or b"").decode("utf-8")
        if name.upper() not in wanted or attribute(found[1], b"localSheetId") is not None:
            kept.append(found[0])
        at = found.end()
    if at < end:  # something else among them: no name may get lost
        raise UserError("file-not-workbook", file=archive.name, cause="名称表无法读取")
    new = [
        b'<definedName name="%b">%b</definedName>' % (name.encode("utf-8"), escape(reference).encode("utf-8"))
        for name, reference in names.items()
    ]
    return archive.replaced({part: content[:begin] + b"".join((*new, *kept)) + content[end:]})
