"""Add a part to a package, or take one out: the part, its relationship and its content type belong together."""

from __future__ import annotations

import posixpath

from lxml import etree

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.relationships import relationships, rels_part
from xladdin.forms.package.parts.xml import CONTENT_TYPES_NS, PACKAGE_REL_NS, Element, local, parse, serialise

CONTENT_TYPES = "[Content_Types].xml"


def with_part(
    archive: Archive, name: str, content: bytes, *, content_type: str, relationship_type: str, source: str = ""
) -> Archive:
    """The package with part ``name``, related from ``source`` (a part; empty: the package itself).

    A relationship or content type that is there already is kept. Raises ``KeyError`` without [Content_Types].xml.
    """
    changes = {name: content}
    types = parse(archive[CONTENT_TYPES], file=archive.name)
    override = _override(types, name)
    if override is None or override.get("ContentType") != content_type:
        if override is None:
            override = etree.SubElement(types, f"{{{CONTENT_TYPES_NS}}}Override", PartName=f"/{name}")
        override.set("ContentType", content_type)
        changes[CONTENT_TYPES] = serialise(types)
    if not any(item.target == name for item in relationships(archive, source)):
        changes[rels_part(source)] = _with_relationship(archive, source, name, relationship_type)
    return archive.replaced(changes)


def without_part(archive: Archive, name: str, *, source: str = "") -> Archive:
    """The package without part ``name``, its content type and its relationship from ``source``."""
    if name not in archive:
        return archive
    changes = {}
    types = parse(archive[CONTENT_TYPES], file=archive.name)
    override = _override(types, name)
    if override is not None:
        types.remove(override)
        changes[CONTENT_TYPES] = serialise(types)
    gone = {item.id for item in relationships(archive, source) if item.target == name and not item.external}
    if gone:
        root = parse(archive[rels_part(source)], file=archive.name)
        for item in [item for item in root if item.get("Id") in gone]:
            root.remove(item)
        changes[rels_part(source)] = serialise(root)
    return archive.replaced(changes, without=[name, rels_part(name)])


def _override(types: Element, name: str) -> Element | None:
    wanted = f"/{name}".lower()
    return next(
        (item for item in types if local(item) == "Override" and item.get("PartName", "").lower() == wanted), None
    )


def _with_relationship(archive: Archive, source: str, name: str, kind: str) -> bytes:
    part = rels_part(source)
    root = (
        parse(archive[part], file=archive.name)
        if part in archive
        else etree.Element(f"{{{PACKAGE_REL_NS}}}Relationships", nsmap={None: PACKAGE_REL_NS})
    )
    taken = {item.get("Id") for item in root}
    identifier = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    target = posixpath.relpath(name, posixpath.dirname(source) or ".")
    etree.SubElement(root, f"{{{PACKAGE_REL_NS}}}Relationship", Id=identifier, Type=kind, Target=target)
    return serialise(root)
