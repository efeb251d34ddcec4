"""Where the relationships of a package lead: to parts that are there, and nowhere else but for two harmless kinds.

A hyperlink is followed by nobody but its reader. A link to another workbook is looked at where books are read
(``forms.closed.addin_links``): Excel leaves one to our own add-in.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xladdin.errors import UserError
from xladdin.forms.package.guard.entries import shown
from xladdin.forms.package.guard.kinds import Kind
from xladdin.forms.package.guard.part_lists import CONTENT_TYPES
from xladdin.forms.package.parts.relationships import Relationship, relationships
from xladdin.forms.package.parts.scan import elements

if TYPE_CHECKING:
    from xladdin.forms.package.archive import Archive

_OOXML = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    "http://schemas.openxmlformats.org/package/2006/relationships/",
)
#: Relationships that reading follows: of these there is one, and its type is the standard's.
_ONE = ("officeDocument", "sharedStrings", "styles", "custom-properties")
_FOLLOWED = (*_ONE, "worksheet")

SUBMISSION_KINDS = (
    "officeDocument",
    "core-properties",
    "extended-properties",
    "custom-properties",
    "worksheet",
    "theme",
    "styles",
    "sharedStrings",
    "drawing",  # the charts
    "chart",
    "customXml",  # the seal; ``signature`` and ``origin`` are Office's own
    "origin",
    "signature",
)


def check_links(archive: Archive, kind: Kind) -> None:
    """Raises ``UserError``: part-active, link-outside, or file-not-workbook where a relationship leads nowhere."""
    main = [item.target for item in relationships(archive) if item.kind == "officeDocument"]
    _check_types(archive, kind, main)
    for name in archive:
        source = _source_of(name)
        if source is None:
            continue
        found = relationships(archive, source)
        if source and source not in archive and (found or not kind.idle):
            raise _damaged(archive, f"“{shown(name)}”不属于任何部分")
        if len(found) > kind.limits.relationships:
            raise _damaged(archive, f"“{shown(name)}”中的关系过多")
        for item in found:
            _check(archive, source, item, kind)
            if item.kind == "externalLink" and item.target in archive:
                _check_book_link(archive, item.target)
        _check_unique(archive, name, found)
    if len(main) != 1 or kind.main.fullmatch(main[0]) is None:
        raise _damaged(archive, kind.nothing)


def _source_of(name: str) -> str | None:
    """The part whose relationships ``name`` holds (empty: the package's own); None for any other part."""
    if not name.endswith(".rels"):
        return None
    folder, found, base = name.removesuffix(".rels").rpartition("_rels/")
    return f"{folder}{base}" if found else None


def _check(archive: Archive, source: str, item: Relationship, kind: Kind) -> None:
    if item.kind in kind.links:
        raise UserError("part-active", file=archive.name, what=kind.links[item.kind], part=shown(item.target))
    if item.external:
        if item.kind not in kind.external:
            raise UserError("link-outside", file=archive.name, kind=shown(item.kind), target=shown(item.target))
        return
    if item.target not in archive:
        if item.kind in _FOLLOWED or not source:
            raise _damaged(archive, f"缺少“{shown(item.target)}”")
        return
    if item.kind in _FOLLOWED and not item.type.startswith(_OOXML):
        raise _damaged(archive, f"“{shown(item.target)}”的关系类型不是 Excel 的写法")


def _check_book_link(archive: Archive, part: str) -> None:
    """A link is to a workbook; to a program (DDE, OLE) it starts that program."""
    for element in elements(archive[part], file=archive.name):
        if element.name in ("ddeLink", "oleLink"):
            raise UserError("part-active", file=archive.name, what=f"{element.name[:3].upper()} 链接", part=shown(part))


def _check_unique(archive: Archive, name: str, found: list[Relationship]) -> None:
    identifiers = [item.id for item in found]
    kinds = [item.kind for item in found]
    sheets = [item.target for item in found if item.kind == "worksheet"]
    if (
        len(set(identifiers)) != len(identifiers)
        or len(set(sheets)) != len(sheets)
        or any(kinds.count(kind) > 1 for kind in _ONE)
    ):
        raise _damaged(archive, f"“{shown(name)}”中有重复的关系")


def _check_types(archive: Archive, kind: Kind, main: list[str]) -> None:
    """The content type of the main part says what the file is: the extension is only a name."""
    if CONTENT_TYPES not in archive:
        raise _damaged(archive, kind.nothing)
    code, facts = _verdict(archive[CONTENT_TYPES], main[0] if main else "", kind.types, kind.nothing)
    if code:
        raise UserError(code, file=archive.name, **facts)


@lru_cache(maxsize=16)
def _verdict(content: bytes, main: str, types: frozenset[str], nothing: str) -> tuple[str, dict[str, str]]:
    """Code and facts of the refusal; an empty code when all is well."""
    parts: dict[str, str] = {}
    try:
        found = elements(content)
    except UserError as error:
        return error.code, {"cause": str(error.facts["cause"])}
    for item in found:
        if item.name == "Override":
            part = item.attributes.get("PartName", "").lower()
            if part in parts:
                return "file-not-workbook", {"cause": f"“{shown(part)}”的内容类型写了两次"}
            parts[part] = item.attributes.get("ContentType", "")
    stated = parts.get(f"/{main.lower()}", "")
    if "macroenabled" in stated.lower():
        return "part-active", {"what": "宏", "part": main}
    if stated not in types:
        return "file-not-workbook", {"cause": nothing}
    for part, stated in parts.items():
        active = next((title for word, title in _ACTIVE_TYPES.items() if word in stated.lower()), None)
        if active is not None and not (active == "嵌入对象" and "word/" in part):
            return "part-active", {"what": active, "part": shown(part.lstrip("/"))}
    return "", {}


_ACTIVE_TYPES = {"vbaproject": "宏", "macrosheet": "宏表", "activex": "ActiveX 控件", "oleobject": "嵌入对象"}


def _damaged(archive: Archive, cause: str) -> UserError:
    return UserError("file-not-workbook", file=archive.name, cause=cause)


def check_submission_links(archive: Archive) -> None:
    """Raises ``UserError`` submission-shape for a relationship that our writer does not write."""
    for name in archive:
        source = _source_of(name)
        for item in () if source is None else relationships(archive, source):
            if item.external or item.kind not in SUBMISSION_KINDS:
                raise UserError("submission-shape", file=archive.name, found=f"多出指向“{shown(item.target)}”的链接")
