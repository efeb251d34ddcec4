"""The zip itself: what its directory says is what lies in the file, entry by entry, once, and no more.

Readers differ in what they believe (central directory or local headers, first or last of two equal names, sizes before
or behind the data). A file in which these disagree means different things to different programs, and is refused.
Source of the layout: PKWARE APPNOTE 6.3.3, of which Office packages use the subset of ISO/IEC 21320-1.
"""

from __future__ import annotations

import io
import struct
import zipfile

from xladdin.errors import UserError
from xladdin.forms.package import sniff
from xladdin.forms.package.guard.limits import BOOK, Limits

LOCAL = struct.Struct("<4s5H3I2H")
_END_SIZE = 22
_ENCRYPTED, _SIZES_BEHIND, _MASKED = 0x0001, 0x0008, 0x2040  # masked: strong encryption, hidden headers
_DESCRIPTOR = 24  # the sizes behind the data, at most: signature, checksum, two 64-bit sizes
_DAMAGED = "文件已损坏或没有下载完整"


def directory(data: bytes, name: str | None, limits: Limits = BOOK) -> list[tuple[zipfile.ZipInfo, int]]:
    """The entries of a workbook file, each with the offset at which its data begins; folders are left out.

    Raises ``UserError``: file-too-large, file-encrypted, file-not-workbook.
    """
    if len(data) > limits.file_bytes:
        raise UserError("file-too-large", file=name, limit=f"{limits.file_bytes >> 20} MB")
    if sniff.is_encrypted(data):
        raise UserError("file-encrypted", file=name)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, UnicodeDecodeError) as error:
        raise UserError("file-not-workbook", file=name, cause=sniff.cause_of_no_zip(data)) from error
    if data[-_END_SIZE : -_END_SIZE + 4] != b"PK\5\6" or package.comment:
        raise _refuse(name, "文件结尾有多余的内容")
    entries = package.infolist()
    if int.from_bytes(data[-_END_SIZE + 10 : -_END_SIZE + 12], "little") not in (len(entries), 0xFFFF):
        raise _refuse(name, "压缩包的目录不完整")
    _check_sizes(entries, name, limits)
    _check_names(entries, name)
    found = [(entry, _begin(data, entry, name)) for entry in entries]
    _check_overlaps(found, package.start_dir, name)
    return [(entry, begin) for entry, begin in found if not entry.is_dir()]


def _refuse(name: str | None, cause: str) -> UserError:
    return UserError("file-not-workbook", file=name, cause=cause)


def _check_sizes(entries: list[zipfile.ZipInfo], name: str | None, limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise _refuse(name, f"压缩包里有 {len(entries)} 个部分，超过 {limits.entries} 个")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise UserError("file-too-large", file=name, limit=f"{limits.unpacked_bytes >> 20} MB（解压后）")
    for entry in entries:
        if entry.file_size > limits.ratio_from_bytes and entry.file_size > limits.ratio * entry.compress_size:
            raise _refuse(name, f"“{shown(entry.filename)}”的压缩比异常")


def _check_names(entries: list[zipfile.ZipInfo], name: str | None) -> None:
    seen: set[str] = set()
    for entry in entries:
        part = entry.filename
        if entry.flag_bits & (_ENCRYPTED | _MASKED):
            raise UserError("file-encrypted", file=name)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refuse(name, "压缩方式不是 Excel 使用的方式")
        if part.lower() in seen:
            raise _refuse(name, "压缩包里有重名的部分，文件可能被改动过")
        seen.add(part.lower())
        # zipfile cuts a name at a NUL and turns backslashes round: what it shows may not be what is stored
        if part != entry.orig_filename or part.startswith("/") or _leads_out(part):
            raise _refuse(name, f"压缩包里有不正常的名称“{shown(entry.orig_filename)}”")


def _leads_out(part: str) -> bool:
    steps = part.rstrip("/").split("/")
    return ":" in part or "%" in part or any(step in ("", ".", "..") for step in steps) or not part.isprintable()


def shown(part: str) -> str:
    """A part's name as a message may show it: short, one line, nothing that a terminal would obey."""
    text = "".join(sign if sign.isprintable() else "?" for sign in part)
    return text if len(text) <= 60 else text[:57] + "…"


def _begin(data: bytes, entry: zipfile.ZipInfo, name: str | None) -> int:
    """Where the data of ``entry`` begin. The local header has to say what the directory says."""
    offset = entry.header_offset
    header = data[offset : offset + LOCAL.size]
    if len(header) != LOCAL.size or not header.startswith(b"PK\3\4"):
        raise _refuse(name, _DAMAGED)
    _, _, flags, method, _, _, crc, packed, size, name_length, extra_length = LOCAL.unpack(header)
    begin: int = offset + LOCAL.size + name_length + extra_length
    stored_name = data[offset + LOCAL.size : offset + LOCAL.size + name_length]
    try:
        same_name = stored_name == entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
    except UnicodeEncodeError:
        same_name = False
    behind = flags & _SIZES_BEHIND
    stated = (crc, packed, size) == (entry.CRC, entry.compress_size, entry.file_size)
    zeroed = behind and (crc, packed, size) in ((0, 0, 0), (0, 0xFFFFFFFF, 0xFFFFFFFF))
    wide = (packed, size) == (0xFFFFFFFF, 0xFFFFFFFF) and crc in (0, entry.CRC)  # zip64: the sizes stand in the extra
    hidden = (flags ^ entry.flag_bits) & (_ENCRYPTED | _MASKED)
    if not same_name or hidden or method != entry.compress_type or not (stated or zeroed or wide):
        raise _refuse(name, f"压缩包里“{shown(entry.filename)}”的两处记录不一致")
    if begin + entry.compress_size > len(data):
        raise _refuse(name, _DAMAGED)
    return begin


def _check_overlaps(found: list[tuple[zipfile.ZipInfo, int]], central: int, name: str | None) -> None:
    """Entries follow one another from the first byte to the directory; nothing hides between them."""
    end = room = 0
    starts = sorted((entry.header_offset, begin + entry.compress_size, entry.flag_bits) for entry, begin in found)
    for start, stop, flags in [*starts, (central, central, 0)]:
        if start < end:
            raise _refuse(name, "压缩包里的部分互相重叠")
        if start - end > room:
            raise _refuse(name, "压缩包里有不属于任何部分的内容")
        end, room = stop, _DESCRIPTOR if flags & _SIZES_BEHIND else 0
