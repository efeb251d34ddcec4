"""Text files as office programs in China save them."""

from __future__ import annotations


def decoded(data: bytes) -> str | None:
    """UTF-8, UTF-16 with its mark, or the Chinese code page; line breaks as ``\\n``. None for bytes that are no text."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return None
