"""实际数值 as a native formula over the steps of the actual value and of the target's unit."""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.model.grammar.quantity import Direction
from xladdin.rules.reading.clean import native_clean
from xladdin.rules.reading.fraction import FRACTION_FROM
from xladdin.rules.reading.native.date import native_done, native_kept
from xladdin.rules.reading.native.quantity import LARGEST_NUMBER, array, has_any, has_no, is_bare, is_in, is_spelled
from xladdin.rules.reading.native.tables import MEANING, SIGN, UNITS, key_of
from xladdin.rules.row import scoring_rule
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.words import UNREAD

#: Words of a target that is a change: only Python knows last year's value.
CHANGING = "提高 提升 增长 增加 上升 升高 下降 降低 减少 缩短 压减".split()


#: What people put before the target when it is reached: 已建立健全.
_ALREADY = ("已", "已经", "均已", "全部已")


def native_typed(text: str, source: str, key: str, unit: str) -> str:
    """Formula: what was typed, with a # in front where it may be a rate that the cell keeps as a fraction.

    95 % in a cell with a number format is 0.95, and nothing but the format, which formulas cannot see without being
    recalculated at every edit, tells it from a plain 0.95. Input cells are formatted as text; this is for what is pasted.
    A number that would be 2000 % and more was no rate with a percent sign.
    """
    small = f'AND({source}<>0,ABS({source})<IF({key}="{key_of("%")}",{FRACTION_FROM},IF({unit}="",1.0000001,0)))'
    return f'IF(ISNUMBER({source}),IF({small},"#",""),"")&{text}'


def is_changing(target: str) -> str:
    """Formula: TRUE when a target text speaks of a change."""
    return has_any(CHANGING, target)


def native_words(part: str, at: Mapping[str, str], before: str) -> str:
    """Formula: TRUE when what stands around number and unit makes no doubt of it."""
    tail, unit, said = at[f"{part}_tail"], at[f"{part}_unit"], f"{before}&{at[f'{part}_tail']}"
    return (
        f'IF({said}="",TRUE,AND({at[f"{part}_key"]}<>"",EXACT(UPPER({said}),LOWER({said})),{has_no("JX_W_doubt", said)},'
        f'ISERROR(FIND(RIGHT({before}&"x",1),".,-+")),'
        f'OR(NOT({is_in(UNITS, tail)}),AND({at[f"{part}_key"]}<>"{key_of("%")}",{is_in("JX_W_counted", tail)})),'
        f'OR(RIGHT({before},1)<>"前",RIGHT({before},2)="目前",RIGHT({before},2)="当前"),LEFT({tail},1)<>"前",'
        f'OR({tail}="",NOT({is_in("JX_W_start", unit)}))))'
    )


def native_number_value(at: Mapping[str, str]) -> str:
    """Formula: the actual number in the target's unit, or 需核对."""
    number, before, after = at["a_number"], at["a_before"], at["a_after"]
    key, size, own, own_size = at["a_key"], at["a_size"], at["u_key"], at["u_size"]
    signed = f'OR({before}="-",{before}="+")'
    share = f'{own}="{key_of("%")}"'
    reached = f'IFERROR(INDEX({MEANING},MATCH({before},{SIGN},0)),"")="0"'
    lead = f'IF(OR({signed},{reached}),"",{before})'
    same = f"EXACT({after},{at['u_text']})"
    worded = f'IF(AND({same},{lead}=""),TRUE,{native_words("a", at, lead)})'
    bare = is_bare("a", at)
    value = f'IF({before}="-",-{number},{number})'
    fraction = f'AND({at["unit"]}="%",MAX({at["low"]},{at["high"]})>={FRACTION_FROM},{number}>0,{number}<=1)'
    dated = f'AND({at["a_unit"]}="年",{number}>=1900)'
    loose = f'AND({key}<>"",{key}<>"{key_of("%")}",{key}<>"{key_of("百分点")}",{at["a_times"]}=1,NOT({is_in("JX_W_start", at["a_unit"])}),NOT({is_spelled("JX_W_no_unit", after)}))'
    converted = native_rounded(f"{value}*{size}/{own_size}")
    unread = f'"{UNREAD}"'
    return (
        f'IF(OR({number}="",NOT({worded}),AND({signed},{share})),{unread},'
        f"IF(ABS({number})>={LARGEST_NUMBER},{unread},"
        f'IF({after}="",IF({fraction},{unread},{value}),'
        f'IF({bare},IF({share},{unread},{value}*{at["a_times"]}/IF({at["unit"]}="",1,{at["u_times"]})),'
        f'IF({at["unit"]}="",IF({loose},{value},{unread}),'
        f"IF({dated},{unread},IF({same},{value},"
        f'IF({key}="",{unread},IF({key}<>{own},{unread},IF({size}={own_size},{value},{converted}))))))))))'
    )


def native_rounded(value: str) -> str:
    """Formula: a converted number without the dust that doubles leave: fourteen digits."""
    return f"IF({value}=0,0,ROUND({value},13-INT(LOG10(ABS({value})))))"


def is_word(list_name: str, text: str) -> str:
    """Formula: TRUE when a typed text, in which anything may stand, is a word of a list."""
    return f"SUMPRODUCT(--({list_name}={text}))>0"


def native_value(at: Mapping[str, str], text: str, rule: str, tier: str) -> str:
    """Formula of the value. Only a row with a numeric direction takes a number."""
    directions = "".join(direction.value for direction in Direction if direction is not Direction.QUALITATIVE)
    direction, target = at["direction"], at["target_text"]
    numeric = f'AND({direction}<>"",ISNUMBER(FIND({direction},"{directions}")),NOT({is_changing(target)}))'
    return (
        f'IF(OR({text}="",{is_word("JX_W_blank", text)}),"",IF({direction}="定性",{native_share(at, text, rule, tier)},'
        f'IF({numeric},{native_number_value(at)},"{UNREAD}")))'
    )


def native_share(at: Mapping[str, str], text: str, rule: str, tier: str) -> str:
    """Formula of the achieved share for a text target: under 按评判等级 the tier; the deadline; the listed words; else the
    chosen tier, else 需核对."""
    due, late = at["due"], at["late"]
    tiered = f'IF(ISNUMBER({tier}),{tier}/100,"{UNREAD}")'
    bare = f'IF(OR(RIGHT({text},1)={{"。","；","，","、"}}),LEFT({text},LEN({text})-1),{text})'
    wanted = native_clean(at["target"])
    repeated = f"OR({bare}={wanted},{bare}={array(_ALREADY)}&{wanted})"
    words = f"IF({repeated},1,IF({is_word('JX_W_met', bare)},1,IF({is_word('JX_W_unmet', bare)},0,{tiered})))"
    kept = native_kept(due, late, at["a_from"], at["a_to"], UNREAD)
    dated = f"IF(AND(ISNUMBER({due}),{native_done('a', at)}),{kept},{words})"
    return f"IF({scoring_rule.native(rule, ScoringRule.TIER)},{tiered},{dated})"
