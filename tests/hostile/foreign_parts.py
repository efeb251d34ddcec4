"""Parts, relationships and content types that act, fetch from elsewhere, or lead nowhere."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.graft import BOOK_ONLY, SAME, SUBMISSION_ONLY, Graft, changed
from tests.hostile.kit import BOOK, BOOK_RELS, CUSTOM, KIND, OFFICE, ROOT, STRINGS, STYLES, TYPES, Kit

ACTIVE, UNKNOWN, DAMAGED, OUTSIDE, SHAPE = (
    "part-active", "part-unknown", "file-not-workbook", "link-outside", "submission-shape",
)  # fmt: skip
MS = "http://schemas.microsoft.com/office/2006/relationships"


def _part(
    title: str, part: str, outcome: str, data: str = "<a/>", on: tuple[str, ...] = ("book", "submission")
) -> Graft:
    return changed(f"{title}: {part}", outcome, lambda kit: kit.add(part, data), on)


def _sheet_rels(kit: Kit) -> str:
    folder, name = kit.own.rsplit("/", 1)
    return f"{folder}/_rels/{name}.rels"


def _related(kind: str, target: str, *, external: bool = False, base: str = OFFICE) -> Callable[[Kit], Kit]:
    return lambda kit: kit.relate(_sheet_rels(kit), kind, target, external=external, base=base)


def _book_link(target: str, body: str) -> Callable[[Kit], Kit]:
    """A link to another workbook, as Excel stores one."""

    def change(kit: Kit) -> Kit:
        part = "xl/externalLinks/externalLink1.xml"
        kit.add(
            part,
            f'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{body}</externalLink>',
        )
        kit.relate("xl/externalLinks/_rels/externalLink1.xml.rels", "externalLinkPath", target, external=True)
        return kit.type(part, f"{KIND}.externalLink+xml").relate(
            BOOK_RELS, "externalLink", "externalLinks/externalLink1.xml"
        )

    return change


_BOOK = f'<externalBook xmlns:r="{OFFICE}" r:id="rIdX"/>'
_DDE = '<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
_OLE = f'<oleLink xmlns:r="{OFFICE}" r:id="rIdX" progId="Package"/>'

GRAFTS = [
    # what acts
    _part("macros", "xl/vbaProject.bin", ACTIVE),
    _part("signed macros", "xl/vbaProjectSignature.bin", ACTIVE),
    _part("macros under another name", "xl/x/vbaProject1.bin", ACTIVE),
    _part("JavaScript macros", "xl/jsaProject.bin", ACTIVE),
    _part("Excel 4 macros", "xl/macrosheets/sheet1.xml", ACTIVE),
    _part("old dialogs", "xl/dialogsheets/sheet1.xml", ACTIVE),
    _part("ActiveX", "xl/activeX/activeX1.xml", ACTIVE),
    _part("ActiveX data", "xl/activeX/activeX1.bin", ACTIVE),
    _part("embedded object", "xl/embeddings/oleObject1.bin", ACTIVE),
    _part("embedded workbook", "xl/embeddings/Microsoft_Excel_Sheet.xlsx", ACTIVE),
    _part("connections", "xl/connections.xml", ACTIVE),
    _part("query", "xl/queryTables/queryTable1.xml", ACTIVE),
    _part("data model", "xl/model/item.data", ACTIVE),
    _part("real-time data", "xl/volatileDependencies.xml", ACTIVE),
    _part("XML map", "xl/xmlMaps.xml", ACTIVE),
    _part("ribbon", "customUI/customUI14.xml", ACTIVE),
    _part("web add-in", "xl/webextensions/webextension1.xml", ACTIVE),
    _part("binary sheet", "xl/worksheets/sheet1.bin", ACTIVE),
    changed("macros by relationship", ACTIVE, lambda kit: kit.relate(BOOK_RELS, "vbaProject", "theme/theme1.xml", base=MS)),
    changed("object by relationship", ACTIVE, _related("oleObject", "../theme/theme1.xml")),
    changed("package by relationship", ACTIVE, _related("package", "../theme/theme1.xml")),
    changed("control by relationship", ACTIVE, _related("control", "../theme/theme1.xml")),
    changed("query by relationship", ACTIVE, _related("queryTable", "../theme/theme1.xml")),
    changed("ribbon by relationship", ACTIVE,
            lambda kit: kit.relate(ROOT, "extensibility", "xl/theme/theme1.xml", base=f"{MS}/ui")),
    changed("macro-enabled content type", ACTIVE, lambda kit: kit.sub(
        TYPES, f"{KIND}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
    changed("macro content type", ACTIVE, lambda kit: kit.type("xl/theme/x.bin", "application/vnd.ms-office.vbaProject")),
    # what nobody knows
    _part("program", "xl/setup.exe", UNKNOWN, "MZ"),
    _part("script", "xl/start.vbs", UNKNOWN, "x"),
    _part("page", "index.html", UNKNOWN, "<html/>"),
    _part("Word document", "word/document.xml", UNKNOWN),
    _part("hidden file", "xl/.hidden", UNKNOWN),
    _part("string table in another case", "xl/Sharedstrings2.xml", UNKNOWN),
    _part("OpenDocument", "content.xml", UNKNOWN),
    # what office programs add is tolerated in a working book, and in no submission
    *(
        Graft(f"{title} in a {kind}", SAME if kind == "book" else SHAPE,
              lambda kit, part=part, data=data: kit.add(part, data).pack(), (kind,))
        for kind in ("book", "submission")
        for title, part, data in (
            ("calculation chain", "xl/calcChain.xml", "<calcChain/>"),
            ("picture", "xl/media/image1.png", "x"),
            ("drawing", "xl/drawings/drawing1.xml", "<a/>"),
            ("comments", "xl/comments1.xml", "<comments/>"),
            ("printer settings", "xl/printerSettings/printerSettings1.bin", "\0\1"),
            ("WPS data", "customXml/item1.xml", '<woProps xmlns="https://web.wps.cn/et/2018/main"/>'),
            ("WPS cell pictures", "xl/cellimages.xml", "<a/>"),
            ("chart", "xl/charts/chart1.xml", "<a/>"),
            ("thread of comments", "xl/threadedComments/threadedComment1.xml", "<a/>"),
            ("sensitivity label", "docMetadata/LabelInfo.xml", "<a/>"),
        )
    ),
    # links outwards
    changed("hyperlink", SAME, _related("hyperlink", "https://example.invalid/", external=True), BOOK_ONLY),
    changed("hyperlink in a submission", SHAPE, _related("hyperlink", "https://example.invalid/", external=True), SUBMISSION_ONLY),
    changed("picture from a server", OUTSIDE, _related("image", "https://example.invalid/a.png", external=True)),
    changed("picture from a share", OUTSIDE, _related("image", "file://///10.0.0.1/a.png", external=True)),
    changed("template from a server", ACTIVE, _related("attachedTemplate", "https://example.invalid/t", external=True)),
    changed("external sheet", OUTSIDE,
            lambda kit: kit.re(BOOK_RELS, r'(<Relationship )([^>]*worksheets/sheet5.xml")', r'\1TargetMode="External" \2')),
    changed("link to another workbook", "link-foreign", _book_link("file:///D:/a.xlsx", _BOOK), BOOK_ONLY),
    changed("link to a workbook named like the add-in", "link-foreign", _book_link("file:///D:/xladdin.xlam.xlsx", _BOOK), BOOK_ONLY),
    changed("link to the add-in", SAME, _book_link("file:///C:/x/xladdin.xlam", _BOOK), BOOK_ONLY),
    changed("link to the add-in in a submission", SHAPE, _book_link("file:///C:/x/xladdin.xlam", _BOOK), SUBMISSION_ONLY),
    changed("DDE", ACTIVE, _book_link("file:///C:/x/xladdin.xlam", _DDE), BOOK_ONLY),
    changed("OLE link", ACTIVE, _book_link("file:///C:/x/xladdin.xlam", _OLE), BOOK_ONLY),
    # links that lead nowhere, or two ways
    changed("no content types", DAMAGED, lambda kit: kit.drop(TYPES)),
    changed("no root relationships", DAMAGED, lambda kit: kit.drop(ROOT)),
    changed("no workbook relationships", DAMAGED, lambda kit: kit.drop(BOOK_RELS)),
    changed("no workbook", DAMAGED, lambda kit: kit.drop(BOOK)),
    changed("no string table", DAMAGED, lambda kit: kit.drop(STRINGS)),
    changed("no styles", DAMAGED, lambda kit: kit.drop(STYLES)),
    changed("no 绩效自评表", DAMAGED, lambda kit: kit.drop(kit.own)),
    changed("no properties part", DAMAGED, lambda kit: kit.drop(CUSTOM)),
    changed("string table named in another case", UNKNOWN,
            lambda kit: kit.add("xl/sharedstrings.xml", kit.parts[STRINGS]).drop(STRINGS)),
    changed("relationship in another case", DAMAGED, lambda kit: kit.sub(BOOK_RELS, "sharedStrings.xml", "SharedStrings.xml")),
    changed("no relationship to the string table", "cell-unclear", lambda kit: kit.re(
        BOOK_RELS, r"<Relationship [^>]*sharedStrings\.xml[^>]*/>", "")),
    changed("no relationship to the sheet", DAMAGED, lambda kit: kit.re(
        BOOK_RELS, r"<Relationship [^>]*worksheets/{}[^>]*/>".format(kit.own.rsplit("/", 1)[-1]), "")),
    changed("two string tables", DAMAGED, lambda kit: kit.relate(BOOK_RELS, "sharedStrings", "theme/theme1.xml")),
    changed("two styles", DAMAGED, lambda kit: kit.relate(BOOK_RELS, "styles", "theme/theme1.xml")),
    changed("two workbooks", DAMAGED, lambda kit: kit.relate(ROOT, "officeDocument", "xl/theme/theme1.xml")),
    changed("the same relationship number twice", DAMAGED, lambda kit: kit.relate(BOOK_RELS, "theme", "theme/theme1.xml").sub(
        BOOK_RELS, "rIdX", "rId1")),
    changed("two sheets in one part", DAMAGED, lambda kit: kit.sub(BOOK_RELS, "worksheets/sheet1.xml", "worksheets/sheet2.xml")),
    changed("relationship out of the package", DAMAGED, lambda kit: kit.sub(
        BOOK_RELS, "worksheets/sheet1.xml", "../../../../etc/passwd")),
    changed("relationship of a stranger's type", DAMAGED, lambda kit: kit.sub(
        ROOT, f"{OFFICE}/officeDocument", "http://example.invalid/officeDocument")),
    changed("relationships of no part", DAMAGED, lambda kit: kit.add(
        "xl/worksheets/_rels/sheet77.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>')),
    changed("content type stated twice", DAMAGED, lambda kit: kit.type(BOOK, "application/xml")),
    changed("template content type", DAMAGED, lambda kit: kit.sub(TYPES, f"{KIND}.sheet.main+xml", f"{KIND}.template.main+xml")),
    changed("Word content type", DAMAGED, lambda kit: kit.sub(TYPES, f"{KIND}.sheet.main+xml", "application/msword")),
    changed("two thousand relationships", DAMAGED, lambda kit: kit.sub(BOOK_RELS, "</Relationships>", "".join(
        f'<Relationship Id="n{n}" Type="{OFFICE}/theme" Target="theme/theme1.xml"/>' for n in range(2_100)) + "</Relationships>")),
]  # fmt: skip
