"""C40 a level of the profile without an indicator (ours): its points have to go somewhere, or there is no total."""

from __future__ import annotations

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject
from xladdin.model.indicator import says_something
from xladdin.rules.total.missing_level import is_moved


def missing_levels(subject: Subject) -> Cases:
    present = {row.level_id for row in subject.rows if row.level_id and says_something(row.indicator)}
    if not present or any(not row.level and row.indicator.level1.strip() for row in subject.rows):
        return  # a level that the rules do not know is a finding of C03; it may be the one that seems to be missing
    for level in subject.profile.levels:
        elsewhere = level.is_execution or is_moved(level, present, subject.profile)
        if level.id in present or elsewhere:
            yield PASSED
            continue
        standard = show.number(level.points)
        yield Fault(
            "plain" if subject.evaluation.asks.plain_sums else "open",
            f"declared.levels[{level.name}]",
            facts={"what": level.name, "standard": standard},
        )


CHECK = Check(
    id="C40",
    title="评分规则中的每个一级指标在表中都有指标",
    basis="本工具的评分规则：缺少的一级指标，其分值去向由评分规则规定",
    applies_to="评分规则中的一级指标",
    messages={
        "open": Message(
            "warning",
            "表中没有{what}，评分规则没有说明它的 {standard} 分计到哪里，所以不出总分。",
            "要么补填{what}，要么请主管部门明确这 {standard} 分的去向，并写入评分规则。",
        ),
        "plain": Message(
            "warning",
            "表中没有{what}（评分规则中 {standard} 分），总分只是表中各项得分之和。",
            "要么补填{what}，要么说明本项目不设{what}的理由，并核对各项分值合计是否为 100 分。",
        ),
    },
    function=missing_levels,
)
