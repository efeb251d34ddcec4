"""Look through a small XML part without building a tree: names, attributes, texts, in document order.

Reading a workbook needs three such parts (relationships, workbook, properties); the XML library that writes parts is
slower to load than they are to read. No document type is accepted, hence no entity but the five of XML.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.parsers import expat

from xladdin.errors import UserError


class Seen(NamedTuple):
    """One element: name and attributes without namespace prefix, own text, depth (the root's is 0)."""

    name: str
    attributes: dict[str, str]
    text: str
    depth: int


class _DoctypeError(Exception):
    pass


def elements(content: bytes, *, file: str | None = None) -> list[Seen]:
    """The elements of a part. Raises ``UserError`` file-not-workbook for a part that is not well-formed or has a
    document type."""
    found: list[tuple[str, dict[str, str], list[str], int]] = []
    open_elements: list[int] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((local(name), {local(key): value for key, value in attributes.items()}, [], len(open_elements)))
        open_elements.append(len(found) - 1)

    def end(_: str) -> None:
        open_elements.pop()

    def text(characters: str) -> None:
        if open_elements:
            found[open_elements[-1]][2].append(characters)

    def doctype(*_: object) -> None:
        raise _DoctypeError

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise UserError("file-not-workbook", file=file, cause="文件内容已损坏") from None
    except _DoctypeError:
        raise UserError("file-not-workbook", file=file, cause="文件里有不允许的 XML 声明（DOCTYPE）") from None
    return [Seen(name, attributes, "".join(texts), depth) for name, attributes, texts, depth in found]


def local(name: str) -> str:
    """A name without its prefix; ``xmlns`` declarations keep theirs, lest they pass for attributes."""
    return name if name.startswith("xmlns") else name.rpartition(":")[2]
