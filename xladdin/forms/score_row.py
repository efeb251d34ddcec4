"""Formulas of one row of 评分表: rates, scores, sentences, and the hidden steps that read what was typed without the add-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xladdin.forms.defined_names import KEY, PARAMS, column_name, field_name
from xladdin.forms.family import Family
from xladdin.model.adjustment import native_counts
from xladdin.rules.reading import clean
from xladdin.rules.reading.native.actual import native_typed, native_value
from xladdin.rules.reading.native.names import STEPS
from xladdin.rules.reading.native.steps import steps
from xladdin.rules.reading.native.target import native_bound, native_cost, native_direction
from xladdin.rules.reading.target_bounds import TARGET_PARTS
from xladdin.rules.row import completion_rate, deviation_rate, explain, row_score
from xladdin.rules.row.terms import Cells
from xladdin.rules.total import plain_sum
from xladdin.rules.words import UNREAD


def in_row(table: str, column: str, row: str) -> str:
    return f"INDEX({column_name(table, column)},{row})"


def of_key(table: str, column: str, key: str) -> str:
    return f"INDEX({column_name(table, column)},MATCH({key},{column_name(table, KEY)},0))"


def filled_down(table: str, column: str, row: str) -> str:
    """The nearest text at or above the row: level cells are merged down their group."""
    cells, first = column_name(table, column), f"ROW({in_row(table, column, '1')})"
    upward = f'({cells}<>"")*(ROW({cells})-{first}<{row})*(ROW({cells})-{first}+1)'
    nearest = f"SUMPRODUCT(MAX({upward}))"
    return f'IFERROR(IF({nearest}>0,INDEX({cells},{nearest})&"",""),"")'


def score_row(at: Mapping[str, str], heading: str, family: Family) -> dict[str, str]:
    """Formulas of one row of 评分表, by result name and without ``=``.

    at       result or field name → cell of the row, column absolute (``$F12``)
    heading  a cell of the heading row, absolute (``$C$11``), from which rows are numbered
    family   says where the indicator's other cells stand

    A workbook of an older template may lack columns of steps: what needs them is read by the add-in alone then.
    """
    tables = family.tables
    key, row, name = at[KEY], at["row"], at["name"]
    #: Decimals at which the form rounds each row's points: a parameter's cell, and the last argument of the functions.
    places = f"JX_P_{plain_sum.PLACES}" if family.plain_sums else ""
    rounded = f",{places}" if places else ""
    cells = Cells(
        direction=at["direction"],
        low=at["low"],
        high=at["high"],
        actual=at["value"],
        weight=at["weight"],
        rule=at.get("rule") or at["scoring_rule"],
        keep=at["keep"],
        rate=at["completion_rate"],
        target=at["target_text"],
        places=places,
    )
    target = f"{cells.direction},{cells.low},{cells.high},{cells.actual}"
    points = f"{target},{cells.weight},{cells.rule}"
    text, tier, year = at["text"], at["tier_percent"], field_name("year")
    bare = f'TRIM(LEFT({at["level1"]},MIN(FIND({{"(","（"}},{at["level1"]}&"(（"))-1))'  # 产出指标（50分）
    level = f'{bare}&IF(RIGHT({bare},2)="指标","","指标")'
    weight = of_key(tables.targets, "weight", key)

    def own(column: str) -> str:
        return in_row(tables.actuals, column, row)

    counts = native_counts(at["adjustment.kind"], at["adjustment.keep"], at["adjustment.approved_by"])

    def known(formula: str) -> str:
        return f'IF({row}="","",{formula})'

    def used(formula: str) -> str:
        return f'IF({name}&{at["target"]}&{text}="","",{formula})'

    def both(function: str, native: str) -> str:
        return used(f"IFERROR({function},{native})")

    found = {
        "row": f'IFERROR(MATCH({key},{column_name(tables.actuals, KEY)},0),"")',
        "number": used(f"ROW()-ROW({heading})"),
        "level1": used(filled_down(tables.actuals, "level1", row)),
        "name": known(f'{own("level3")}&""'),
        "target": known(f'{own("target")}&""'),
        "target_text": known(clean.native_target_text(own("target"))),
        "text": known(clean.native_text(own("actual"))),
        "actual": text,
        "completion_rate": both(f"JX_RATE({target})", completion_rate.native(cells)),
        "deviation_rate": both(f"JX_DEVIATION({target})", deviation_rate.native(cells)),
        "weight": used(f'IF(IFERROR({weight}&"","")="","",IFERROR(VALUE({weight}),""))'),
        "rule": used(f'IFERROR({of_key(tables.targets, "scoring_rule", key)}&"","")'),
        "computed_score": both(f'JX_SCORE({points},"",{PARAMS}{rounded})', row_score.native(cells)),
        "keep": f'IF({counts},{at["adjustment.keep"]},"")',
        "score": both(
            f"JX_SCORE({points},{cells.keep},{PARAMS}{rounded})", row_score.native_adjusted(cells, at["computed_score"])
        ),
        "explanation": both(
            f"JX_EXPLAIN({points},{cells.keep},{PARAMS},{cells.target}{rounded})",
            explain.native(cells, at["computed_score"]),
        ),
        "line_met": used("1"),
        "line_over": used(_first_number("JX_P_over_threshold", "JX_P_reason_above")),
        "level": used(f'IFERROR(INDEX(JX_L_to,MATCH({level},JX_L_from,0)),"")'),
    }
    if all(step in at for step in STEPS):
        native = _steps(at, family, own) | steps(at, year, own("actual"))
        function = (
            f"JX_VALUE({at['typed']},{at['unit']},{at['target']},{cells.rule},{tier},{year},{PARAMS},{at['last_year']})"
        )
        value = native_value(at, text, cells.rule, tier)
        asked = f"{at['t_source']},{name},{at['level1']},{at['level2']},{at['last_year']},{PARAMS}"
        bounds = {
            "direction": native_direction(at, native_cost(at, "JX_P_cost_ceiling")),
            "low": native_bound(at, ("≥", "＞", "＝"), "t_low"),
            "high": native_bound(at, ("≤", "＜", "＝"), "t_high"),
            "unit": native["unit"],
        }
    else:
        native = {}
        function = f"JX_VALUE({text},{at['unit']},{at['target']},{cells.rule},{tier},{year},{PARAMS})"
        value = f'"{UNREAD}"'
        asked = f'{at["target"]},{name},{at["level1"]},"","",{PARAMS}'
        bounds = {"direction": value, "low": '""', "high": '""', "unit": '""'}
    found |= native | {"value": both(function, value)}
    return found | {
        result: used(f'IFERROR(JX_TARGET("{part}",{asked}),{bounds[result]})') for result, part in TARGET_PARTS.items()
    }


def _first_number(*cells: str) -> str:
    formula = '""'
    for cell in reversed(cells):
        formula = f"IF(ISNUMBER({cell}),{cell},{formula})"
    return formula


def _steps(at: Mapping[str, str], family: Family, own: Callable[[str], str]) -> dict[str, str]:
    """The steps that look into other tables: last year's value, the second level, the target as it is typed."""
    tables, key = family.tables, at[KEY]
    held = {column.field for column in family.blocks[tables.targets].columns}

    def text_of(column: str) -> str:
        return f'IFERROR({of_key(tables.targets, column, key)}&"","")' if column in held else '""'

    typed = of_key(tables.targets, "issued_target", key) if "issued_target" in held else own("target")
    source = native_typed(clean.native_text(own("target")), f"IFERROR({typed},0)", at["i_key"], at["inside"])
    return {
        "last_year": f'IF(SUMPRODUCT(--(JX_W_blank={text_of("last_year")}))>0,"",{text_of("last_year")})',
        "level2": f'IF({at["row"]}="","",{filled_down(tables.actuals, "level2", at["row"])})',
        "t_source": f'IF({at["target_text"]}="","",{source})',
    }
