"""Look through a small XML part without building a tree: names, attributes, texts, in document order.

Reading a workbook needs a few such parts (relationships, workbook, properties); the XML library that writes parts is
slower to load than they are to read. No document type is accepted, hence no entity but the five of XML, and neither
comments nor CDATA nor processing instructions, which no office program writes and readers take differently.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from xladdin.errors import UserError
from xladdin.forms.package.guard.limits import BOOK

_SMALL = 8 << 10
_MOST = 100_000
"""Elements of one part: a workbook part with ten thousand names has not a fifth of them."""


class Seen(NamedTuple):
    """One element: name and attributes without namespace prefix, own text, depth (the root's is 0).

    ``foreign``: in another namespace than the root element, as far as prefixes tell.
    """

    name: str
    attributes: dict[str, str]
    text: str
    depth: int
    foreign: bool


class UnusualError(Exception):
    """What stands in the part that no office program writes, in Chinese."""


def elements(content: bytes, *, file: str | None = None) -> list[Seen]:
    """The elements of a part. Raises ``UserError`` file-not-workbook for a part that is not well-formed, has a document
    type, comments or CDATA, or is nested or long beyond measure."""
    try:
        return _remembered(content) if len(content) <= _SMALL else _elements(content)
    except expat.ExpatError:
        raise UserError("file-not-workbook", file=file, cause="文件内容已损坏") from None
    except UnusualError as error:
        raise UserError("file-not-workbook", file=file, cause=str(error)) from None


def _elements(content: bytes) -> list[Seen]:
    found: list[tuple[str, dict[str, str], list[str], int, bool]] = []
    open_elements: list[int] = []
    prefixes: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        prefix, _, bare = name.rpartition(":")
        own = {local(key): value for key, value in attributes.items()}
        depth = len(open_elements)
        if not depth:
            prefixes.append(prefix)
        foreign = prefix != prefixes[0] or (depth > 0 and "xmlns" in attributes)
        open_elements.append(len(found))
        found.append((bare, own, [], depth, foreign))
        if len(own) != len(attributes):
            raise UnusualError("文件里有同名的 XML 属性")
        if depth >= BOOK.nesting or len(found) > _MOST:
            raise UnusualError("文件里的 XML 层次或元素过多")

    def end(_: str) -> None:
        open_elements.pop()

    def text(characters: str) -> None:
        if open_elements:
            found[open_elements[-1]][2].append(characters)

    parser = plain_parser()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.Parse(content, True)
    return [Seen(name, own, "".join(texts), depth, foreign) for name, own, texts, depth, foreign in found]


#: Content types and relationships are the same, byte for byte, in thousands of workbooks.
_remembered = lru_cache(maxsize=16)(_elements)


def plain_parser(separator: str | None = None) -> expat.XMLParserType:
    """A parser that stops at everything but elements and character data, with ``UnusualError``."""
    parser = expat.ParserCreate(namespace_separator=separator)
    parser.StartDoctypeDeclHandler = _stop("文件里有不允许的 XML 声明（DOCTYPE）")
    parser.CommentHandler = _stop("文件里有 XML 注释，Excel 不写注释")
    parser.StartCdataSectionHandler = _stop("文件里有 CDATA，Excel 不写 CDATA")
    parser.ProcessingInstructionHandler = _stop("文件里有 XML 处理指令，Excel 不写处理指令")
    return parser


def _stop(found: str):  # type: ignore[no-untyped-def]
    def stop(*_: object) -> NoReturn:
        raise UnusualError(found)

    return stop


def local(name: str) -> str:
    """A name without its prefix; ``xmlns`` declarations keep theirs, lest they pass for attributes."""
    return name if name.startswith("xmlns") else name.rpartition(":")[2]
