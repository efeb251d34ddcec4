"""Files whose zip structure means different things to different readers, or costs more than it seems."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from tests.hostile.graft import SAME, Graft
from tests.hostile.kit import BOOK, CUSTOM, STRINGS, Kit
from tests.hostile.raw_zip import Entry, pack

DAMAGED, LARGE = "file-not-workbook", "file-too-large"


def _one(change: Callable[[Entry], object], part: str | None = None) -> Callable[[Kit], bytes]:
    """Change one entry: that of 绩效自评表 unless a part is named."""

    def make(kit: Kit) -> bytes:
        entries = kit.entries()
        change(next(entry for entry in entries if entry.name.decode() == (part or kit.own)))
        return pack(entries)

    return make


def _set(part: str | None = None, **values: object) -> Callable[[Kit], bytes]:
    return _one(lambda entry: [setattr(entry, name, value) for name, value in values.items()], part)


def _second(part: str, data: bytes) -> Callable[[Kit], bytes]:
    return lambda kit: pack([*kit.entries(), Entry(part.encode(), data)])


def _wrong_value(entry: Entry) -> None:
    """Another number under the old checksum: what a reader that stops before the checksum would take."""
    crc = zlib.crc32(entry.data)
    for old, new in ((b"<v>1", b"<v>2"), (b"<t>", b"<t>9")):
        if old in entry.data:
            entry.data = entry.data.replace(old, new, 1)
            break
    entry.crc = crc


def _bit(entry: Entry) -> None:
    stored = bytearray(entry.stored())
    stored[len(stored) // 2] ^= 4
    entry.raw = bytes(stored)


def _overlapping(kit: Kit) -> bytes:
    entries = kit.entries()
    quoted = pack(entries)
    entries[-1].offset = quoted.index(b"PK\3\4", 4)
    return pack(entries)


def _shared_data(kit: Kit) -> bytes:
    """Two names for one piece of data (the better zip bombs are made so)."""
    return pack([*kit.entries(), Entry(b"docProps/thumbnail.png", b"", raw=b"", crc=0, size=0, offset=0)])


def _bomb(size: int, part: str, piece: bytes = b" ") -> Callable[[Kit], bytes]:
    def make(kit: Kit) -> bytes:
        head, tail = kit.parts[part].rsplit(b"<", 1)
        kit.parts[part] = head + piece * (size // len(piece)) + b"<" + tail
        return kit.pack()

    return make


def _lying_bomb(kit: Kit) -> bytes:
    entries = kit.entries()
    for entry in entries:
        if entry.name.decode() == kit.own:
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            entry.raw = packer.compress(entry.data + b" " * 90_000_000) + packer.flush()
    return pack(entries)


def _many(count: int) -> Callable[[Kit], bytes]:
    return lambda kit: pack(
        [*kit.entries(), *(Entry(b"customXml/item%d.xml" % n, b"<a/>", False) for n in range(count))]
    )


def _truncated(share: float) -> Callable[[Kit], bytes]:
    return lambda kit: kit.content[: int(len(kit.content) * share)]


def _zip64(kit: Kit) -> bytes:
    """A directory that says 4 GB and no extra field that says how many really."""
    entries = kit.entries()
    entries[0].size = entries[0].packed_size = 0xFFFFFFFF
    return pack(entries)


def _descriptor(kit: Kit) -> bytes:
    """Sizes behind the data, as programs that write to a pipe put them: honest."""
    entries = kit.entries()
    for entry in entries:
        stored = entry.stored()
        crc = zlib.crc32(entry.data)
        entry.flags |= 8
        entry.local = {"crc": 0, "packed": 0, "size": 0}
        entry.after = struct.pack("<4s3I", b"PK\7\x08", crc, len(stored), len(entry.data))
    return pack(entries)


def _stored(kit: Kit) -> bytes:
    entries = kit.entries()
    for entry in entries:
        entry.deflated = False
    return pack(entries)


GRAFTS = [
    Graft("nothing changed, zipped anew", SAME, lambda kit: kit.pack()),
    Graft("parts stored without compression", SAME, _stored),
    Graft("sizes behind the data", SAME, _descriptor),
    Graft("parts in another order", SAME, lambda kit: pack(kit.entries()[::-1])),
    Graft("entry of a folder", SAME, lambda kit: pack([Entry(b"xl/", b"", False), *kit.entries()])),
    Graft("another number under the old checksum", DAMAGED, _one(_wrong_value)),
    Graft("another text under the old checksum", DAMAGED, _one(_wrong_value, STRINGS)),
    Graft("one bit of a sheet flipped", DAMAGED, _one(_bit)),
    Graft("one bit of the string table flipped", DAMAGED, _one(_bit, STRINGS)),
    Graft("one bit of the properties flipped", DAMAGED, _one(_bit, CUSTOM)),
    Graft("one bit of a part that nobody reads flipped", DAMAGED, _one(_bit, "xl/theme/theme1.xml")),
    Graft("checksum 0", DAMAGED, _set(crc=0)),
    Graft("size smaller than the data", DAMAGED, _set(size=100)),
    Graft("size larger than the data", DAMAGED, _set(size=10_000_000)),
    Graft("packed size smaller", DAMAGED, _set(packed_size=50)),
    Graft("packed size larger than the file", DAMAGED, _set(packed_size=50_000_000)),
    Graft("local header names another part", DAMAGED, _set(local={"name": b"xl/worksheets/sheet1.xml"})),
    Graft("local header states another checksum", DAMAGED, _set(local={"crc": 1})),
    Graft("local header states another size", DAMAGED, _set(local={"size": 5})),
    Graft("local header states another method", DAMAGED, _set(local={"method": 0})),
    Graft("encrypted entry", "file-encrypted", _set(flags=1)),
    Graft("local header says encrypted", DAMAGED, _set(local={"flags": 1})),
    Graft("strongly encrypted entry", "file-encrypted", _set(flags=0x40)),
    Graft("masked headers", "file-encrypted", _set(flags=0x2000)),
    Graft("method bzip2", DAMAGED, _set(method=12)),
    Graft("method LZMA", DAMAGED, _set(method=14)),
    Graft("method that does not exist", DAMAGED, _set(method=99)),
    Graft("stored entry said to be deflated", DAMAGED, _one(lambda entry: setattr(entry, "raw", entry.data))),
    Graft("deflate stream of noise", DAMAGED, _set(raw=bytes(range(256)) * 4)),
    Graft("empty deflate stream", DAMAGED, _set(raw=b"")),
    Graft("the workbook part twice", DAMAGED, _second(BOOK, b"<workbook/>")),
    Graft("the sheet in another case", DAMAGED, _second("XL/Worksheets/SHEET1.xml", b"<worksheet/>")),
    Graft("string table in two cases", DAMAGED, _second("xl/SharedStrings.xml", b"<sst/>")),
    Graft("name with a path out of the package", DAMAGED, _second("../../etc/passwd", b"x")),
    Graft("name with a path inside", DAMAGED, _second("xl/../xl/extra.xml", b"<a/>")),
    Graft("absolute name", DAMAGED, _second("/xl/extra.xml", b"<a/>")),
    Graft("drive letter", DAMAGED, _second("C:/xl/extra.xml", b"<a/>")),
    Graft("backslashes", DAMAGED, _second("xl\\extra.xml", b"<a/>")),
    Graft("NUL in a name", DAMAGED, _second("xl/extra.xml\0.png", b"<a/>")),
    Graft("line break in a name", DAMAGED, _second("xl/ex\ntra.xml", b"<a/>")),
    Graft("escape sequence in a name", DAMAGED, _second("xl/\x1b[31m.xml", b"<a/>")),
    Graft("percent-encoded name", DAMAGED, _second("xl/workbook%2Exml", b"<a/>")),
    Graft("dot at the start", DAMAGED, _second("./xl/extra.xml", b"<a/>")),
    Graft("empty name", DAMAGED, _second("", b"<a/>")),
    Graft("long name", "part-unknown", _second("xl/" + "a" * 60_000, b"<a/>")),
    Graft("an entry over another", DAMAGED, _overlapping),
    Graft("two entries, one piece of data", DAMAGED, _shared_data),
    Graft("data in front of the zip", DAMAGED, lambda kit: pack(kit.entries(), prefix=b"MZ" + bytes(500))),
    Graft("data in front, offsets not adjusted", DAMAGED, lambda kit: b"GIF89a" + bytes(100) + kit.pack()),
    Graft("data behind the zip", DAMAGED, lambda kit: kit.pack() + b"<html>" * 20),
    Graft("a comment behind the zip", DAMAGED, lambda kit: pack(kit.entries(), comment=b"x" * 300)),
    Graft("a second zip in front", DAMAGED, lambda kit: kit.content + kit.content),
    Graft("data between two entries", DAMAGED, _set(before=b"\0" * 1_000)),
    Graft("an entry that the directory hides", DAMAGED, _set(before=pack([Entry(b"xl/a.xml", b"<a/>")])[:44])),
    Graft("directory counts more entries", DAMAGED, lambda kit: pack(kit.entries(), count=3)),
    Graft("zip64 sizes without zip64", DAMAGED, _zip64),
    Graft("cut in the middle", DAMAGED, _truncated(0.5)),
    Graft("cut before the directory", DAMAGED, _truncated(0.97)),
    Graft("first kilobyte only", DAMAGED, lambda kit: kit.content[:1024]),
    Graft("empty file", DAMAGED, lambda kit: b""),
    Graft("twenty megabytes of zeros", LARGE, lambda kit: bytes((20 << 20) + 1)),
    Graft("a sheet of 300 MB", LARGE, _bomb(300_000_000, "xl/worksheets/sheet1.xml")),
    Graft("properties of 150 MB", LARGE, _bomb(150_000_000, CUSTOM)),
    Graft("40 MB in one sheet", DAMAGED, _bomb(40_000_000, "xl/worksheets/sheet1.xml")),
    Graft("a ratio of a thousand", DAMAGED, _bomb(12_000_000, "xl/worksheets/sheet1.xml")),
    Graft("unpacks to more than it says", DAMAGED, _lying_bomb),
    Graft("three thousand entries", DAMAGED, _many(3_000)),
]
