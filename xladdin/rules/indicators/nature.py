"""性质 of an indicator: whether what units get of it adds up to what was received.

The unit of measure and the name propose it, in Python and on the sheet; a person decides. Flows by the year (万人次/年) add
up, other quotients (万元/公顷) and shares do not.
"""

from __future__ import annotations

from enum import StrEnum

from xladdin.model.grammar.fold import fold
from xladdin.model.indicator import SHARES


class Nature(StrEnum):
    ABSOLUTE = "绝对量"
    RELATIVE = "相对量"
    QUALITATIVE = "定性"
    DEADLINE = "时限"


_TIMES = ("年", "月", "天", "日", "小时", "个月", "年以上")
_TIME_WORDS = ("时间", "时限", "期限", "持续", "年限")
_FLOWS = ("/年", "/月", "/日", "/天")
_DATE_WORDS = ("月底", "月前", "年底", "日前", "月末")
_QUOTIENTS = ("/", "每", "%", "‰", "％")
_FIGURES = "0123456789"


def proposed(name: str, unit: str, target: str) -> Nature:
    """What unit and name suggest. ``unit``: the column's, or empty where the name's brackets give it."""
    bare, _, bracket = fold(name).partition("(")
    measure = fold(unit) or bracket.rpartition(")")[0]
    said = fold(target)
    if any(word in said for word in _DATE_WORDS):
        return Nature.DEADLINE
    if not any(figure in said for figure in _FIGURES):
        return Nature.QUALITATIVE
    if measure in _TIMES or any(word in bare for word in _TIME_WORDS):
        return Nature.DEADLINE
    without_flow = measure
    for flow in _FLOWS:
        without_flow = without_flow.removesuffix(flow)
    if any(sign in without_flow for sign in _QUOTIENTS) or "%" in said or bare.endswith(SHARES):
        return Nature.RELATIVE
    return Nature.ABSOLUTE


def native(name: str, unit: str, target: str) -> str:
    """The same as a formula over three cells; blank while there is no name. Full-width brackets and signs are folded."""
    folded = f'SUBSTITUTE(SUBSTITUTE(TRIM({name}),"（","("),"）",")")'
    bare = f'LEFT({folded},FIND("(",{folded}&"(")-1)'
    behind = f'MID({folded},FIND("(",{folded}&"(")+1,40)'
    bracket = f'SUBSTITUTE({behind},")","")'
    measure = f'SUBSTITUTE(IF(TRIM({unit})="",{bracket},TRIM({unit})),"／","/")'

    def any_of(words: tuple[str, ...] | str, text: str) -> str:
        listed = ",".join(f'"{word}"' for word in words)
        return f"SUMPRODUCT(--ISNUMBER(FIND({{{listed}}},{text})))>0"

    ends = ",".join(f'"{word}"' for word in SHARES)
    lengths = ",".join(str(len(word)) for word in SHARES)
    share = f"SUMPRODUCT(--(RIGHT({bare},{{{lengths}}})={{{ends}}}))>0"
    flow = measure
    for one in _FLOWS:
        flow = f'SUBSTITUTE({flow},"{one}","")'
    times = ",".join(f'"{word}"' for word in _TIMES)
    figures = any_of(_FIGURES + "０１２３４５６７８９", target)
    relative = f"OR({any_of(_QUOTIENTS, flow)},{any_of(('%', '％'), target)},{share})"
    timed = f"OR(SUMPRODUCT(--({measure}={{{times}}}))>0,{any_of(_TIME_WORDS, bare)})"
    return (
        f'IF(TRIM({name})="","",IF({any_of(_DATE_WORDS, target)},"{Nature.DEADLINE}",IF(NOT({figures}),"{Nature.QUALITATIVE}",'
        f'IF({timed},"{Nature.DEADLINE}",IF({relative},"{Nature.RELATIVE}","{Nature.ABSOLUTE}")))))'
    )
