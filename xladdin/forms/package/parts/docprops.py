"""Document properties: who, when, title (core), which program (app), and our own (custom)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from lxml import etree

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.customprops import CUSTOM, Property, custom_properties
from xladdin.forms.package.parts.membership import with_part, without_part
from xladdin.forms.package.parts.xml import OFFICE_REL_NS, serialise

CORE, APP = "docProps/core.xml", "docProps/app.xml"

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_VT = f"{_OFFICE}/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # FMTID_UserDefinedProperties
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def with_core(archive: Archive, *, created: datetime, creator: str, title: str, final: bool) -> Archive:
    """Core properties with fixed times. ``ValueError`` for a ``created`` without time zone."""
    if created.tzinfo is None:
        raise ValueError("created needs a time zone")
    root = etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC, "dcterms": _DCTERMS, "xsi": _XSI})
    if title:
        etree.SubElement(root, f"{{{_DC}}}title").text = title
    etree.SubElement(root, f"{{{_DC}}}creator").text = creator
    etree.SubElement(root, f"{{{_CP}}}lastModifiedBy").text = creator
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{_DCTERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        moment.text = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if final:
        etree.SubElement(root, f"{{{_CP}}}contentStatus").text = "Final"
    return with_part(archive, CORE, serialise(root), content_type=_CORE_TYPE, relationship_type=_CORE_RELATION)


def with_app(archive: Archive, application: str) -> Archive:
    """Extended properties that name the program truthfully, and nothing else."""
    namespace = f"{_OFFICE}/extended-properties"
    root = etree.Element(f"{{{namespace}}}Properties", nsmap={None: namespace})
    etree.SubElement(root, f"{{{namespace}}}Application").text = application
    relation = f"{OFFICE_REL_NS}/extended-properties"
    return with_part(archive, APP, serialise(root), content_type=_APP_TYPE, relationship_type=relation)


def with_custom(archive: Archive, properties: Mapping[str, Property]) -> Archive:
    """Custom properties, in the given order; those the package has already come first unless given anew."""
    merged = {**custom_properties(archive), **properties}
    if not merged:
        return without_part(archive, CUSTOM)
    namespace = f"{_OFFICE}/custom-properties"
    root = etree.Element(f"{{{namespace}}}Properties", nsmap={None: namespace, "vt": _VT})
    for number, (name, value) in enumerate(merged.items(), start=2):  # 0 and 1 are reserved
        item = etree.SubElement(
            root, f"{{{namespace}}}property", {"fmtid": _FORMAT_ID, "pid": str(number), "name": name}
        )
        kind, text = _variant(value)
        etree.SubElement(item, f"{{{_VT}}}{kind}").text = text
    relation = f"{OFFICE_REL_NS}/custom-properties"
    return with_part(archive, CUSTOM, serialise(root), content_type=_CUSTOM_TYPE, relationship_type=relation)


def _variant(value: Property) -> tuple[str, str]:
    if isinstance(value, bool):
        return "bool", "true" if value else "false"
    return ("i4", str(value)) if isinstance(value, int) else ("lpwstr", value)
