"""A report put into a Word template: docxtpl fills the template's own places, the blocks go where it says ``{{ body }}``.

A given template is somebody else's code: it passes the guard, and its expressions run in a sandbox that knows a few texts and
numbers, refuses what is not there, and multiplies nothing.
"""

from __future__ import annotations

import io
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.kinds import DOCUMENT_KIND
from xladdin.report.blocks import Picture, Report
from xladdin.report.claims import NAMESPACE, Claims, claims_xml
from xladdin.report.printed import text_of
from xladdin.report.word.body import NAMESPACES, body_xml
from xladdin.report.word.charts import CONTENT_TYPE, chart_xml, drawing_xml
from xladdin.report.word.layout import BODY_WIDTH, STYLES, style_xml
from xladdin.report.word.template import same_bytes, template_path

_MARK = "xladdin:body"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def render(report: Report, template: Path | None = None, *, public: bool = False) -> bytes:
    """The bytes of the .docx. Raises UserError for a template that is none, or asks for what there is not."""
    import docxtpl

    path = template or template_path()
    if template is not None:
        Archive.read(template, kind=DOCUMENT_KIND)
    filled = docxtpl.DocxTemplate(io.BytesIO(path.read_bytes()))
    _fill(filled, report, path)
    document: Any = filled.docx
    body = document.element.body
    holder = _holder(body, path)
    before, after = _frame(body, holder)
    _add_styles(document)
    drawing = _Drawings(document)
    section = _section_text(body.sectPr)
    for element in _parsed(body_xml(report.blocks, drawing, section)):
        holder.addprevious(element)
    body.remove(holder)
    _add_claims(document, claims_xml(Claims(report.claims(), before, after, public)))
    document.core_properties.title = report.title
    buffer = io.BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())


def _fill(filled: Any, report: Report, path: Path) -> None:
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    class Sandbox(SandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**", "+", "%"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            raise SecurityError(f"模板里不能用 {operator}")

    values = {
        "title": broken_title(report.title),
        "unit": report.unit,
        "year": report.year,
        "missing": report.missing,
        "body": _MARK,
    }
    try:
        filled.render(values, Sandbox(undefined=StrictUndefined, autoescape=True), autoescape=True)
    except TemplateError as error:
        raise UserError("report-template", file=path, cause=_said(error)) from error


_TITLE_END = re.compile(r"(\d{4}年度)?绩效自评报告$")


_SEAMS = re.compile(r"(?<=[^\x00-\xff])(?=[\x00-\xff])|(?<=[\x00-\xff])(?=[^\x00-\xff])")


def broken_title(title: str) -> str:
    """A title that is longer than a line, broken before the year: never inside 自评报告."""
    # figures take half a sign, and a quarter is left free on either side of them
    length = sum(1 if ord(sign) > 0xFF else 0.5 for sign in title) + 0.25 * len(_SEAMS.findall(title))
    end = _TITLE_END.search(title)
    if length * STYLES["title"].size * 10 <= BODY_WIDTH or end is None or not end.start():
        return title
    return f"{title[: end.start()]}\n{end[0]}"


def _said(error: Exception) -> str:
    text = " ".join(str(error).split())[:120]
    return text.replace("is undefined", "不存在")


def _holder(body: Any, path: Path) -> Any:
    found = [one for one in body.iterchildren(f"{_W}p") if "".join(one.itertext(f"{_W}t")).strip() == _MARK]
    if len(found) != 1:
        raise UserError("report-template", file=path, cause="正文位置 {{ body }} 应独占一段，只出现一次")
    return found[0]


def _frame(body: Any, holder: Any) -> tuple[list[str], list[str]]:
    texts = [(text_of(one), one is holder) for one in body.iterchildren(f"{_W}p")]
    at = next(number for number, (_, here) in enumerate(texts) if here)
    return [text for text, _ in texts[:at] if text], [text for text, _ in texts[at + 1 :] if text]


def _add_styles(document: Any) -> None:
    """A template without our styles gets them."""
    root = document.styles.element
    known = {one.get(f"{_W}styleId") for one in root.iterchildren(f"{_W}style")}
    for look in STYLES.values():
        if look.id not in known:
            root.append(_parsed(style_xml(look))[0])


def _section_text(section: Any) -> str:
    from lxml import etree

    plain = deepcopy(section)
    text: str = etree.tostring(plain, encoding="unicode")
    return text


def _parsed(xml: str) -> list[Any]:
    from docx.oxml import parse_xml

    return list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"))


class _Drawings:
    """Adds a chart's part to the document; returns the run that shows it."""

    def __init__(self, document: Any) -> None:
        self.document, self.number = document, 0

    def __call__(self, picture: Picture) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        self.number += 1
        package = self.document.part.package
        name = package.next_partname("/word/charts/chart%d.xml")
        part = Part(PackURI(str(name)), CONTENT_TYPE, chart_xml(picture), package)
        return drawing_xml(self.document.part.relate_to(part, RELATIONSHIP_TYPE.CHART), self.number, picture.title)


def _add_claims(document: Any, content: bytes) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    name = package.next_partname("/customXml/item%d.xml")
    part = Part(PackURI(str(name)), "application/xml", content, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    props = Part(PackURI(str(name).replace("item", "itemProps")), _PROPS_TYPE, _PROPS, package)
    part.relate_to(props, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


_PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><ds:datastoreItem ds:itemID="{5D1C3C1C-2B0A-4E55-9F57-7A0B6C2E9D31}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode()
