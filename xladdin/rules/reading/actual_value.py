"""实际数值: from the text of 全年实际完成值 to the number that the rules take.

The text grammar has one full face, Python (``model.grammar``). What the sheet reads without the add-in is ``native``; for
anything else it says 需核对, so that no sheet ever guesses.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.model.grammar.change import Change, changed, could_be_the_change
from xladdin.model.grammar.deadline import kept
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import BLANK_MARKS, Actual, Kind, Target, read_actual
from xladdin.model.grammar.unit import convert
from xladdin.patterns import pattern
from xladdin.rules.profile import Profile
from xladdin.rules.reading.fraction import FRACTION_FROM
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.row.terms import ActualNumber
from xladdin.rules.words import UNREAD

#: Results that say neither met nor not met: the three official tiers, and what people write for the middle one.
_PARTLY = pattern("基本|部分|大部|大体|一定效果|效果较差|多数|较好")
#: A target that only says which way.
_FALLING = ("下降", "降低", "减少", "缩短", "减轻")
_DIRECTION = pattern(
    "(?:较上年|比上年|较上年度|比上年度|同比|环比|有所|逐年|逐步|持续|稳步|不断)*"
    f"(提高|提升|增长|增加|上升|{'|'.join(_FALLING)})"
)
#: What people put before the target when it is reached: 已建立健全.
_DONE = pattern("^(?:均|全部)?已经?")
_STOPS = "。.;,、!"
_ONE, _ZERO, _HUNDRED = Decimal(1), Decimal(0), Decimal(100)


def actual_value(
    actual: Actual,
    target: Target,
    profile: Profile,
    *,
    rule: ScoringRule = ScoringRule.PROPORTIONAL,
    tier_percent: Decimal | None = None,
    year: int = 0,
) -> ActualNumber:
    """The number to score: in the target's unit, or the achieved share (0 … 1) for a text or date target.

    None while blank; 需核对 when the text cannot be read against the target. A text result counts what the filler chose
    (``tier_percent``, 0 … 100): under 按评判等级赋分 always, under another rule where its words say neither “met” nor
    “not met” (基本达到). ``year`` is the evaluation's.
    """
    if actual.kind is Kind.BLANK:
        return None
    if target.kind is Kind.NUMBER:
        number = _level_after_change(actual, target) if target.base is not None else _number(actual, target)
        return UNREAD if number is None else number
    if target.kind in (Kind.BLANK, Kind.UNREADABLE):
        return UNREAD
    chosen: ActualNumber = tier_percent / _HUNDRED if tier_percent is not None else UNREAD
    if rule is ScoringRule.TIER:
        return chosen
    if target.deadline is not None and actual.moment is not None:
        done = kept(actual.moment, target.deadline, year)
        return UNREAD if done is None else (_ONE if done else _ZERO)
    if reaches_change(actual, target):
        return _ONE
    share = share_of_text(actual.printed, target.printed, profile)
    return chosen if share == UNREAD else share


def reaches_change(actual: Actual, target: Target) -> bool:
    """Whether a change is reached by a change said the same way: 提高3.4个百分点 of 较上年提高3个百分点, whatever last year
    was; and a direction (逐年下降) by any change in it."""
    wanted, made = target.change, actual.change
    if made is not None and wanted is None:
        word = _DIRECTION.fullmatch(fold(target.printed))
        return word is not None and made.amount > 0 and (made.direction < 0) == (word[1] in _FALLING)
    if wanted is None or made is None or wanted.direction != made.direction or wanted.amount <= 0:
        return False
    if wanted.unit is None or made.unit is None:
        return wanted.unit is made.unit and made.amount >= wanted.amount
    same = wanted.unit.comparable(made.unit) and wanted.unit.is_points == made.unit.is_points
    return same and convert(made.amount, made.unit, wanted.unit) >= wanted.amount


def _number(actual: Actual, target: Target) -> Decimal | None:
    """The actual number in the target's unit; None where the two are not said in the same measure.

    A target without a unit is met by a number without one or with a plain counter, not by a share (the 100% of a count)
    and not by ten thousands of something (万元 may be the target's own unit, or not). 百分点 are no level of a rate.
    """
    unit, said = target.unit, actual.said
    if unit is None and said is not None and (said.is_share or said.prefix != 1):
        return None
    if said is not None and said.is_points and (unit is None or not unit.is_points):
        return None
    return None if _may_be_a_fraction(actual, target) else actual.value


def _may_be_a_fraction(actual: Actual, target: Target) -> bool:
    """Whether a rate stands there that may be 0.956 % as well as 95.6 %."""
    if actual.said is not None or actual.value is None or target.unit is None or target.unit.printed not in ("%", "％"):
        return False
    highest = max(bound for bound in (target.low, target.high) if bound is not None)
    return highest >= FRACTION_FROM and _ZERO < actual.value <= _ONE


def _level_after_change(actual: Actual, target: Target) -> Decimal | None:
    """What was reached, where the target is a change of last year's value: a level, or last year's after a change.

    A number that is nearer to the wanted change than to last year's value may be either: 6 against “增长5%” of 15000.
    """
    if target.base is None or target.change is None:
        return None
    if actual.change is not None:
        return changed(target.base, target.unit, actual.change)
    if actual.kind is Kind.NUMBER and actual.said is not None and actual.said.is_points:
        return changed(target.base, target.unit, Change(target.change.direction, actual.value or _ZERO, actual.said))
    number = _number(actual, target)
    return None if number is None or could_be_the_change(number, target.base, target.change) else number


def why_unread(actual: Actual, target: Target) -> str:
    """Why ``actual_value`` is 需核对 and what to write instead: Chinese, without a full stop; empty when nobody can say."""
    if target.kind is Kind.UNREADABLE:
        return f"指标值“{target.printed.strip()}”{target.reason}"
    if actual.reason:
        return actual.reason
    if target.kind is Kind.NUMBER:
        return _why_no_number(actual, target)
    if says_partly(actual.printed):
        return "“基本”“部分”这类说法没有说明完成了多少，须在评分表选定评判等级比例"
    return f"与指标值“{target.printed.strip()}”不能比较"


def _why_no_number(actual: Actual, target: Target) -> str:
    said = actual.said
    if actual.kind is Kind.NUMBER and _may_be_a_fraction(actual, target):
        return "看不出是不到 1% 还是写成了小数（如 0.95 即 95%），请写明百分号"
    if actual.kind is Kind.NUMBER and target.base is not None:
        return "看不出填的是达到的水平，还是比上年变化了多少"
    if said is not None and said.is_points:
        return "百分点说的是变化，指标值说的是水平"
    if said is not None and said.is_share:
        return f"指标值“{target.printed.strip()}”不是百分数，填的像是完成率"
    if said is not None:
        return f"指标值“{target.printed.strip()}”没有写单位，看不出是不是以“{said.printed}”计"
    if actual.kind is Kind.DATE:
        return "填的是日期，指标值是数值"
    return "指标值是数值，填的是文字"


def says_partly(text: str) -> bool:
    """Whether a text result asks for a tier: 基本达到, 部分达成年度指标并具有一定效果, 未达成年度指标且效果较差."""
    return _PARTLY.search(fold(text)) is not None


def share_of_text(actual: str, target: str, profile: Profile) -> ActualNumber:
    """1 when the text repeats the target or is a word for “met”, 0 for a word for “not met”, else 需核对."""
    text = fold(actual).rstrip(_STOPS)
    aim = fold(target).rstrip(_STOPS).casefold()
    if aim in (text.casefold(), _DONE.sub("", text).casefold()) or text in profile.met_words:
        return _ONE
    return _ZERO if text in profile.unmet_words else UNREAD


def value_of_text(
    text: str,
    target: Target,
    profile: Profile,
    *,
    rule: ScoringRule = ScoringRule.PROPORTIONAL,
    tier_percent: Decimal | None = None,
    year: int = 0,
) -> ActualNumber:
    """``actual_value`` of a typed text: it is read in the unit in which the target's bounds stand."""
    actual = read_actual(text, target.unit)
    return actual_value(actual, target, profile, rule=rule, tier_percent=tier_percent, year=year)


#: How a blank is typed, beside the folded marks: dashes of several kinds, signs in full width.
_TYPED_BLANKS = ("—", "——", "－", "−", "–", "／", "＼", "…", "……")


def word_lists(profile: Profile) -> dict[str, tuple[str, ...]]:
    """Defined name → words, for the columns of the sheet 参数 that the native formulas look into."""
    blanks = tuple(sorted(BLANK_MARKS - {""})) + _TYPED_BLANKS
    return {"JX_W_met": profile.met_words, "JX_W_unmet": profile.unmet_words, "JX_W_blank": blanks}
