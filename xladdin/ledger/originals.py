"""The originals beside a ledger, each under its digest: what was received can be looked at again, byte by byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

from xladdin.disk.writing import create
from xladdin.errors import UserError


def digest_of(content: bytes) -> str:
    """SHA-256, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def folder(ledger: Path) -> Path:
    """``台账.db`` → ``台账.db.原件``."""
    return ledger.with_name(f"{ledger.name}.原件")


def place(ledger: Path, digest: str) -> Path:
    """Where the original lies: a hundred thousand files in one folder are slow everywhere."""
    return folder(ledger) / digest[:2] / digest


def keep(ledger: Path, content: bytes) -> str:
    """Store an original, flushed to the disk, before its row is written; returns its digest. Raises UserError file-unwritable."""
    digest = digest_of(content)
    create(place(ledger, digest), content)
    return digest


def fetch(ledger: Path, digest: str) -> bytes:
    """The original. Raises UserError original-lost where it is missing or no longer what was received."""
    try:
        content = place(ledger, digest).read_bytes()
    except OSError:
        content = b""
    if digest_of(content) != digest:
        raise UserError("original-lost", file=ledger, digest=digest[:8])
    return content
