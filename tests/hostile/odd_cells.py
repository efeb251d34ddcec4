"""Cells, texts, styles, names and properties that say nothing, two things, or too much."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.graft import BOTH, FOUND, SAME, SUBMISSION_ONLY, Graft, changed
from tests.hostile.kit import BOOK, CUSTOM, STRINGS, STYLES, Kit

UNCLEAR, DAMAGED, UNUSUAL, SHAPE, OUTSIDE = (
    "cell-unclear", "file-not-workbook", "xml-unusual", "submission-shape", "name-outside",
)  # fmt: skip


def _cell(title: str, outcome: str, xml: str, on: tuple[str, ...] = BOTH) -> Graft:
    return changed(title, outcome, lambda kit: kit.cell(kit.actual, xml), on)


def _text(title: str, outcome: str, xml: str) -> Graft:
    return changed(title, outcome, lambda kit: kit.string(xml))


def _bytes(title: str, outcome: str, data: bytes) -> Graft:
    def change(kit: Kit) -> Kit:
        kit.cell(kit.actual, '<c r="{r}" s="{s}" t="str"><v>@@@</v></c>')
        return kit.sub(kit.own, b"@@@", data)

    return changed(title, outcome, change)


def _name(title: str, outcome: str, reference: str, name: str = "JX_C_self_actual") -> Graft:
    return changed(title, outcome, lambda kit: kit.name(name, reference))


def _property(title: str, outcome: str, name: str, value: str) -> Graft:
    return changed(title, outcome, lambda kit: kit.re(
        CUSTOM, rf'(name="{name}"[^>]*>)<vt:\w+>[^<]*</vt:\w+>', rf"\g<1>{value}"))  # fmt: skip


def _same_text(xml: str) -> Callable[[Kit], Kit]:
    """The text of the input in another way of writing it; ``{v}`` stands for it."""
    import re

    def change(kit: Kit) -> Kit:
        found = re.search(rb'<c r="%s"[^>]*t="s"><v>(\d+)</v>' % kit.actual.encode(), kit.parts[kit.own])
        number = re.search(rb'<c r="%s"[^>]*?(?: t="n")?><v>([\d.]+)</v>' % kit.actual.encode(), kit.parts[kit.own])
        if found:
            items = re.findall(rb"<si>(.*?)</si>", kit.parts[STRINGS], re.DOTALL)
            text = re.sub(rb"<[^>]*>", b"", items[int(found[1])]).decode()
        else:
            assert number is not None
            text = number[1].decode()
        return kit.cell(kit.actual, xml.replace("{v}", text))

    return change


GRAFTS = [
    _cell("number of letters", UNCLEAR, '<c r="{r}" s="{s}"><v>abc</v></c>'),
    _cell("number NaN", UNCLEAR, '<c r="{r}" s="{s}"><v>NaN</v></c>'),
    _cell("number infinite", UNCLEAR, '<c r="{r}" s="{s}"><v>INF</v></c>'),
    _cell("number with an underscore", UNCLEAR, '<c r="{r}" s="{s}"><v>1_000</v></c>'),
    _cell("number with a blank", UNCLEAR, '<c r="{r}" s="{s}"><v> 5</v></c>'),
    _cell("full-width number", UNCLEAR, '<c r="{r}" s="{s}"><v>５</v></c>'),
    _cell("hexadecimal number", UNCLEAR, '<c r="{r}" s="{s}"><v>0x10</v></c>'),
    _cell("number of 5 000 digits", UNCLEAR, '<c r="{r}" s="{s}"><v>' + "9" * 5_000 + "</v></c>"),
    _cell("exponent of 9 digits", UNCLEAR, '<c r="{r}" s="{s}"><v>1e999999999</v></c>'),
    _cell("string number of letters", UNCLEAR, '<c r="{r}" s="{s}" t="s"><v>a</v></c>'),
    _cell("string number negative", UNCLEAR, '<c r="{r}" s="{s}" t="s"><v>-1</v></c>'),
    _cell("string number beyond the table", UNCLEAR, '<c r="{r}" s="{s}" t="s"><v>999999</v></c>'),
    _cell("string number of 5 000 digits", UNCLEAR, '<c r="{r}" s="{s}" t="s"><v>' + "1" * 5_000 + "</v></c>"),
    _cell("string number superscript", UNCLEAR, '<c r="{r}" s="{s}" t="s"><v>²</v></c>'),
    _cell("style of letters", DAMAGED, '<c r="{r}" s="x"><v>5</v></c>'),
    _cell("style that is not there", UNCLEAR, '<c r="{r}" s="9999"><v>5</v></c>'),
    _cell("style of 5 000 digits", DAMAGED, '<c r="{r}" s="' + "1" * 5_000 + '"><v>5</v></c>'),
    _cell("negative style", DAMAGED, '<c r="{r}" s="-1"><v>5</v></c>'),
    _cell("type nobody knows", UNCLEAR, '<c r="{r}" s="{s}" t="x"><v>5</v></c>'),
    _cell("type in capitals", UNCLEAR, '<c r="{r}" s="{s}" t="S"><v>5</v></c>'),
    _cell("empty type", DAMAGED, '<c r="{r}" s="{s}" t=""><v>5</v></c>'),
    _cell("type error, no error", UNCLEAR, '<c r="{r}" s="{s}" t="e"><v>5</v></c>'),
    _cell("type truth, no truth", UNCLEAR, '<c r="{r}" s="{s}" t="b"><v>5</v></c>'),
    _cell("type date", UNCLEAR, '<c r="{r}" s="{s}" t="d"><v>2024-01-01</v></c>'),
    _cell("inline string with a value", UNCLEAR, '<c r="{r}" s="{s}" t="inlineStr"><v>5</v></c>'),
    _cell("number with an inline string", UNCLEAR, '<c r="{r}" s="{s}"><is><t>5</t></is></c>'),
    _cell("inline string and value", UNCLEAR, '<c r="{r}" s="{s}" t="inlineStr"><v>6</v><is><t>5</t></is></c>'),
    _cell("two values", DAMAGED, '<c r="{r}" s="{s}"><v>5</v><v>500</v></c>'),
    _cell("two formulas", DAMAGED, '<c r="{r}" s="{s}"><f>1</f><f>2</f><v>5</v></c>'),
    _cell("value inside a stranger", DAMAGED, '<c r="{r}" s="{s}"><x><v>5</v></x></c>'),
    _cell("element inside a value", DAMAGED, '<c r="{r}" s="{s}"><v>5<x/>0</v></c>'),
    _cell("text beside the value", DAMAGED, '<c r="{r}" s="{s}">7<v>5</v></c>'),
    _cell("the cell twice", DAMAGED, '<c r="{r}" s="{s}"><v>5</v></c><c r="{r}" s="{s}"><v>500</v></c>'),
    _cell("the cell in another row", DAMAGED, '<c r="F9999" s="{s}"><v>5</v></c>'),
    _cell("cell at the end of the sheet", DAMAGED, '<c r="{r}" s="{s}"><v>5</v></c><c r="XFD1048576"><v>1</v></c>'),
    _cell("cell beyond the sheet", DAMAGED, '<c r="{r}" s="{s}"><v>5</v></c><c r="ZZZZ1"><v>1</v></c>'),
    _cell("cell in small letters", DAMAGED, '<c r="f22" s="{s}"><v>5</v></c>'),
    _cell("cell of row 0", DAMAGED, '<c r="F0" s="{s}"><v>5</v></c>'),
    _cell("type under another name", DAMAGED, '<c r="{r}" s="{s}" T="s"><v>5</v></c>'),
    _cell("unclosed cell", DAMAGED, '<c r="{r}" s="{s}"><v>5</v>'),
    _cell("unclosed value", DAMAGED, '<c r="{r}" s="{s}"><v>5</c>'),
    _cell("reference in another namespace", DAMAGED, '<c xmlns:q="urn:q" q:r="{r}" r="{r}" s="{s}"><v>5</v></c>'),
    _cell("formula in a submission", SHAPE, '<c r="{r}" s="{s}"><f>1+1</f><v>2</v></c>', SUBMISSION_ONLY),
    _cell("entity in a value", UNCLEAR, '<c r="{r}" s="{s}" t="str"><v>5&nbsp;</v></c>'),
    _cell("reference to NUL", UNCLEAR, '<c r="{r}" s="{s}" t="str"><v>5&#0;</v></c>'),
    _cell("reference to half a character", UNCLEAR, '<c r="{r}" s="{s}" t="str"><v>5&#xD800;</v></c>'),
    _cell("reference beyond Unicode", UNCLEAR, '<c r="{r}" s="{s}" t="str"><v>5&#x110000;</v></c>'),
    _cell("bare ampersand", UNCLEAR, '<c r="{r}" s="{s}" t="str"><v>5&6</v></c>'),
    _bytes("bytes that are not UTF-8", UNCLEAR, b"5\xff\xfe"),
    _bytes("overlong UTF-8", UNCLEAR, b"\xc0\xb5"),
    _bytes("surrogate in UTF-8", UNCLEAR, b"\xed\xa0\x80"),
    _bytes("control character", UNCLEAR, b"5\x01"),
    _bytes("NUL", UNCLEAR, b"5\0"),
    _text("text with a stray ampersand", UNCLEAR, "<si><t>5&x</t></si>"),
    _text("text of another element", UNUSUAL, "<si><t>5</t></si><x/>"),
    _text("unclosed text", DAMAGED, "<si><t>5</si>"[:8]),
    changed("text with its pronunciation", SAME, _same_text(
        '<c r="{r}" s="{s}" t="inlineStr"><is><t>{v}</t><rPh sb="0" eb="1"><t>99</t></rPh><phoneticPr fontId="1"/></is></c>')),
    changed("text in runs", SAME, _same_text('<c r="{r}" s="{s}" t="inlineStr"><is><r><t>{v}</t></r><r><rPr><b/></rPr><t></t></r></is></c>')),
    changed("text under a stranger is no text", SAME, _same_text('<c r="{r}" s="{s}" t="inlineStr"><is><x><t>9</t></x><t>{v}</t></is></c>')),
    changed("percent format number of letters", UNUSUAL, lambda kit: kit.re(STYLES, r'(<cellXfs.*?numFmtId=")\d+', r"\g<1>x")),
    changed("number format of 5 000 digits", UNUSUAL, lambda kit: kit.re(STYLES, r'(<cellXfs.*?numFmtId=")\d+', r"\g<1>" + "1" * 5_000)),
    changed("style table not well-formed", DAMAGED, lambda kit: kit.sub(STYLES, "</styleSheet>", "")),
    changed("a comment in the styles", UNUSUAL, lambda kit: kit.sub(STYLES, "<cellXfs", "<!-- x --><cellXfs")),
    # names
    _name("name beyond the sheet", OUTSIDE, "绩效自评表!$F$22:$F$9999999999"),
    _name("name at row 0", OUTSIDE, "绩效自评表!$F$0:$F$5"),
    _name("name beyond the last column", OUTSIDE, "绩效自评表!$ZZZ$22:$ZZZ$52"),
    _name("name of all rows", OUTSIDE, "绩效自评表!$F$1:$F$1048576"),
    _name("name of 50 000 characters", OUTSIDE, "A" * 50_000),
    _name("name of a million cells", OUTSIDE, "绩效自评表!$A$1:$XFD$1048576"),
    _name("a single field beyond the sheet", OUTSIDE, "填报说明!$H$9999999999", "JX_F_year"),
    changed("a name without a name", DAMAGED, lambda kit: kit.sub(BOOK, ' name="JX_C_weighted_weight"', "")),
    changed("the same name twice", DAMAGED, lambda kit: kit.sub(
        BOOK, "</definedNames>", '<definedName name="JX_C_self_actual">绩效自评表!$A$1</definedName></definedNames>')),
    changed("the same name in small letters", DAMAGED, lambda kit: kit.sub(
        BOOK, "</definedNames>", '<definedName name="jx_c_self_actual">绩效自评表!$A$1</definedName></definedNames>')),
    *(changed(f"a sheet's own name of the same name in a {kind}", outcome, lambda kit: kit.sub(
        BOOK, "</definedNames>", '<definedName name="JX_C_self_actual" localSheetId="0">填报说明!$A$1</definedName></definedNames>'),
        (kind,)) for kind, outcome in (("book", SAME), ("submission", FOUND))),
    changed("a name of a sheet that is none", DAMAGED, lambda kit: kit.sub(
        BOOK, "</definedNames>", '<definedName name="JX_C_x" localSheetId="²">填报说明!$A$1</definedName></definedNames>')),
    changed("two sheets of one name", DAMAGED, lambda kit: kit.sub(BOOK, 'name="总体绩效目标表"', 'name="绩效自评表"')),
    # merges
    changed("a merge over everything", UNCLEAR, lambda kit: kit.re(kit.own, r'<mergeCell ref="[^"]*"', '<mergeCell ref="A1:XFD1048576"')),
    changed("a merge beyond the sheet", UNCLEAR, lambda kit: kit.re(kit.own, r'<mergeCell ref="[^"]*"', '<mergeCell ref="A1:ZZZ9999999"')),
    changed("a merge the wrong way round", UNCLEAR, lambda kit: kit.re(kit.own, r'<mergeCell ref="[^"]*"', '<mergeCell ref="C9:A1"')),
    changed("a merge of nothing", UNCLEAR, lambda kit: kit.re(kit.own, r'<mergeCell ref="[^"]*"', '<mergeCell ref=""')),
    changed("merges over each other", UNCLEAR, lambda kit: kit.re(
        kit.own, r"(<mergeCell )", r'<mergeCell ref="A1:B9"/><mergeCell ref="A2:B3"/>\1')),
    # properties
    _property("template version ²", "template-newer", "xladdin.template_version", "<vt:lpwstr>²</vt:lpwstr>"),
    _property("template version +-+1", "template-newer", "xladdin.template_version", "<vt:i4>+-+1</vt:i4>"),
    _property("template version of 5 000 digits", "template-newer", "xladdin.template_version",
              "<vt:lpwstr>" + "9" * 5_000 + "</vt:lpwstr>"),
    _property("template version number of 5 000 digits", "template-newer", "xladdin.template_version",
              "<vt:i4>" + "9" * 5_000 + "</vt:i4>"),
    _property("template version 0x1", "template-newer", "xladdin.template_version", "<vt:lpwstr>0x1</vt:lpwstr>"),
    _property("profile with a path", "profile-of-file", "xladdin.profile", "<vt:lpwstr>../../etc/passwd</vt:lpwstr>"),
    _property("another template", "template-other", "xladdin.template", "<vt:lpwstr>other</vt:lpwstr>"),
]  # fmt: skip
