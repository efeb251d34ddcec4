"""实际数值: from the text of 全年实际完成值 to the number that the rules take.

The text grammar has one full face, Python (``model.quantity``). The native formula reads plain numbers, an optional
operator-free % or the row's own unit, and the listed words; for anything else it says 需核对, so that no sheet without
the add-in ever guesses.
"""

from __future__ import annotations

import re
from decimal import Decimal

from xladdin.model.grammar.deadline import kept
from xladdin.model.grammar.decimals import LARGEST
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import BLANK_MARKS, Actual, Direction, Kind, Target, read_actual
from xladdin.rules.profile import Profile
from xladdin.rules.row import scoring_rule
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.row.terms import ActualNumber
from xladdin.rules.words import UNREAD

#: Longest number, in characters, that the native formula reads.
_LONGEST = 24

#: What an input cell with an error value (#REF! and the like) counts as: a text that needs a person's eye.
ERROR_VALUE = "#N/A"
_ERROR_VALUES = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))

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

    None while blank; 需核对 when the text cannot be read against the target. A text result under 按评判等级赋分 counts
    what the filler chose (``tier_percent``, 0 … 100) and nothing without a choice. ``year`` is the evaluation's.
    """
    if actual.kind is Kind.BLANK:
        return None
    if target.kind is Kind.NUMBER:
        return actual.value if actual.kind is Kind.NUMBER and actual.value is not None else UNREAD
    if target.kind in (Kind.BLANK, Kind.UNREADABLE):
        return UNREAD
    if rule is ScoringRule.TIER:
        return tier_percent / _HUNDRED if tier_percent is not None else UNREAD
    if target.deadline is not None and actual.moment is not None:
        done = kept(actual.moment, target.deadline, year)
        return UNREAD if done is None else (_ONE if done else _ZERO)
    return share_of_text(actual.printed, target.printed, profile)


def share_of_text(actual: str, target: str, profile: Profile) -> ActualNumber:
    """1 when the text repeats the target or is a word for “met”, 0 for a word for “not met”, else 需核对."""
    text = fold(actual)
    if text.casefold() == fold(target).casefold() or text in profile.met_words:
        return _ONE
    return _ZERO if text in profile.unmet_words else UNREAD


def value_of_text(text: str, unit: str, target: Target, profile: Profile, year: int = 0) -> ActualNumber:
    """What the worksheet function JX_VALUE answers: ``actual_value`` for a row that is not scored by tiers."""
    return actual_value(read_actual(text, target.unit), target, profile, year=year)


#: How a blank is typed, beside the folded marks: dashes of several kinds, signs in full width.
_TYPED_BLANKS = ("—", "——", "－", "−", "–", "／", "＼", "…", "……")


def word_lists(profile: Profile) -> dict[str, tuple[str, ...]]:
    """Defined name → words, for the columns of the sheet 参数 that the native formulas look into."""
    blanks = tuple(sorted(BLANK_MARKS - {""})) + _TYPED_BLANKS
    return {"JX_W_met": profile.met_words, "JX_W_unmet": profile.unmet_words, "JX_W_blank": blanks}


def clean_text(text: str) -> str:
    """``text`` as 评分表 shows it: no line breaks, blanks at the ends or doubled blanks; the plain percent sign; one
    text for all error values."""
    if text in _ERROR_VALUES:
        return ERROR_VALUE
    text = "".join(sign for sign in text.replace("％", "%").replace("　", " ") if sign >= " ")
    return re.sub(" +", " ", text).strip(" ")


def _native_clean(text: str) -> str:
    """Formula: ``clean_text`` of ``text``."""
    return f'TRIM(CLEAN(SUBSTITUTE(SUBSTITUTE({text}&"","％","%"),"　"," ")))'


def native_text(source: str) -> str:
    """Formula: what was typed into ``source`` as text; a number in a cell with a percent format keeps its percent.

    95 % typed into Excel is 0.95 with a percent format; the text must say 95%. A date is shown as one, since its
    serial number would pass for a value.
    """
    form = f'LEFT(CELL("format",{source}),1)'
    date = f'IF({form}="D",TEXT({source},"yyyy""年""m""月""d""日"""),{source}&"")'
    percent = f'IF({form}="P",ROUND({source}*100,9)&"%",{date})'
    return f'IFERROR(IF(ISNUMBER({source}),{percent},{_native_clean(source)}),"{ERROR_VALUE}")'


def native_digits(text: str, unit: str) -> str:
    """Formula: ``text`` without a closing % (where the unit is % or none) or without the row's own unit."""
    percent = f'AND(RIGHT({text},1)="%",OR({unit}="%",{unit}="％",{unit}=""))'
    own = f'AND({unit}<>"",LEN({text})>LEN({unit}),RIGHT({text},LEN({unit}))={unit})'
    return f"IF({percent},TRIM(LEFT({text},LEN({text})-1)),IF({own},TRIM(LEFT({text},LEN({text})-LEN({unit}))),{text}))"


def native_is_number(digits: str) -> str:
    """Formula: TRUE when ``digits`` is [-]digits[.digits] and nothing else (VALUE alone would read 9-7 as a date).

    The text is padded with zeros, since looking for an empty text is an error in LibreOffice and 1 in Excel.
    """
    body = f'IF(LEFT({digits},1)="-",MID({digits},2,{_LONGEST}),{digits})'
    places = ",".join(str(place) for place in range(1, _LONGEST + 1))
    only = f'SUMPRODUCT(--ISERROR(FIND(MID({body}&REPT("0",{_LONGEST}),{{{places}}},1),"0123456789.")))=0'
    points = f'LEN({digits})-LEN(SUBSTITUTE({digits},".",""))<=1'
    ends = f'ISNUMBER(FIND(LEFT({body}&"x",1),"0123456789")),ISNUMBER(FIND(RIGHT("x"&{digits},1),"0123456789"))'
    return f"AND(LEN({digits})<={_LONGEST},{only},{points},{ends})"


def native_in_range(digits: str) -> str:
    """Formula: TRUE when the number in ``digits``, which must be one, is none of those that are slips of the hand."""
    return f"ABS(VALUE({digits}))<{LARGEST:.0E}".replace("E+", "E")


def native(text: str, digits: str, direction: str, target: str, rule: str, tier: str) -> str:
    """Formula of the value over ``native_text`` in cell ``text`` and ``native_digits`` in cell ``digits``.

    Only a row with a numeric direction takes a number; a number of 10^15 and above is a slip of the hand.
    """
    directions = "".join(direction.value for direction in Direction if direction is not Direction.QUALITATIVE)
    numeric = f'AND({direction}<>"",ISNUMBER(FIND({direction},"{directions}")))'
    number = f'IF({native_in_range(digits)},VALUE({digits}),"{UNREAD}")'
    return (
        f'IF(OR({text}="",SUMPRODUCT(--(JX_W_blank={text}))>0),"",IF({direction}="定性",'
        f"{native_share(text, target, rule, tier)},"
        f'IF(AND({numeric},{native_is_number(digits)}),{number},"{UNREAD}")))'
    )


def native_share(text: str, target: str, rule: str, tier: str) -> str:
    """Formula of the achieved share for a text target: the chosen tier, else the listed words, else 需核对."""
    words = (
        f"IF({text}={_native_clean(target)},1,"
        f"IF(SUMPRODUCT(--(JX_W_met={text}))>0,1,"
        f'IF(SUMPRODUCT(--(JX_W_unmet={text}))>0,0,"{UNREAD}")))'
    )
    tiered = f'IF(ISNUMBER({tier}),{tier}/100,"{UNREAD}")'
    return f"IF({scoring_rule.native(rule, ScoringRule.TIER)},{tiered},{words})"
