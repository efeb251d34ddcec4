"""Which parts of a package a manifest covers: all of them.

Two parts change when the seal and Office's signature are put in: the list of content types and the package's own
relationships. They are covered as they are without the two, and nothing but the two may be added to them.
"""

from __future__ import annotations

import hashlib

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.membership import CONTENT_TYPES, with_part, without_part
from xladdin.forms.package.parts.relationships import rels_part
from xladdin.forms.package.parts.xml import parse, serialise
from xladdin.submission.office_signature import parts as office
from xladdin.submission.seal import item

#: Parts that the seal and the signature change.
OPENED = (CONTENT_TYPES, rels_part(""))


def bare(archive: Archive) -> Archive:
    """The package without seal and signature, its opened parts written in the one way in which we write them."""
    archive = without_part(archive, office.SIGNATURE, source=office.ORIGIN)
    archive = archive.replaced({}, without=[rels_part(office.ORIGIN)])
    archive = without_part(archive, office.ORIGIN)
    archive = without_part(archive, item.PART)
    return archive.replaced({name: serialise(parse(archive[name])) for name in OPENED})


def digests(package: Archive) -> dict[str, str]:
    """Part → SHA-256 of its content, of a bare package."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in package.items()}


def with_seal(package: Archive, content: bytes) -> Archive:
    """A bare package with the seal's part."""
    return with_part(
        package,
        item.PART,
        content,
        content_type=item.CONTENT_TYPE,
        relationship_type=item.RELATIONSHIP_TYPE,
    )


def dressed(archive: Archive, package: Archive) -> bool:
    """Whether ``archive`` is just its bare ``package`` with the seal, and the signature if there is one, put in."""
    again = with_seal(package, archive[item.PART])
    if office.SIGNATURE in archive:
        again = office.with_signature(again, archive[office.SIGNATURE])
    return dict(again) == dict(archive)
