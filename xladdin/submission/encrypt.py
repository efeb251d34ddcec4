"""A password to open a submission: agile encryption, AES-256 ([MS-OFFCRYPTO] 2.3.4.10), as Excel writes it."""

from __future__ import annotations

import io

from xladdin.errors import UserError

#: Characters of the shortest password.
LEAST = 8


def encrypted(content: bytes, password: str) -> bytes:
    """The workbook ``content`` as a file that opens with ``password``. Raises UserError passphrase-short, encrypt-extra."""
    if len(password) < LEAST:
        raise UserError("passphrase-short", least=LEAST)
    try:
        from msoffcrypto.format.ooxml import OOXMLFile
    except ImportError:
        raise UserError("encrypt-extra") from None
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()
