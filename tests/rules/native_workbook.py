"""A workbook that holds nothing but the rules' native formulas over a batch of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from tests.rules.batch import Level, Money, Row, Table
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.reading.actual_value import word_lists
from xladdin.rules.row import completion_rate, deviation_rate, explain, row_score
from xladdin.rules.row.terms import Cells
from xladdin.rules.total import execution, grade, level_score, missing_level, no_total, total_score

ROWS, MONEY, LEVELS, TOTALS, TABLES, PARAMETERS = "评分", "资金", "级", "总分", "缺级", "参数"
FIRST_ROW = 2
#: Lines that a table takes on the sheet TABLES.
TABLE_ROWS = 10

SHOWN = profiles.load("xinjiang-2024")


def row_formulas(row: int) -> dict[str, str]:
    """Formulas of one row of the sheet ROWS, by column."""
    cells = Cells(*(f"${column}{row}" for column in "ABCDEFGH"))
    return {
        "H": completion_rate.native(cells),
        "I": deviation_rate.native(cells),
        "J": row_score.native(cells),
        "K": row_score.native_adjusted(cells, f"$J{row}"),
        "L": explain.native(cells, f"$J{row}"),
    }


def money_formulas(row: int) -> dict[str, str]:
    score = execution.native_score(f"$C{row}", "10")
    return {"C": execution.native_rate(f"$A{row}", f"$B{row}"), "D": f'IF(ISNUMBER($C{row}),{score},"")'}


def level_formulas(row: int) -> dict[str, str]:
    return {"D": level_score.native(f"$A{row}", f"$B{row}", f"$C{row}")}


def total_formulas(row: int) -> dict[str, str]:
    return {"E": total_score.native(f"$A{row}:$D{row}", 4), "F": grade.native(f"$E{row}")}


def table_formulas(profile: Profile, row: int) -> list[dict[str, str]]:
    """Formulas of a table from ``row`` on, one line a level: its standard, whether it is moved, and why there is no total."""
    last = row + TABLE_ROWS - 1
    levels, scores = f"$A${row}:$A${last}", f"$B${row}:$B${last}"
    sums = {level.id: f"$C${line}" for line, level in enumerate(profile.levels, row)}
    standards = {level.id: f"$D${line}" for line, level in enumerate(profile.levels, row)}
    lines = [
        {
            "E": missing_level.native_standard(level, profile, standards, levels),
            "F": missing_level.native_is_moved(level, profile, levels),
        }
        for level in profile.levels
    ]
    lines[0]["G"] = no_total.native(profile, levels, scores, sums, standards)
    return lines


def formulas_of_every_kind() -> dict[str, str]:
    """One of each, for tests of their form."""
    return {
        f"{sheet} {column}": formula
        for sheet, build in (
            (ROWS, row_formulas),
            (MONEY, money_formulas),
            (LEVELS, level_formulas),
            (TOTALS, total_formulas),
        )
        for column, formula in build(199).items()
    } | {
        f"{TABLES} {level.name} {column}": formula
        for level, formulas in zip(SHOWN.levels, table_formulas(SHOWN, 199), strict=True)
        for column, formula in formulas.items()
    }


def write(
    path: Path,
    profile: Profile,
    rows: Sequence[Row],
    money: Sequence[Money],
    levels: Sequence[Level],
    totals: Sequence[Sequence[Decimal | None]],
    tables: Sequence[Table],
) -> None:
    """Save the workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    _parameters(book, profile)
    sheet = book.create_sheet(ROWS)
    for number, row in enumerate(rows, FIRST_ROW):
        terms = row.terms
        inputs = [
            terms.direction.value,
            terms.low,
            terms.high,
            terms.actual,
            terms.weight,
            row.printed_rule,
            terms.keep,
        ]
        _line(sheet, number, inputs, row_formulas(number))
    sheet = book.create_sheet(MONEY)
    for number, entry in enumerate(money, FIRST_ROW):
        _line(sheet, number, [entry.budget, entry.executed], money_formulas(number))
    sheet = book.create_sheet(LEVELS)
    for number, level in enumerate(levels, FIRST_ROW):
        scores = "" if level.scores is None else level.scores
        _line(sheet, number, [scores, level.weights, level.standard], level_formulas(number))
    sheet = book.create_sheet(TOTALS)
    for number, scores_of_levels in enumerate(totals, FIRST_ROW):
        _line(sheet, number, scores_of_levels, total_formulas(number))
    sheet = book.create_sheet(TABLES)
    for number, table in enumerate(tables):
        _table(sheet, FIRST_ROW + TABLE_ROWS * number, profile, table)
    book.save(path)


def _table(sheet: Worksheet, first: int, profile: Profile, table: Table) -> None:
    formulas = table_formulas(profile, first)
    for line in range(TABLE_ROWS):
        name, score = table.rows[line] if line < len(table.rows) else (None, None)
        level = profile.levels[line] if line < len(profile.levels) else None
        own = [table.scores[level.id], level.points] if level is not None else []
        _line(sheet, first + line, [name or None, score, *own], formulas[line] if level is not None else {})


def _line(sheet: Worksheet, row: int, inputs: Sequence[Any], formulas: Mapping[str, str]) -> None:
    for column, value in enumerate(inputs, 1):
        if value is None:
            continue
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = "text"
            cell._value = value  # openpyxl would take =100 for a formula and #N/A for an error
        else:
            cell.value = float(value)
    for letter, formula in formulas.items():
        sheet[f"{letter}{row}"] = f"={formula}"


def _parameters(book: openpyxl.Workbook, profile: Profile) -> None:
    sheet = book.create_sheet(PARAMETERS)

    def name(label: str, column: int, first: int, last: int) -> None:
        letter = get_column_letter(column)
        area = f"{quote_sheetname(PARAMETERS)}!${letter}${first}"
        area += f":${letter}${last}" if last > first else ""
        book.defined_names[label] = DefinedName(label, attr_text=area)

    for row, (key, parameter) in enumerate(profile.parameters.items(), 1):
        if parameter.value is not None:
            sheet.cell(row, 1).value = float(parameter.value)
        name(f"JX_P_{key}", 1, row, row)
    for row, (key, phrase) in enumerate(explain.PHRASES.items(), 1):
        sheet.cell(row, 2).value = phrase
        name(f"JX_T_{key}", 2, row, row)
    for column, (label, words) in enumerate(word_lists(profile).items(), 3):
        for row, word in enumerate(words, 1):
            cell = sheet.cell(row, column)
            cell.value = "text"
            cell._value = word
        name(label, column, 1, len(words))


def results(path: Path, sheet: str) -> list[dict[str, Any]]:
    """Values of a recalculated sheet, row by row: column letter → value (an empty text for a blank)."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    lines = book[sheet].iter_rows(min_row=FIRST_ROW, values_only=True)
    answer = [
        {get_column_letter(index): "" if value is None else value for index, value in enumerate(line, 1)}
        for line in lines
    ]
    book.close()
    return answer
