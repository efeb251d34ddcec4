"""The items of the shared string table, and what a rich text says (ECMA-376 part 1, 18.4).

Reading is exact: the table is its items and nothing between them. One that is written in another way (CDATA, comments,
line breaks between elements) is rewritten by an XML library first, and refused when that does not help.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xladdin.errors import UserError
from xladdin.forms.package.guard.limits import BOOK
from xladdin.forms.package.guard.prolog import unusual
from xladdin.forms.package.parts.scan import elements
from xladdin.forms.package.parts.texts import UnclearError, unescape, without_escapes
from xladdin.patterns import pattern

_ROOT = pattern(rb"<(?:([\w.-]{1,40}):)?sst(?=[\s/>])[^<>]*>")


_PLAIN_OPENING = pattern(r'<si><t(?: xml:space="preserve")?>')
_BETWEEN = pattern(r'</t></si><si><t(?: xml:space="preserve")?>')
_CLOSING = "</t></si>"


def plain_texts(content: bytes) -> list[str] | None:
    """The texts of a string table that holds nothing but plain ones, written as our writer does; None for any other.

    Raises ``UnclearError`` as ``item_text`` does.
    """
    root, end = _ROOT.search(content, 0, 4096), content.rfind(b"</sst")
    if root is None or root[1] or end < 0 or root[0].endswith(b"/>"):
        return None
    try:
        inside = content[root.end() : end].decode("utf-8")
    except UnicodeDecodeError:
        return None
    first = _PLAIN_OPENING.match(inside)
    if first is None or not inside.endswith(_CLOSING):
        return None
    texts = _BETWEEN.split(inside[first.end() : -len(_CLOSING)])
    # four tags of each item, and none in a text
    if inside.count("<") != 4 * len(texts) or len(texts) > BOOK.strings or max(map(len, texts)) > BOOK.string_length:
        return None
    return [
        text if text.isprintable() and "&" not in text and "_x" not in text else unescape(text.encode("utf-8"))
        for text in texts
    ]


@lru_cache(maxsize=8)
def _item(prefix: bytes) -> re.Pattern[bytes]:
    """One item; group 1: what stands inside."""
    p = re.escape(prefix)
    return re.compile(rb"<%bsi(?:>((?:[^<]++|<(?!/?%bsi[\s/>]))*+)</%bsi>| ?/>)" % (p, p, p))


def string_items(content: bytes, *, file: str | None = None, part: str = "xl/sharedStrings.xml") -> list[bytes]:
    """The XML inside each ``<si>``, without namespace prefix, in order.

    Raises ``UserError`` xml-unusual for a part that is no string table, part-too-large for too many or too long ones.
    """
    items = _items(content)
    if items is None and len(content) <= BOOK.rewritten_bytes:
        items = _items(_rewritten(content, file))
    if items is None:
        raise unusual(file, part, "不是文字表")
    if len(items) > BOOK.strings:
        raise UserError("part-too-large", file=file, part=part, what="文字条数", count=len(items), most=BOOK.strings)
    return items


def _items(content: bytes) -> list[bytes] | None:
    root = _ROOT.search(content, 0, 4096)
    if root is None:
        return None
    prefix = root[1] + b":" if root[1] else b""
    end = content.rfind(b"</%bsst" % prefix)
    if root[0].endswith(b"/>") or end < 0:
        return [] if root[0].endswith(b"/>") else None
    pieces = _item(prefix).split(content[root.end() : end])
    *gaps, last = pieces[0::2]
    if b"".join(gaps).strip() or (last.strip() and not last.startswith(b"<%bextLst" % prefix)):
        return None
    if b"<!" in content:
        return None
    return [_bare(item or b"", prefix) for item in pieces[1::2]] if prefix else [item or b"" for item in pieces[1::2]]


def _bare(item: bytes, prefix: bytes) -> bytes:
    return item.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")


def _rewritten(content: bytes, file: str | None) -> bytes:
    """The table as an XML library writes it: no comments, no CDATA, nothing between the elements."""
    from xladdin.forms.package.parts.xml import parse, serialise, without_space  # rare, and slow to load

    return serialise(without_space(parse(content, file=file)))


def item_text(item: bytes) -> str:
    """What an item says: its text, or the texts of its runs; the pronunciation that Excel keeps beside it is no text.

    Raises ``UnclearError``.
    """
    if item.endswith(b"/>") and (hint := item.rfind(b"<phoneticPr ")) == item.find(b"</t>") + 4:
        item = item[:hint]  # how a pronunciation would be shown: Chinese Excel writes it behind nearly every text
    for opening in (b"<t>", b'<t xml:space="preserve">'):
        if item.startswith(opening) and item.find(b"<", len(opening)) == len(item) - 4:  # one plain run, nearly always
            return unescape(item[len(opening) : -4])
    if not item:
        return ""
    try:
        found = elements(b"<si>" + item + b"</si>")
    except UserError:
        raise UnclearError("文字的写法有误") from None
    texts: list[str] = []
    parents: list[str] = []
    for element in found:
        parents[element.depth :] = [element.name]
        if element.name == "t" and parents[1:-1] in ([], ["r"]):
            texts.append(without_escapes(element.text))
    return "".join(texts)
