"""The part of the package that carries the seal: manifest, model and signature as plain JSON in one small XML.

It has one exact shape; anything that reads alike but is written otherwise is not ours.
"""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple
from xml.sax.saxutils import escape

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.submission import SEAL_NAMESPACE, SEAL_PART
from xladdin.forms.package.parts.texts import DECLARATION
from xladdin.forms.package.parts.xml import local, parse
from xladdin.submission.seal.manifest import Manifest, decoded

PART = SEAL_PART
CONTENT_TYPE = "application/xml"
RELATIONSHIP_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"


class Seal(NamedTuple):
    """
    model      canonical JSON of the evaluation
    key        public key that signed, 64 hex digits, and its signature; both empty in an unsigned submission
    """

    manifest: Manifest
    model: bytes
    key: str = ""
    signature: bytes = b""


def is_there(archive: Archive) -> bool:
    """Whether a package has a seal; other programs put parts of their own under the same name."""
    return SEAL_NAMESPACE.encode("ascii") in archive.get(PART, b"")[:400]


def written(seal: Seal) -> bytes:
    """The content of the part."""
    signature = ""
    if seal.key:
        signature = f'<signature key="{seal.key}">{base64.b64encode(seal.signature).decode("ascii")}</signature>'
    body = (
        f'<seal xmlns="{SEAL_NAMESPACE}"><manifest>{_text(seal.manifest.encoded())}</manifest>'
        f"<model>{_text(seal.model)}</model>{signature}</seal>"
    )
    return DECLARATION + body.encode("utf-8")


def read(content: bytes) -> Seal:
    """Raises ValueError for a part that ``written`` did not write."""
    try:
        root = parse(content)
        texts = {local(child): child.text or "" for child in root}
        keys = [child.get("key", "") for child in root if local(child) == "signature"]
        signature = base64.b64decode(texts.get("signature", ""), validate=True)
        manifest = decoded(texts["manifest"].encode("utf-8"))
        seal = Seal(manifest, texts["model"].encode("utf-8"), keys[0] if keys else "", signature)
    except (UserError, KeyError, binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not a seal") from error
    if written(seal) != content:
        raise ValueError("not written by us")
    return seal


def seal_of(archive: Archive) -> Seal:
    """The seal of a package that has one. Raises ValueError as ``read`` does."""
    return archive.kept(PART, lambda: read(archive[PART]))


def _text(content: bytes) -> str:
    return escape(content.decode("utf-8"))
