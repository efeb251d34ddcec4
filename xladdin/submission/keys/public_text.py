"""The public half as a text that a unit hands to the level above: a few lines that people can read and compare.

A new key may carry the old key's signature (rotation): then the level above needs no phone call for it.
"""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xladdin.errors import UserError
from xladdin.submission.keys.key_file import public_bytes, verifies
from xladdin.submission.keys.spoken import fingerprint, heard, short_fingerprint, spoken

TITLE = "xladdin 公钥"
_UNIT, _CODE, _KEY, _PRINT, _OLD, _SIGNED = "单位", "单位代码", "公钥", "指纹", "接替", "旧钥签名"


class PublicText(NamedTuple):
    """What the text says.

    unit, code  as the unit calls itself
    key         32 bytes
    replaces    fingerprint of the key that it takes the place of, and that key's signature; empty without one
    """

    unit: str
    code: str
    key: bytes
    replaces: str = ""
    signature: bytes = b""

    def confirmed_by(self, old: bytes) -> bool:
        """Whether the key ``old`` signed this one as its successor."""
        return self.replaces == fingerprint(old) and verifies(old, self.signature, _statement(self))


def public_text(unit: str, code: str, key: Ed25519PrivateKey, old: Ed25519PrivateKey | None = None) -> str:
    """The text for ``key``; with ``old`` the key that it replaces."""
    text = PublicText(unit, code, public_bytes(key))
    lines = [TITLE, f"{_UNIT}：{unit}", f"{_CODE}：{code}", f"{_KEY}：{spoken(text.key)}"]
    lines.append(f"{_PRINT}：{short_fingerprint(fingerprint(text.key))}")
    if old is not None:
        text = text._replace(replaces=fingerprint(public_bytes(old)))
        signature = base64.b64encode(old.sign(_statement(text))).decode("ascii")
        lines += [f"{_OLD}：{text.replaces}", f"{_SIGNED}：{signature}"]
    return "\n".join(lines) + "\n"


def read_public_text(text: str) -> PublicText:
    """Read such a text, or a bare key as it was heard over the phone. Raises UserError key-text."""
    fields = {}
    for line in text.lstrip("\ufeff").splitlines():
        name, found, value = line.replace(":", "：", 1).partition("：")
        if found:
            fields[name.strip()] = value.strip()
    if _KEY not in fields:
        return PublicText("", "", heard(text))
    try:
        signature = base64.b64decode(fields.get(_SIGNED, ""), validate=True)
    except (binascii.Error, ValueError):
        raise UserError("key-text", cause="旧钥签名不完整") from None
    return PublicText(
        fields.get(_UNIT, ""), fields.get(_CODE, ""), heard(fields[_KEY]), fields.get(_OLD, ""), signature
    )


def _statement(text: PublicText) -> bytes:
    """What the old key signs."""
    parts = ("xladdin rotation 1", text.unit, text.code, text.key.hex(), text.replaces)
    return "\0".join(parts).encode("utf-8")
