"""Formulas of the result cells: ``IFERROR(<worksheet function>, <the same rule as a native formula>)``.

Lookups across sheets go by row key, never by position, so that a table may be sorted or grow. Every name used here is
a defined name of the workbook (``forms.defined_names``).
"""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.forms.defined_names import FINDINGS, KEY, PARAMS, column_name, field_name, level_name, standard_name
from xladdin.forms.definition import Column, Heading, Piece
from xladdin.forms.family import Tables
from xladdin.model.adjustment import native_counts
from xladdin.rules.profile import Level, Profile
from xladdin.rules.reading import actual_value, target_bounds
from xladdin.rules.row import completion_rate, deviation_rate, explain, row_score
from xladdin.rules.row.terms import Cells
from xladdin.rules.total import execution, grade, level_score, missing_level, total_score
from xladdin.rules.total import no_total as why
from xladdin.rules.words import UNREAD

#: Results of a row that a workbook made from issued goals holds as fixed values.
FIXED_FROM_GOALS = frozenset({"direction", "low", "high", "unit"})


def _in_row(table: str, column: str, row: str) -> str:
    return f"INDEX({column_name(table, column)},{row})"


def _of_key(table: str, column: str, key: str) -> str:
    return f"INDEX({column_name(table, column)},MATCH({key},{column_name(table, KEY)},0))"


def _filled_down(table: str, column: str, row: str) -> str:
    """The nearest text at or above the row: level cells are merged down their group."""
    cells, first = column_name(table, column), f"ROW({_in_row(table, column, '1')})"
    upward = f'({cells}<>"")*(ROW({cells})-{first}<{row})*(ROW({cells})-{first}+1)'
    nearest = f"SUMPRODUCT(MAX({upward}))"
    return f'IFERROR(IF({nearest}>0,INDEX({cells},{nearest})&"",""),"")'


def score_row(at: Mapping[str, str], heading: str, tables: Tables) -> dict[str, str]:
    """Formulas of one row of 评分表, by result name and without ``=``.

    at       result or field name → cell of the row, column absolute (``$F12``)
    heading  a cell of the heading row, absolute (``$C$11``), from which rows are numbered
    tables   where the indicator's other cells stand
    """
    key, row, name = at[KEY], at["row"], at["name"]
    cells = Cells(
        direction=at["direction"],
        low=at["low"],
        high=at["high"],
        actual=at["value"],
        weight=at["weight"],
        rule=at["rule"],
        keep=at["keep"],
        rate=at["completion_rate"],
        target=at["target_text"],
    )
    target = f"{cells.direction},{cells.low},{cells.high},{cells.actual}"
    points = f"{target},{cells.weight},{cells.rule}"
    text, digits, unit, tier = at["text"], at["digits"], at["unit"], at["tier_percent"]
    read = f"JX_VALUE({text},{unit},{at['target']},{cells.rule},{tier},{field_name('year')},{PARAMS})"
    value = actual_value.native(
        text, digits, cells.direction, at["target"], cells.rule, tier, unit, (cells.low, cells.high)
    )
    bare = f'TRIM(LEFT({at["level1"]},MIN(FIND({{"(","（"}},{at["level1"]}&"(（"))-1))'  # 产出指标（50分）
    level = f'{bare}&IF(RIGHT({bare},2)="指标","","指标")'
    weight = _of_key(tables.targets, "weight", key)

    def own(column: str) -> str:
        return _in_row(tables.actuals, column, row)

    counts = native_counts(at["adjustment.kind"], at["adjustment.keep"], at["adjustment.approved_by"])

    def known(formula: str) -> str:
        return f'IF({row}="","",{formula})'

    def used(formula: str) -> str:
        return f'IF({name}&{at["target"]}&{text}="","",{formula})'

    def both(function: str, native: str) -> str:
        return used(f"IFERROR({function},{native})")

    return {
        "row": f'IFERROR(MATCH({key},{column_name(tables.actuals, KEY)},0),"")',
        "number": used(f"ROW()-ROW({heading})"),
        "level1": used(_filled_down(tables.actuals, "level1", row)),
        "name": known(f'{own("level3")}&""'),
        "target": known(f'{own("target")}&""'),
        "target_text": known(target_bounds.native_target_text(own("target"))),
        "target_digits": target_bounds.native_target_digits(at["target_text"], unit),
        "text": known(actual_value.native_text(own("actual"))),
        "actual": text,
        "unit": target_bounds.native_unit(name),
        "direction": used(target_bounds.native_direction(at["target_text"], at["target_digits"])),
        "low": target_bounds.native_low(cells.direction, at["target_digits"]),
        "high": target_bounds.native_high(cells.direction, at["target_digits"]),
        "digits": actual_value.native_digits(text, unit),
        "value": both(read, value),
        "completion_rate": both(f"JX_RATE({target})", completion_rate.native(cells)),
        "deviation_rate": both(f"JX_DEVIATION({target})", deviation_rate.native(cells)),
        "weight": used(f'IF(IFERROR({weight}&"","")="","",IFERROR(VALUE({weight}),""))'),
        "rule": used(f'IFERROR({_of_key(tables.targets, "scoring_rule", key)}&"","")'),
        "computed_score": both(f'JX_SCORE({points},"",{PARAMS})', row_score.native(cells)),
        "keep": f'IF({counts},{at["adjustment.keep"]},"")',
        "score": both(
            f"JX_SCORE({points},{cells.keep},{PARAMS})", row_score.native_adjusted(cells, at["computed_score"])
        ),
        "explanation": both(
            f"JX_EXPLAIN({points},{cells.keep},{PARAMS},{cells.target})", explain.native(cells, at["computed_score"])
        ),
        "level": used(f'IFERROR(INDEX(JX_L_to,MATCH({level},JX_L_from,0)),"")'),
        "line_met": used("1"),
        "line_over": used(_first_number("JX_P_over_threshold", "JX_P_reason_above")),
    }


def _first_number(*cells: str) -> str:
    formula = '""'
    for cell in reversed(cells):
        formula = f"IF(ISNUMBER({cell}),{cell},{formula})"
    return formula


def from_scores(result: str, key: str, tables: Tables) -> str:
    """A result of the row with the key in the cell ``key``, shown beside its indicator in another table."""
    return f'IFERROR({_of_key(tables.scores, result, key)},"")'


def level_cells(level: Level, profile: Profile, table: str) -> dict[str, str]:
    """Formulas of one line of the level sums: weights, computed_score, score. ``table`` holds the scores."""
    levels, weights = column_name(table, "level"), column_name(table, "weight")
    standard, name = missing_level.native_standard(level, profile, _standard_cells(profile), levels), level.name
    if level.is_execution:
        budget, executed = field_name("funds[total].budget"), field_name("funds[total].executed")
        rate = f"{executed}/{budget}"
        native = execution.native_score(rate, standard)
        formula = f"IFERROR(JX_LEVEL(MAX(0,MIN(1,{rate})),1,{standard},{PARAMS}),{native})"
        guarded = f'IF(AND(ISNUMBER({budget}),ISNUMBER({executed})),IF({budget}>0,{formula},""),"")'
        return {"standard": standard, "computed_score": guarded, "score": guarded}
    moved = missing_level.native_is_moved(level, profile, levels)
    summed = f'SUMIF({levels},"{name}",{weights})'
    result = {"standard": standard, "weights": summed}
    for kind in ("computed_score", "score"):
        column = column_name(table, kind)
        scores, shares = f'SUMIF({levels},"{name}",{column})', summed
        if kind == "score" and profile.not_applicable == "drop":
            dropped = (
                f'{levels},"{name}",{column_name(table, "adjustment.kind")},"不适用",{column_name(table, "keep")},">=0"'
            )
            scores = f"({scores}-SUMIFS({column},{dropped}))"
            shares = f"({summed}-SUMIFS({weights},{dropped}))"
        unread = f'COUNTIFS({levels},"{name}",{column},"{UNREAD}")>0'
        function = f"JX_LEVEL({scores},{shares},{standard},{PARAMS})"
        native = level_score.native(scores, shares, standard)
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


def total_cells(scores: str, count: int, total: str) -> dict[str, str]:
    """Formulas of total and grade over the range of level scores."""
    return {
        "total": f"IFERROR(JX_TOTAL({scores}),{total_score.native(scores, count)})",
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
        return f'"{piece.text}"'
    name = field_name(piece.path)
    text = f'{name}&""'
    if piece.ending:
        ends = f'RIGHT({name},{len(piece.ending)})="{piece.ending}"'
        text = f'{name}&IF(OR({name}&""="",{ends}),"","{piece.ending}")'
    return f'{text}&IF({name}&""="","","{piece.after}")' if piece.after else text


def echoed(column: Column, key: str) -> str:
    """What the table that ``column`` echoes holds in the row with the key in the cell ``key``; blank for blank."""
    found = f'{_of_key(*column.source, key)}&""'
    return f'IFERROR({found},"")'


def flag(at: Mapping[str, str], scores: str) -> str:
    """标记 of a row of 绩效自评表: 1 actual blank without adjustment, 2 not readable, 3 reason missing, 0 nothing. ``scores``: the table of scores."""

    def score(column: str) -> str:
        return _of_key(scores, column, at[KEY])

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
