"""``bcryptprimitives.dll`` for a wine older than 9, which has none: Rust wheels import ``ProcessPrng`` from it.

A 64-bit DLL of one section that holds nothing but an export directory: ``ProcessPrng`` forwards to advapi32's
``SystemFunction036`` (RtlGenRandom), which wine has. Layout after the PE format specification. Never ships.
"""

from __future__ import annotations

import struct

SECTION_ADDRESS = 0x1000
FILE_ALIGNMENT = 0x200
SECTION_ALIGNMENT = 0x1000
AMD64, PE32_PLUS = 0x8664, 0x20B
EXECUTABLE_DLL = 0x2022
READABLE_DATA = 0x40000040
WINDOWS_GUI = 2


def stub_dll() -> bytes:
    section = _export_directory("bcryptprimitives.dll", "ProcessPrng", "advapi32.SystemFunction036")
    coff = struct.pack("<HHIIIHH", AMD64, 1, 0, 0, 0, 240, EXECUTABLE_DLL)
    optional = struct.pack("<HBBIIIII", PE32_PLUS, 14, 0, 0, FILE_ALIGNMENT, 0, 0, SECTION_ADDRESS)
    optional += struct.pack("<QII", 0x180000000, SECTION_ALIGNMENT, FILE_ALIGNMENT)
    optional += struct.pack("<HHHHHHI", 6, 0, 0, 0, 6, 0, 0)
    optional += struct.pack("<IIIHH", 0x2000, FILE_ALIGNMENT, 0, WINDOWS_GUI, 0x160)
    optional += struct.pack("<QQQQII", 0x100000, 0x1000, 0x100000, 0x1000, 0, 16)
    optional += struct.pack("<II", SECTION_ADDRESS, len(section)) + bytes(8 * 15)
    table = struct.pack("<8sIIIIIIHHI", b".rdata", len(section), SECTION_ADDRESS, FILE_ALIGNMENT, FILE_ALIGNMENT,
                        0, 0, 0, 0, READABLE_DATA)  # fmt: skip
    header = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + coff + optional + table
    return header.ljust(FILE_ALIGNMENT, b"\0") + section.ljust(FILE_ALIGNMENT, b"\0")


def _export_directory(dll: str, function: str, forwarder: str) -> bytes:
    """One exported name. Its address points into the export directory itself, which is what makes it a forwarder."""
    directory_size, table_size = 40, 12
    names = [text.encode("ascii") + b"\0" for text in (dll, function, forwarder)]
    tables = SECTION_ADDRESS + directory_size
    texts = tables + table_size
    at_dll, at_function, at_forwarder = (texts + sum(map(len, names[:index])) for index in range(3))
    directory = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, at_dll, 1, 1, 1, tables, tables + 4, tables + 8)
    return directory + struct.pack("<II", at_forwarder, at_function) + struct.pack("<HH", 0, 0) + b"".join(names)
