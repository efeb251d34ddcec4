"""The Open XML parts of the add-in: settings sheet, ribbon, document properties; nothing left of who made the base."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from xladdin import __version__
from xladdin.excel.addin.conf import CONF, SHEET
from xladdin.excel.layout import ADDIN_TITLE

RIBBON_PART = "customUI/customUI14.xml"
BASE_RIBBON_PART = "customUI/customUI.xml"
RIBBON_RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
"""The type that goes with the 2009/07 namespace; the base pairs it with the 2006/01 one, which Excel ignores."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATE = "2024-01-01T00:00:00Z"  # fixed: the same sources must give the same bytes

_DESCRIPTION = "填报项目支出绩效自评表：单元格函数、重新计算、校验、导出报送件。"
_AUTHOR = "xladdin"


def edit_parts(parts: Mapping[str, bytes], customui: bytes) -> dict[str, bytes]:
    """All parts of the add-in from those of the base; the VBA project is taken as it is."""
    edited = {name: content for name, content in parts.items() if name != BASE_RIBBON_PART}
    edited[RIBBON_PART] = customui
    for name, edit in (
        ("xl/workbook.xml", _edit_workbook),
        ("_rels/.rels", _edit_relationships),
        ("docProps/core.xml", _edit_properties),
    ):
        root = etree.fromstring(parts[name])
        edit(root)
        edited[name] = _serialized(root)
    edited["xl/worksheets/sheet1.xml"], edited["xl/sharedStrings.xml"] = _conf_sheet(
        parts["xl/worksheets/sheet1.xml"], parts["xl/sharedStrings.xml"]
    )
    return edited


def _serialized(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _edit_workbook(root: etree._Element) -> None:
    absolute_path = root.find("{*}AlternateContent")  # a folder on its author's disk
    root.remove(absolute_path)
    root.find(f"{_MAIN}bookViews")[0].attrib.pop(
        "visibility"
    )  # an add-in has no window; a hidden one could not be shown
    (sheet,) = root.find(f"{_MAIN}sheets")
    sheet.set("name", SHEET)  # shipped under a name that xlwings' own code never finds


def _edit_relationships(root: etree._Element) -> None:
    (ribbon,) = (element for element in root if element.get("Type") == RIBBON_RELATIONSHIP)
    ribbon.set("Target", RIBBON_PART)


def _edit_properties(root: etree._Element) -> None:
    for name, text in (
        ("title", ADDIN_TITLE),
        ("subject", ADDIN_TITLE),
        ("description", f"{_DESCRIPTION}版本 {__version__}"),
        ("creator", _AUTHOR),
        ("lastModifiedBy", _AUTHOR),
        ("created", _DATE),
        ("modified", _DATE),
    ):
        (element,) = root.findall(f"{{*}}{name}")
        element.text = text


def _conf_sheet(sheet: bytes, strings: bytes) -> tuple[bytes, bytes]:
    root, table = etree.fromstring(sheet), etree.fromstring(strings)
    data = root.find(f"{_MAIN}sheetData")
    data[:], table[:] = [], []
    for number, (key, value) in enumerate(CONF.items(), 1):
        row = etree.SubElement(data, f"{_MAIN}row", r=str(number))
        for column, content in (("A", key), ("B", value)):
            if content == "":
                continue
            is_flag = isinstance(content, bool)
            cell = etree.SubElement(row, f"{_MAIN}c", r=f"{column}{number}", s="1", t="b" if is_flag else "s")
            text = str(int(content)) if isinstance(content, bool) else str(len(table))
            etree.SubElement(cell, f"{_MAIN}v").text = text
            if not is_flag:
                etree.SubElement(etree.SubElement(table, f"{_MAIN}si"), f"{_MAIN}t").text = str(content)
    root.find(f"{_MAIN}dimension").set("ref", f"A1:B{len(CONF)}")
    table.attrib.update({"count": str(len(table)), "uniqueCount": str(len(table))})
    return _serialized(root), _serialized(table)
