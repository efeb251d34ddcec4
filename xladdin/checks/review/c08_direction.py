"""C08 the direction of a target makes sense: a pass rate is not the better for being low.

The score follows the sign as printed; the sign is only questioned. Names decide, by words that leave no doubt.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.goal_rows import goal_rows
from xladdin.checks.subject import Subject, row_path
from xladdin.checks.texts.readings import is_counter
from xladdin.model.grammar.quantity import Direction, Kind, Target

#: The more, the better.
_UPWARD = re.compile(
    r"(合格|达标|优良|开工|完工|竣工|完成|执行|到位|及时|成活|保存|覆盖|利用|满意|知晓|参与|入学|就业|受益|合规|准确|公开|增收|增长|增加)(率|度)"
)
#: The less, the better.
_DOWNWARD = re.compile(
    r"(成本|费用|单价|造价|投诉|事故|死亡|差错|违规|超支|损失|排放|能耗)(?!.*(降低|下降|减少|节约|压缩|控制率))"
)

#: Counts that are to be kept small: what goes wrong, what is rationed, how long something takes.
_RATIONED = re.compile(
    r"控制|上限|限额|超|压减|减少|下降|降低|削减|淘汰|事件|事故|投诉|信访|上访|违|亡|伤|病例|火灾|污染|误|错|缺|漏|停|坏|损|"
    r"逾期|欠|拖|退|罚|接待|出国|出境|公车|公务|会议|干部|职工|人员|辅警|聘|编外|在职|供养|车辆|用车|时间|天数|用时|时限|时长|周期|间隔|响应|等待|时效|费|编制"
)

_LOW = (Direction.AT_MOST, Direction.LESS_THAN)
_HIGH = (Direction.AT_LEAST, Direction.MORE_THAN)
#: A full rate is written “100”, not “≥100”.
_FULL = Decimal(100)


def directions(subject: Subject) -> Cases:
    for row, issued in zip(subject.rows, subject.issued_targets, strict=True):
        name = row.indicator.level3
        counted = "数量" in row.indicator.level2
        if row.target.kind is Kind.NUMBER:
            yield PASSED if _sane(name, row.target, counted) else _fault(row_path(row, "target"), row.target)
        if issued is not None and issued.kind is Kind.NUMBER:
            yield PASSED if _sane(name, issued, counted) else _fault(row_path(row, "issued_target"), issued)
    for goal in subject.once(goal_rows):
        if goal.target.kind is Kind.NUMBER:
            sane = _sane(goal.row.level3, goal.target, "数量" in goal.row.level2)
            yield PASSED if sane else _fault(f"{goal.path}.target", goal.target)


def _sane(name: str, target: Target, counted: bool) -> bool:
    """Whether name and sign go together; a name that does not tell goes with any sign, but for a count of what is done."""
    if target.direction in _LOW:
        return _wanted(name) != "upward" and not (counted and _is_done(name, target))
    return target.direction not in _HIGH or _wanted(name) != "downward"


def _is_done(name: str, target: Target) -> bool:
    """培训人数 ≤120人: a number of things or people under 数量指标, and no word in the name that wants it small."""
    unit, bound = target.unit, target.high
    if unit is None or not is_counter(unit) or not bound:
        return False
    return _wanted(name) != "downward" and _RATIONED.search(name) is None


@lru_cache(maxsize=8192)
def _wanted(name: str) -> str:
    """Which way is better by the name: ``upward``, ``downward``, or empty where it does not tell."""
    if _UPWARD.search(name):
        return "upward"
    return "downward" if _DOWNWARD.search(name) else ""


def _fault(path: str, target: Target) -> Fault:
    found = target.printed.strip()
    if target.direction in _HIGH:
        return Fault("downward", path, found, f"≤{show.optional(target.low)}")
    bound = show.optional(target.high)
    return Fault("upward", path, found, bound if target.high == _FULL else f"≥{bound}")


CHECK = Check(
    id="C08",
    title="指标值的方向合乎指标含义",
    basis="常见问题：合格率、开工率等正向指标写成“≤”，成本、投诉等反向指标写成“≥”",
    applies_to="数值型指标值",
    messages={
        "upward": Message(
            "warning",
            "指标值“{found}”以低为好，而“{name}”以高为好；得分仍按所写的方向计算。",
            "要么改为“{expected}”，要么说明为什么越低越好。",
            explained="越低|越高|为好|方向|下达|符号|口径",
        ),
        "downward": Message(
            "warning",
            "指标值“{found}”以高为好，而“{name}”以低为好；得分仍按所写的方向计算。",
            "要么改为“{expected}”，要么说明为什么越高越好。",
            explained="越低|越高|为好|方向|下达|符号|口径",
        ),
    },
    function=directions,
)
