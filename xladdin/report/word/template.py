"""The Word template, built from the layout: page, grid, styles, fonts, page numbers, and the two places docxtpl fills.

``python -m xladdin.report.word.template FILE.docx`` writes it; the same program writes the same bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from xladdin.disk.writing import replace
from xladdin.report.word.body import NAMESPACES
from xladdin.report.word.layout import FONT_CHAINS, SONG_FONT, STYLES, fonts, section_xml, style_xml
from xladdin.resources import resource_dir

#: Where the report goes: a paragraph that holds this and nothing else.
BODY = "{{ body }}"
_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


def template_path() -> Path:
    return resource_dir("workbook_templates") / "report" / "自评报告模板.docx"


def template() -> bytes:
    """The template's bytes."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml

    document = docx.Document()
    styles = document.styles
    for old in [one for one in styles if one.type != WD_STYLE_TYPE.TABLE and one.name not in _KEPT]:
        old.delete()
    for old in [one for one in styles if one.type == WD_STYLE_TYPE.TABLE and one.name != "Normal Table"]:
        old.delete()
    _normal(styles["Normal"])
    _defaults(styles.element)
    for look in STYLES.values():
        styles.element.append(parse_xml(style_xml(look).replace("<w:style ", f"<w:style {NAMESPACES} ", 1)))
    _font_table(document)
    document.settings.odd_and_even_pages_header_footer = True
    body = document.element.body
    for text, name in (("{{ title }}", "title"), (BODY, "body")):
        added = parse_xml(
            f'<w:p {NAMESPACES}><w:pPr><w:pStyle w:val="{STYLES[name].id}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        )
        body.insert(len(body) - 1, added)
    section = document.sections[0]
    _footer(section.footer, "right")
    _footer(section.even_page_footer, "left")
    footers = "".join(
        f'<w:footerReference w:type="{kind}" r:id="{relation}"/>' for kind, relation in _references(document)
    )
    body.replace(
        body.sectPr,
        parse_xml(section_xml(wide=False, footers=footers).replace("<w:sectPr>", f"<w:sectPr {NAMESPACES}>")),
    )
    for rels in (document.part.rels, document.part.package.rels):  # of python-docx's own template, of no use here
        for key in [key for key, one in rels.items() if one.reltype.rpartition("/")[2] in _DROPPED]:
            del rels[key]
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = ""
    core.title, core.revision = "绩效自评报告", 1
    core.created = core.modified = _EPOCH
    buffer = io.BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())


_DROPPED = ("stylesWithEffects", "numbering", "customXml", "thumbnail")
_KEPT = ("Normal", "Default Paragraph Font", "No List", "Header", "Footer", "Header Char", "Footer Char")


def _normal(style: Any) -> None:
    """The grid counts characters by the size of this style."""
    from docx.oxml import parse_xml

    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    look = STYLES["body"]
    for xml in (fonts(look.font), f'<w:sz w:val="{look.size}"/>', f'<w:szCs w:val="{look.size}"/>'):
        properties.append(parse_xml(xml.replace("/>", f" {NAMESPACES}/>", 1)))
    paragraph = style.element.get_or_add_pPr()
    paragraph.append(parse_xml(f'<w:spacing {NAMESPACES} w:before="0" w:after="0"/>'))
    paragraph.append(parse_xml(f'<w:jc {NAMESPACES} w:val="both"/>'))


def _defaults(styles: Any) -> None:
    """LibreOffice counts the grid's characters by the document's defaults, Word by the style Normal: both say the same."""
    from docx.oxml import parse_xml

    old = next(one for one in styles if one.tag.endswith("}docDefaults"))
    look = STYLES["body"]
    size = f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = f"<w:rPrDefault><w:rPr>{fonts(look.font)}{size}{language}</w:rPr></w:rPrDefault><w:pPrDefault/>"
    styles.replace(old, parse_xml(f"<w:docDefaults {NAMESPACES}>{defaults}</w:docDefaults>"))


def _font_table(document: Any) -> None:
    part = next(one for one in document.part.package.iter_parts() if str(one.partname) == "/word/fontTable.xml")
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(chain)}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, chain in FONT_CHAINS.items()
    )
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {NAMESPACES}>{entries}</w:fonts>'
    ).encode()


def _footer(footer: Any, side: str) -> None:
    """— 1 — at the outer edge, one character from it."""
    from docx.oxml import parse_xml

    footer.is_linked_to_previous = False
    for old in list(footer._element):
        footer._element.remove(old)
    look = f'<w:rPr>{fonts(SONG_FONT)}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    runs = "".join(
        f"<w:r>{look}{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    edge = "right" if side == "right" else "left"
    footer._element.append(
        parse_xml(
            f'<w:p {NAMESPACES}><w:pPr><w:ind w:{edge}Chars="100" w:{edge}="280"/><w:jc w:val="{side}"/></w:pPr>{runs}</w:p>'
        )
    )


def _references(document: Any) -> list[tuple[str, str]]:
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    found = document.element.body.sectPr.iter(f"{name}footerReference")
    return [(one.get(f"{name}type"), one.get(relation)) for one in found]


def same_bytes(content: bytes) -> bytes:
    """The package with its entries in order and one date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        first = "[Content_Types].xml"
        for name in sorted(source.namelist(), key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return buffer.getvalue()


if __name__ == "__main__":
    replace(Path(sys.argv[1]), template())
