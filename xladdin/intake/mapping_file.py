"""The mapping file (对照表.csv): which tables belong together and which rows are the same indicator.

Written beside the output so that it can be looked at; given back with ``--mapping`` once a person has corrected it. Excel and WPS
open and save it, as UTF-8 or in the Chinese code page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from xladdin.errors import UserError
from xladdin.intake.join import Joined
from xladdin.intake.projects import Gathered
from xladdin.intake.saved_csv import read_lines, written
from xladdin.intake.understand.found import Row
from xladdin.model.grammar.fold import name_key

HEAD = ("类别", "项目", "自评表的行（或表的位置）", "目标表的行（或表内项目名称）", "采用", "说明")
TABLE, ROW = "表", "指标"
YES, NO = "是", "否"

_KINDS = {
    "overall": "总体绩效目标表",
    "annual": "年度绩效目标表",
    "weighted": "带权重的绩效目标表",
    "transfer": "转移支付项目绩效自评表",
    "project": "项目支出绩效自评表",
}


@dataclass
class Mapping:
    """What a person decided. ``tables``: (file, place) → project; ``rows``: project → pairs of names, and whether they join."""

    file: str = ""
    tables: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)

    def decided(self, project: str, left: list[Row], right: list[Row]) -> tuple[dict[int, int], set[tuple[int, int]]]:
        """Pairs of positions that join, and that do not. Raises UserError mapping-row for a row that is not there."""
        joined: dict[int, int] = {}
        apart: set[tuple[int, int]] = set()
        for one, other, wanted in self.rows.get(name_key(project), []):
            ones, others = self._position(left, one), self._position(right, other)
            if not wanted:
                apart.add((ones, others))
            elif ones in joined or others in joined.values():
                raise UserError("mapping-twice", file=self.file, found=one)
            else:
                joined[ones] = others
        return joined, apart

    def _position(self, rows: list[Row], wanted: str) -> int:
        found = [
            number
            for number, row in enumerate(rows)
            if name_key(wanted) in (name_key(row.level3), name_key(_path(row)))
        ]
        if len(found) != 1:
            how = "没有这一行" if not found else "有几行同名，请写成“二级指标/三级指标”"
            raise UserError("mapping-row", file=self.file, found=wanted, how=how)
        return found[0]


def kind_title(kind: str) -> str:
    """How a table is called in messages."""
    return _KINDS[kind]


def read_mapping(path: Path) -> Mapping:
    """Raises UserError mapping-invalid for a file that is no mapping file."""
    found = Mapping(path.name)
    for number, cells in read_lines(path, HEAD):
        kind, project, one, other, wanted = cells[:5]
        if not any((kind, project, one, other, wanted)):
            continue
        if kind not in (TABLE, ROW) or wanted not in (YES, NO, ""):
            cause = f"“类别”应为“{TABLE}”或“{ROW}”，“采用”应为“{YES}”“{NO}”或空白"
            raise UserError("mapping-invalid", file=path, cell=f"第 {number} 行", cause=cause)
        if kind == TABLE and wanted == YES:
            file, _, place = one.partition("｜")
            found.tables[file, place] = project
        elif kind == ROW and wanted:
            if not one or not other:
                cause = "“采用”填了“是”或“否”，但没有写全两张表的行"
                raise UserError("mapping-invalid", file=path, cell=f"第 {number} 行", cause=cause)
            found.rows.setdefault(name_key(project), []).append((one, other, wanted == YES))
    return found


def mapping_content(projects: list[tuple[Gathered, str, Joined]]) -> bytes:
    """The file for what was gathered: every table, every pair, every row that stands alone."""
    lines: list[tuple[str, ...]] = [HEAD]
    for gathered, name, _ in projects:
        for form in (*gathered.forms.values(), *gathered.others):
            lines.append((TABLE, name, f"{form.file}｜{form.place}", form.name, YES, kind_title(form.kind)))
    for gathered, name, joined in projects:
        weighted, result = gathered.forms.get("weighted"), gathered.result
        if weighted is None or result is None:
            continue
        left, right = result.rows, weighted.rows
        for one in range(len(left)):
            if one in joined.all:
                how = "名称相同" if one in joined.pairs else "按对照表"
                lines.append((ROW, name, _name(left, one), _name(right, joined.all[one]), YES, how))
        for one in joined.left:
            other, likeness = joined.suggested.get(one, (-1, 0.0))
            if other >= 0:
                said = f"建议：名称有 {likeness:.0%} 相同，请核对；是同一指标的，“采用”填“是”"
                lines.append((ROW, name, _name(left, one), _name(right, other), "", said))
            else:
                said = "目标表中没有同名的行；有对应的，请填入它的名称，“采用”填“是”"
                lines.append((ROW, name, _name(left, one), "", "", said))
        shown = {other for other, _ in joined.suggested.values()}
        for other in joined.right:
            if other not in shown:
                said = "自评表中没有同名的行；有对应的，请填入它的名称，“采用”填“是”"
                lines.append((ROW, name, "", _name(right, other), "", said))
    return written(lines)


def _name(rows: list[Row], number: int) -> str:
    row = rows[number]
    doubled = sum(name_key(other.level3) == name_key(row.level3) for other in rows) > 1
    return _path(row) if doubled else row.level3


def _path(row: Row) -> str:
    return f"{row.level2 or row.level1}/{row.level3}"
