"""内容摘要 content digest: sha256 of the canonical JSON of the model — what a submission says, whatever file says it."""

from __future__ import annotations

import hashlib

from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import encode

#: Hex digits shown in footers and messages.
SHOWN = 8


def content_digest(evaluation: Evaluation) -> str:
    """64 hex digits; the same for evaluations that say the same."""
    return hashlib.sha256(encode(canonical(evaluation))).hexdigest()


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
