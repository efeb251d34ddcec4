"""方向, 目标下限, 目标上限 of a target that is typed into a blank book, as native formulas over its steps.

In a workbook made from issued goals they are fixed values that Python has read; there these steps stay blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xladdin.model.grammar.decimals import LONGEST_TEXT
from xladdin.rules.reading.cost_ceiling import COST_LEVEL, COST_NAMES, RESULT_LEVELS
from xladdin.rules.reading.native.actual import CHANGING, is_word, native_rounded, native_words
from xladdin.rules.reading.native.quantity import (
    LARGEST_NUMBER,
    array,
    behind_length,
    has_any,
    has_no,
    is_bare,
    is_in,
    is_spelled,
    only,
)
from xladdin.rules.reading.native.tables import BEHIND, BOUND, MEANING, SIGN, code_of, key_of
from xladdin.rules.words import UNREAD

#: Links between the two ends of a range; ～ also stands for the other tildes.
_LINKS = ("-", "～", "至", "到", "±")

#: Longest end of a range, in characters.
_LONGEST_END = 16

#: A target that begins and ends with one of these says nothing in Chinese (NaN, ∞, N/A).
_NO_WORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz∞±～#.,/%-+×¿()"
_NUMERALS = "一二三四五六七八九十百千万亿两零〇半"
_UNREAD = f'"{UNREAD}"'


def sign_steps(at: Mapping[str, str]) -> dict[str, str]:
    """What signs and words around the number say: ``t_sign`` in front, ``t_bound`` behind. “0” stands for nothing, empty
    for what is not understood; ``t_lead`` are the words in front of the sign, ``t_after`` is what stands behind the number
    without the comparison."""
    before, raw, lead = at["t_before"], at["t_raw"], at["t_lead"]
    plain = f'SUBSTITUTE({before},"%","")'
    front = f"SUMPRODUCT(MAX((RIGHT({plain},LEN({SIGN}))={SIGN})*LEN({SIGN})))"
    sign = f"RIGHT({plain},LEN({plain})-LEN({lead}))"
    length = behind_length(raw)
    inner = f'FIND("内",{raw}&"内")'
    span = f'SUBSTITUTE(SUBSTITUTE(LEFT({raw},{inner}-1),"以",""),"之","")'
    within = f"AND({inner}<=LEN({raw}),{is_in('JX_W_span', span)})"
    share = f'ISNUMBER(FIND("%",{before}))'
    return {
        "t_lead": f"LEFT({plain},LEN({plain})-{front})",
        "t_sign": f'IF({plain}={lead},"0",IFERROR(INDEX({MEANING},MATCH({sign},{SIGN},0)),""))',
        "t_bound": f'IF({within},"≤",IF({length}=0,"0",INDEX({BOUND},MATCH(RIGHT({raw},{length}),{BEHIND},0))))',
        "t_after": f'IF({within},{span},IF({share},"%",LEFT({raw},LEN({raw})-{length})))',
    }


def range_steps(at: Mapping[str, str]) -> dict[str, str]:
    """``t_low`` and ``t_high``: the ends of a range (3-5个, 80%至90%, 20±2) as they are written; empty for none."""
    figures, after, link, low, high = (at[f"t_{step}"] for step in ("figures", "after", "link", "begin", "end"))
    begin = f"LEFT({figures},{link}-1)"
    bare = f'IF(AND({after}<>"",RIGHT({begin},LEN({after}))={after}),LEFT({begin},LEN({begin})-LEN({after})),{begin})'

    def number(text: str) -> str:
        plain = only("0123456789.", text, _LONGEST_END)
        return f'IF(AND({text}<>"",LEN({text})<={_LONGEST_END},{plain}),IFERROR(VALUE({text}),""),"")'

    spread = f'MID({figures},{link},1)="±"'
    vague = f'AND({spread},{at["t_key"]}="{key_of("%")}",{at["i_key"]}<>"{key_of("%")}")'
    years = f'AND({at["t_unit"]}="年",{high}>=1900)'
    known = (
        f'IF(AND({at["t_before"]}="",{at["t_tail"]}="",ISNUMBER({low}),ISNUMBER({high})),'
        f"AND(NOT({vague}),NOT({years}),OR({spread},{low}<={high})),FALSE)"
    )
    return {
        "t_link": f'IF(AND({figures}<>"",{at["t_number"]}=""),MIN(FIND({array(_LINKS)},{figures}&"{"".join(_LINKS)}")),0)',
        "t_begin": f'IF({link}=0,"",{number(bare)})',
        "t_end": f'IF({link}=0,"",{number(f"MID({figures},{link}+1,24)")})',
        "t_low": f'IF({known},IF({spread},{low}-{high},{low}),"")',
        "t_high": f'IF({known},IF({spread},{low}+{high},{high}),"")',
    }


def _fits(at: Mapping[str, str]) -> str:
    """Formula: TRUE when the unit that the target names can be said in the unit of the row."""
    after, key, own = at["t_after"], at["t_key"], at["i_key"]
    named = f"{at['named']}=1"
    bare = is_bare("t", at)
    free = f'AND({key}<>"",NOT({is_spelled("JX_W_no_unit", after)}))'
    return f'OR({after}="",{after}={at["i_text"]},IF({bare},NOT(AND({named},{own}="{key_of("%")}")),IF({named},{key}={own},{free})))'


def native_direction(at: Mapping[str, str], cost: str) -> str:
    """Formula of 方向; ``cost`` is TRUE where an unsigned target is an upper bound."""
    text, fold, before = at["target_text"], at["t_fold"], at["t_before"]
    sign, bound, number = at["t_sign"], at["t_bound"], at["t_number"]
    said = f'IF({bound}="0",{sign},IF(OR({sign}="0",{sign}={bound}),{bound},""))'
    years = f'AND({at["t_unit"]}="年",{number}>=1900)'
    sound = (
        f'AND({sign}<>"",{native_words("t", at, at["t_lead"])},{_fits(at)},NOT({years}),ABS({number})<{LARGEST_NUMBER})'
    )
    shown = f'IF({said}="0",IF({cost},"≤","＝"),IF({said}=">","＞",IF({said}="<","＜",IF({said}="=","＝",IF({said}="",{_UNREAD},{said})))))'
    change = f'AND({number}<>"",{at["last_year"]}="",OR(RIGHT({before},2)={array(CHANGING)}),{at["t_tail"]}="",{bound}="0",{at["t_key"]}<>"")'
    numbered = f'IF({number}<>"",{sound},FALSE)'
    ranged = f"AND(ISNUMBER({at['t_low']}),{_fits(at)})"
    months = f'OR({at["i_text"]}="月",{at["i_text"]}="个月")'
    figures = at["t_figures"]
    year = f'AND({before}="",LEN({figures})=4,OR(LEFT({figures},2)={{"19","20"}}),LEFT({at["t_raw"]},1)="年")'
    dated = f"AND(OR(ISNUMBER({at['due']}),{year}),NOT({months}))"
    return (
        f'IF(OR({text}="",{is_word("JX_W_blank", text)}),"",IF({dated},"定性",IF({change},"定性",'
        f'IF({numbered},{shown},IF({ranged},"区间",IF({_doubtful(at, fold)},{_UNREAD},"定性"))))))'
    )


def _doubtful(at: Mapping[str, str], fold: str) -> str:
    """Formula: TRUE when a target without a number needs a person's eye: figures, letters, a comparison with numerals."""
    numerals = f'ISNUMBER(FIND(MID({fold},LEN({SIGN})+1,1),"{_NUMERALS}"))'
    compared = f'SUMPRODUCT((LEFT({fold},LEN({SIGN}))={SIGN})*({MEANING}<>"0")*{numerals})>0'
    no_word = f'AND(ISNUMBER(FIND(LEFT({fold},1),"{_NO_WORD}")),ISNUMBER(FIND(RIGHT({fold},1),"{_NO_WORD}")))'
    signs = f'OR(LEFT({fold},1)={{"≥","≤",">","<","="}})'
    counted = f'AND({at["t_bound"]}<>"0",ISNUMBER(FIND(LEFT({fold},1),"{_NUMERALS}")))'
    hundred = f'ISNUMBER(FIND("百分之",{fold}))'
    return f"OR({hundred},{at['t_first']}<={at['t_last']},LEN({fold})>{LONGEST_TEXT},{no_word},{signs},{compared},{counted})"


def native_cost(at: Mapping[str, str], parameter: str) -> str:
    """Formula: TRUE where an unsigned amount is an upper bound (``rules.reading.cost_ceiling``)."""
    name, level1, levels = at["name"], at["level1"], f"{at['level1']}&{at['level2']}"
    money = f'LEFT({at["u_key"]},{len(str(code_of("元"))) + 1})="{code_of("元")}/"'
    paid = f"AND(NOT({has_no('JX_W_no_cost', name)}),{has_no('JX_W_ceiling', name)})"
    named, result = has_any(COST_NAMES, name), has_any(RESULT_LEVELS, level1)
    level = f'ISNUMBER(FIND("{COST_LEVEL}",{levels}))'
    return (
        f'IF(N({parameter})=0,FALSE,IF(OR(AND({at["unit"]}<>"",NOT({money})),{paid}),FALSE,'
        f"OR({level},AND({named},{money},NOT({result})))))"
    )


def native_bound(at: Mapping[str, str], directions: Sequence[str], ranged: str) -> str:
    """Formula of a bound: the number for these directions, the end ``ranged`` for a range; in the unit of the row."""
    number, size, own = at["t_number"], at["t_size"], at["i_size"]
    named = f"{at['named']}=1"

    def converted(value: str) -> str:
        units = f'IF(AND({named},{at["t_key"]}<>""),IF({size}={own},{value},{native_rounded(f"{value}*{size}/{own}")}),{value})'
        return f"IF({is_bare('t', at)},{value}*{at['t_times']}/IF({named},{at['i_times']},1),{units})"

    direction = at["direction"]
    return (
        f'IF(OR({direction}={array(directions)}),{converted(number)},IF({direction}="区间",{converted(at[ranged])},""))'
    )
