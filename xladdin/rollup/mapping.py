"""The mapping file (汇总对照.csv): which names of the units' tables are one indicator of the region.

Names that are equal are matched without it. What stands alone is written into it with the name that looks most like it; a
person fills 采用 with 是, and gives the file back. Likeness decides nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from xladdin.errors import UserError
from xladdin.intake.saved_csv import read_lines, written
from xladdin.model.grammar.fold import name_key
from xladdin.rollup.groups import Group

HEAD = ("单位表中的指标", "归入指标", "采用", "说明")
YES, NO = "是", "否"
_ALIKE = 0.5


def read_mapping(path: Path) -> dict[str, str]:
    """Name in a unit's table → name of the region's indicator. Raises UserError mapping-invalid."""
    found: dict[str, str] = {}
    for number, cells in read_lines(path, HEAD):
        own, meant, wanted = cells[:3]
        if wanted not in (YES, NO, ""):
            cause = f"“采用”应为“{YES}”“{NO}”或空白"
            raise UserError("mapping-invalid", file=path, cell=f"第 {number} 行", cause=cause)
        if wanted != YES:
            continue
        if not own or not meant:
            raise UserError(
                "mapping-invalid", file=path, cell=f"第 {number} 行", cause="“采用”填了“是”，但没有写全两个名称"
            )
        if found.get(own, meant) != meant:
            raise UserError("mapping-twice", file=path, found=own)
        found[own] = meant
    return found


def alone(found: Sequence[Group], members: int) -> list[tuple[Group, Group | None, float]]:
    """Indicators that not every member has, each with the one of its level that looks most like it and shares no member."""
    single = [group for group in found if len(group.rows) < members]
    lines = []
    for group in single:
        likely = [(likeness, other) for other in single if (likeness := _likeness(group, other)) >= _ALIKE]
        likeness, other = max(likely, key=lambda pair: pair[0], default=(0.0, None))
        lines.append((group, other, likeness))
    return lines


def _likeness(group: Group, other: Group) -> float:
    """0 for the same group, another level, or two groups that one member has both."""
    if other is group or group.rows[0][1].level_id != other.rows[0][1].level_id:
        return 0.0
    if {id(member) for member, _ in group.rows} & {id(member) for member, _ in other.rows}:
        return 0.0
    return difflib.SequenceMatcher(None, name_key(group.name), name_key(other.name), False).ratio()


def mapping_content(found: Sequence[Group], members: int, mapped: dict[str, str]) -> bytes:
    """The file: what was mapped, then what stands alone."""
    lines: list[tuple[str, str, str, str]] = [HEAD]
    lines += [(own, meant, YES, "按对照表") for own, meant in mapped.items()]
    for group, other, likeness in alone(found, members):
        units = "、".join(dict.fromkeys(member.unit for member, _ in group.rows))
        if other is None:
            lines.append(
                (group.name, "", "", f"只有{units}有；与其他单位的某项是同一指标的，填入它的名称，“采用”填“是”")
            )
        else:
            said = f"只有{units}有；名称有 {likeness:.0%} 相同，请核对，是同一指标的，“采用”填“是”"
            lines.append((group.name, other.name, "", said))
    return written(lines)
