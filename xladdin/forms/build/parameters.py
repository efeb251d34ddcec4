"""The hidden sheet 参数: every number, phrase and word of the profile that the formulas use, with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms import parameter_lines
from xladdin.forms.build import styles
from xladdin.forms.build.book_record import BookRecord, put_text, put_value
from xladdin.forms.build.paint import Paint
from xladdin.forms.defined_names import PARAMS
from xladdin.forms.parameter_lines import Line
from xladdin.model.fields import FieldValue
from xladdin.rules.profile import Profile

_HEADS = ("键", "值", "名称", "单位", "来源", "是否核对原文")
_WIDTHS = (22, 14, 40, 8, 60, 12)


def write_parameters(
    sheet: Worksheet, profile: Profile, identity: Mapping[str, FieldValue], record: BookRecord
) -> None:
    """Fill the sheet and define ``JX_PARAMS`` (key, value) and the names of single cells and lists."""
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), 1):
        cell = sheet.cell(1, column)
        put_text(cell, head)
        cell.font = styles.font()
        sheet.column_dimensions[cell.column_letter].width = width
    writer = _Writer(sheet, record)
    writer.write([parameter_lines.profile_line(profile)])
    writer.write(parameter_lines.identity_line(key, value) for key, value in identity.items())
    writer.write([parameter_lines.identity_line("reading_digest", parameter_lines.reading_digest())])
    writer.write(parameter_lines.number_lines(profile))
    writer.write(parameter_lines.phrase_lines())
    writer.write(parameter_lines.word_lines(profile))
    writer.write(parameter_lines.level_lines(profile))
    params = writer.row
    writer.write(parameter_lines.reading_lines())
    record.name(parameter_lines.READING, sheet, f"$A${params + 1}", f"$D${writer.row}")
    for name, (first, last) in writer.spans.items():
        listed = name.startswith(("JX_W_", "JX_L_", "JX_U_"))
        record.name(name, sheet, f"$B${first}", f"$B${last}" if listed else "")
    for name, (of, letter) in parameter_lines.BESIDE.items():
        first, last = writer.spans[of]
        record.name(name, sheet, f"${letter}${first}", f"${letter}${last}")
    record.name(PARAMS, sheet, "$A$2", f"$B${params}")


def _plain(cell: Cell) -> None:
    cell.font = styles.font()
    cell.alignment = Alignment(vertical="center")


def _wrapped(cell: Cell) -> None:
    cell.font = styles.font()
    cell.alignment = Alignment(vertical="center", wrap_text=True)


class _Writer:
    def __init__(self, sheet: Worksheet, record: BookRecord) -> None:
        self.sheet, self.record, self.row = sheet, record, 1
        self.paint = Paint()
        #: Defined name → first and last row of its lines.
        self.spans: dict[str, tuple[int, int]] = {}

    def write(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.row += 1
            self.spans[line.name] = (self.spans.get(line.name, (self.row, 0))[0], self.row)
            for column, value in enumerate(line[: len(_HEADS)], 1):
                cell = self.sheet.cell(self.row, column)
                put_value(cell, value)
                look = _wrapped if _HEADS[column - 1] == "来源" else _plain
                self.paint(cell, look.__name__, look)
