"""A workbook file as an ordered set of parts, read with sane checks and written reproducibly.

Parts that nobody replaces keep their *compressed* bytes from reading to writing: that is what makes a patch fast, and
every other part byte-identical. Source of the layout: PKWARE APPNOTE 6.3.3 (the zip subset of ISO/IEC 21320-1) and
ECMA-376 part 2 (part names are unique regardless of case).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from xladdin.disk import writing
from xladdin.errors import UserError
from xladdin.forms.package import sniff
from xladdin.forms.package.disk import read_file
from xladdin.forms.package.guard import entries, part_lists
from xladdin.forms.package.guard.kinds import WORKBOOK_KIND, Kind
from xladdin.forms.package.guard.parts import check_parts

_SMALL = 40_000
"""Packed bytes that cannot unpack to more than 41 MB, whatever they say (deflate packs 1 : 1 032 at best): one call."""

_DOS_DATE = 0x0021  # 1980-01-01, the first date a zip member can carry
_VERSION = 20  # 2.0: deflate; made by system 0 (MS-DOS), as Excel writes
_UTF8_NAME = 0x0800
_STORED, _DEFLATED = 0, 8
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")

Source = Path | str | bytes
"""Where a package comes from: a path, or the file's bytes."""


T = TypeVar("T")


class Part(NamedTuple):
    """One part as stored: ``raw`` holds its bytes, deflated when ``deflated``."""

    raw: bytes
    deflated: bool
    crc: int
    size: int

    @classmethod
    def of(cls, data: bytes) -> Part:
        """A part with the content ``data``, deflated."""
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        return cls(packer.compress(data) + packer.flush(), True, zlib.crc32(data), len(data))

    def data(self) -> bytes:
        """The content. Raises ``ValueError`` when it does not have the size and checksum that its entry states."""
        content = self.raw
        if self.deflated:
            try:
                if len(self.raw) <= _SMALL:
                    content = zlib.decompress(self.raw, -15, self.size or 1)
                else:
                    content = zlib.decompressobj(-15).decompress(self.raw, self.size + 1)
            except zlib.error as error:
                raise ValueError(f"broken deflate stream: {error}") from error
        if len(content) != self.size or zlib.crc32(content) != self.crc:
            raise ValueError("size or checksum differs from the entry")
        return content


class Archive(Mapping[str, bytes]):
    """An immutable, ordered mapping of part name → content, with the compressed bytes behind it."""

    __slots__ = ("_contents", "_kept", "_name", "_parts")

    def __init__(self, parts: Mapping[str, Part], name: str | None = None) -> None:
        """``name`` is the file's name for messages; None when there is no file."""
        self._parts = dict(parts)
        self._contents: dict[str, bytes] = {}
        self._kept: dict[Hashable, object] = {}
        self._name = name

    @property
    def name(self) -> str | None:
        """Name of the file, for messages; None when there is no file."""
        return self._name

    def named(self, name: str) -> Archive:
        """The same parts under another file name; what is unpacked stays so."""
        other = Archive(self._parts, name)
        other._contents, other._kept = dict(self._contents), dict(self._kept)
        return other

    @classmethod
    def read(cls, source: Source, *, allow_open: bool = False, kind: Kind = WORKBOOK_KIND) -> Archive:
        """Read a workbook package, or one of another ``kind``, past the guard (``xladdin.forms.package.guard``).

        ``allow_open`` also reads a file that Excel has open at the moment (its last saved state).
        Raises ``UserError``: file-missing, file-unreadable, file-not-regular, file-open, file-too-large,
        file-encrypted, file-not-workbook, part-active, part-unknown, part-too-large, link-outside, xml-unusual.
        """
        name = None if isinstance(source, bytes) else Path(source).name
        try:
            if isinstance(source, bytes):
                return cls._parse(source, None, kind)
            return cls._parse(read_file(Path(source), limit=kind.limits.file_bytes, allow_open=allow_open), name, kind)
        except UserError as error:
            if error.code not in kind.codes:
                raise
            raise error.as_code(kind.codes[error.code]) from error

    @classmethod
    def _parse(cls, data: bytes, name: str | None, kind: Kind) -> Archive:
        parts = {
            entry.name: Part(data[entry.begin : entry.begin + entry.packed], entry.deflated, entry.crc, entry.size)
            for entry in entries.directory(data, name, kind.limits)
        }
        if not any(map(kind.main.fullmatch, parts)):
            raise UserError("file-not-workbook", file=name, cause=sniff.cause_of_other_zip(list(parts)))
        part_lists.check_parts_known(parts, name, kind.allowed, kind.active)
        archive = cls(parts, name)
        check_parts(archive, kind)
        return archive

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __contains__(self, part: object) -> bool:
        return part in self._parts

    def __getitem__(self, part: str) -> bytes:
        """The content of a part. ``KeyError`` when there is none, ``UserError`` when its bytes are damaged."""
        if part in self._contents:
            return self._contents[part]
        try:
            content = self._contents[part] = self._parts[part].data()
            return content
        except ValueError as error:
            raise UserError("file-not-workbook", file=self.name, cause="文件已损坏或没有下载完整") from error

    def verify(self, part: str) -> None:
        """Unpack a part and compare it with its checksum, without keeping it. ``UserError`` when it is damaged."""
        if part not in self._contents:
            self[part]
            del self._contents[part]

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` makes of this archive, made once: parts are read by several hands."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(T, self._kept[key])

    def stored(self, part: str) -> Part:
        """The part with its compressed bytes."""
        return self._parts[part]

    def replaced(self, contents: Mapping[str, bytes], *, without: Iterable[str] = ()) -> Archive:
        """A copy with these parts replaced in place or added at the end, and the parts ``without`` left out."""
        gone = set(without)
        if not contents and not gone:
            return self
        parts = dict(self._parts)
        for part, content in contents.items():
            parts[part] = Part.of(content)
        for part in gone:
            parts.pop(part, None)
        return Archive(parts, self.name)

    def ordered(self, first: Iterable[str]) -> Archive:
        """A copy whose parts begin with those of ``first`` that exist, in that order."""
        leading = [part for part in first if part in self._parts]
        names = [*leading, *(part for part in self._parts if part not in set(leading))]
        return Archive({part: self._parts[part] for part in names}, self.name)

    def to_bytes(self) -> bytes:
        """The package as file content. Same parts, same bytes: no clock, no user, no machine in it."""
        chunks: list[bytes] = []
        central: list[bytes] = []
        offset = 0
        for name, part in self._parts.items():
            encoded = name.encode("utf-8")
            flags = 0 if name.isascii() else _UTF8_NAME
            method = _DEFLATED if part.deflated else _STORED
            entry = (_VERSION, flags, method, 0, _DOS_DATE, part.crc, len(part.raw), part.size, len(encoded), 0)
            header = _LOCAL.pack(b"PK\3\4", *entry)
            central.append(_CENTRAL.pack(b"PK\1\2", _VERSION, *entry, 0, 0, 0, 0, offset) + encoded)
            chunks += (header, encoded, part.raw)
            offset += len(header) + len(encoded) + len(part.raw)
        directory = b"".join(central)
        count = len(self._parts)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)
        return b"".join((*chunks, directory, end))

    def write(self, target: Path | str) -> None:
        """Write the package to ``target`` in one step: readers see the old file or the new one, never a half.

        Raises ``UserError``: file-open, file-unwritable.
        """
        writing.replace(Path(target), self.to_bytes())
