"""Workbooks that are small as files and costly to read: counts, lengths, and what makes careless patterns go back and forth."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.graft import SAME, Graft
from tests.hostile.kit import BOOK, CUSTOM, STRINGS, STYLES, TYPES, Kit
from tests.hostile.raw_zip import pack

LARGE, UNUSUAL, DAMAGED, UNCLEAR = "part-too-large", "xml-unusual", "file-not-workbook", "cell-unclear"


def changed(name: str, outcome: str, change: Callable[[Kit], Kit]) -> Graft:
    """Stored, not packed: what is costly to read has to get past the check of the ratio."""

    def make(kit: Kit) -> bytes:
        entries = change(kit).entries()
        for entry in entries:
            entry.deflated = len(entry.data) < 500_000
        return pack(entries)

    return Graft(name, outcome, make)


def _cells(count: int) -> Callable[[Kit], Kit]:
    def change(kit: Kit) -> Kit:
        rows = "".join(
            f'<row r="{row}">' + "".join(f'<c r="{column}{row}"><v>1</v></c>' for column in "ABCDEFGHIJ") + "</row>"
            for row in range(2_000, 2_000 + count // 10)
        )
        return kit.sub(kit.own, "</sheetData>", rows + "</sheetData>")

    return change


def _unclosed(title: str, part: str, before: str, piece: str, count: int = 150_000, outcome: str = DAMAGED) -> Graft:
    """``count`` times a piece that never ends: linear readers answer at once."""

    def change(kit: Kit) -> Kit:
        target = {"own": kit.own}.get(part, part)
        return kit.sub(target, before, piece * count + before)

    return changed(title, outcome, change)


def _inline(length: int) -> Callable[[Kit], Kit]:
    return lambda kit: kit.cell(
        kit.actual, '<c r="{r}" s="{s}" t="inlineStr"><is><t>' + "九" * length + "</t></is></c>"
    )


GRAFTS = [
    changed("200 000 cells too many", LARGE, _cells(210_000)),
    changed("20 000 cells more", SAME, _cells(20_000)),
    changed("300 000 empty rows", LARGE, lambda kit: kit.sub(kit.own, "</sheetData>", "".join(
        f'<row r="{row}"/>' for row in range(2_000, 302_000)) + "</sheetData>")),
    changed("100 000 empty rows", SAME, lambda kit: kit.sub(kit.own, "</sheetData>", "".join(
        f'<row r="{row}"/>' for row in range(2_000, 102_000)) + "</sheetData>")),
    changed("inline string of 7 MB", UNCLEAR, _inline(2_500_000)),
    changed("inline string of 40 000 characters", UNCLEAR, _inline(40_000)),
    changed("shared string of 3 MB", UNCLEAR, lambda kit: kit.string("<si><t>" + "九" * 1_000_000 + "</t></si>")),
    changed("150 000 shared strings", LARGE, lambda kit: kit.sub(STRINGS, "</sst>", "<si><t>a</t></si>" * 150_000 + "</sst>")),
    changed("17 MB of shared strings", LARGE, lambda kit: kit.sub(STRINGS, "</sst>", ("<si><t>" + "abcdefghij" * 100 + "</t></si>") * 17_000 + "</sst>")),
    changed("workbook part of 5 MB", LARGE, lambda kit: kit.sub(BOOK, "<sheets>", " " * 5_000_000 + "<sheets>")),
    changed("15 000 names", LARGE, lambda kit: kit.sub(BOOK, "</definedNames>", "".join(
        f'<definedName name="N{n}">填报说明!$A$1</definedName>' for n in range(15_000)) + "</definedNames>")),
    changed("2 000 names", SAME, lambda kit: kit.sub(BOOK, "</definedNames>", "".join(
        f'<definedName name="N{n}">#REF!</definedName>' for n in range(1_700)) + "</definedNames>")),
    changed("250 sheets", LARGE, lambda kit: kit.sub(BOOK, "</sheets>", "".join(
        f'<sheet name="S{n}" sheetId="{n + 100}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>'
        for n in range(250)) + "</sheets>")),
    changed("2 000 merges that overlap", UNCLEAR, lambda kit: kit.re(kit.own, r"(<mergeCell )", "".join(
        f'<mergeCell ref="A{n}:J{n + 400}"/>' for n in range(100, 2_100)) + r"\1")),
    changed("2 000 large merges", UNCLEAR, lambda kit: kit.re(kit.own, r"(<mergeCell )", "".join(
        f'<mergeCell ref="A{n * 500}:Z{n * 500 + 400}"/>' for n in range(4, 2_004)) + r"\1")),
    changed("15 000 merges", LARGE, lambda kit: kit.re(kit.own, r"(<mergeCell )", "".join(
        f'<mergeCell ref="A{n}:B{n}"/>' for n in range(2_000, 17_000)) + r"\1")),
    changed("70 000 cell styles", LARGE, lambda kit: kit.sub(STYLES, "</cellXfs>", '<xf numFmtId="0"/>' * 70_000 + "</cellXfs>")),
    changed("500 000 fonts", LARGE, lambda kit: kit.sub(STYLES, "</fonts>", "<font><b/></font>" * 500_000 + "</fonts>")),
    changed("12 000 number formats", LARGE, lambda kit: kit.sub(STYLES, "<fonts", "<numFmts>" + "".join(
        f'<numFmt numFmtId="{n}" formatCode="0"/>' for n in range(200, 12_400)) + "</numFmts><fonts")),
    changed("a number format of a million signs", SAME, lambda kit: kit.sub(
        STYLES, "<fonts", f'<numFmts><numFmt numFmtId="999" formatCode="{"[" * 500_000}"/></numFmts><fonts')),
    changed("2 MB of properties", LARGE, lambda kit: kit.sub(CUSTOM, "</Properties>", "".join(
        f'<property fmtid="x" pid="{n + 50}" name="n{n}"><vt:lpwstr>{"x" * 200}</vt:lpwstr></property>' for n in range(10_000))
        + "</Properties>")),
    changed("2 MB of content types", LARGE, lambda kit: kit.sub(TYPES, "</Types>", "".join(
        f'<Override PartName="/xl/x{n}.xml" ContentType="{"x" * 100}"/>' for n in range(15_000)) + "</Types>")),
    # what never ends
    _unclosed("unclosed strings", STRINGS, "</sst>", "<si>"),
    _unclosed("unclosed texts", STRINGS, "</sst>", "<si><t>", 80_000, outcome=DAMAGED),
    _unclosed("unclosed texts in one string", STRINGS, "</sst>", "<t>", outcome=DAMAGED),
    _unclosed("comments among the strings", STRINGS, "</sst>", "<!--", outcome=DAMAGED),
    _unclosed("comments around names", BOOK, "</definedNames>", '<definedName name="a"><!--', 25_000),
    _unclosed("unclosed names", BOOK, "</definedNames>", '<definedName name="a">', 30_000),
    _unclosed("unclosed sheets", BOOK, "</sheets>", '<sheet name="a" ', 60_000),
    _unclosed("unclosed merges", "own", "</worksheet>", '<mergeCell ref="A1:B2" '),
    _unclosed("merges inside merges", "own", "</worksheet>", '<mergeCell ref="A1:B2">'),
    _unclosed("unclosed styles", STYLES, "</styleSheet>", "<cellXfs>", 90_000, outcome=UNUSUAL),
    _unclosed("unclosed formats", STYLES, "</styleSheet>", '<numFmt numFmtId="1" ', 40_000),
    _unclosed("unclosed cells", "own", "</sheetData>", '<c r="A1">'),
    _unclosed("unclosed formulas", "own", "</sheetData>", '<c r="A1"><f>'),
    _unclosed("shared formulas without end", "own", "</sheetData>", '<f t="shared" si="0">', 100_000),
    _unclosed("unclosed values", "own", "</sheetData>", '<c r="A1"><v>'),
    _unclosed("unclosed rows", "own", "</sheetData>", '<row r="999">'),
    _unclosed("unclosed tags", "own", "</sheetData>", "<c "),
    _unclosed("unclosed quotes", "own", "</sheetData>", "<c r='"),
    _unclosed("unclosed inline strings", "own", "</sheetData>", '<c r="A1" t="inlineStr"><is>'),
    _unclosed("attributes without end", "own", "</sheetData>", ' a="b"', 200_000),
    _unclosed("unclosed properties", CUSTOM, "</Properties>", "<property>", 30_000),
    _unclosed("brackets", "own", "</sheetData>", "<<<<", 200_000),
    _unclosed("blanks", "own", "</sheetData>", " ", 3_000_000, outcome=SAME),
    _unclosed("ampersands", "own", "</sheetData>", "&", 1_000_000),
]  # fmt: skip
