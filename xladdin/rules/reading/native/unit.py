"""单位: the unit in which the bounds of a target stand, as native formulas.

It is the one in the closing brackets of the name, else the one that the value names, else % for a rate. In a workbook made
from issued goals it is a fixed text; ``inside`` holds it there.
"""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.model.indicator import NO_SHARES, SHARES
from xladdin.rules.reading.native.quantity import array, is_in, is_spelled
from xladdin.rules.reading.native.tables import key_of, unit_words


def native_inside(name: str) -> str:
    """Formula: what the closing brackets of the indicator's name hold, brackets within brackets included; else empty."""
    plain = f'TRIM(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({name},"（","("),"）",")"),"　"," "))'
    count = f'LEN({plain})-LEN(SUBSTITUTE({plain},"(",""))'
    opening = f'FIND("¦",SUBSTITUTE({plain},"(","¦",{count}-IF(RIGHT({plain},2)="))",1,0)))'
    return f'IF(RIGHT({plain},1)=")",IFERROR(MID({plain},{opening}+1,LEN({plain})-{opening}-1),""),"")'


def unit_of_row(at: Mapping[str, str]) -> dict[str, str]:
    """``named`` (1 where the name, or the issued goal, gives the unit), ``unit``, and what conversions need of it."""
    inside, key, own, name = at["inside"], at["i_key"], at["t_key"], at["name"]
    place = f'AND({is_in("JX_W_place", inside)},{own}<>"",{own}<>{key})'
    bare = f'LEFT({name},MIN(FIND({{"(","（"}},{name}&"(（"))-1)'
    rate = f"AND({_ends(bare, SHARES)}>0,{_ends(bare, NO_SHARES)}=0)"
    figure = f'IF({at["t_number"]}="",{at["t_low"]},{at["t_number"]})'
    counted = f"IF(ISNUMBER({figure}),AND({figure}>1,{figure}<=1000),FALSE)"
    mine, share = f"{at['named']}=1", f'{at["unit"]}="%"'
    percent = next(word.size for word in unit_words() if word.word == "%")
    said = f"LEFT({at['t_after']},LEN({at['t_after']})-LEN({at['t_tail']}))"
    free = f'AND({own}<>"",NOT({is_spelled("JX_W_no_unit", said)}))'
    return {
        "named": f'IF(AND({key}<>"",NOT({place})),1,0)',
        "unit": f'IF({mine},{inside},IF({free},{said},IF(AND({at["t_after"]}="",{counted},{rate}),"%","")))',
        "u_key": f'IF({mine},{key},IF({own}<>"",{own},IF({share},"{key_of("%")}","")))',
        "u_size": f'IF({mine},{at["i_size"]},IF({own}<>"",{at["t_size"]},IF({share},{percent},1)))',
        "u_times": f'IF({mine},{at["i_times"]},IF({own}<>"",{at["t_times"]},1))',
        "u_text": f"IF(OR({mine},{at['unit']}={inside}),{at['i_text']},{at['unit']})",
    }


def _ends(text: str, words: tuple[str, ...]) -> str:
    return f"SUMPRODUCT(--(RIGHT({text},{array(len(word) for word in words)})={array(words)}))"
