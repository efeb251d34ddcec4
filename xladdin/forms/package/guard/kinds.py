"""What may be asked in at all: workbooks, which are opened and written again, and documents, of which one part is read.

The same steps stand before both (``xladdin.forms.package.guard``); what differs is here, as data. A document's text is all that is
taken from it, so what only Word would follow (a template, a linked picture, an embedded object) is left alone; what acts is
refused by name, as in workbooks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from xladdin.forms.package.guard import part_lists
from xladdin.forms.package.guard.limits import BOOK, DOCUMENT, Limits
from xladdin.patterns import pattern


class Kind(msgspec.Struct, frozen=True):
    """main      name of the main part; ``types`` its content types
    allowed, active   parts it may hold; those that act, and what they are
    begins    XML parts that have to begin as office programs begin one
    links     relationships that act, and what they are; ``external`` those that may lead outside
    idle      relationships of a part that is not there may stay when there are none among them
    nothing   what is said of a package without that main part
    codes     message for a workbook → message for this kind
    """

    limits: Limits
    main: re.Pattern[str]
    types: frozenset[str]
    allowed: re.Pattern[str]
    active: tuple[tuple[re.Pattern[str], str], ...]
    begins: re.Pattern[str]
    links: Mapping[str, str]
    external: frozenset[str]
    nothing: str
    codes: Mapping[str, str]
    idle: bool = False


_MACROS = {
    "vbaProject": "宏",
    "wordVbaData": "宏",
    "control": "ActiveX 控件",
    "activeXControlBinary": "ActiveX 控件",
    "extensibility": "自定义功能区",
    "userCustomization": "自定义功能区",
    "webextension": "网页加载项",
    "webextensiontaskpanes": "网页加载项",
    "attachedToolbars": "宏",
    "frame": "网页框架",
}

WORKBOOK_KIND = Kind(
    limits=BOOK,
    main=pattern(r"xl/workbook\.xml"),
    types=frozenset({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"}),
    allowed=part_lists.BOOK_PARTS,
    active=part_lists.ACTIVE,
    begins=pattern(r".*"),
    links={
        **_MACROS,
        "xlMacrosheet": "宏表",
        "xlIntlMacrosheet": "宏表",
        "dialogsheet": "宏表",
        "oleObject": "嵌入对象",
        "package": "嵌入对象",
        "connections": "数据连接",
        "queryTable": "外部数据查询",
        "powerPivotData": "数据模型",
        "volatileDependencies": "实时数据",
        "xmlMaps": "XML 映射",
        "attachedTemplate": "模板链接",
        "jsaProject": "宏",
    },
    external=frozenset(
        {
            "hyperlink",
            "externalLinkPath",
            "externalLinkLongPath",
            "xlPathMissing",
            "xlStartup",
            "xlAlternateStartup",
        }
    ),
    nothing="文件里没有工作簿内容",
    codes={},
)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

DOCUMENT_KIND = Kind(
    limits=DOCUMENT,
    main=pattern(r"word/document\d*\.xml"),
    types=frozenset({f"{_WORD}.document.main+xml", f"{_WORD}.template.main+xml"}),
    allowed=part_lists.DOCUMENT_PARTS,
    active=part_lists.DOCUMENT_ACTIVE,
    begins=pattern(r"\[Content_Types\]\.xml|(?:word/)?(?:_rels/)?[^/]+\.(?:xml|rels)"),
    links=_MACROS,
    external=frozenset({"hyperlink", "attachedTemplate", "image", "oleObject"}),
    nothing="文件里没有文档内容",
    codes={
        "file-not-workbook": "file-not-document",
        "file-encrypted": "document-encrypted",
        "file-too-large": "document-too-large",
        "part-active": "document-active",
        "part-unknown": "document-unknown",
        "part-too-large": "document-part-large",
        "link-outside": "document-outside",
        "xml-unusual": "document-unusual",
    },
    idle=True,  # ONLYOFFICE leaves an empty list for the comments of a document without any
)
