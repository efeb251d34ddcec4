"""C39 how a value was entered (ours, beside the 38 of the catalogue): remarks of the reader about input cells.

Cells without any usable value are C10; here are values that were taken, but not as they should stand in a submission.
"""

from __future__ import annotations

from xladdin.checks.check import Cases, Check, Fault, Message
from xladdin.checks.subject import Subject

_KINDS = {
    "formula": "formula",
    "text-number": "text_number",
    "percent-format": "percent_format",
    "foreign-text": "foreign_text",
}


def cell_content(subject: Subject) -> Cases:
    for note in subject.notes:
        if note.kind in _KINDS:
            yield Fault(_KINDS[note.kind], note.path, note.detail)


CHECK = Check(
    id="C39",
    title="单元格内容可以直接采用",
    basis="本工具的填报说明",
    applies_to="读取工作簿时需要提示的单元格",
    messages={
        "formula": Message(
            "hint", "此格填的是公式“{found}”，已采用其结果。", "要么改填数值，要么确认结果无误；导出时只保留数值。"
        ),
        "text_number": Message(
            "hint", "此格的数以文本形式存储（“{found}”），已按数值读取。", "要么改为数值格式，要么确认读取无误。"
        ),
        "percent_format": Message(
            "hint", "此格带百分比格式，按“{found}”读取。", "要么去掉百分比格式后重填，要么确认读取无误。"
        ),
        "foreign_text": Message("error", "此格应填数值，现为文字“{found}”，未能读取。", "要么填写数值，要么清空该格。"),
    },
    function=cell_content,
)
