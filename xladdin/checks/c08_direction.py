"""C08 the direction of a target makes sense: a pass rate is not the better for being low.

The score follows the sign as printed; the sign is only questioned. Names decide, by words that leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.goal_rows import goal_rows
from xladdin.checks.subject import Subject, row_path
from xladdin.model.indicator import unit_of
from xladdin.model.quantity import Direction, Kind, Target, read_target

#: The more, the better.
_UPWARD = re.compile(
    r"(合格|达标|优良|开工|完工|竣工|完成|执行|到位|及时|成活|保存|覆盖|利用|满意|知晓|参与|入学|就业|受益|合规|准确|公开|增收|增长|增加)(率|度)"
)
#: The less, the better.
_DOWNWARD = re.compile(
    r"(成本|费用|单价|造价|投诉|事故|死亡|差错|违规|超支|损失|排放|能耗)(?!.*(降低|下降|减少|节约|压缩|控制率))"
)


def directions(subject: Subject) -> Cases:
    for name, path, target in _targets(subject):
        if target.kind is not Kind.NUMBER:
            continue
        found = target.printed.strip()
        if _UPWARD.search(name) and target.direction in (Direction.AT_MOST, Direction.LESS_THAN):
            bound = show.optional(target.high)
            yield Fault("upward", path, found, bound if target.high == 100 else f"≥{bound}")
        elif (
            _DOWNWARD.search(name)
            and not _UPWARD.search(name)
            and target.direction in (Direction.AT_LEAST, Direction.MORE_THAN)
        ):
            yield Fault("downward", path, found, f"≤{show.optional(target.low)}")
        else:
            yield PASSED


def _targets(subject: Subject) -> Iterator[tuple[str, str, Target]]:
    for row in subject.rows:
        one = row.indicator
        yield one.level3, row_path(row, "target"), row.target
        if one.issued_target:
            yield one.level3, row_path(row, "issued_target"), read_target(one.issued_target, unit_of(one))
    for goal in goal_rows(subject):
        yield goal.row.level3, f"{goal.path}.target", goal.target


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
        ),
        "downward": Message(
            "warning",
            "指标值“{found}”以高为好，而“{name}”以低为好；得分仍按所写的方向计算。",
            "要么改为“{expected}”，要么说明为什么越高越好。",
        ),
    },
    function=directions,
)
