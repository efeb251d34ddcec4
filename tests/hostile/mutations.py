"""Seeded random damage: to the bytes of a file, to single bits, and to what stands inside its parts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.hostile.kit import Kit

_TEXT = re.compile(rb">([^<>]+)<")
_ATTRIBUTE = re.compile(rb'[\w:]+="[^"<>]*"')
_ELEMENT = re.compile(rb"<(\w+)[^<>]*?/>|<(\w+)[^<>]*>[^<>]*</\2>")
_DIGITS = re.compile(rb"\d+")


def _byte(data: bytearray, at: int, chance: random.Random) -> None:
    data[at] ^= chance.randrange(1, 256)


def _bit(data: bytearray, at: int, chance: random.Random) -> None:
    data[at] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, at: int, chance: random.Random) -> None:
    del data[at : at + chance.choice((1, 2, 7, 40, 500))]


def _insert(data: bytearray, at: int, chance: random.Random) -> None:
    data[at:at] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 3, 20))))


def _repeat(data: bytearray, at: int, chance: random.Random) -> None:
    length = chance.choice((1, 5, 30, 400))
    data[at:at] = data[at : at + length]


def _truncate(data: bytearray, at: int, chance: random.Random) -> None:
    del data[at:]


def _zeros(data: bytearray, at: int, chance: random.Random) -> None:
    length = chance.choice((2, 16, 300))
    data[at : at + length] = bytes(len(data[at : at + length]))


_BLUNT: tuple[Callable[[bytearray, int, random.Random], None], ...] = (
    _byte, _bit, _byte, _bit, _cut, _insert, _repeat, _truncate, _zeros,
)  # fmt: skip


def blunt(content: bytes, chance: random.Random) -> bytes:
    """Damage anywhere in a file."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        chance.choice(_BLUNT)(data, chance.randrange(max(len(data), 1)), chance)
        if not data:
            break
    return bytes(data)


def inside(content: bytes, chance: random.Random) -> bytes:
    """Damage to the markup of one part, zipped with true checksums. Texts and numbers are left alone: other contents are
    another workbook, and nothing says that they are wrong."""
    kit = Kit(content)
    part = chance.choice(list(kit.parts))
    kit.parts[part] = chance.choice((_markup_byte, _markup_byte, _attribute, _element, _digits))(
        kit.parts[part], chance
    )
    return kit.pack()


def _markup_byte(data: bytes, chance: random.Random) -> bytes:
    spans = [found.span(1) for found in _TEXT.finditer(data)]
    for _ in range(50):
        at = chance.randrange(len(data))
        if not any(begin <= at < end for begin, end in spans):
            changed = bytearray(data)
            chance.choice((_byte, _bit))(changed, at, chance)
            return bytes(changed)
    return data


def _attribute(data: bytes, chance: random.Random) -> bytes:
    """Drop an attribute, write it twice, or give one the value of another."""
    found = list(_ATTRIBUTE.finditer(data))
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    new = chance.choice((b"", one[0] + b" " + one[0], one[0].split(b"=")[0] + b"=" + other[0].split(b"=", 1)[1]))
    return data[: one.start()] + new + data[one.end() :]


def _element(data: bytes, chance: random.Random) -> bytes:
    """Drop a small element, write it twice, or put it where another stands. Values of cells stay."""
    found = [one for one in _ELEMENT.finditer(data) if (one[1] or one[2]) not in (b"v", b"t", b"c", b"f")]
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    new = chance.choice((b"", one[0] + one[0], other[0]))
    return data[: one.start()] + new + data[one.end() :]


def _digits(data: bytes, chance: random.Random) -> bytes:
    """Another number in an attribute."""
    attributes = [found for found in _ATTRIBUTE.finditer(data) if _DIGITS.search(found[0])]
    if not attributes:
        return data
    one = chance.choice(attributes)
    new = chance.choice((b"0", b"1", b"2", b"99999", b"-1", b"1e9", b"\xc2\xb2", b"9" * 400))
    return data[: one.start()] + _DIGITS.sub(new, one[0], count=1) + data[one.end() :]
