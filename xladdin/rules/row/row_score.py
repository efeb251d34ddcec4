"""指标得分 score of one indicator by its scoring rule, weight w.

直接赋分            w when met, else 0
按照完成比例赋分    w · max(0, min(1, completion rate)); below an optional pass mark 0
按评判等级赋分      a text result: w · the percentage chosen within its tier; a number: as 按照完成比例
(other rules)       a text result that is neither met nor missed (基本达到): w · the chosen percentage; 直接赋分 0
满意度赋分          w · max(0, min(1, completion rate))
No rate (zero or text target): w when met, else 0. Blank actual: 0 (not assessed, an error). 需核对: no score.

Over-achievement (财预〔2020〕10号: far above a target that was set too low → reduce by the deviation):
w · max(floor, 1 − factor · (rate − threshold)) above the threshold, where the profile sets one, from the unrounded rate.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.model.grammar.quantity import Direction
from xladdin.rules.profile import Profile
from xladdin.rules.rounding import declared_round, guarded, native_guarded
from xladdin.rules.rounding import native as native_round
from xladdin.rules.row import met, scoring_rule
from xladdin.rules.row.completion_rate import completion_rate
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.row.terms import Cells, Terms
from xladdin.rules.words import UNREAD

_ZERO, _ONE = Decimal(0), Decimal(1)

#: Parameter that says whether the over-achievement reduction applies to a rule (1) or not (0).
OVER_SWITCH = {
    ScoringRule.DIRECT: "over_on_direct",
    ScoringRule.PROPORTIONAL: "over_on_proportional",
    ScoringRule.TIER: "over_on_tier",
    ScoringRule.SATISFACTION: "over_on_satisfaction",
}


def over_share(rate: Decimal | None, rule: ScoringRule, profile: Profile) -> Decimal | None:
    """Share of the weight left after the over-achievement reduction; None where the reduction does not apply."""
    threshold, factor = profile.number("over_threshold"), profile.number("over_factor")
    if rate is None or threshold is None or factor is None or guarded(rate) <= threshold:
        return None
    if not profile.number(OVER_SWITCH[rule]):
        return None
    return max(profile.number("over_floor") or _ZERO, _ONE - factor * (rate - threshold))


def below_pass_mark(rate: Decimal, rule: ScoringRule, profile: Profile) -> bool:
    """Whether 按照完成比例赋分 gives nothing because the rate stays below the profile's pass mark (及格门槛)."""
    pass_mark = profile.number("pass_mark")
    return rule is ScoringRule.PROPORTIONAL and pass_mark is not None and guarded(rate) < pass_mark


def counts_share(terms: Terms, actual: Decimal) -> bool:
    """Whether a text result counts by the percentage that was chosen for it: under 按评判等级赋分 always, under the other
    rules when it is neither met nor missed; 直接赋分 gives all or nothing."""
    if terms.direction is not Direction.QUALITATIVE:
        return False
    return terms.rule is ScoringRule.TIER or (terms.rule is not ScoringRule.DIRECT and _ZERO < actual < _ONE)


def native_counts_share(cells: Cells) -> str:
    """Formula of ``counts_share``; the actual value must be a number."""
    tier, direct = (
        scoring_rule.native(cells.rule, ScoringRule.TIER),
        scoring_rule.native(cells.rule, ScoringRule.DIRECT),
    )
    between = f"AND(NOT({direct}),{cells.actual}>0,{cells.actual}<1)"
    return f'AND({cells.direction}="定性",OR({tier},{between}))'


def computed_score(terms: Terms, profile: Profile) -> Decimal | None:
    """规则得分: points by the rule alone, rounded only where the form rounds its rows (``terms.places``); None where the
    actual value is not readable or no weight is given.
    """
    if terms.weight is None or terms.actual == UNREAD:
        return None
    return _rounded(_points(terms, terms.weight, profile), terms)


def _rounded(points: Decimal, terms: Terms) -> Decimal:
    return points if terms.places is None else declared_round(points, terms.places)


def _points(terms: Terms, weight: Decimal, profile: Profile) -> Decimal:
    actual = terms.number
    if actual is None:
        return _ZERO
    rate = completion_rate(terms.direction, terms.low, terms.high, actual)
    reduced = over_share(rate, terms.rule, profile)
    if reduced is not None:
        return weight * reduced
    if counts_share(terms, actual):
        return weight * max(_ZERO, min(_ONE, actual))
    reached = met.is_met(terms.direction, terms.low, terms.high, actual)
    if terms.rule is ScoringRule.DIRECT or rate is None:
        return weight if reached else _ZERO
    if below_pass_mark(rate, terms.rule, profile):
        return _ZERO
    return weight * max(_ZERO, min(_ONE, rate))


def row_score(terms: Terms, profile: Profile) -> Decimal | None:
    """得分: the share that an approved adjustment keeps of the weight, else the computed score."""
    if terms.keep is not None and terms.weight is not None:
        return _rounded(terms.weight * terms.keep, terms)
    return computed_score(terms, profile)


def native_over(cells: Cells) -> str:
    """Formula: TRUE when the over-achievement reduction applies."""
    switches = "".join(
        f"IF({scoring_rule.native(cells.rule, rule)},JX_P_{key},"
        for rule, key in OVER_SWITCH.items()
        if rule is not ScoringRule.PROPORTIONAL
    )
    switch = f"{switches}JX_P_over_on_proportional{')' * (len(OVER_SWITCH) - 1)}"
    return (
        f"AND(ISNUMBER({cells.rate}),ISNUMBER(JX_P_over_threshold),ISNUMBER(JX_P_over_factor),"
        f"IF(ISNUMBER({cells.rate}),{native_guarded(cells.rate)}>JX_P_over_threshold,FALSE),{switch}>0)"
    )


def native_below_pass_mark(cells: Cells) -> str:
    """Formula: TRUE when the rate, which must be a number, stays below the pass mark."""
    others = ",".join(
        scoring_rule.native(cells.rule, rule) for rule in ScoringRule if rule is not ScoringRule.PROPORTIONAL
    )
    return f"AND(NOT(OR({others})),ISNUMBER(JX_P_pass_mark),{native_guarded(cells.rate)}<JX_P_pass_mark)"


def native(cells: Cells) -> str:
    """The computed score as a formula; needs the completion rate in ``cells.rate``."""
    direct = scoring_rule.native(cells.rule, ScoringRule.DIRECT)
    reduced = f"MAX(N(JX_P_over_floor),1-JX_P_over_factor*({cells.rate}-JX_P_over_threshold))"
    ratio = f"IF({native_below_pass_mark(cells)},0,MAX(0,MIN(1,{cells.rate})))"
    share = (
        f"IF({native_over(cells)},{reduced},"
        f"IF({native_counts_share(cells)},MAX(0,MIN(1,{cells.actual})),"
        f"IF(OR({direct},NOT(ISNUMBER({cells.rate}))),IF({met.native(cells)},1,0),{ratio})))"
    )
    return (
        f'IF(NOT(ISNUMBER({cells.weight})),"",IF({cells.actual}="",0,'
        f'IF(NOT(ISNUMBER({cells.actual})),"{UNREAD}",{_native_rounded(f"{cells.weight}*{share}", cells)})))'
    )


def _native_rounded(points: str, cells: Cells) -> str:
    return native_round(points, cells.places) if cells.places else points


def native_adjusted(cells: Cells, computed: str) -> str:
    """The score after an approved adjustment, from the computed score in cell ``computed``."""
    return f"IF(AND(ISNUMBER({cells.keep}),ISNUMBER({cells.weight})),{native_kept(cells)},{computed})"


def native_kept(cells: Cells) -> str:
    """Formula of what an adjustment leaves of the weight."""
    return _native_rounded(f"{cells.weight}*{cells.keep}", cells)
