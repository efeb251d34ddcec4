"""C42 the percentage that was chosen for a text result lies in the tier that the result names.

财预〔2020〕10号: 达成, 部分达成并具有一定效果, 未达成且效果较差, each with its range; the bounds are the profile's.
"""

from __future__ import annotations

import re
from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject, row_path
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import Kind
from xladdin.rules.profile import Profile
from xladdin.rules.row import tier

_SECOND = re.compile("部分(?:达成|达到|完成|实现|达标)")
_THIRD = re.compile("未(?:达成|达到|完成|实现|达标).{0,10}效果(?:较)?差")
_HUNDRED = Decimal(100)


def tier_percentages(subject: Subject) -> Cases:
    for row in subject.rows:
        percent, named = row.indicator.tier_percent, _named(row.indicator.actual, subject.profile)
        if percent is None or named is None or row.target.kind is not Kind.TEXT:
            continue
        if tier.tier_of(percent / _HUNDRED, subject.profile) == named:
            yield PASSED
            continue
        facts = {"said": show.short(row.indicator.actual)}
        path, wanted = row_path(row, "tier_percent"), _range(named, subject.profile)
        yield Fault("tier", path, f"{plain_text(percent)}%", wanted, "", (row_path(row, "actual"),), facts)


def _named(actual: str, profile: Profile) -> int | None:
    """The tier that a result names; None where it names none (良好, 基本达到)."""
    text = fold(actual).rstrip("。.")
    if _THIRD.search(text) or text in profile.unmet_words:
        return tier.THIRD
    if _SECOND.search(text):
        return tier.SECOND
    return tier.FIRST if text in profile.met_words else None


def _range(named: int, profile: Profile) -> str:
    first, second = (profile.required(key) * _HUNDRED for key in ("tier_first", "tier_second"))
    low, high = {tier.FIRST: (first, _HUNDRED), tier.SECOND: (second, first), tier.THIRD: (Decimal(0), second)}[named]
    return f"{plain_text(low)}%—{plain_text(high)}%"


CHECK = Check(
    id="C42",
    title="评定等级比例在结果所说的档次之内",
    basis="财预〔2020〕10号：定性指标分达成、部分达成、未达成三档，各有分值区间；档次的界限按评分规则",
    applies_to="选定了评定等级比例、实际完成值写明档次的定性指标",
    messages={
        "tier": Message(
            "warning",
            "实际完成值“{said}”应评在 {expected} 之间，评定等级比例却是 {found}。",
            "要么改正评定等级比例，要么改正实际完成值的说法。",
        ),
    },
    function=tier_percentages,
)
