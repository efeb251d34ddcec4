"""A number that somebody changed on the hidden sheet 参数 is found: the screen would show other scores than the program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Run, karamay, karamay_content, run

__all__ = ["karamay", "karamay_content", "run"]


def changed(path: Path, key: str, value: Any) -> str:
    """Type ``value`` into the line of ``key``; its address."""
    book = openpyxl.load_workbook(path)
    sheet = book["参数"]
    (row,) = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key][:1]
    sheet.cell(row, 2).value = value
    book.save(path)
    return f"B{row}"


CHANGES = {
    "over_factor": (0.1, "0.1", "0.5"),
    "over_threshold": (None, "（空）", "1.3"),
    "standard_2": (60, "60", "50"),
    "grade_good": ("八十", "八十", "80"),
    "level_places": ("=1+1", "=1+1", "1"),
    "words_met": ("很好", "很好", "规则中的说法"),
    "level": ("效益指标", "效益指标", "产出指标"),
    "profile": ("mof-2020", "mof-2020", "xinjiang-2024"),
}


@pytest.mark.parametrize("key", CHANGES)
def test_a_changed_cell_is_an_error_that_names_it(key: str, run: Run, karamay: Path) -> None:
    value, found, expected = CHANGES[key]
    cell = changed(karamay, key, value)
    checked = run("check", karamay, "--json")
    assert checked.code == 1
    findings = [one for one in json.loads(checked.out)["findings"] if one["rule"] == "C46"]
    assert [(one["severity"], one["sheet"], one["cell"]) for one in findings] == [("error", "参数", cell)]
    assert (findings[0]["found"], findings[0]["expected"]) == (found, expected)
    for command in ("score", "recalc"):
        ran = run(command, karamay)
        assert ran.code == 1
        assert f"单元格 {cell}" in ran.err


def found_by_check(run: Run, path: Path) -> list[tuple[str, str, str]]:
    """Cell, what is there and what was there, of the findings about 参数."""
    findings = json.loads(run("check", path, "--json").out)["findings"]
    return [(one["cell"], one["found"], one["expected"]) for one in findings if one["rule"] == "C46"]


def test_a_changed_unit_by_which_the_formulas_convert_is_found_at_its_cell(run: Run, karamay: Path) -> None:
    """公顷 as ten 亩 instead of fifteen: the sheet would convert otherwise than the program."""
    book = openpyxl.load_workbook(karamay)
    sheet = book["参数"]
    (row,) = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == "公顷"]
    size, mu = (
        sheet.cell(row, 4).value,
        next(sheet.cell(line, 4).value for line in range(1, sheet.max_row + 1) if sheet.cell(line, 2).value == "亩"),
    )
    assert size == 15 * mu
    sheet.cell(row, 4).value = 10 * mu
    book.save(karamay)
    assert found_by_check(run, karamay) == [(f"D{row}", str(10 * mu), str(size))]


def test_a_word_of_the_reading_that_was_emptied_is_found_at_its_cell(run: Run, karamay: Path) -> None:
    cell = changed(karamay, "words_doubt", None)
    assert found_by_check(run, karamay) == [(cell, "（空）", "一")]


def test_lines_of_the_reading_that_moved_are_one_finding(run: Run, karamay: Path) -> None:
    book = openpyxl.load_workbook(karamay)
    sheet = book["参数"]
    first = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "unit")
    for row in range(first, first + 40):
        sheet.cell(row, 2).value = sheet.cell(row + 1, 2).value
    book.save(karamay)
    ((_, found, expected),) = found_by_check(run, karamay)
    assert (found, expected) == ("另一些内容", "生成工作簿时的内容")


def test_a_workbook_whose_reading_has_lost_its_name_is_told(run: Run, karamay: Path) -> None:
    book = openpyxl.load_workbook(karamay)
    del book.defined_names["JX_READING"]
    book.save(karamay)
    assert [found for _, found, _ in found_by_check(run, karamay)] == ["另一些内容"]


def test_an_untouched_workbook_gives_no_remark(run: Run, karamay: Path) -> None:
    findings = json.loads(run("check", karamay, "--json").out)["findings"]
    assert not [one for one in findings if one["rule"] == "C46"]
    assert run("score", karamay).err == ""
