"""Which parts a workbook may hold, kind by kind.

A working book passes through Excel, WPS, LibreOffice and ONLYOFFICE, which add parts of their own: those that hold data
or looks are listed and left alone. What acts by itself (macros, controls, embedded objects, connections) is refused by
name. A submission holds what our writer puts in, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xladdin.errors import UserError
from xladdin.forms.package.guard.entries import shown
from xladdin.patterns import pattern

CONTENT_TYPES, ROOT_RELATIONSHIPS, WORKBOOK = "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"

#: Parts that act, or fetch from elsewhere: pattern → what it is, in Chinese.
ACTIVE = tuple(
    (pattern(text, re.IGNORECASE), title)
    for text, title in (
        (r"xl/vba.*|.*/vbaProject[^/]*\.bin|xl/jsaProject\.bin|xl/attachedToolbars\.bin", "宏"),
        (r"xl/(macrosheets|dialogsheets|intlmacrosheets)/.*", "宏表"),
        (r"xl/activeX/.*", "ActiveX 控件"),
        (r"xl/embeddings/.*|.*oleObject.*\.bin", "嵌入对象"),
        (r"xl/connections\.xml", "数据连接"),
        (r"xl/(queryTables|queries)/.*", "外部数据查询"),
        (r"xl/model/.*", "数据模型"),
        (r"xl/volatileDependencies\.xml", "实时数据"),
        (r"xl/xmlMaps\.xml", "XML 映射"),
        (r"customUI/.*|userCustomization/.*|xl/userCustomization/.*", "自定义功能区"),
        (r"(xl/)?webextensions/.*|customXml/.*taskpanes.*", "网页加载项"),
        (r"xl/workbook\.bin|.*/sheet\d+\.bin", "二进制工作表"),
    )
)

_SUBMISSION = pattern(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core|custom)\.xml"
    r"|xl/(?:workbook|styles|sharedStrings)\.xml|xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml"
    r"|xl/worksheets/(?:sheet[1-9]\d?\.xml|_rels/sheet[1-9]\d?\.xml\.rels)"
    r"|xl/drawings/(?:drawing[1-9]\.xml|_rels/drawing[1-9]\.xml\.rels)|xl/charts/chart[1-9]\.xml"
    r"|customXml/item1\.xml|_xmlsignatures/(?:origin\.sigs|sig1\.xml|_rels/origin\.sigs\.rels)"
)

BOOK_PARTS = pattern(
    r"\[Content_Types\]\.xml|_rels/\.rels"
    r"|docProps/(?:app|core|custom)\.xml|docProps/thumbnail\.(?:jpe?g|png|emf|wmf)|docMetadata/LabelInfo\.xml"
    r"|customXml/(?:item|itemProps)\d+\.xml|customXml/_rels/item\d+\.xml\.rels"
    r"|_xmlsignatures/(?:origin\.sigs|sig\d+\.xml|_rels/origin\.sigs\.rels)"
    r"|xl/(?:workbook|styles|sharedStrings|calcChain|metadata|cellimages)\.xml|xl/_rels/(?:workbook|cellimages)\.xml\.rels"
    r"|xl/theme/(?:theme\d*\.xml|_rels/theme\d*\.xml\.rels)"
    r"|xl/(?:worksheets|chartsheets)/(?:sheet\d+\.xml|_rels/sheet\d+\.xml\.rels)"
    r"|xl/comments\d*\.xml|xl/comments/comments?\d+\.xml"
    r"|xl/threadedComments/threadedComment\d+\.xml|xl/persons/persons?\d*\.xml"
    r"|xl/drawings/(?:drawing\d+\.xml|(?:vml|comments)Drawing(?:HF)?\d+\.vml|_rels/[\w.]+\.rels)"
    r"|xl/media/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)"
    r"|xl/charts/(?:(?:chart|chartEx|style|colors)\d+\.xml|_rels/chart(?:Ex)?\d+\.xml\.rels)"
    r"|xl/diagrams/(?:data|layout|quickStyle|colors|drawing)\d+\.xml"
    r"|xl/ctrlProps/ctrlProps?\d+\.xml"
    r"|xl/tables/table\d+\.xml|xl/(?:slicers|slicerCaches|timelines|timelineCaches)/\w+\.xml"
    r"|xl/pivotTables/(?:pivotTable\d+\.xml|_rels/pivotTable\d+\.xml\.rels)"
    r"|xl/pivotCache/(?:pivotCache(?:Definition|Records)\d+\.xml|_rels/pivotCacheDefinition\d+\.xml\.rels)"
    r"|xl/externalLinks/(?:externalLink\d+\.xml|_rels/externalLink\d+\.xml\.rels)"
    r"|xl/printerSettings/printerSettings\d+\.bin|xl/customProperty\d+\.bin"
    r"|xl/(?:richData|featurePropertyBag|namedSheetViews)/\w+\.xml|xl/richData/_rels/\w+\.xml\.rels"
)

_NEEDED = (CONTENT_TYPES, ROOT_RELATIONSHIPS, WORKBOOK)


def _sheets(count: int) -> Iterator[str]:
    for number in range(1, count + 1):
        yield from (f"xl/worksheets/sheet{number}.xml", f"xl/worksheets/_rels/sheet{number}.xml.rels")
    for number in range(1, 4):
        yield from (f"xl/drawings/drawing{number}.xml", f"xl/drawings/_rels/drawing{number}.xml.rels")
        yield f"xl/charts/chart{number}.xml"


#: What every submission and working book of ours has: these names fit both patterns above, which take long to compile.
_OURS = frozenset(
    (
        *_NEEDED,
        *("docProps/app.xml", "docProps/core.xml", "docProps/custom.xml"),
        *("xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "xl/theme/theme1.xml"),
        "customXml/item1.xml",
        *_sheets(10),
    )
)

#: What Word, WPS and LibreOffice write into a document; embedded objects and fonts are never opened.
DOCUMENT_PARTS = pattern(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/[\w.]+|docMetadata/LabelInfo\.xml"
    r"|customXml/(?:[\w.]+|_rels/[\w.]+\.rels)|_xmlsignatures/[\w./]+"
    r"|word/[^/]+\.xml|word/_rels/[^/]+\.rels|word/(?:theme|glossary|charts|diagrams|drawings|ink)/(?:_rels/)?[^/]+"
    r"|word/glossary/_rels/[^/]+|word/(?:media|embeddings|fonts|numbering|printerSettings)/[^/]+|media/[^/]+"
    r"|word/theme/_rels/[^/]+\.rels|word/media/_rels/[^/]+"
)

DOCUMENT_ACTIVE = tuple(
    (pattern(text, re.IGNORECASE), title)
    for text, title in (
        (r"(?:word/)?vba.*|.*/vba[^/]*\.(?:bin|xml)|word/attachedToolbars\.bin|word/jsaProject\.bin", "宏"),
        (r"word/activeX/.*", "ActiveX 控件"),
        (r"customUI/.*|userCustomization/.*|word/userCustomization/.*", "自定义功能区"),
        (r"(?:word/)?webextensions/.*|customXml/.*taskpanes.*", "网页加载项"),
    )
)


def check_parts_known(
    parts: Iterable[str], file: str | None, allowed: re.Pattern[str], active: tuple[tuple[re.Pattern[str], str], ...]
) -> None:
    """Raises ``UserError`` part-active or part-unknown for the first part that a file of this kind may not hold."""
    ours = _OURS if allowed is BOOK_PARTS else frozenset()
    for part in parts:
        if part not in ours and allowed.fullmatch(part) is None:
            acts = next((title for known, title in active if known.fullmatch(part)), None)
            if acts is not None:
                raise UserError("part-active", file=file, what=acts, part=shown(part))
            raise UserError("part-unknown", file=file, part=shown(part))


def check_submission_parts(parts: Iterable[str], file: str | None) -> None:
    """Raises ``UserError`` submission-shape for the first part that our writer does not write."""
    for part in parts:
        if part not in _OURS and _SUBMISSION.fullmatch(part) is None:
            raise UserError("submission-shape", file=file, found=f"多出“{shown(part)}”")
