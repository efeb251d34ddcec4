"""What a submission does not take along from the working book: it is built from the model, so nothing else gets in."""

from __future__ import annotations

from xladdin.forms.family import Family
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.relationships import relationships, sheet_parts, workbook_part
from xladdin.model.place import FINDINGS, PARAMETERS

_KINDS = {
    "comments": "批注",
    "threadedComment": "批注",
    "drawing": "图片或图形",
    "oleObject": "嵌入对象",
    "control": "控件",
    "table": "表格对象",
    "pivotTable": "数据透视表",
}
_BOOK_KINDS = {"vbaProject": "宏", "connections": "数据连接"}


def left_behind(archive: Archive, family: Family) -> list[str]:
    """Chinese lines, one a thing: extra sheets, comments, pictures, macros, connections."""
    lines = []
    ours = {form.sheet for form in family.sheets} | {FINDINGS, PARAMETERS}
    for name, part in sheet_parts(archive).items():
        if name not in ours:
            lines.append(f"工作表“{name}”不属于申报表，未带入报送件。")
            continue
        kinds = {relationship.kind for relationship in relationships(archive, part)}
        lines += [f"工作表“{name}”中的{title}未带入报送件。" for title in _titles(kinds, _KINDS)]
    kinds = {relationship.kind for relationship in relationships(archive, workbook_part(archive))}
    return lines + [f"工作簿中的{title}未带入报送件。" for title in _titles(kinds, _BOOK_KINDS)]


def _titles(kinds: set[str], known: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(known[kind] for kind in sorted(kinds) if kind in known))
