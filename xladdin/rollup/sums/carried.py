"""A summary workbook carries the sums it was made of, so that the level above can go on adding without the files below.

They lie in a part of their own (``customXml/item2.xml``), which Excel and WPS keep and nobody sees: JSON with its digest. Whoever
changes cells of the workbook changes nothing here; whoever changes this part has to write another digest, as for a submission
that nobody signed.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from xml.sax.saxutils import escape

import msgspec

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.membership import with_part
from xladdin.forms.package.parts.texts import DECLARATION
from xladdin.forms.package.parts.xml import local, parse
from xladdin.model.evaluation import Evaluation
from xladdin.rollup.member import Member
from xladdin.rollup.rows.record import Scored
from xladdin.rollup.rows.shape import Shape
from xladdin.rollup.sums.cell import Cell, Key
from xladdin.rollup.sums.combined import Told
from xladdin.rollup.sums.sums import Sums, order
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

FORMAT = 1
NAMESPACE = "urn:xladdin:sums:1"
_PART = "customXml/item2.xml"
_TYPE = "application/xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
#: Bytes of JSON that a workbook may carry; more travels as tables.
MOST = 24 << 20


class _Head(msgspec.Struct, frozen=True, array_like=True):
    evaluation: Evaluation
    scores: Scored
    source: str
    digest: str
    shape: str


class _Said(msgspec.Struct, frozen=True, array_like=True):
    """``head``: whose row it is, as a place among the heads."""

    place: int
    head: int
    reason: str
    kind: tuple[str, str, str]


class _Carried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``approved``: whether only adjustments that a ledger knows as approved were counted."""

    format: int
    profile: str
    rules: str
    approved: bool
    heads: tuple[_Head, ...]
    shapes: dict[str, Shape]
    cells: tuple[tuple[Key, Cell], ...]
    told: tuple[_Said, ...]


class Lower(msgspec.Struct, frozen=True):
    """The sums of a summary workbook that was sent up. ``approved``: as in ``rollup.gather.Gathered``."""

    source: str
    sums: Sums
    profile: Profile
    approved: bool


def with_sums(content: bytes, sums: Sums, profile: Profile, approved: bool) -> bytes | None:
    """The workbook with its sums; None where they are too many to be sent in one."""
    said = _encoded(sums, profile, approved)
    if len(said) > MOST:
        return None
    digest = hashlib.sha256(said).hexdigest()
    part = f'<sums xmlns="{NAMESPACE}" digest="{digest}">{escape(said.decode("utf-8"))}</sums>'
    archive = with_part(
        Archive.read(content),
        _PART,
        DECLARATION + part.encode("utf-8"),
        content_type=_TYPE,
        relationship_type=_RELATION,
    )
    return archive.to_bytes()


def sums_in(archive: Archive, source: str) -> Lower:
    """What a summary workbook carries. Raises UserError: sums-missing, sums-damaged, profile-unknown, profile-changed."""
    for name, content in archive.items():
        if name.startswith("customXml/item") and NAMESPACE.encode("ascii") in content[:400]:
            root = parse(content)
            said = (root.text or "").encode("utf-8")
            if local(root) == "sums" and hashlib.sha256(said).hexdigest() == root.get("digest"):
                return _lower(said, source)
            raise UserError("sums-damaged", file=source)
    raise UserError("sums-missing", file=source)


def _encoded(sums: Sums, profile: Profile, approved: bool) -> bytes:
    heads = {order(member): number for number, member in enumerate(sums.members)}
    return msgspec.json.encode(
        _Carried(
            FORMAT,
            profile.id,
            profile.digest,
            approved,
            tuple(
                _Head(one.evaluation, Scored.of(one.sheet), one.source, one.digest, shape)
                for one, shape in zip(sums.members, sums.of, strict=True)
            ),
            dict(sorted(sums.shapes.items())),
            tuple(sorted(sums.cells.items(), key=lambda entry: msgspec.structs.astuple(entry[0]))),
            tuple(
                _Said(place, heads[said.who], said.reason, said.kind)
                for (_, place), every in sorted(sums.told.items())
                for said in every
            ),
        )
    )


def _lower(said: bytes, source: str) -> Lower:
    try:
        found = msgspec.json.decode(said, type=_Carried)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UserError("sums-damaged", file=source) from error
    if found.format != FORMAT or not _sound(found):
        raise UserError("sums-damaged", file=source)
    profile = profiles.of_file(found.profile, source, found.rules)
    members = tuple(
        Member(one.evaluation, one.scores.sheet(profile), f"{source}：{one.source}", one.digest, wholes={})
        for one in found.heads
    )
    told: dict[tuple[str, int], list[Told]] = {}
    for one in found.told:
        shape = found.heads[one.head].shape
        told.setdefault((shape, one.place), []).append(Told(order(members[one.head]), one.reason, one.kind))
    sums = Sums(members, tuple(one.shape for one in found.heads), found.shapes, dict(found.cells), told)
    return Lower(source, sums, profile, found.approved)


def _sound(found: _Carried) -> bool:
    """Whether it hangs together: every shape is there, every number is one."""
    places = {name: len(shape) for name, shape in found.shapes.items()}
    return (
        bool(found.heads)
        and all(head.shape in places for head in found.heads)
        and all(0 <= key.place < places.get(key.shape, 0) for key, _ in found.cells)
        and all(0 <= one.head < len(found.heads) for one in found.told)
        and all(number.is_finite() for _, cell in found.cells for number in _numbers(cell))
    )


def _numbers(value: msgspec.Struct) -> list[Decimal]:
    found: list[Decimal] = []
    for one in msgspec.structs.astuple(value):
        if isinstance(one, Decimal):
            found.append(one)
        elif isinstance(one, msgspec.Struct):
            found += _numbers(one)
    return found
