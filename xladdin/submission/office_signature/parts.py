"""Where signatures stand in a package: an empty origin part, the signature, and the relationships between them."""

from __future__ import annotations

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.membership import with_part
from xladdin.forms.package.parts.texts import DECLARATION
from xladdin.forms.package.parts.xml import PACKAGE_REL_NS

FOLDER = "_xmlsignatures/"
ORIGIN, SIGNATURE = f"{FOLDER}origin.sigs", f"{FOLDER}sig1.xml"

_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"
_TYPE = "application/vnd.openxmlformats-package.digital-signature"
ORIGIN_TYPE, SIGNATURE_TYPE = f"{_TYPE}-origin", f"{_TYPE}-xmlsignature+xml"
ORIGIN_RELATION = f"{_RELATION}/origin"

#: The relationships of the origin part, as ``with_signature`` writes them.
RELATIONSHIPS = DECLARATION + (
    f'<Relationships xmlns="{PACKAGE_REL_NS}">'
    f'<Relationship Id="rId1" Type="{_RELATION}/signature" Target="sig1.xml"/></Relationships>'
).encode("ascii")


def with_signature(archive: Archive, signature: bytes) -> Archive:
    """The package with its signature. Raises ValueError when it has one."""
    if any(name.startswith(FOLDER) for name in archive):
        raise ValueError("signed already")
    archive = with_part(archive, ORIGIN, b"", content_type=ORIGIN_TYPE, relationship_type=ORIGIN_RELATION)
    return with_part(
        archive,
        SIGNATURE,
        signature,
        content_type=SIGNATURE_TYPE,
        relationship_type=f"{_RELATION}/signature",
        source=ORIGIN,
    )


def signatures(archive: Archive) -> list[str]:
    """Names of the signature parts; a sound package has one at most."""
    return [name for name in archive if name.startswith(FOLDER) and name.endswith(".xml")]
