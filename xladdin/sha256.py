"""SHA-256 of short texts without OpenSSL, whose loading takes longer than most commands compute.

Python brings the function as a module of its own (``random`` takes its neighbour in the same way).
"""

from __future__ import annotations

try:
    from _sha2 import sha256 as _sha256  # type: ignore[import-not-found]  # since Python 3.12
except ImportError:
    try:
        from _sha256 import sha256 as _sha256  # type: ignore[import-not-found]  # Python 3.11
    except ImportError:
        from hashlib import sha256 as _sha256


def sha256_hex(data: bytes) -> str:
    """64 hex digits."""
    return str(_sha256(data).hexdigest())
