"""Attacks on a sealed submission, one function each, and the verdict that each must get."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import openpyxl
from lxml import etree

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.membership import with_part
from xladdin.forms.package.parts.relationships import sheet_parts
from xladdin.submission.seal import item


class Attack(NamedTuple):
    """
    what     what was done, in Chinese, for docs/security.md
    make     the attacked file from the sealed one
    verdict  what verify must say
    """

    what: str
    make: Callable[[bytes], bytes]
    verdict: str


def archive_of(content: bytes) -> Archive:
    return Archive.read(content)


def _edit(content: bytes, part: str, old: bytes, new: bytes, count: int = 1) -> bytes:
    archive = archive_of(content)
    assert archive[part].count(old) >= 1, (part, old)
    return archive.replaced({part: archive[part].replace(old, new, count)}).to_bytes()


def _sheet(content: bytes, name: str) -> str:
    return sheet_parts(archive_of(content))[name]


def input_cell(content: bytes) -> bytes:
    """An actual value on 绩效自评表: 133.44 → 933.44."""
    return _edit(content, _sheet(content, "绩效自评表"), b"<v>133.44</v>", b"<v>933.44</v>")


def result_cell(content: bytes) -> bytes:
    """The total on 评分表: 93.1 → 99.1."""
    archive, part = archive_of(content), _sheet(content, "评分表")
    changed, count = re.subn(rb"<v>93\.(?:1|09999\d*)</v>", b"<v>99.1</v>", archive[part])
    assert count
    return archive.replaced({part: changed}).to_bytes()


def protection(content: bytes) -> bytes:
    part = _sheet(content, "绩效自评表")
    archive = archive_of(content)
    stripped = re.sub(rb"<sheetProtection[^>]*/>", b"", archive[part])
    assert stripped != archive[part]
    return archive.replaced({part: stripped}).to_bytes()


def number_format(content: bytes) -> bytes:
    """Every number is shown as 99.99 while the cells hold what they held."""
    archive = archive_of(content)
    root = etree.fromstring(archive["xl/styles.xml"])
    namespace = root.nsmap[None]
    formats = root.find(f"{{{namespace}}}numFmts")
    if formats is None:
        formats = etree.Element(f"{{{namespace}}}numFmts", count="0")
        root.insert(0, formats)
    etree.SubElement(formats, f"{{{namespace}}}numFmt", numFmtId="199", formatCode='"99.99"')
    formats.set("count", str(len(formats)))
    for xf in root.find(f"{{{namespace}}}cellXfs"):
        xf.set("numFmtId", "199")
        xf.set("applyNumberFormat", "1")
    return archive.replaced({"xl/styles.xml": etree.tostring(root)}).to_bytes()


def sheets_swapped(content: bytes) -> bytes:
    """Two sheets change places behind their names."""
    archive = archive_of(content)
    parts = sheet_parts(archive)
    one, two = parts["绩效自评表"], parts["年度绩效目标表"]
    return archive.replaced({one: archive[two], two: archive[one]}).to_bytes()


def part_added(content: bytes) -> bytes:
    return archive_of(content).replaced({"xl/media/image1.png": b"\x89PNG"}).to_bytes()


def relationship_added(content: bytes) -> bytes:
    archive = archive_of(content)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
    return with_part(
        archive,
        "customXml/item2.xml",
        b"<x/>",
        content_type="application/xml",
        relationship_type=kind,
        source="xl/workbook.xml",
    ).to_bytes()


def _raw_copy(content: bytes, extra: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
        for name, data in extra:
            target.writestr(name, data)
    return out.getvalue()


def case_variant(content: bytes) -> bytes:
    return _raw_copy(content, [("xl/SharedStrings.xml", archive_of(content)["xl/sharedStrings.xml"])])


def rezipped(content: bytes) -> bytes:
    return _raw_copy(content, [])


def _seal(content: bytes, change: Callable[[item.Seal], item.Seal]) -> bytes:
    archive = archive_of(content)
    return archive.replaced({item.PART: item.written(change(item.read(archive[item.PART])))}).to_bytes()


def model_changed(content: bytes) -> bytes:
    return _edit(content, item.PART, b"133.44", b"933.44")


def manifest_version(content: bytes) -> bytes:
    return _seal(content, lambda seal: seal._replace(manifest=_with(seal, version=9)))


def manifest_hash(content: bytes) -> bytes:
    """The cell is changed and the manifest's digest of the part made to fit."""
    import hashlib

    changed = input_cell(content)
    part = _sheet(changed, "绩效自评表")
    digest = hashlib.sha256(archive_of(changed)[part]).hexdigest()

    def fit(seal: item.Seal) -> item.Seal:
        return seal._replace(manifest=_with(seal, parts={**seal.manifest.parts, part: digest}))

    return _seal(changed, fit)


def signature_removed(content: bytes) -> bytes:
    return _seal(content, lambda seal: seal._replace(key="", signature=b""))


def signature_of_another_file(content: bytes) -> bytes:
    def swap(seal: item.Seal) -> item.Seal:
        return seal._replace(signature=bytes(reversed(seal.signature)))

    return _seal(content, swap)


def _with(seal: item.Seal, **changes: object):  # type: ignore[no-untyped-def]
    from msgspec.structs import replace

    return replace(seal.manifest, **changes)


def seal_removed(content: bytes) -> bytes:
    from xladdin.forms.package.parts.membership import without_part

    return without_part(archive_of(content), item.PART).to_bytes()


def custom_property(content: bytes) -> bytes:
    return _edit(content, "docProps/custom.xml", b">2024<", b">2023<")


def openpyxl_resave(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def openpyxl_edit(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["绩效自评表"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 133.44)
    cell.value = 933.44
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ATTACKS = {
    "input": Attack("改一个填报值", input_cell, "tampered"),
    "result": Attack("改总分", result_cell, "tampered"),
    "resaved edit": Attack("改一个值后由别的程序另存（封签未动）", openpyxl_edit, "tampered"),
    "model": Attack("改封签里的内容", model_changed, "tampered"),
    "manifest": Attack("改封签里的版本号", manifest_version, "tampered"),
    "manifest hash": Attack("改一个值并改封签里的校验值", manifest_hash, "tampered"),
    "protection": Attack("去掉工作表保护", protection, "tampered"),
    "number format": Attack("改数字格式，使显示的数不同", number_format, "tampered"),
    "sheets swapped": Attack("调换两张工作表", sheets_swapped, "tampered"),
    "part added": Attack("加一个部件", part_added, "tampered"),
    "relationship added": Attack("加一个关系和部件", relationship_added, "tampered"),
    "case variant": Attack("加一个只差大小写的部件", case_variant, "refused"),
    "custom property": Attack("改文档属性里的年度", custom_property, "tampered"),
    "signature value": Attack("换签名值", signature_of_another_file, "tampered"),
    "signature removed": Attack("去掉签名", signature_removed, "unsigned"),
    "seal removed": Attack("去掉封签，内容不动", seal_removed, "resaved"),
    "openpyxl": Attack("由别的程序另存，内容不动", openpyxl_resave, "resaved"),
    "re-zipped": Attack("重新压缩，内容不动", rezipped, "valid"),
}
