"""From sheet names to parts: follow the relationships of a package (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xladdin.errors import UserError
from xladdin.forms.package.parts.bookpart import book_part
from xladdin.forms.package.parts.scan import elements

if TYPE_CHECKING:  # the archive asks the guard, and the guard follows relationships
    from xladdin.forms.package.archive import Archive


class Relationship(NamedTuple):
    """``kind`` is the last word of ``type`` (“worksheet”, “styles”); ``target`` a part name, or a URL if external."""

    id: str
    kind: str
    target: str
    external: bool
    type: str = ""


@lru_cache(maxsize=256)
def rels_part(part: str) -> str:
    """Name of the part that holds the relationships of ``part``; an empty name means the package itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships(archive: Archive, part: str = "") -> list[Relationship]:
    """The relationships of ``part`` in file order; none when it has no relationship part."""
    return archive.kept(("relationships", part), lambda: _relationships(archive, part))


def _relationships(archive: Archive, part: str) -> list[Relationship]:
    name = rels_part(part)
    if name not in archive:
        return []
    try:
        return _read(part, archive[name])
    except UserError as error:
        raise UserError("file-not-workbook", file=archive.name, cause=error.facts["cause"]) from None


@lru_cache(maxsize=64)
def _read(part: str, content: bytes) -> list[Relationship]:
    found = []
    for item in elements(content):
        if item.name != "Relationship":
            continue
        stated = item.attributes
        external = stated.get("TargetMode") == "External"
        target, type_ = stated.get("Target", ""), stated.get("Type", "")
        resolved = target if external else _resolve(part, target)
        found.append(Relationship(stated.get("Id", ""), type_.rsplit("/", 1)[-1], resolved, external, type_))
    return found


def workbook_part(archive: Archive) -> str:
    """Name of the workbook part. Raises ``UserError`` file-not-workbook when the package names none that exists."""
    for relationship in relationships(archive):
        if relationship.kind == "officeDocument" and relationship.target in archive:
            return relationship.target
    raise UserError("file-not-workbook", file=archive.name, cause="文件里没有工作簿内容")


def sheet_parts(archive: Archive) -> dict[str, str]:
    """Sheet name, as the user sees it → part name, in tab order."""
    return archive.kept("sheet parts", lambda: _sheet_parts(archive))


def _sheet_parts(archive: Archive) -> dict[str, str]:
    workbook = workbook_part(archive)
    targets = {item.id: item.target for item in relationships(archive, workbook) if not item.external}
    found = {sheet.name: targets.get(sheet.relationship, "") for sheet in book_part(archive, workbook).sheets}
    for name, target in found.items():
        if target not in archive or list(found.values()).count(target) > 1:
            raise UserError("file-not-workbook", file=archive.name, cause=f"工作表“{name}”没有自己的内容")
    return found


def related(archive: Archive, source: str, kind: str) -> Relationship | None:
    """The first relationship of ``source`` whose type ends with ``kind``, such as “sharedStrings”."""
    return next((item for item in relationships(archive, source) if item.kind == kind and not item.external), None)


def _resolve(part: str, target: str) -> str:
    """A relationship target as part name: relative to the folder of ``part``, or absolute."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
