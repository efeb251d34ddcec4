"""Which parts of a package a manifest covers: all of them.

Two parts change when the seal and Office's signature are put in: the list of content types and the package's own
relationships. They are covered as they are without the two, and nothing but the two may be added to them.
"""

from __future__ import annotations

import hashlib

from lxml import etree

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.membership import CONTENT_TYPES, with_part
from xladdin.forms.package.parts.relationships import rels_part
from xladdin.forms.package.parts.xml import CONTENT_TYPES_NS, PACKAGE_REL_NS, Element, local, parse, serialise
from xladdin.submission.office_signature import parts as office
from xladdin.submission.seal import item

ROOT_RELATIONSHIPS = rels_part("")

#: What is put into the two opened parts: part name → content type; part name → relationship type. In the order of putting.
_TYPES = {item.PART: item.CONTENT_TYPE, office.ORIGIN: office.ORIGIN_TYPE, office.SIGNATURE: office.SIGNATURE_TYPE}
_RELATIONS = {item.PART: item.RELATIONSHIP_TYPE, office.ORIGIN: office.ORIGIN_RELATION}

#: Parts that are not covered, since they come later.
_OUTSIDE = frozenset((item.PART, office.ORIGIN, office.SIGNATURE, rels_part(office.ORIGIN)))


def normal(archive: Archive) -> Archive:
    """A package to be sealed, its opened parts written in the one way in which they are compared."""
    return archive.replaced({name: serialise(parse(archive[name])) for name in (CONTENT_TYPES, ROOT_RELATIONSHIPS)})


def digests(archive: Archive) -> dict[str, str]:
    """Part → SHA-256 of its content, hex digits, as it was before seal and signature. UserError for parts that are no XML."""
    return {
        name: hashlib.sha256(bare(name, content)).hexdigest() for name, content in archive.items() if not outside(name)
    }


def outside(name: str) -> bool:
    """Whether a part comes later than the manifest."""
    return name in _OUTSIDE


def bare(name: str, content: bytes) -> bytes:
    """The content of a part as it was before seal and signature. UserError where it is no XML."""
    if name == CONTENT_TYPES:
        return serialise(_bare_types(parse(content)))
    return serialise(_bare_relations(parse(content))) if name == ROOT_RELATIONSHIPS else content


def dressed(archive: Archive) -> bool:
    """Whether nothing but seal and signature was put into the opened parts, and these as we put them in."""
    types, relations = _bare_types(parse(archive[CONTENT_TYPES])), _bare_relations(parse(archive[ROOT_RELATIONSHIPS]))
    for name, kind in _TYPES.items():
        if name in archive:
            etree.SubElement(types, f"{{{CONTENT_TYPES_NS}}}Override", PartName=f"/{name}").set("ContentType", kind)
    for name, kind in _RELATIONS.items():
        if name in archive:
            taken = {one.get("Id") for one in relations}
            identifier = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
            etree.SubElement(relations, f"{{{PACKAGE_REL_NS}}}Relationship", Id=identifier, Type=kind, Target=name)
    same = serialise(types) == archive[CONTENT_TYPES] and serialise(relations) == archive[ROOT_RELATIONSHIPS]
    return same and archive.get(rels_part(office.ORIGIN), office.RELATIONSHIPS) == office.RELATIONSHIPS


def with_seal(package: Archive, content: bytes) -> Archive:
    """A normal package with the seal's part."""
    return with_part(
        package,
        item.PART,
        content,
        content_type=item.CONTENT_TYPE,
        relationship_type=item.RELATIONSHIP_TYPE,
    )


def _bare_types(root: Element) -> Element:
    for one in list(root):
        if local(one) == "Override" and one.get("PartName", "")[1:] in _TYPES:
            root.remove(one)
    return root


def _bare_relations(root: Element) -> Element:
    for one in list(root):
        if one.get("Target") in _RELATIONS:
            root.remove(one)
    return root
