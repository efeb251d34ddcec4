"""What the number format of each cell style makes of a number: a percentage, a date, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal
from xml.parsers import expat

from xladdin.errors import UserError
from xladdin.forms.package.guard.limits import BOOK
from xladdin.forms.package.guard.prolog import unusual
from xladdin.forms.package.parts.scan import UnusualError, local, plain_parser
from xladdin.patterns import pattern

Meaning = Literal["", "percent", "date"]

_BUILT_IN_PERCENT = (9, 10)
#: Built-in date and time formats, the Chinese ones (27–36, 50–58) included.
_BUILT_IN_DATES = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
_NOT_MEANT = pattern(r'"[^"]*+"|\\.|\[[^\]]*+\]|_.|\*.', re.DOTALL)
_LONGEST = 255


def meaning_of(code: str) -> Meaning:
    """What a number format code makes of a number: a percentage, a date, or neither."""
    bare = _NOT_MEANT.sub("", code[:_LONGEST].split(";")[0])
    if "%" in bare:
        return "percent"
    return "date" if re.search(r"[ymdhs]", bare, re.IGNORECASE) and "general" not in bare.lower() else ""


def style_meanings(content: bytes, *, file: str | None = None, part: str = "xl/styles.xml") -> Sequence[Meaning]:
    """The meaning of each cell style (``cellXfs``), in order.

    Raises ``UserError``: xml-unusual for a part that is no style table, or one that names formats by no number;
    part-too-large.
    """
    try:
        styles, formats, meanings = _remembered(content) if len(content) <= _SMALL else _read(content)
    except UnusualError as error:
        raise unusual(file, part, str(error)) from None
    except expat.ExpatError:
        raise UserError("file-not-workbook", file=file, cause="文件内容已损坏") from None
    for what, count, most in (("样式", styles, BOOK.styles), ("数字格式", formats, BOOK.number_formats)):
        if count > most:
            raise UserError("part-too-large", file=file, part=part, what=what, count=count, most=most)
    return meanings


def _read(content: bytes) -> tuple[int, int, tuple[Meaning, ...]]:
    """How many cell styles and number formats there are, and the meanings of the styles."""
    codes: dict[int, Meaning] = dict.fromkeys(_BUILT_IN_DATES, "date")
    codes |= dict.fromkeys(_BUILT_IN_PERCENT, "percent")
    styles: list[int] = []
    path: list[str] = []
    seen = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal seen
        depth = len(path)
        path.append(local(name))
        seen += 1
        if depth >= BOOK.nesting or seen > _MOST:
            raise UnusualError("层次或元素过多")
        if depth == 2 and path[1] == "cellXfs" and path[2] == "xf":
            styles.append(_number(attributes.get("numFmtId", "0")))
        elif depth == 2 and path[1] == "numFmts" and path[2] == "numFmt":
            number = _number(attributes.get("numFmtId", ""))
            codes[number] = meaning_of(attributes.get("formatCode", ""))

    def end(_: str) -> None:
        path.pop()

    parser = plain_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(content, True)
    return len(styles), len(codes), tuple(codes.get(number, "") for number in styles)


#: The styles of our own workbooks are the same, byte for byte, in all of one template.
_remembered = lru_cache(maxsize=8)(_read)

_SMALL = 16 << 10
_MOST = 1_000_000


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) <= 5):
        raise UnusualError(f"数字格式编号“{given[:20]}”不是数字")
    return int(given)
