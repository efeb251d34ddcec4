"""Zip files byte by byte, with every lie that a zip can tell."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

#: Longest part that is remembered packed: hundreds of grafts change one part of the same workbook.
_REMEMBERED = 1_000_000


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


_remembered = lru_cache(maxsize=256)(deflated)


@dataclass
class Entry:
    """One entry. What is None is told truthfully; ``local`` overrides single fields of the local header only."""

    name: bytes
    data: bytes
    deflated: bool = True
    flags: int = 0
    method: int | None = None
    crc: int | None = None
    size: int | None = None
    packed_size: int | None = None
    raw: bytes | None = None
    before: bytes = b""
    after: bytes = b""
    extra: bytes = b""
    offset: int | None = None
    local: dict[str, Any] = field(default_factory=dict)

    def stored(self) -> bytes:
        if self.raw is not None:
            return self.raw
        if not self.deflated:
            return self.data
        return deflated(self.data) if len(self.data) > _REMEMBERED else _remembered(self.data)


def entries_of(parts: dict[str, bytes]) -> list[Entry]:
    return [Entry(name.encode("utf-8"), data, flags=0 if name.isascii() else 0x800) for name, data in parts.items()]


def pack(
    entries: list[Entry], *, prefix: bytes = b"", suffix: bytes = b"", comment: bytes = b"", count: int = 0
) -> bytes:
    """The zip file; ``count`` is added to the number of entries that its end states."""
    body, directory = prefix, b""
    for entry in entries:
        stored = entry.stored()
        told = {
            "flags": entry.flags,
            "method": entry.method if entry.method is not None else (8 if entry.deflated else 0),
            "crc": entry.crc if entry.crc is not None else zlib.crc32(entry.data),
            "packed": entry.packed_size if entry.packed_size is not None else len(stored),
            "size": entry.size if entry.size is not None else len(entry.data),
            "name": entry.name,
        }
        body += entry.before
        offset = entry.offset if entry.offset is not None else len(body)
        here = {**told, **entry.local}
        body += struct.pack(
            "<4s5H3I2H", b"PK\3\4", 20, here["flags"], here["method"], 0, 33, here["crc"], here["packed"], here["size"],
            len(here["name"]), len(entry.extra),
        )  # fmt: skip
        body += here["name"] + entry.extra + stored + entry.after
        directory += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, told["flags"], told["method"], 0, 33, told["crc"], told["packed"],
            told["size"], len(entry.name), 0, 0, 0, 0, 0, offset,
        )  # fmt: skip
        directory += entry.name
    stated = len(entries) + count
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, stated, stated, len(directory), len(body), len(comment))
    return body + directory + end + comment + suffix
