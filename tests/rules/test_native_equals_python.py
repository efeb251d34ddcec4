"""Three faces, one rule: what LibreOffice computes from the native formulas is what Python computes, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from tests.rules import batch, native_workbook
from tests.support.libreoffice import convert
from xladdin.model.grammar.quantity import Direction
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.row.completion_rate import completion_rate
from xladdin.rules.row.deviation_rate import deviation_rate
from xladdin.rules.row.explain import explain
from xladdin.rules.row.row_score import computed_score, row_score
from xladdin.rules.total.execution import execution_rate, execution_score
from xladdin.rules.total.grade import grade
from xladdin.rules.total.level_score import level_score
from xladdin.rules.total.missing_level import is_moved, standards
from xladdin.rules.total.no_total import level_reason, sentence
from xladdin.rules.total.total_score import total_score
from xladdin.rules.words import NO_RATE, UNREAD

ROWS_PER_PROFILE = 1000
ROWS_PER_SMALL_BATCH = 200
SEED = 20240101


class Recalculated(NamedTuple):
    """A profile, its batch, and what LibreOffice made of it."""

    profile: Profile
    path: Path
    rows: list[batch.Row]
    money: list[batch.Money]
    levels: list[batch.Level]
    totals: list[list[Decimal | None]]
    tables: list[batch.Table]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Recalculated]:
    """Both published profiles and a strict one, and a smaller batch for every other profile; LibreOffice is called once."""
    folder = tmp_path_factory.mktemp("native")
    written = []
    large = [profiles.load("mof-2020"), profiles.load("xinjiang-2024"), batch.strict_profile()]
    small = [profiles.load(name) for name in profiles.names() if name not in ("mof-2020", "xinjiang-2024")]
    for number, profile in enumerate((*large, *small)):
        seed = SEED + number
        path = folder / f"{profile.id}.xlsx"
        rows = batch.rows(seed, ROWS_PER_PROFILE if profile in large else ROWS_PER_SMALL_BATCH)
        money, levels, totals = batch.money(seed, 200), batch.levels(seed, 300), batch.totals(seed, 200)
        tables = batch.tables(seed, profile, 6)
        native_workbook.write(
            path,
            profile,
            rows,
            money,
            levels,
            totals,
            tables,
        )
        written.append(Recalculated(profile, path, rows, money, levels, totals, tables))
    outputs = convert([book.path for book in written], "xlsx", folder / "recalculated", timeout=300)
    return [book._replace(path=output) for book, output in zip(written, outputs, strict=True)]


def _equal(native: Any, python: Any, *, exact: bool = False) -> bool:
    if isinstance(python, str) or isinstance(native, str):
        return bool(native == python)
    expected = float(python)
    if exact:
        return bool(native == expected)
    return bool(abs(native - expected) <= 1e-9 * max(1.0, abs(expected)))


def _report(differences: list[str]) -> None:
    assert not differences, f"{len(differences)} cells differ:\n" + "\n".join(differences[:20])


def _rate(rate: Decimal | None, actual: Any) -> Any:
    if actual is None:
        return ""
    if actual == UNREAD:
        return UNREAD
    return NO_RATE if rate is None else rate


def _row_expectations(row: batch.Row, profile: Profile) -> dict[str, Any]:
    terms = row.terms
    bounds = (terms.direction, terms.low, terms.high, terms.number)
    unscored = "" if terms.weight is None else UNREAD
    computed, adjusted = computed_score(terms, profile), row_score(terms, profile)
    return {
        "H": _rate(completion_rate(*bounds), terms.actual),
        "I": _rate(deviation_rate(*bounds), terms.actual),
        "J": unscored if computed is None else computed,
        "K": unscored if adjusted is None else adjusted,
        "L": explain(terms, profile),
    }


@pytest.mark.libreoffice
def test_every_row_has_the_same_rates_scores_and_sentence(books: list[Recalculated]) -> None:
    differences = []
    for book in books:
        answers = native_workbook.results(book.path, native_workbook.ROWS)
        assert len(answers) == len(book.rows) >= ROWS_PER_SMALL_BATCH
        for row, answer in zip(book.rows, answers, strict=True):
            for column, expected in _row_expectations(row, book.profile).items():
                if column == "L" and "E+" in str(answer[column]):
                    continue  # from 10¹⁵ % on programs print a number in a text each in their own way
                if not _equal(answer[column], expected):
                    differences.append(f"{book.profile.id} {column} {row}: {answer[column]!r} is not {expected!r}")
    _report(differences)


def _answers(book: Recalculated) -> Iterator[tuple[str, Any, dict[str, Any], dict[str, Any]]]:
    """Sheet, input, LibreOffice's answer and Python's, for money, levels and totals."""
    places = int(book.profile.required("level_places"))
    for money, answer in zip(book.money, native_workbook.results(book.path, native_workbook.MONEY), strict=True):
        rate = execution_rate(money.budget, money.executed)
        shown = "" if money.budget is None or money.executed is None else NO_RATE if rate is None else rate
        yield "money", money, answer, {"C": shown, "D": _or_blank(execution_score(rate, Decimal(10), book.profile))}
    for level, answer in zip(book.levels, native_workbook.results(book.path, native_workbook.LEVELS), strict=True):
        score = None if level.scores is None else level_score(level.scores, level.weights, level.standard, places)
        yield "level", level, answer, {"D": _or_blank(score)}
    for scores, answer in zip(book.totals, native_workbook.results(book.path, native_workbook.TOTALS), strict=True):
        total = total_score(scores)
        yield "total", scores, answer, {"E": _or_blank(total), "F": grade(total, book.profile)}


def _or_blank(value: Decimal | None) -> Any:
    return "" if value is None else value


@pytest.mark.libreoffice
def test_money_levels_totals_and_grades_are_the_same_to_the_last_printed_decimal(books: list[Recalculated]) -> None:
    differences = []
    compared = 0
    for book in books:
        for what, given, answer, expected in _answers(book):
            for column, value in expected.items():
                compared += 1
                rounded = (what, column) != ("money", "C")
                if not _equal(answer[column], value, exact=rounded):
                    differences.append(f"{book.profile.id} {what} {given}: {answer[column]!r} is not {value!r}")
    _report(differences)
    assert len(books) >= 7
    assert compared == len(books) * (2 * 200 + 300 + 2 * 200)


@pytest.mark.libreoffice
def test_a_table_without_a_level_has_the_same_standards_and_the_same_words_why_there_is_no_total(
    books: list[Recalculated],
) -> None:
    differences, said = [], set()
    for book in books:
        lines, profile = native_workbook.results(book.path, native_workbook.TABLES), book.profile
        for number, table in enumerate(book.tables):
            own = lines[number * native_workbook.TABLE_ROWS :]
            names = [name for name, _ in table.rows if name]
            present = {level.id for level in profile.levels if level.name in names}
            points = standards(profile, present)
            expected: list[tuple[Any, Any]] = [(own[0]["G"], _why(table, profile))]
            for level, line in zip(profile.levels, own, strict=False):
                expected += [(line["E"], float(points[level.id])), (line["F"], is_moved(level, present, profile))]
            differences += [
                f"{profile.id} {table}: {here!r} is not {there!r}" for here, there in expected if here != there
            ]
            said |= set(re.split("[：；]", own[0]["G"].replace("。", ""))[1:])
    _report(differences)
    assert {
        "预算执行没有预算数或执行数",
        "表中没有满意度指标，规则没有说明它的 10 分计到哪里",
        "产出指标有 1 个指标需核对",
        "产出指标有 2 个指标需核对",
        "效益指标没有分值",
    } <= said


def _why(table: batch.Table, profile: Profile) -> str:
    reasons = []
    for level in profile.levels:
        own = [score for name, score in table.rows if name == level.name]
        if table.scores[level.id] is None:
            reasons.append(level_reason(level, len(own), own.count(UNREAD)))
    return sentence(reasons) if any(name for name, _ in table.rows) else ""


# ---- the form of the formulas ---------------------------------------------------------------------------------------

FORMULAS = native_workbook.formulas_of_every_kind()

#: Functions that Excel 2010, WPS and LibreOffice 7 share, as far as the rules need them.
COMMON_FUNCTIONS = set(
    "AND CHAR CLEAN COUNT COUNTIFS FIND IF IFERROR ISERROR ISNUMBER LEFT LEN MAX MID MIN N NOT OR REPT RIGHT ROUND SEARCH SUBSTITUTE SUM "
    "SUMPRODUCT TEXT TRIM VALUE ABS".split()
)


def _tokens(formula: str) -> Iterator[Token]:
    yield from Tokenizer(f"={formula}").items


def _depth(formula: str) -> int:
    depth = deepest = 0
    for token in _tokens(formula):
        if token.type in (Token.FUNC, Token.PAREN):
            depth += 1 if token.subtype == Token.OPEN else -1
            deepest = max(deepest, depth)
    assert depth == 0
    return deepest


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_keeps_within_the_limits_of_excel(name: str) -> None:
    formula = FORMULAS[name]
    assert len(formula) <= 8192
    assert _depth(formula) <= 60  # Excel allows 64; the workbook wraps IFERROR around
    strings = [token.value for token in _tokens(formula) if token.subtype == Token.TEXT]
    assert all(len(text) - 2 <= 255 for text in strings)


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_uses_only_functions_that_every_program_has(name: str) -> None:
    used = {
        token.value.rstrip("(").upper()
        for token in _tokens(FORMULAS[name])
        if token.type == Token.FUNC and token.subtype == Token.OPEN
    }
    assert used <= COMMON_FUNCTIONS


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_takes_every_number_of_a_rule_from_the_parameter_sheet(name: str) -> None:
    numbers = {token.value for token in _tokens(FORMULAS[name]) if token.subtype == Token.NUMBER}
    structural = {str(number) for number in range(25)} | {"40", "99", "100", "500", "1E15"}
    assert numbers <= structural


def test_every_direction_and_rule_occurs_in_the_batch() -> None:
    rows = batch.rows(SEED, ROWS_PER_PROFILE)
    assert {row.terms.direction for row in rows} == set(Direction)
    assert {row.printed_rule for row in rows} == {text for texts in batch.PRINTED_RULES.values() for text in texts}
