"""A unit's private key (Ed25519): a PKCS #8 file, encrypted with a passphrase, readable by its owner alone."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from xladdin.disk.bounded import read_bounded
from xladdin.disk.causes import cause_of
from xladdin.disk.writing import make_folder
from xladdin.errors import UserError

SUFFIX = ".key"
#: Signs of the shortest passphrase: a key file may be mailed by mistake.
LEAST_PASSPHRASE = 8
_LARGEST = 1 << 20


def new_key(path: Path, passphrase: str) -> Ed25519PrivateKey:
    """Make a key and write it to ``path`` (mode 600), which must not exist.

    Raises UserError: passphrase-short, file-exists, file-unwritable.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise UserError("passphrase-short", least=LEAST_PASSPHRASE)
    key = Ed25519PrivateKey.generate()
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode("utf-8")))
    make_folder(path.parent)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise UserError("file-exists", file=path) from None
    except OSError as error:
        raise UserError("file-unwritable", file=path, cause=cause_of(error)) from error
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return key


def load_key(path: Path, passphrase: str) -> Ed25519PrivateKey:
    """Raises UserError: file-missing, file-unreadable, file-too-large, key-unreadable (also for a wrong passphrase)."""
    try:
        content = read_bounded(path, _LARGEST)
    except OSError as error:
        raise UserError("file-unreadable", file=path, cause=cause_of(error)) from error
    try:
        key = load_pem_private_key(content, passphrase.encode("utf-8"))
    except (ValueError, TypeError) as error:
        cause = "口令不对" if b"ENCRYPTED PRIVATE KEY" in content else "不是 xladdin key new 生成的密钥文件"
        raise UserError("key-unreadable", file=path, cause=cause) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UserError("key-unreadable", file=path, cause="不是 xladdin key new 生成的密钥文件")
    return key


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The public half, 32 bytes."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def verifies(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether ``signature`` is that of ``content`` by the key whose public half is ``public``."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
