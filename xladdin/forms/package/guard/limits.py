"""How large a workbook may be, in every respect: one table, two kinds of workbook.

A filled working book of 31 indicators has 85 KB (640 KB unpacked, 4 500 cells, 270 names, 60 merges, 70 cell styles), its
submission 35 KB (160 KB unpacked, 2 200 cells). A working book that staff have used for years gathers styles, names and
blank formatted rows; a submission is written by us and gathers nothing.
"""

from __future__ import annotations

import msgspec

KB, MB = 1 << 10, 1 << 20


class Limits(msgspec.Struct, frozen=True):
    """Bytes where the name says so; everything else is counted."""

    file_bytes: int
    unpacked_bytes: int
    entries: int
    #: Unpacked over packed size, of parts larger than ``ratio_from_bytes``.
    ratio: int
    ratio_from_bytes: int
    #: A part of the kind may unpack to this much.
    sheet_bytes: int
    strings_bytes: int
    styles_bytes: int
    workbook_bytes: int
    small_part_bytes: int
    #: Per sheet.
    cells: int
    rows: int
    last_row: int
    last_column: int
    merges: int
    merged_cells: int
    #: Per workbook.
    sheets: int
    names: int
    name_length: int
    reference_length: int
    strings: int
    string_length: int
    formula_length: int
    styles: int
    number_formats: int
    properties: int
    property_length: int
    relationships: int
    nesting: int
    #: A part that is not written the usual way is rewritten by an XML library up to this size.
    rewritten_bytes: int


#: Rows and columns that Excel has (ECMA-376 part 1, 18.3.1.73).
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

BOOK = Limits(
    file_bytes=20 * MB,
    unpacked_bytes=48 * MB,
    entries=2_000,
    ratio=200,
    ratio_from_bytes=1 * MB,
    sheet_bytes=32 * MB,
    strings_bytes=16 * MB,
    styles_bytes=8 * MB,
    workbook_bytes=4 * MB,
    small_part_bytes=1 * MB,
    cells=200_000,
    rows=200_000,
    last_row=LAST_ROW,
    last_column=LAST_COLUMN,
    merges=10_000,
    merged_cells=200_000,
    sheets=200,
    names=10_000,
    name_length=255,
    reference_length=8_192,
    strings=100_000,
    string_length=32_767,
    formula_length=8_192,
    styles=65_490,
    number_formats=10_000,
    properties=2_000,
    property_length=4_096,
    relationships=2_000,
    nesting=64,
    rewritten_bytes=4 * MB,
)

SUBMISSION = msgspec.structs.replace(
    BOOK,
    file_bytes=4 * MB,
    unpacked_bytes=16 * MB,
    entries=64,
    sheet_bytes=8 * MB,
    strings_bytes=8 * MB,
    styles_bytes=1 * MB,
    workbook_bytes=1 * MB,
    small_part_bytes=256 * KB,
    cells=50_000,
    rows=5_000,
    last_row=5_000,
    last_column=256,
    merges=5_000,
    merged_cells=50_000,
    sheets=20,
    names=2_000,
    strings=20_000,
    styles=1_000,
    number_formats=100,
    properties=100,
    relationships=64,
    nesting=16,
    rewritten_bytes=0,
)

#: A report in Word: its pictures weigh, its text does not.
DOCUMENT = msgspec.structs.replace(
    BOOK, file_bytes=50 * MB, unpacked_bytes=120 * MB, entries=4_000, relationships=4_000
)
