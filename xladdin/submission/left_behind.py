"""What a submission does not take along from the working book: it is built from the model, so nothing else gets in."""

from __future__ import annotations

from xladdin.forms.choices import PICTURES
from xladdin.forms.family import Family
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.relationships import Relationship, relationships, sheet_parts
from xladdin.forms.package.parts.xml import parse
from xladdin.model.place import FINDINGS, PARAMETERS

_KINDS = {
    "comments": "批注",
    "threadedComment": "批注",
    "drawing": "图片或图形",
    "ctrlProp": "控件",
    "table": "表格对象",
    "pivotTable": "数据透视表",
}


def left_behind(archive: Archive, family: Family) -> list[str]:
    """Chinese lines, one a thing: extra sheets, comments, pictures, tables. Macros and connections never get here: the
    guard refuses them."""
    lines = []
    ours = {form.sheet for form in family.sheets} | {FINDINGS, PARAMETERS}
    for name, part in sheet_parts(archive).items():
        if name not in ours:
            lines.append(f"工作表“{name}”不属于申报表，未带入报送件。")
            continue
        kinds = {one.kind for one in relationships(archive, part) if not _is_ours(archive, one)}
        lines += [f"工作表“{name}”中的{title}未带入报送件。" for title in _titles(kinds, _KINDS)]
    return lines


def _is_ours(archive: Archive, found: Relationship) -> bool:
    """Whether a drawing holds nothing but charts of what the tables say: the submission has them too."""
    if found.kind != "drawing" or found.target not in archive:
        return False
    others = ("pic", "sp", "grpSp", "cxnSp", "contentPart")
    drawn = list(parse(archive[found.target]).iter("{*}graphicFrame", *(f"{{*}}{other}" for other in others)))
    known = {chart.target for chart in relationships(archive, found.target) if chart.kind == "chart"}
    charts = [part for part in known if part in archive and _title(archive[part]) in PICTURES.values()]
    return len(drawn) == len(charts) == len(known)


def _title(chart: bytes) -> str:
    title = next(parse(chart).iter("{*}title"), None)
    return "" if title is None else "".join(one.text or "" for one in title.iter("{*}t"))


def _titles(kinds: set[str], known: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(known[kind] for kind in sorted(kinds) if kind in known))
