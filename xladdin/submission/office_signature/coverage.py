"""What a full Office signature covers: every related part with its content type, and every relationship but a few.

Office leaves out the document properties, thumbnails and the signatures themselves; so does this list, or Office would
call a signature of ours incomplete.
"""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.membership import CONTENT_TYPES
from xladdin.forms.package.parts.xml import PACKAGE_REL_NS, Element, local, parse
from xladdin.submission.office_signature.algorithms import canonical, digest

RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"

#: Endings of the relationship types that Office does not sign.
_LEFT_OUT = (
    "/core-properties",
    "/extended-properties",
    "/custom-properties",
    "/thumbnail",
    "/digital-signature/origin",
    "/digital-signature/signature",
)


class Reference(NamedTuple):
    """One line of the manifest.

    uri           part name and content type, ``/xl/workbook.xml?ContentType=…``
    relationships ids of the relationships that are signed, sorted; empty for an ordinary part
    digest        SHA-256 in base64
    """

    uri: str
    relationships: tuple[str, ...]
    digest: str


def coverage(archive: Archive) -> list[Reference]:
    """The references of a full signature, in the order of their URIs. Raises ValueError for a package that cannot be signed."""
    types = parse(archive[CONTENT_TYPES], file=archive.name)
    found: dict[str, Reference] = {}
    for name in archive:
        source = _source_of(name)
        if source is None:
            continue
        root = parse(archive[name], file=archive.name)
        signed = [item for item in root if not item.get("Type", "").endswith(_LEFT_OUT)]
        for item in signed:
            if item.get("TargetMode") == "External":
                continue
            part = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), unquote(item.get("Target", ""))))
            if part[1:] not in archive:
                raise ValueError(f"{name} names {part}, which is not there")
            uri = f"{part}?ContentType={_content_type(types, part)}"
            found[uri] = Reference(uri, (), digest(archive[part[1:]]))
        if signed:
            uri = f"/{name}?ContentType={RELATIONSHIPS_TYPE}"
            ids = tuple(sorted(item.get("Id", "") for item in signed))
            found[uri] = Reference(uri, ids, digest(_transformed(signed)))
    return [found[uri] for uri in sorted(found)]


def _source_of(name: str) -> str | None:
    """``xl/_rels/workbook.xml.rels`` → ``xl/workbook.xml``; None for a part that holds no relationships."""
    folder, file = posixpath.split(name)
    if posixpath.basename(folder) != "_rels" or not file.endswith(".rels"):
        return None
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _transformed(items: list[Element]) -> bytes:
    """The relationships transform (ECMA-376 part 2, 13.2.4.24): the signed ones by id, with their mode written out."""
    root = etree.Element(f"{{{PACKAGE_REL_NS}}}Relationships", nsmap={None: PACKAGE_REL_NS})
    for item in sorted(items, key=lambda item: str(item.get("Id"))):
        copied = etree.SubElement(root, f"{{{PACKAGE_REL_NS}}}Relationship", dict(item.attrib))
        copied.set("TargetMode", item.get("TargetMode") or "Internal")
    return canonical(root)


def _content_type(types: Element, part: str) -> str:
    extension = part.rpartition(".")[2].lower()
    default = ""
    for item in types:
        if local(item) == "Override" and item.get("PartName", "").lower() == part.lower():
            return str(item.get("ContentType"))
        if local(item) == "Default" and item.get("Extension", "").lower() == extension:
            default = str(item.get("ContentType"))
    if not default:
        raise ValueError(f"{part} has no content type")
    return default
