"""Formulas of the result cells: ``IFERROR(<worksheet function>, <the same rule as a native formula>)``.

Lookups across sheets go by row key, never by position, so that a table may be sorted or grow. Every name used here is
a defined name of the workbook (``forms.defined_names``).
"""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.forms.defined_names import FINDINGS, KEY, PARAMS, column_name, field_name, level_name, standard_name
from xladdin.forms.definition import Column
from xladdin.forms.family import Family, Tables
from xladdin.forms.heading import Heading, Piece
from xladdin.forms.score_row import of_key
from xladdin.rules.profile import Level, Profile
from xladdin.rules.total import execution, grade, level_score, missing_level, plain_sum, total_score
from xladdin.rules.total import no_total as why
from xladdin.rules.words import UNREAD


def from_scores(result: str, key: str, tables: Tables) -> str:
    """A result of the row with the key in the cell ``key``, shown beside its indicator in another table."""
    return f'IFERROR({of_key(tables.scores, result, key)},"")'


def level_cells(level: Level, profile: Profile, family: Family) -> dict[str, str]:
    """Formulas of one line of the level sums: standard, weights, computed_score, score."""
    table, plain = family.tables.scores, family.plain_sums
    levels, weights = column_name(table, "level"), column_name(table, "weight")
    standard, name = missing_level.native_standard(level, profile, _standard_cells(profile), levels), level.name
    if plain:
        standard = plain_sum.native_standard(level, standard_name(level.id), levels)
    if level.is_execution:
        place = plain_sum.PLACES if plain else "level_places"
        budget, executed = field_name("funds[total].budget"), field_name("funds[total].executed")
        rate = f"{executed}/{budget}"
        native, rounded = execution.native_score(rate, standard, place), f",JX_P_{place}" if plain else ""
        formula = f"IFERROR(JX_LEVEL({execution.native_share(rate)},1,{standard},{PARAMS}{rounded}),{native})"
        guarded = f'IF(AND(ISNUMBER({budget}),ISNUMBER({executed})),IF({budget}>0,{formula},""),"")'
        return {"standard": standard, "computed_score": guarded, "score": guarded}
    moved = missing_level.native_is_moved(level, profile, levels)
    if plain:
        moved = plain_sum.native_is_absent(level, levels)
    summed = f'SUMIF({levels},"{name}",{weights})'
    result = {"standard": standard, "weights": summed}
    for kind in ("computed_score", "score"):
        column = column_name(table, kind)
        scores, shares = f'SUMIF({levels},"{name}",{column})', summed
        if kind == "score" and not plain and profile.not_applicable == "drop":
            dropped = (
                f'{levels},"{name}",{column_name(table, "adjustment.kind")},"不适用",{column_name(table, "keep")},">=0"'
            )
            scores = f"({scores}-SUMIFS({column},{dropped}))"
            shares = f"({summed}-SUMIFS({weights},{dropped}))"
        unread = f'COUNTIFS({levels},"{name}",{column},"{UNREAD}")>0'
        function = f"JX_LEVEL({scores},{shares},{standard},{PARAMS})"
        native = level_score.native(scores, shares, standard)
        if plain:
            function = f"JX_LEVEL({scores},{shares},{shares},{PARAMS},JX_P_{plain_sum.PLACES})"
            native = plain_sum.native_level_sum(scores, shares)
        result[kind] = f'IF({unread},"",IF({shares}>0,IFERROR({function},{native}),IF({moved},0,"")))'
    return result


def _standard_cells(profile: Profile) -> dict[str, str]:
    """Id of the level → cell of its standard on 参数."""
    return {level.id: standard_name(level.id) for level in profile.levels}


def no_total(profile: Profile, table: str) -> str:
    """Why there is no total. ``table`` holds the scores of the rows."""
    scores = {level.id: level_name(level.id, "score") for level in profile.levels}
    levels, rows = column_name(table, "level"), column_name(table, "score")
    return why.native(profile, levels, rows, scores, _standard_cells(profile))


def total_cells(scores: str, count: int, total: str, family: Family) -> dict[str, str]:
    """Formulas of total and grade over the range of level scores."""
    place = plain_sum.PLACES if family.plain_sums else "level_places"
    return {
        "total": f"IFERROR(JX_TOTAL({scores}),{total_score.native(scores, count, place)})",
        "grade": f"IFERROR(JX_GRADE({total},{PARAMS}),{grade.native(total)})",
    }


def rate_cell(budget: str, amount: str) -> str:
    """预算执行率 or 到位率."""
    return f"IFERROR(JX_EXEC_RATE({budget},{amount}),{execution.native_rate(budget, amount)})"


def money_rate(path: str) -> str:
    """The rate of one row of money, by its path: ``funds[local].execution_rate``."""
    source, _, rate = path.rpartition(".")
    amount = "arrived" if rate == "arrival_rate" else "executed"
    return rate_cell(field_name(f"{source}.budget"), field_name(f"{source}.{amount}"))


def title(heading: Heading) -> str:
    """A title that is made of fields."""
    joined = "&".join(_title_piece(piece) for piece in heading.pieces())
    return f'IF({joined}="","{heading.empty}",{joined})' if heading.empty else joined


def _title_piece(piece: Piece) -> str:
    if not piece.path:
        return '"{}"'.format(piece.text.replace("\n", '"&CHAR(10)&"'))
    name = field_name(piece.path)
    text = f'{name}&""'
    if piece.ending:
        ends = f'RIGHT({name},{len(piece.ending)})="{piece.ending}"'
        text = f'{name}&IF(OR({name}&""="",{ends}),"","{piece.ending}")'
    return f'{text}&IF({name}&""="","","{piece.after}")' if piece.after else text


def echoed(column: Column, key: str) -> str:
    """What the table that ``column`` echoes holds in the row with the key in the cell ``key``; blank for blank."""
    found = f'{of_key(*column.source, key)}&""'
    return f'IFERROR({found},"")'


def flag(at: Mapping[str, str], scores: str) -> str:
    """标记 of a row of 绩效自评表: 1 actual blank without adjustment, 2 not readable, 3 reason missing, 0 nothing. ``scores``: the table of scores."""

    def score(column: str) -> str:
        return of_key(scores, column, at[KEY])

    rate = f'IFERROR({score("completion_rate")},"")'
    off = f"OR({rate}<JX_P_reason_below,IF(ISNUMBER(JX_P_reason_above),{rate}>JX_P_reason_above,FALSE))"
    asked = f'IF(ISNUMBER({rate}),AND({off},TRIM({at["reason"]}&"")=""),FALSE)'
    return (
        f'IF({at["level3"]}="","",IF(TRIM({at["actual"]}&"")="",IF(ISNUMBER(IFERROR({score("keep")},"")),0,1),'
        f'IF(IFERROR({score("value")},"")="{UNREAD}",2,IF({asked},3,0))))'
    )


def link(at: Mapping[str, str]) -> str:
    """单元格 of a row of 校验结果: jumps to the cell."""
    return f"""IF({at["address"]}="","",HYPERLINK("#'"&{at["sheet"]}&"'!"&{at["address"]},{at["address"]}))"""


def master_line(sheet: str) -> str:
    """What the last review found on ``sheet``: stands beside its title, outside the printed page."""
    level = column_name(FINDINGS, "level")

    def count(severity: str) -> str:
        return f'COUNTIFS({column_name(FINDINGS, "sheet")},"{sheet}",{level},"{severity}")'

    said = f'"校验：错误 "&{count("错误")}&" 项，警告 "&{count("警告")}&" 项"'
    return f'IF(COUNTA({level})=0,"尚未校验",{said})'


def marked(sheet: str, severity: str) -> str:
    """Condition under which a cell of ``sheet`` is coloured: the last review names it.

    By way of the defined names, since conditional formats of old Excel versions cannot look at other sheets otherwise.
    """
    where, level = column_name(FINDINGS, "where"), column_name(FINDINGS, "level")
    return f'COUNTIFS({where},"*|{sheet}!"&ADDRESS(ROW(),COLUMN(),4)&"|*",{level},"{severity}")>0'


def echo(source: str) -> str:
    """What another cell holds, blank for blank."""
    return f'IF({source}="","",{source})'


def summed(parts: list[str]) -> str:
    """The total of money while nobody typed it: blank until a part is filled."""
    cells = ",".join(parts)
    return f'IF(COUNT({cells})=0,"",SUM({cells}))'
