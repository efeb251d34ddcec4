"""A public key as a short text that can be read over the phone: groups of four letters and digits, the last a check.

Crockford's base 32 (no I, L, O, U, which are taken for 1, 1, 0, V), 256 bits in 52 signs, and 20 bits of SHA-256 so that a slip in
one group is noticed before anything is registered.
"""

from __future__ import annotations

import hashlib

from xladdin.errors import UserError

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEARD = str.maketrans("ILO", "110")
_GROUP, _KEY_SIGNS, _CHECK_SIGNS = 4, 52, 4
_PREFIX = b"xladdin public key 1"

#: Hex digits of a fingerprint that are shown.
SHOWN = 16


def spoken(key: bytes) -> str:
    """``key`` (32 bytes, Ed25519) as fourteen groups: ``3F7K-…``."""
    text = _encoded(int.from_bytes(key, "big"), _KEY_SIGNS) + _check(key)
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def heard(text: str) -> bytes:
    """The key of a text, however its groups are separated. Raises UserError key-text for a slip."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum()).translate(_HEARD)
    if len(signs) != _KEY_SIGNS + _CHECK_SIGNS or any(sign not in _SIGNS for sign in signs):
        raise UserError(
            "key-text", cause=f"应有 {(_KEY_SIGNS + _CHECK_SIGNS) // _GROUP} 组、每组 {_GROUP} 个字母或数字"
        )
    number = 0
    for sign in signs[:_KEY_SIGNS]:
        number = number * len(_SIGNS) + _SIGNS.index(sign)
    if number >> 256:
        raise UserError("key-text", cause="第一组有误")
    key = number.to_bytes(32, "big")
    if signs[_KEY_SIGNS:] != _check(key):
        raise UserError("key-text", cause="校验组不符，有一组读错或抄错")
    return key


def fingerprint(key: bytes) -> str:
    """SHA-256 of a public key, 64 hex digits: what the registry knows it by."""
    return hashlib.sha256(key).hexdigest()


def short_fingerprint(full: str) -> str:
    """The digits people compare: ``3f9a 01bc 77d2 10ab``."""
    return " ".join(full[start : start + 4] for start in range(0, SHOWN, 4))


def _encoded(number: int, width: int) -> str:
    signs = ""
    for _ in range(width):
        number, rest = divmod(number, len(_SIGNS))
        signs = _SIGNS[rest] + signs
    return signs


def _check(key: bytes) -> str:
    return _encoded(int.from_bytes(hashlib.sha256(_PREFIX + key).digest()[:3], "big") >> 4, _CHECK_SIGNS)
