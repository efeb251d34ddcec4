"""How an XML part begins: at once with its root element, in UTF-8.

A document type can stand nowhere else than before the root element, so a look at the first bytes shows that there is
none, and with it no entity but the five of XML (ECMA-376 part 2, 8.1.4: a part has no DTD, and is UTF-8 or UTF-16; office
programs write UTF-8). Whether the rest is well-formed is found out by whoever reads the part.
"""

from __future__ import annotations

from xladdin.errors import UserError
from xladdin.forms.package.guard.entries import shown
from xladdin.patterns import pattern

_START = pattern(
    rb"(?:\xef\xbb\xbf)?"
    rb"(?:<\?xml\s+version\s*=\s*[\"']1\.\d[\"'](?:\s+encoding\s*=\s*[\"'](?P<encoding>[\w.-]{1,40})[\"'])?"
    rb"(?:\s+standalone\s*=\s*[\"'](?:yes|no)[\"'])?\s*\?>)?"
    rb"\s*+(?:(?P<root><[A-Za-z_])|(?P<doctype><!DOCTYPE)|(?P<other><[!?]))?"
)
_HEAD = 1024
_XML = (".xml", ".rels", ".vml")


def is_xml(part: str) -> bool:
    return part.endswith(_XML)


def check_prolog(part: str, content: bytes, file: str | None) -> None:
    """Raises ``UserError`` xml-unusual for a part that does not begin as office programs begin one."""
    found = _START.match(content, 0, _HEAD)
    assert found is not None  # every piece of the pattern is optional
    encoding = found["encoding"]
    if encoding is not None and encoding.lower() != b"utf-8":
        raise unusual(file, part, f"编码是 {encoding.decode('ascii')}，不是 UTF-8")
    if found["doctype"]:
        raise unusual(file, part, "有文档类型声明（DOCTYPE）")
    if found["other"]:
        raise unusual(file, part, "根元素之前有别的内容")
    if not found["root"]:
        wide = content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]
        raise unusual(file, part, "编码不是 UTF-8" if wide else "不是 XML 内容")


def unusual(file: str | None, part: str, found: str) -> UserError:
    """The refusal of a part that is written as no office program writes it."""
    return UserError("xml-unusual", file=file, part=shown(part), found=found)
