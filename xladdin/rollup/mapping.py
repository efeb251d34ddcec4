"""The mapping file (汇总对照.csv): which names of the units' tables are one indicator of the region, and of what nature it is.

Names that are equal are matched without it. What stands alone is written into it with the name that looks most like it, and
every indicator that no catalogue knows with the nature that its unit and name propose; a person fills 采用 with 是, and gives
the file back. Likeness decides nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.intake.saved_csv import read_lines, written
from xladdin.model.grammar.fold import name_key
from xladdin.rollup.groups import PROPOSED, Group
from xladdin.rollup.shared_money import APART, ONCE, SharedMoney
from xladdin.rules.indicators.nature import Nature

HEAD = ("单位表中的指标", "归入指标", "性质", "采用", "说明")
YES, NO = "是", "否"
_ALIKE = 0.5


class Confirmed(NamedTuple):
    """
    names    name in a unit's table → name of the region's indicator
    natures  name of an indicator → its nature
    apart    names of indicators that stand by themselves, whatever looks like them
    """

    names: dict[str, str]
    natures: dict[str, Nature]
    apart: frozenset[str] = frozenset()


def read_mapping(path: Path) -> Confirmed:
    """What a person confirmed. Raises UserError: mapping-invalid, mapping-twice, and as reading a file does."""
    found = Confirmed({}, {})
    apart = set()
    for number, cells in read_lines(path, HEAD):
        own, meant, nature, wanted = cells[:4]
        cause = ""
        if wanted not in (YES, NO, ""):
            cause = f"“采用”应为“{YES}”“{NO}”或空白"
        elif nature not in (*Nature, ""):
            cause = f"“性质”应为{'、'.join(Nature)}之一"
        elif wanted == YES and not own:
            cause = "“采用”填了“是”，但没有写单位表中的指标"
        elif wanted == YES and not meant and not nature:
            cause = "“采用”填了“是”，但归入指标和性质都没有写"
        if cause:
            raise UserError("mapping-invalid", file=path, cell=f"第 {number} 行", cause=cause)
        if wanted == NO and meant == ONCE:
            found.names[own] = APART
        elif wanted == NO and own:
            apart.add(own)
        if wanted != YES:
            continue
        if meant and found.names.setdefault(own, meant) != meant:
            raise UserError("mapping-twice", file=path, found=own)
        if not meant:
            apart.add(own)
        if nature and found.natures.setdefault(meant or own, Nature(nature)) != nature:
            raise UserError("mapping-twice", file=path, found=meant or own)
    return found._replace(apart=frozenset(apart))


def alone(found: Sequence[Group], members: int) -> list[tuple[Group, Group | None, float]]:
    """Indicators that not every member has, each with the one of its level that looks most like it and shares no member."""
    single = [group for group in found if sum(member.tables for member, _ in group.rows) < members]
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


def mapping_content(
    found: Sequence[Group], members: int, confirmed: Confirmed, doubtful: Sequence[SharedMoney] = ()
) -> bytes:
    """The file: what was confirmed, then what is to be decided: money, what stands alone, natures that are only proposed."""
    lines: list[tuple[str, ...]] = [HEAD]
    for own, meant in confirmed.names.items():
        lines.append((own, ONCE, "", NO, "按对照表") if meant == APART else (own, meant, "", YES, "按对照表"))
    lines += [(own, "", "", NO, "按对照表，各自成行") for own in sorted(confirmed.apart - confirmed.natures.keys())]
    for money in doubtful:
        said = f"{money.said}：是同一笔钱的“采用”填“是”，只计一次；各得各的填“否”"
        lines.append((money.label, ONCE, "", "", said))
    lines += [(name, "", nature.value, YES, "按对照表") for name, nature in confirmed.natures.items()]
    single = {id(group): (other, likeness) for group, other, likeness in alone(found, members)}
    for group in found:
        if group.name in confirmed.apart:
            continue
        if id(group) in single:
            lines.append(_alone_line(group, *single[id(group)]))
        elif group.said_by == PROPOSED:
            said = "性质是按名称和计量单位建议的，请核对，改正后“采用”填“是”"
            lines.append((group.name, "", group.nature.value, "", said))
    return written(lines)


def _alone_line(group: Group, other: Group | None, likeness: float) -> tuple[str, ...]:
    units = "、".join(dict.fromkeys(member.unit for member, _ in group.rows))
    nature = group.nature.value if group.said_by == PROPOSED else ""
    also = "；性质是建议的，请核对，只认可性质的清空“归入指标”填“是”" if nature else ""
    if other is None:
        said = f"只有{units}有；与其他单位的某项是同一指标的，填入它的名称，“采用”填“是”；本来只有它有的填“否”{also}"
        return group.name, "", nature, "", said
    said = f"只有{units}有；名称有 {likeness:.0%} 相同，请核对，是同一指标的，“采用”填“是”，不是的填“否”{also}"
    return group.name, other.name, nature, "", said


def unconfirmed(found: Sequence[Group]) -> list[Group]:
    """Groups whose nature is only proposed."""
    return [group for group in found if group.said_by == PROPOSED]
