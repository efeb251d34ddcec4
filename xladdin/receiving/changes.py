"""What differs between two tables of one project, field by field, in the words of the forms."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from xladdin.checks.spoken_place import spoken
from xladdin.checks.subject import Subject
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.fields import field, paths
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.place import Places, default_place
from xladdin.rules import profile as profiles

#: Fields that ``spoken`` has no word for.
_WORDS = {
    "version": "报送版本",
    "profile": "评分规则",
    "region_code": "区划代码",
    "unit.code": "单位代码",
    "project.code": "项目编码",
    "project.programme": "所属专项",
    "signatures.filler": "填报人",
    "signatures.phone": "电话",
    "signatures.responsible": "负责人",
    "signatures.leader": "分管领导",
    "signatures.project_leader": "项目负责人",
    "form": "表样",
}
_ADJUSTMENT = {
    "kind": "调整类型",
    "keep": "保留比例",
    "reason": "调整理由",
    "basis": "调整依据",
    "evidence": "调整佐证",
    "approved_by": "批准人",
}


class Change(NamedTuple):
    """``place``: sheet and cell in the later file, or the path; empty texts for what is not there."""

    path: str
    name: str
    sheet: str
    cell: str
    before: str
    after: str

    def line(self) -> str:
        """``绩效自评表 F24 第 3 行“…”的全年实际完成值：“458.79” → “460”``."""
        shown = [f"“{text}”" if text else "（空）" for text in (self.before, self.after)]
        return f"{self.sheet} {self.cell} {self.name}：{shown[0]} → {shown[1]}"


def changes(
    before: Evaluation, after: Evaluation, places: Places | None = None, older: Places | None = None
) -> list[Change]:
    """Every field that says something else, in the order of the later table; what only the earlier one has comes last."""
    before, after = canonical(before), canonical(after)
    rules = profiles.load(profiles.DEFAULT)
    subjects = (Subject(before, rules), Subject(after, rules))
    found = []
    for path in dict.fromkeys((*paths(after), *paths(before))):
        texts = [_text(field(one, path)) for one in (before, after)]
        if texts[0] != texts[1]:
            place = (places or {}).get(path) or (older or {}).get(path) or default_place(path)
            found.append(Change(path, _name(path, subjects), place.sheet, place.cell, *texts))
    return found


def name_of(path: str, evaluation: Evaluation) -> str:
    """The field in words."""
    subject = Subject(evaluation, profiles.load(profiles.DEFAULT))
    return _name(path, (subject, subject))


def _name(path: str, subjects: tuple[Subject, Subject]) -> str:
    if path in _WORDS:
        return _WORDS[path]
    head, found, last = path.rpartition(".adjustment.")
    subject = (
        subjects[1]
        if path.startswith("indicators[") and path[11:].partition("]")[0] in subjects[1].by_key
        else subjects[0]
    )
    if found:
        return f"{spoken(subject, f'{head}.level3').removesuffix('三级指标')}{_ADJUSTMENT.get(last, '评分调整')}"
    return spoken(subject, path) or path


def _text(value: object) -> str:
    if value is None:
        return ""
    return plain_text(value) if isinstance(value, Decimal) else str(value)
