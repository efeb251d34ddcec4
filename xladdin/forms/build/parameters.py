"""The hidden sheet 参数: every number, phrase and word of the profile that the formulas use, with its source."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms.build import styles
from xladdin.forms.build.book_record import BookRecord, put_text, put_value
from xladdin.forms.build.paint import Paint
from xladdin.forms.defined_names import LEVEL_ORDER, PARAMS
from xladdin.model.fields import FieldValue
from xladdin.rules.profile import EXECUTION, Parameter, Profile
from xladdin.rules.reading.actual_value import word_lists
from xladdin.rules.row.explain import PHRASES

_HEADS = ("键", "值", "名称", "单位", "来源", "是否核对原文")
_WORD_TITLES = {"met": "视为达成的说法", "unmet": "视为未达成的说法", "blank": "视为空白的写法"}
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
    writer.line("profile", profile.id, profile.title, "", profile.source, "")
    writer.named("JX_V_profile")
    for key, value in identity.items():
        writer.line(key, value, "工作簿标识", "", "", "")
        writer.named(f"JX_V_{key}")
    for parameter in profile.parameters.values():
        writer.parameter(parameter.key, parameter, f"JX_P_{parameter.key}")
    for level in profile.levels:
        position = LEVEL_ORDER.index(level.name) + 1
        writer.parameter(f"standard_{position}", level.standard, f"JX_S_{position}")
    for key, phrase in PHRASES.items():
        writer.line(f"phrase_{key}", phrase, "评分说明用语", "", "", "")
        writer.named(f"JX_T_{key}")
    for name, words in word_lists(profile).items():
        kind = name.removeprefix("JX_W_")
        writer.words(f"words_{kind}", words, _WORD_TITLES[kind], name)
    writer.folds(profile)
    record.name(PARAMS, sheet, "$A$2", f"$B${writer.row}")


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

    def line(self, *values: object) -> None:
        self.row += 1
        for column, value in enumerate(values, 1):
            cell = self.sheet.cell(self.row, column)
            put_value(cell, value)  # type: ignore[arg-type]
            look = _wrapped if _HEADS[column - 1] == "来源" else _plain
            self.paint(cell, look.__name__, look)

    def named(self, name: str) -> None:
        self.record.name(name, self.sheet, f"$B${self.row}")

    def parameter(self, key: str, number: Parameter, name: str) -> None:
        verified = "是" if number.verified else "否（推定或未见原文）"
        self.line(key, number.value, number.title, number.unit, f"{number.source}〔{number.profile}〕", verified)
        self.named(name)

    def words(self, key: str, words: tuple[str, ...], title: str, name: str) -> None:
        first = self.row + 1
        for word in words:
            self.line(key, word, title, "", "", "")
        self.record.name(name, self.sheet, f"$B${first}", f"$B${self.row}")

    def folds(self, profile: Profile) -> None:
        """Which level an 一级指标 is counted in: value = level, name column = as printed (with 指标 at its end)."""
        first = self.row + 1
        own = {level.name: level.name for level in profile.levels if level.name != EXECUTION}
        for printed, level in {**own, **profile.fold}.items():
            self.line("level", level, printed, "", "", "")
        self.record.name("JX_L_from", self.sheet, f"$C${first}", f"$C${self.row}")
        self.record.name("JX_L_to", self.sheet, f"$B${first}", f"$B${self.row}")
