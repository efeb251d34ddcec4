"""Character data of a part → text, exactly as an XML parser and Excel read it, or not at all.

Sheets and string tables are read as bytes. What a parser would refuse (bytes that are not UTF-8, control characters,
references to nothing) is refused here too, when the text is asked for.
"""

from __future__ import annotations

import re

from xladdin.patterns import pattern

#: How office programs begin a part.
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_REFERENCE = pattern(r"&(?:#x([0-9A-Fa-f]{1,6});|#([0-9]{1,7});|(lt|gt|amp|quot|apos);)?")
_NAMES = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
#: What XML 1.0 cannot carry (2.2).
_FORBIDDEN = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Excel's escapes, one UTF-16 code unit each (ECMA-376 part 1, 22.9.2.19); a character beyond U+FFFF takes two.
_ESCAPE = pattern(r"_x([Dd][89ABab][0-9A-Fa-f]{2})__x([Dd][C-Fc-f][0-9A-Fa-f]{2})_|_x([0-9A-Fa-f]{4})_")


class UnclearError(ValueError):
    """The bytes say nothing, or two things; the text says in Chinese what was found."""


def character_data(raw: bytes) -> str:
    """XML character data with its references resolved. Raises ``UnclearError``."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise UnclearError("文字不是 UTF-8 编码") from None
    if not text.isprintable():
        if _FORBIDDEN.search(text):
            raise UnclearError("文字里有不允许的控制字符")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _with_references(text) if "&" in text else text


def _with_references(text: str) -> str:
    """The five names of XML are replaced one after another, as all programs write no others; ``&`` itself comes last."""
    if text.count("&") == sum(text.count(f"&{name};") for name in _NAMES):
        for name, sign in _NAMES.items():
            text = text.replace(f"&{name};", sign)
        return text
    return _REFERENCE.sub(_resolved, text)


def unescape(raw: bytes) -> str:
    """The text of a cell: character data with Excel's ``_xHHHH_`` escapes resolved, line breaks as ``\\n``.

    Half a character (a lone surrogate) stays as written: no text can hold it. Raises ``UnclearError``.
    """
    text = character_data(raw)
    return without_escapes(text) if "_x" in text or "\r" in text else text


def without_escapes(text: str) -> str:
    """``text`` with Excel's ``_xHHHH_`` escapes resolved."""
    return _ESCAPE.sub(_unescaped, text).replace("\r\n", "\n")


def _resolved(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        return _NAMES[name]
    if not hexadecimal and not decimal:
        raise UnclearError("文字里有无法识别的“&”")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or _FORBIDDEN.match(character := chr(code)):
        raise UnclearError("文字里有不存在的字符")
    return character


def _unescaped(found: re.Match[str]) -> str:
    high, low, single = found.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
    code = int(single, 16)
    return found[0] if 0xD800 <= code <= 0xDFFF else chr(code)
