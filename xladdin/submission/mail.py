"""A mail draft (``.eml``) with the submission attached, which mail programs open for sending.

``X-Unsent: 1`` makes Outlook open it as a draft. The attachment's Chinese name stands twice: as RFC 2231 says in
Content-Disposition, and as an encoded word (RFC 2047) in Content-Type, which Outlook, Foxmail and many web mailers read
instead. The draft has neither date nor sender nor message id, which the sending program adds; the same submission
gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from email.charset import QP, Charset
from email.header import Header
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from xladdin.disk.writing import create_beside
from xladdin.errors import UserError
from xladdin.submission.export import Exported
from xladdin.submission.letter import Letter, letter

#: First line of a draft: Outlook opens it for sending.
UNSENT = "X-Unsent: 1"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SEPARATORS = re.compile(r"[,;，；、\s]+")
_HEADER_LINE = 76
_PARAMETER = 54
"""Longest piece of an encoded parameter: a header line holds 78 characters [RFC 5322 2.1.1]."""


def write_draft(exported: Exported, to: str = "") -> tuple[Path, Path]:
    """Write the draft and the text to copy beside the submission; return both paths.

    to   addresses, separated by commas or semicolons; may be empty
    A draft of other content that lies there stays; the new one gets a number: ``…（2）.eml``.
    Raises UserError for an address that is none and for a folder that cannot be written.
    """
    text = letter(exported)
    message = draft(text, exported.path.name, exported.path.read_bytes(), to)
    copy = text.text().replace("\n", "\r\n").encode("utf-8-sig")  # Notepad knows UTF-8 by its mark
    return create_beside(exported.path.with_suffix(".eml"), message), create_beside(
        exported.path.with_suffix(".txt"), copy
    )


class Attachment(NamedTuple):
    """A file of a mail; ``kind`` is its media type."""

    name: str
    content: bytes
    kind: str = XLSX


def draft(text: Letter, file_name: str, content: bytes, to: str = "") -> bytes:
    """The draft with one workbook as bytes, CRLF line ends."""
    return compose(text, [Attachment(file_name, content)], to)


def compose(text: Letter, files: Sequence[Attachment], to: str = "") -> bytes:
    """A draft with any files as bytes, CRLF line ends."""
    seed = b"".join(file.content for file in files) + text.text().encode()
    boundary = f"=_{hashlib.sha256(seed).hexdigest()[:32]}"
    head = [
        UNSENT,
        *([f"To: {', '.join(addresses(to))}"] if to.strip() else []),
        f"Subject: {Header(text.subject, 'utf-8', maxlinelen=_HEADER_LINE, header_name='Subject').encode()}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{boundary}"',
    ]
    lines = [
        *head,
        "",
        f"--{boundary}",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: base64",
        "",
        _base64(text.body.replace("\n", "\r\n").encode()),
    ]
    for file in files:
        lines += [
            f"--{boundary}",
            f"Content-Type: {file.kind};\n name={_encoded_words(file.name)}",
            "Content-Transfer-Encoding: base64",
            f"Content-Disposition: attachment;\n {_rfc2231('filename', file.name)}",
            "",
            _base64(file.content),
        ]
    lines += [f"--{boundary}--", ""]
    return "\n".join(lines).replace("\n", "\r\n").encode("ascii")


def addresses(to: str) -> list[str]:
    """The addresses of a text; UserError names the first that is none."""
    found = [address for address in _SEPARATORS.split(to.strip()) if address]
    for address in found:
        if not _ADDRESS.fullmatch(address):
            raise UserError("mail-address", address=address)
    return found


def _encoded_words(name: str) -> str:
    """``name`` as a quoted string of encoded words: not what RFC 2047 allows, but what mail programs read.

    In Q encoding, for base64 has slashes, which simple programs take for folders.
    """
    if name.isascii():
        return f'"{name}"'
    charset = Charset("utf-8")
    charset.header_encoding = QP
    return '"' + Header(name, charset, maxlinelen=_HEADER_LINE - len(' name=""')).encode(linesep="\n") + '"'


def _rfc2231(parameter: str, value: str) -> str:
    """``filename*=utf-8''…``, in numbered pieces when it is long (RFC 2231, 3 and 4)."""
    if value.isascii():
        return f'{parameter}="{value}"'
    pieces = [""]
    for character in value:  # never in the middle of one: not every program joins before it decodes
        encoded = quote(character, safe="")
        if len(pieces[-1]) + len(encoded) > _PARAMETER:
            pieces.append("")
        pieces[-1] += encoded
    if len(pieces) == 1:
        return f"{parameter}*=utf-8''{pieces[0]}"
    pieces[0] = f"utf-8''{pieces[0]}"
    return ";\n ".join(f"{parameter}*{number}*={piece}" for number, piece in enumerate(pieces))


def _base64(content: bytes) -> str:
    return base64.encodebytes(content).decode("ascii").rstrip("\n")
