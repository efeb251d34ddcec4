"""A locked submission has exactly the shape that our writer gives it; anything else was changed, or is none of ours."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xladdin.errors import UserError
from xladdin.forms.package.guard.limits import SUBMISSION
from xladdin.forms.package.guard.links import check_submission_links
from xladdin.forms.package.guard.part_lists import check_submission_parts
from xladdin.forms.package.guard.parts import check_sizes
from xladdin.forms.package.parts.scan import elements
from xladdin.forms.package.parts.texts import DECLARATION
from xladdin.patterns import pattern

if TYPE_CHECKING:
    from xladdin.forms.package.archive import Archive


#: The part that carries the seal (``xladdin.submission.seal``), and how it begins.
SEAL_PART = "customXml/item1.xml"
SEAL_NAMESPACE = "urn:xladdin:seal:1"
_SEAL_BEGIN = DECLARATION + f'<seal xmlns="{SEAL_NAMESPACE}"><manifest>'.encode("ascii")


#: What our drawings are made of, and what no chart of ours has: data of its own, shapes drawn over it.
_DRAWN = frozenset(
    "wsDr twoCellAnchor from to col colOff row rowOff graphicFrame nvGraphicFramePr cNvPr cNvGraphicFramePr xfrm off ext"
    " graphic graphicData chart clientData".split()
)
_FOREIGN = frozenset(
    ("externalData", "userShapes", "pivotSource", "pivotFmts", "extLst", "printSettings", "hlinkClick")
)


def check_submission(archive: Archive) -> None:
    """Raises ``UserError``: submission-shape for a part or link that our writer does not write, file-too-large and
    part-too-large beyond the limits of submissions."""
    check_submission_parts(archive, archive.name)
    if sum(archive.stored(part).size for part in archive) > SUBMISSION.unpacked_bytes:
        raise UserError("file-too-large", file=archive.name, limit=f"{SUBMISSION.unpacked_bytes >> 20} MB（解压后）")
    check_sizes(archive, SUBMISSION)
    check_submission_links(archive)
    _check_charts(archive)
    if not archive.get(SEAL_PART, _SEAL_BEGIN).startswith(_SEAL_BEGIN):
        raise UserError("submission-shape", file=archive.name, found=f"“{SEAL_PART}”不是封签")


def _check_charts(archive: Archive) -> None:
    """Raises ``UserError`` submission-shape for a drawing that holds more than charts, and for a chart with more than series."""
    for part in archive:
        if part.startswith(("xl/drawings/drawing", "xl/charts/")):
            drawing = part.startswith("xl/drawings/")
            names = _names(archive[part], archive.name)
            strange = names.all - _DRAWN if drawing else names.all & _FOREIGN
            if strange or names.root != ("wsDr" if drawing else "chartSpace"):
                raise UserError("submission-shape", file=archive.name, found=f"“{part}”里不只是图表")


class _Names(NamedTuple):
    """Names of the elements of a part, without prefix."""

    root: str
    all: frozenset[str]


def _names(content: bytes, file: str | None) -> _Names:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _all_names(content, file)
    bare = _REFERENCE.sub(rb"\1", _COUNT.sub(rb"\1", _POINT.sub(b"", content)))
    return _remembered(bare) if len(bare) <= _SMALL else _all_names(bare, file)


def _all_names(content: bytes, file: str | None = None) -> _Names:
    names = [element.name for element in elements(content, file=file)]
    return _Names(names[0], frozenset(names))


#: Charts of two workbooks differ in what they show; apart from it their parts are the same.
_remembered = lru_cache(maxsize=64)(_all_names)
#: A whole point of a series, how many there are, and the cells that are shown.
_POINT = pattern(rb'<(c:|)pt idx="[0-9]{1,5}"><\1v>[^<&>\x00-\x1f\x7f]*+</\1v></\1pt>')
_COUNT = pattern(rb'(<(?:c:|)ptCount val=")[0-9]{1,5}(?="/>)')
_REFERENCE = pattern(rb"(<(?:c:|)f>)[^<&>\x00-\x1f\x7f]++(?=</(?:c:|)f>)")
_SMALL = 32 << 10
