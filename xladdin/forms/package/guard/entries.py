"""The zip itself: what its directory says is what lies in the file, entry by entry, once, and no more.

Readers differ in what they believe (central directory or local headers, first or last of two equal names, sizes before
or behind the data). A file in which these disagree means different things to different programs, and is refused. So is
zip64, which no office program needs below four gigabytes. Source of the layout: PKWARE APPNOTE 6.3.3, of which Office
packages use the subset of ISO/IEC 21320-1.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.forms.package import sniff
from xladdin.forms.package.guard.limits import BOOK, Limits

STORED, DEFLATED = 0, 8

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_WIDE = 0xFFFFFFFF
_ENCRYPTED, _SIZES_BEHIND, _UTF8, _MASKED = 0x0001, 0x0008, 0x0800, 0x2040  # masked: strong encryption, hidden headers
_DESCRIPTOR = 24  # the sizes behind the data, at most: signature, checksum, two 64-bit sizes
_DAMAGED = "文件已损坏或没有下载完整"


class Entry(NamedTuple):
    """One entry as the directory states it; ``begin`` is where its data begin, ``start`` where its local header does."""

    name: str
    deflated: bool
    crc: int
    packed: int
    size: int
    flags: int
    start: int
    begin: int


def directory(data: bytes, name: str | None, limits: Limits = BOOK) -> list[Entry]:
    """The entries of a workbook file, folders left out.

    Raises ``UserError``: file-too-large, file-encrypted, file-not-workbook.
    """
    if len(data) > limits.file_bytes:
        raise UserError("file-too-large", file=name, limit=f"{limits.file_bytes >> 20} MB")
    if sniff.is_encrypted(data):
        raise UserError("file-encrypted", file=name)
    central, count = _end(data, name)
    if count > limits.entries:
        raise _refuse(name, f"压缩包里有 {count} 个部分，超过 {limits.entries} 个")
    entries = _read(data, central, count, name)
    _check_sizes(entries, name, limits)
    _check_overlaps(entries, central, name)
    return [entry for entry in entries if not entry.name.endswith("/")]


def _refuse(name: str | None, cause: str) -> UserError:
    return UserError("file-not-workbook", file=name, cause=cause)


def _end(data: bytes, name: str | None) -> tuple[int, int]:
    """Where the directory begins, and how many entries it has."""
    at = len(data) - _END.size
    if data[:2] != b"PK" and data.rfind(b"PK\5\6") < 0:
        raise _refuse(name, sniff.cause_of_no_zip(data))
    if not data.startswith(b"PK\3\4"):
        raise _refuse(name, "文件开头有多余的内容" if data.rfind(b"PK\5\6") >= 0 else sniff.cause_of_no_zip(data))
    if data[max(at, 0) : at + 4] != b"PK\5\6":
        raise _refuse(name, "文件结尾有多余的内容" if data.rfind(b"PK\5\6") >= 0 else _DAMAGED)
    _, disk, first_disk, here, count, size, offset, comment = _END.unpack_from(data, at)
    if comment or (disk, first_disk) != (0, 0) or here != count or offset + size != at:
        raise _refuse(name, "压缩包的目录与文件不符")
    return offset, count


def _read(data: bytes, central: int, count: int, name: str | None) -> list[Entry]:
    entries = []
    seen: set[str] = set()
    at, end = central, len(data) - _END.size
    for _ in range(count):
        if at + _CENTRAL.size > end or data[at : at + 4] != b"PK\1\2":
            raise _refuse(name, _DAMAGED)
        fields = _CENTRAL.unpack_from(data, at)
        _, _, _, flags, method, _, _, crc, packed, size, name_length, extra_length, comment_length = fields[:13]
        start = fields[16]
        raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name_length]
        at += _CENTRAL.size + name_length + extra_length + comment_length
        if flags & (_ENCRYPTED | _MASKED):
            raise UserError("file-encrypted", file=name)
        part = _name(raw, flags, name)
        if part.lower() in seen:
            raise _refuse(name, "压缩包里有重名的部分，文件可能被改动过")
        seen.add(part.lower())
        if method not in (STORED, DEFLATED):
            raise _refuse(name, "压缩方式不是办公软件使用的方式")
        if _WIDE in (packed, size, start):
            raise _refuse(name, "压缩包是 zip64 格式，办公软件不这样写")
        begin = _begin(data, raw, (flags, method, crc, packed, size), start, name)
        entries.append(Entry(part, method == DEFLATED, crc, packed, size, flags, start, begin))
    if at != end:
        raise _refuse(name, "压缩包的目录与文件不符")
    return entries


def _name(raw: bytes, flags: int, name: str | None) -> str:
    """A part's name. None that leads out of the package or hides what it is."""
    try:
        part = raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        raise _refuse(name, "压缩包里有无法识别的名称") from None
    steps = part.removesuffix("/").split("/")
    if "\\" in part or ":" in part or "%" in part or not part.isprintable() or not {"", ".", ".."}.isdisjoint(steps):
        raise _refuse(name, f"压缩包里有不正常的名称“{shown(part)}”")
    return part


def shown(part: str) -> str:
    """A part's name as a message may show it: short, one line, nothing that a terminal would obey."""
    text = part if part.isprintable() else "".join(sign if sign.isprintable() else "?" for sign in part)
    return text if len(text) <= 60 else text[:57] + "…"


def _begin(data: bytes, raw: bytes, stated: tuple[int, int, int, int, int], start: int, name: str | None) -> int:
    """Where the data of an entry begin. The local header has to say what the directory says."""
    if data[start : start + 4] != b"PK\3\4" or start + _LOCAL.size > len(data):
        raise _refuse(name, _DAMAGED)
    _, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack_from(data, start)
    names = start + _LOCAL.size
    begin: int = names + name_length + extra_length
    behind = flags & _SIZES_BEHIND and (crc, packed, size) == (0, 0, 0)
    differs = (crc, packed, size) != stated[2:] and not behind
    hidden = (flags ^ stated[0]) & (_ENCRYPTED | _MASKED)
    if data[names : names + name_length] != raw or hidden or method != stated[1] or differs:
        raise _refuse(name, "压缩包里同一部分的两处记录不一致")
    if begin + stated[3] > len(data):
        raise _refuse(name, _DAMAGED)
    return begin


def _check_sizes(entries: list[Entry], name: str | None, limits: Limits) -> None:
    if sum(entry.size for entry in entries) > limits.unpacked_bytes:
        raise UserError("file-too-large", file=name, limit=f"{limits.unpacked_bytes >> 20} MB（解压后）")
    for entry in entries:
        if entry.size > limits.ratio_from_bytes and entry.size > limits.ratio * entry.packed:
            raise _refuse(name, f"“{shown(entry.name)}”的压缩比异常")


def _check_overlaps(entries: list[Entry], central: int, name: str | None) -> None:
    """Entries follow one another from the first byte to the directory; nothing hides between them."""
    end = room = 0
    for start, stop, flags in sorted((entry.start, entry.begin + entry.packed, entry.flags) for entry in entries):
        if not 0 <= start - end <= room:
            raise _refuse(name, "压缩包里的部分互相重叠" if start < end else "压缩包里有不属于任何部分的内容")
        end, room = stop, _DESCRIPTOR if flags & _SIZES_BEHIND else 0
    if not 0 <= central - end <= room:
        raise _refuse(name, "压缩包里的部分互相重叠" if central < end else "压缩包里有不属于任何部分的内容")
