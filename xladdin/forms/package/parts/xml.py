"""Parse the small XML parts of a package (workbook, relationships, properties); sheets are patched as bytes instead."""

from __future__ import annotations

from typing import Any

from lxml import etree

from xladdin.errors import UserError
from xladdin.forms.package.parts.texts import DECLARATION

SHEET_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_REL_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"

Element = Any
"""An lxml element (lxml ships no types)."""


def parse(content: bytes, *, file: str | None = None) -> Element:
    """The root element of a part. No document type, entity or network access is accepted.

    Raises ``UserError`` file-not-workbook when the part is not well-formed or carries a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UserError("file-not-workbook", file=file, cause="文件内容已损坏") from error
    if root.getroottree().docinfo.doctype:
        raise UserError("file-not-workbook", file=file, cause="文件里有不允许的 XML 声明（DOCTYPE）")
    return root


def serialise(root: Element) -> bytes:
    """A part's bytes the way office programs write them: declaration, UTF-8, standalone."""
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return DECLARATION + content


def without_space(root: Element) -> Element:
    """``root`` without the line breaks and blanks that stand between elements; texts of elements without children stay."""
    for element in root.iter():
        if element.tail is not None and not element.tail.strip():
            element.tail = None
        if len(element) and element.text is not None and not element.text.strip():
            element.text = None
    return root


def local(element: Element) -> str:
    """The element's name without namespace: transitional and strict workbooks differ only in that."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
