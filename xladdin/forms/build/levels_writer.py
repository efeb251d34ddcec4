"""Writes the level sums of 评分表: 预算执行 and the indicator levels, total and grade, each beside what was declared."""

from __future__ import annotations

from xladdin.forms import formulas
from xladdin.forms.build import styles
from xladdin.forms.build.book_record import put_text, put_value
from xladdin.forms.build.rowheight import LINE
from xladdin.forms.build.sheet_writer import SheetWriter
from xladdin.forms.defined_names import field_name
from xladdin.model.fields import field

_HEADS = (
    ("C", "C", "序号"),
    ("D", "E", "一级指标"),
    ("F", "F", "标准分"),
    ("G", "G", "权重合计"),
    ("H", "H", "规则\n得分"),
    ("I", "I", "得分"),
    ("J", "K", "填报得分"),
    ("L", "P", "说明"),
)
_LETTERS = {"standard": "F", "weights": "G", "computed_score": "H", "score": "I"}
_EXECUTION_NOTE = "标准分 × 预算执行率，保留一位小数"
_LEVEL_NOTE = "标准分 × 本级得分之和 ÷ 本级权重之和，保留一位小数"
_TOTAL_NOTE = "各级得分（取整后）之和；填报得分为单位或报告公布的得分，可不填"


def write_levels(writer: SheetWriter) -> None:
    """Write the block at the writer's next row and define its names."""
    profile, record, sheet = writer.job.profile, writer.record, writer.sheet
    writer.row += 1
    for first, last, head in _HEADS:
        cell = writer.frame(first, last, "center")
        writer.paint(cell, "head", styles.head)
        put_text(cell, head)
    writer.height(writer.row, 2 * LINE)
    begin = writer.row + 1
    for number, level in enumerate(profile.levels, 1):
        writer.row += 1
        texts = formulas.level_cells(level.name, profile)
        note = _EXECUTION_NOTE if number == 1 else _LEVEL_NOTE
        _line(writer, str(number), level.name, note)
        for name, formula in texts.items():
            path = f"levels[{level.name}].{name}"
            cell = sheet[f"{_LETTERS[name]}{writer.row}"]
            record.formula(cell, formula, writer.job.results.get(path))
            record.name(field_name(path), sheet, f"${_LETTERS[name]}${writer.row}")
        _declared(writer, f"declared.levels[{level.name}]", "points")
    end = writer.row
    scores = {kind: f"${_LETTERS[kind]}${begin}:${_LETTERS[kind]}${end}" for kind in ("score", "computed_score")}
    total = f"$I${end + 1}"
    for name, title in (("total", "总分"), ("grade", "评价等级")):
        writer.row += 1
        _line(writer, "", title, _TOTAL_NOTE if name == "total" else "")
        cells = formulas.total_cells(scores["score"], end - begin + 1, total)
        cell = sheet[f"I{writer.row}"]
        record.formula(cell, cells[name], writer.job.results.get(name))
        record.name(field_name(name), sheet, f"$I${writer.row}")
        computed = formulas.total_cells(scores["computed_score"], end - begin + 1, f"$H${end + 1}")
        cell = sheet[f"H{writer.row}"]
        record.formula(cell, computed[name], writer.job.results.get(f"computed_{name}"))
        record.name(field_name(f"computed_{name}"), sheet, f"$H${writer.row}")
        _declared(writer, f"declared.{name}", "points" if name == "total" else "text")
    writer.row += 1
    writer.height(writer.row, LINE / 2)


def _line(writer: SheetWriter, number: str, title: str, note: str) -> None:
    for first, last, _ in _HEADS:
        writer.frame(first, last, "left" if first == "L" else "center")
    row = writer.row
    if number:
        writer.sheet[f"C{row}"].value = int(number)
    put_text(writer.sheet[f"D{row}"], title)
    put_text(writer.sheet[f"L{row}"], note)
    writer.height(row, LINE)


def _declared(writer: SheetWriter, path: str, kind: str) -> None:
    cell = writer.sheet[f"J{writer.row}"]
    put_value(cell, field(writer.evaluation, path))
    writer.inputs.open(cell, kind=kind)
    writer.record.name(field_name(path), writer.sheet, f"$J${writer.row}")
    writer.record.place(path, writer.sheet, cell.coordinate)
