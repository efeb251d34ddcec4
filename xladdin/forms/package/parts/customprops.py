"""Read the custom document properties of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xladdin.forms.package.parts.scan import elements
from xladdin.patterns import pattern

if TYPE_CHECKING:
    from xladdin.forms.package.archive import Archive

CUSTOM = "docProps/custom.xml"

_WHOLE = pattern(r"\s*[+-]?[0-9]{1,18}\s*")

Property = str | bool | int
"""What a custom property can hold here."""


def custom_properties(archive: Archive) -> dict[str, Property]:
    """The custom properties of a package that hold text, yes/no or whole numbers. Others are left out."""
    return archive.kept(CUSTOM, lambda: _custom_properties(archive))


def _custom_properties(archive: Archive) -> dict[str, Property]:
    found: dict[str, Property] = {}
    if CUSTOM not in archive:
        return found
    name = ""
    for item in elements(archive[CUSTOM], file=archive.name):
        if item.depth == 1:
            name = item.attributes.get("name", "")
        elif item.depth == 2 and name:
            kind, text = item.name, item.text
            if kind in ("lpwstr", "lpstr", "bstr"):
                found[name] = text
            elif kind == "bool":
                found[name] = text.strip() in ("1", "true")
            elif kind in ("i1", "i2", "i4", "i8", "int") and _WHOLE.fullmatch(text):
                found[name] = int(text)
    return found
