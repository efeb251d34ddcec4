"""Parts without the salts and hashes of their protection: the one thing in which they differ between two workbooks of the
same layout, so that what is read from a part can be remembered for all of them."""

from __future__ import annotations

from xladdin.patterns import pattern

_PROTECTION = pattern(
    rb'(<(?:workbook|sheet)Protection [^<>]{0,200}?[hH]ashValue=")[A-Za-z0-9+/=]{1,128}+'
    rb'(" (?:workbookS|s)altValue=")[A-Za-z0-9+/=]{1,128}+(?=")'
)


def unsalted(content: bytes) -> bytes:
    """The part with empty hash and salt. Only their letters are taken out: what is well-formed stays so, what is not, too."""
    return _PROTECTION.sub(rb"\1\2", content)
