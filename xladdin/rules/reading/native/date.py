"""Dates as formulas: ``2024年11月30日前完工``, ``11月底``, ``2024.12.3``, ``年底前`` as numbers like 20241130.

A date is a span of days, as in ``model.grammar.deadline``. Where a text names no year the evaluation's stands in. Read are
day, month, end of a month, end of the year; periods, quarters and terms are left to a person's eye.
"""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.rules.reading.native.names import DATE_STEPS
from xladdin.rules.reading.native.quantity import LONGEST_TEXT, is_in


def date_steps(part: str, at: Mapping[str, str], year: str) -> dict[str, str]:
    """The date in the folded text of a part, in steps; ``year`` is the cell with the evaluation's year.

    Steps: date (from its first figure, with 年 and 月 for other separators), year, month (0 for the end of the year), days
    (what follows), digits (of the day), taken (characters of ``days`` that belong to the date), done (what follows), from
    and to (empty for no date).
    """
    cell = {name: at[f"{part}_{name}"] for name in (*DATE_STEPS, "fold", "first", "last")}
    fold, first, last = cell["fold"], cell["first"], cell["last"]
    base = f'SUBSTITUTE(SUBSTITUTE(IF({first}>{last},{fold},MID({fold},{first},{LONGEST_TEXT}))," ",""),"(含)","")'
    even = f'SUBSTITUTE(SUBSTITUTE({base},"-","/"),".","/")'
    dated = f'SUBSTITUTE(SUBSTITUTE({even},"/","年",1),"/","月",1)'
    date, written = cell["date"], f'AND(MID({cell["date"]},5,1)="年",OR(LEFT({cell["date"]},2)={{"19","20"}}))'
    behind = f'SUBSTITUTE(IF({written},MID({date},6,{LONGEST_TEXT}),{date}),"度","",1)'
    month, days, digits, taken = cell["month"], cell["days"], cell["digits"], cell["taken"]
    day = f"VALUE(LEFT({days},{digits}))"
    end = f"DAY(DATE(IF({cell['year']}>0,{cell['year']},2024),{month}+1,0))"
    base_number = f"{cell['year']}*10000"

    def digit(place: int) -> str:
        return f'ISNUMBER(FIND(MID({days}&"xx",{place},1),"0123456789"))'

    sound = f"AND({month}>=1,{month}<=12,IF({digits}>0,AND({day}>=1,{day}<={end}),TRUE))"
    begin = f"IF({digits}>0,{day},IF({taken}>0,21,1))"
    stop = f"IF({digits}>0,{day},{end})"
    return {
        f"{part}_date": f'IF(AND(MID({even},5,1)="/",ISNUMBER(FIND("/",{even},6))),{dated},{base})',
        f"{part}_year": f"IF({written},IFERROR(VALUE(LEFT({date},4)),0),N({year}))",
        f"{part}_month": f'IFERROR(IF(FIND("月",{behind})<=3,VALUE(LEFT({behind},FIND("月",{behind})-1)),0),0)',
        f"{part}_days": f'IF({month}>0,SUBSTITUTE(MID({behind},FIND("月",{behind})+1,{LONGEST_TEXT}),"份","",1),{behind})',
        f"{part}_digits": f"IF({month}>0,IF({digit(1)},IF({digit(2)},2,1),0),0)",
        f"{part}_taken": (
            f'IF({month}=0,IF(OR(LEFT({days},2)={{"年底","年末"}}),2,IF(AND({written},OR(LEFT({days},1)={{"底","末"}})),1,0)),'
            f'IF({digits}>0,{digits}+IF(OR(MID({days},{digits}+1,1)={{"日","号"}}),1,0),IF(OR(LEFT({days},1)={{"底","末"}}),1,0)))'
        ),
        f"{part}_done": f"MID({days},{taken}+1,{LONGEST_TEXT})",
        f"{part}_from": (
            f'IF({month}=0,IF({taken}>0,{base_number}+1221,""),IF({sound},{base_number}+{month}*100+{begin},""))'
        ),
        f"{part}_to": f'IF({month}=0,IF({taken}>0,{base_number}+1231,""),IF({sound},{base_number}+{month}*100+{stop},""))',
    }


def native_done(part: str, at: Mapping[str, str]) -> str:
    """Formula: TRUE when the text says on which day something was done and nothing else."""
    before, done = at[f"{part}_before"], at[f"{part}_done"]
    lead = f'OR({at[f"{part}_first"]}>{at[f"{part}_last"]},{before}="",{is_in("JX_W_since", before)})'
    return f'AND(ISNUMBER({at[f"{part}_to"]}),{lead},OR({done}="",{is_in("JX_W_done", done)}))'


def deadline_steps(part: str, at: Mapping[str, str]) -> dict[str, str]:
    """``due``: the last day that keeps the deadline for certain; ``late``: the last that may keep it. Empty for none."""
    before, done, to = at[f"{part}_before"], at[f"{part}_done"], at[f"{part}_to"]
    year, month = at[f"{part}_year"], at[f"{part}_month"]
    ahead = f'IF(OR(LEFT({done},2)={{"之前","以前"}}),2,IF(LEFT({done},1)="前",1,0))'
    rest = f"MID({done},{ahead}+1,{LONGEST_TEXT})"
    lead = f'OR({at[f"{part}_first"]}>{at[f"{part}_last"]},{before}="",{is_in("JX_W_until", before)},{is_in("JX_W_since", before)})'
    sound = f'AND(ISNUMBER({to}),{lead},OR({rest}="",{is_in("JX_W_done", rest)}))'
    whole = f'AND({ahead}>0,{month}>0,{at[f"{part}_taken"]}=0,{before}="")'
    previous = f"IF({month}>1,{year}*10000+({month}-1)*100+DAY(DATE(IF({year}>0,{year},2024),{month},0)),{year}*10000)"
    return {"due": f'IF({sound},IF({whole},{previous},{to}),"")', "late": f'IF({at["due"]}="","",{to})'}


def native_kept(due: str, late: str, start: str, end: str, unread: str) -> str:
    """Formula: 1 for a deadline that was kept, 0 for one that was not, else ``unread``."""
    return f'IF({end}<={due},1,IF({start}>{late},0,"{unread}"))'
