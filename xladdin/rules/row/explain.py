"""The sentence that explains a row's score (评分说明), in Python and as a formula.

Phrases are data: the sheet 参数 shows them in cells (``JX_T_…``), since a literal in a formula holds at most 255
characters and a local office may want its own wording. Numbers are shown with at most two decimals.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xladdin.model.grammar.decimals import plain_text
from xladdin.rules.profile import Profile
from xladdin.rules.rounding import declared_round, guarded, native_guarded
from xladdin.rules.rounding import native as native_round
from xladdin.rules.row import ceiling, met, row_score, scoring_rule, tier
from xladdin.rules.row.completion_rate import completion_rate
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.row.terms import Cells, Terms

#: Pieces of the sentences, in words that every form prints: 分值 is all of 项目支出's heading and part of 指标分值权重. A basis ends in 得 or 得满分; then follow the points, ``unit`` and ``end``.
PHRASES: dict[str, str] = {
    "blank": "未填实际完成值，计 0 分。",
    "unread": "实际完成值或指标值需核对，暂不计分。",
    "no_weight": "未给分值，不计分。",
    "adjusted": "按批准的评分调整保留分值的 ",
    "adjusted_gets": "，得 ",
    "adjusted_rule": "（按规则得 ",
    "adjusted_close": " 分）",
    "ceiling": "目标值未写符号，按成本上限（≤）计；",
    "rate": "完成率 ",
    "over": "，超过 ",
    "over_by": " 的部分按 ",
    "over_cut": " 扣减，得 ",
    "full": "，得满分 ",
    "share": "，按完成比例得 ",
    "below_pass": "，低于及格门槛，得 ",
    "met": "已达标，得满分 ",
    "unmet": "未达标，得 ",
    "tier": "评定等级比例 ",
    "tier_1": "（达成）",
    "tier_2": "（部分达成）",
    "tier_3": "（未达成）",
    "tier_gets": "，得 ",
    "unit": " 分",
    "end": "。",
}


@lru_cache(maxsize=4096)
def _number(value: Decimal) -> str:
    return plain_text(declared_round(value, 2))


def _percent(value: Decimal) -> str:
    return f"{_number(value * 100)}%"


def explain(terms: Terms, profile: Profile) -> str:
    """One Chinese sentence for the score of ``terms``; never empty."""
    if terms.weight is None:
        return PHRASES["no_weight"]
    computed = row_score.computed_score(terms, profile)
    if terms.keep is not None:
        rule = "" if computed is None else f"{PHRASES['adjusted_rule']}{_number(computed)}{PHRASES['adjusted_close']}"
        share = f"{PHRASES['adjusted']}{_percent(terms.keep)}{PHRASES['adjusted_gets']}"
        return share + _points(row_score.row_score(terms, profile) or Decimal(0), rule)
    if computed is None:
        return PHRASES["unread"]
    actual = terms.number
    if actual is None:
        return PHRASES["blank"]
    return (PHRASES["ceiling"] if terms.ceiling else "") + _basis(terms, actual, profile) + _points(computed)


def _points(score: Decimal, rest: str = "") -> str:
    return f"{_number(score)}{PHRASES['unit']}{rest}{PHRASES['end']}"


def _basis(terms: Terms, actual: Decimal, profile: Profile) -> str:
    rate = completion_rate(terms.direction, terms.low, terms.high, actual)
    if row_score.over_share(rate, terms.rule, profile) is not None and rate is not None:
        threshold, factor = profile.required("over_threshold"), profile.required("over_factor")
        return (
            f"{PHRASES['rate']}{_percent(rate)}{PHRASES['over']}{_percent(threshold)}"
            f"{PHRASES['over_by']}{_percent(factor)}{PHRASES['over_cut']}"
        )
    if row_score.counts_share(terms, actual):
        share = max(Decimal(0), min(Decimal(1), actual))
        named = PHRASES[f"tier_{tier.tier_of(share, profile)}"]
        return f"{PHRASES['tier']}{_percent(share)}{named}{PHRASES['tier_gets']}"
    if terms.rule is ScoringRule.DIRECT or rate is None:
        return PHRASES["met" if met.is_met(terms.direction, terms.low, terms.high, actual) else "unmet"]
    if row_score.below_pass_mark(rate, terms.rule, profile):
        return f"{PHRASES['rate']}{_percent(rate)}{PHRASES['below_pass']}"
    return f"{PHRASES['rate']}{_percent(rate)}{PHRASES['full' if guarded(rate) >= 1 else 'share']}"


def native(cells: Cells, computed: str) -> str:
    """The same sentence as a formula; ``computed`` is the cell of the computed score."""

    def number(text: str) -> str:
        return native_round(text, "2")

    def percent(text: str) -> str:
        return f'{number(f"{text}*100")}&"%"'

    tiered = row_score.native_counts_share(cells)
    share = f"MAX(0,MIN(1,{cells.actual}))"
    named = tier.native(share, ("JX_T_tier_1", "JX_T_tier_2", "JX_T_tier_3"))
    direct = f"OR({scoring_rule.native(cells.rule, ScoringRule.DIRECT)},NOT(ISNUMBER({cells.rate})))"
    failed = row_score.native_below_pass_mark(cells)
    full = f"{native_guarded(cells.rate)}>=1"
    over = (
        f"JX_T_rate&{percent(cells.rate)}&JX_T_over&{percent('JX_P_over_threshold')}"
        f"&JX_T_over_by&{percent('JX_P_over_factor')}&JX_T_over_cut"
    )
    basis = (
        f"IF({row_score.native_over(cells)},{over},"
        f"IF({tiered},JX_T_tier&{percent(share)}&{named}&JX_T_tier_gets,"
        f"IF({direct},IF({met.native(cells)},JX_T_met,JX_T_unmet),"
        f"JX_T_rate&{percent(cells.rate)}&IF({failed},JX_T_below_pass,IF({full},JX_T_full,JX_T_share)))))"
    )
    basis = f'IF({ceiling.native_is_ceiling(cells.direction, cells.target)},JX_T_ceiling,"")&{basis}'
    points = f"{number(computed)}&JX_T_unit&JX_T_end"
    rule = f'IF(ISNUMBER({computed}),JX_T_adjusted_rule&{number(computed)}&JX_T_adjusted_close,"")'
    adjusted = (
        f"JX_T_adjusted&{percent(cells.keep)}&JX_T_adjusted_gets"
        f"&{number(row_score.native_kept(cells))}&JX_T_unit&{rule}&JX_T_end"
    )
    return (
        f"IF(NOT(ISNUMBER({cells.weight})),JX_T_no_weight,IF(ISNUMBER({cells.keep}),{adjusted},"
        f'IF({cells.actual}="",JX_T_blank,IF(NOT(ISNUMBER({cells.actual})),JX_T_unread,{basis}&{points}))))'
    )
