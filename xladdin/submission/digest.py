"""What is made of the content digest: the digits that people compare, and the locks."""

from __future__ import annotations

import hashlib

#: Hex digits shown in footers and messages.
SHOWN = 8


def short(digest: str) -> str:
    """The digits people compare, e.g. ``3F9A 01BC``."""
    shown = digest[:SHOWN].upper()
    return f"{shown[:4]} {shown[4:]}"


def lock_of(digest: str) -> tuple[str, bytes]:
    """Password and salt of the locks, derived from the digest: deterministic, and nobody needs to know the password.

    The locks keep honest people from slips; what proves that nothing was changed is the digest, not the lock.
    """
    secret = hashlib.sha256(f"xladdin lock {digest}".encode("ascii"))
    salt = hashlib.sha256(f"xladdin salt {digest}".encode("ascii"))
    return secret.hexdigest()[:32], salt.digest()[:16]
