"""The manifest: content digest, digest of every part, who, what, which version — and the bytes that a key signs."""

from __future__ import annotations

import msgspec

FORMAT = 1

#: What a signature begins with: a signature of something else never passes for one of a manifest.
_DOMAIN = b"xladdin seal 1\0"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is sealed.

    content_digest  SHA-256 of the model's canonical JSON, 64 hex digits
    unit, project   code, else name
    version         of the submission, from 1; previous = content digest of the version before, empty where unknown
    signed_at       ISO time with zone, the signer's own word; empty while nobody signed
    profile         id of the rule profile
    parts           part name → SHA-256 of its content, 64 hex digits; see ``parts.digests``
    """

    content_digest: str
    unit: str
    project: str
    year: int
    version: int
    previous: str
    signed_at: str
    profile: str
    parts: dict[str, str]
    format: int = FORMAT

    def encoded(self) -> bytes:
        """Canonical JSON: fields in the order above, parts by name."""
        ordered = msgspec.structs.replace(self, parts=dict(sorted(self.parts.items())))
        return msgspec.json.encode(ordered)

    def statement(self) -> bytes:
        """What a key signs."""
        return _DOMAIN + self.encoded()


def decoded(content: bytes) -> Manifest:
    """Raises ValueError for anything that ``encoded`` does not write."""
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
    if manifest.format != FORMAT or manifest.encoded() != content:
        raise ValueError("not canonical")
    return manifest
