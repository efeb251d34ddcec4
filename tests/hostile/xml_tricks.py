"""XML that parsers read differently: document types, encodings, comments, namespaces, things said twice."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.graft import SAME, changed
from tests.hostile.kit import BOOK, BOOK_RELS, CUSTOM, MAIN, ROOT, STRINGS, STYLES, TYPES, Kit

UNUSUAL, DAMAGED, UNCLEAR = "xml-unusual", "file-not-workbook", "cell-unclear"

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
_FILE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_WEB = b'<!DOCTYPE a SYSTEM "https://example.invalid/a.dtd">'


def _part(kit: Kit, part: str) -> str:
    return kit.own if part == "sheet" else part


def _front(part: str, text: bytes) -> Callable[[Kit], Kit]:
    """``text`` between declaration and root element."""

    def change(kit: Kit) -> Kit:
        name = _part(kit, part)
        kit.parts[name] = _DECLARATION + text + kit.parts[name].removeprefix(_DECLARATION)
        return kit

    return change


def _recoded(part: str, encoding: str, name: str | None = None) -> Callable[[Kit], Kit]:
    def change(kit: Kit) -> Kit:
        target = _part(kit, part)
        text = kit.parts[target].decode("utf-8").replace("UTF-8", name or encoding, 1)
        kit.parts[target] = text.encode(encoding)
        return kit

    return change


def _prefixed(kit: Kit) -> Kit:
    """The whole sheet with a namespace prefix, as the Open XML SDK may write it: the same to every parser."""
    import re

    text = kit.parts[kit.own].decode("utf-8").replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    kit.parts[kit.own] = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).encode("utf-8")
    return kit


_DOCTYPES = [
    changed(f"{title} in {part}", UNUSUAL, _front(part, text))
    for part in ("sheet", BOOK, STRINGS, STYLES, TYPES, ROOT, CUSTOM, "xl/theme/theme1.xml")
    for title, text in (("entity bomb", _LAUGHS), ("external entity", _FILE))
] + [changed("document type from the web", UNUSUAL, _front("sheet", _WEB))]

_ENCODINGS = [
    changed(f"{part} in {encoding}", UNUSUAL, _recoded(part, encoding, name))
    for part in ("sheet", BOOK, STRINGS)
    for encoding, name in (("utf-16", "UTF-16"), ("utf-16-le", "UTF-8"), ("gb18030", "GB18030"), ("utf-7", "UTF-7"))
]

GRAFTS = [
    *_DOCTYPES,
    *_ENCODINGS,
    changed("UTF-8 with a byte order mark", SAME, lambda kit: kit.add(kit.own, b"\xef\xbb\xbf" + kit.parts[kit.own])),
    changed("no XML declaration", SAME, lambda kit: kit.add(kit.own, kit.parts[kit.own].removeprefix(_DECLARATION))),
    changed("said to be Latin-1", UNUSUAL, lambda kit: kit.sub(kit.own, "UTF-8", "ISO-8859-1")),
    changed("a comment in front", UNUSUAL, _front("sheet", b"<!-- x -->")),
    changed("a processing instruction in front", UNUSUAL, _front("sheet", b"<?php x ?>")),
    changed("text in front", UNUSUAL, _front("sheet", b"x")),
    changed("empty sheet part", UNUSUAL, lambda kit: kit.add(kit.own, b"")),
    changed("zeros for a sheet", UNUSUAL, lambda kit: kit.add(kit.own, bytes(10_000))),
    changed("a picture for a sheet", UNUSUAL, lambda kit: kit.add(kit.own, b"\x89PNG\r\n\x1a\n" + bytes(100))),
    changed("a page for a sheet", DAMAGED, lambda kit: kit.add(kit.own, b"<html><body/></html>")),
    changed("sheet cut off", DAMAGED, lambda kit: kit.add(kit.own, kit.parts[kit.own][:-300])),
    changed("sheet cut in its cells", DAMAGED, lambda kit: kit.add(kit.own, kit.parts[kit.own][:9_000])),
    changed("two root elements", DAMAGED, lambda kit: kit.add(kit.own, kit.parts[kit.own] + b"<worksheet/>")),
    changed("sheet data of another namespace", DAMAGED, lambda kit: kit.sub(kit.own, MAIN, "urn:x")),
    changed("sheet with a prefix", SAME, _prefixed),
    changed("sheet data twice", DAMAGED, lambda kit: kit.sub(kit.own, "</sheetData>", "</sheetData><sheetData></sheetData>")),
    changed("sheet data in front, in an extension", DAMAGED, lambda kit: kit.sub(
        kit.own, "<sheetData>", "<extLst><ext><sheetData></sheetData></ext></extLst><sheetData>")),
    changed("sheet data in a choice", DAMAGED, lambda kit: kit.sub(
        kit.own, "<sheetData>", '<x xmlns="urn:x"><sheetData>').sub(kit.own, "</sheetData>", "</sheetData></x>")),
    changed("rows of another namespace", DAMAGED, lambda kit: kit.re(
        kit.own, rf'<row r="{kit.row}"', f'<row xmlns="urn:x" r="{kit.row}"')),
    changed("a comment around the cells of a row", SAME, lambda kit: kit.sub(kit.own, "<sheetData>", "<sheetData><!-- <row> -->")),
    changed("CDATA between rows", DAMAGED, lambda kit: kit.sub(kit.own, "<sheetData>", "<sheetData><![CDATA[x]]>")),
    changed("an instruction between rows", DAMAGED, lambda kit: kit.sub(kit.own, "<sheetData>", "<sheetData>x<?x y?>")),
    changed("text between rows", DAMAGED, lambda kit: kit.sub(kit.own, "<sheetData>", "<sheetData>x")),
    changed("line breaks between elements", SAME, lambda kit: kit.sub(kit.own, "<row ", "\n  <row ", -1)),
    changed("a comment among the names", DAMAGED, lambda kit: kit.sub(BOOK, "<definedNames>", "<definedNames><!-- x -->")),
    changed("CDATA in a name", DAMAGED, lambda kit: kit.re(
        BOOK, r'(<definedName name="JX_C_self_actual"[^>]*>)([^<]*)', r"\1<![CDATA[\2]]>")),
    changed("comments in the string table", SAME, lambda kit: kit.sub(STRINGS, "<si>", "<!-- <si><t>x</t></si> --><si>", 20)),
    changed("CDATA in the string table", SAME, lambda kit: kit.re(STRINGS, r"<t>([^<&]*)</t>", r"<t><![CDATA[\1]]></t>", 0)),
    changed("line breaks in the string table", SAME, lambda kit: kit.sub(STRINGS, "<si>", "\n<si>", -1)),
    changed("a comment inside a text", SAME, lambda kit: kit.re(STRINGS, r"<t>", r"<t><!-- x -->", 0)),
    changed("a string table of strings in strings", DAMAGED, lambda kit: kit.sub(STRINGS, "<si>", "<si><si>")),
    changed("strings of another element", UNUSUAL, lambda kit: kit.sub(STRINGS, "<si>", "<x><t>a</t></x><si>")),
    changed("attributes of the same name", DAMAGED, lambda kit: kit.re(
        BOOK, r'<sheet ([^>]*)r:id="(rId\d+)"', r'<sheet \1 id="rId2" r:id="\2"')),
    changed("an attribute twice", DAMAGED, lambda kit: kit.re(BOOK, r"<sheet ", '<sheet name="x" ')),
    changed("names of another namespace", "template-damaged", lambda kit: kit.sub(
        BOOK, "<definedName ", '<definedName xmlns="urn:x" ', -1)),
    changed("undeclared prefix", DAMAGED, lambda kit: kit.sub(kit.own, "</sheetData>", "</sheetData><y:x/>")),
    changed("nested beyond measure", DAMAGED, lambda kit: kit.tail("<x>" * 5_000 + "</x>" * 5_000)),
    changed("workbook nested beyond measure", DAMAGED, lambda kit: kit.sub(BOOK, "<sheets>", "<x>" * 5_000 + "</x>" * 5_000 + "<sheets>")),
    changed("relationships that are none", DAMAGED, lambda kit: kit.add(BOOK_RELS, b"<a/>")),
    changed("properties that are not well-formed", DAMAGED, lambda kit: kit.sub(CUSTOM, "</Properties>", "")),
    changed("strict namespace", SAME, lambda kit: kit.sub(
        kit.own, MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")),
    changed("an entity that nobody declared", DAMAGED, lambda kit: kit.tail('<oddHeader>&nbsp;</oddHeader>')),
    changed("a control character around the cells", DAMAGED, lambda kit: kit.tail("<oddHeader>\1</oddHeader>")),
    changed("bytes that are not UTF-8 among the names", DAMAGED, lambda kit: kit.sub(BOOK, b"<definedNames>", b"<definedNames>\xff")),
]  # fmt: skip
