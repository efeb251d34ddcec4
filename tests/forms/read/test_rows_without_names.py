"""A row that has a target or an actual value and no name is an indicator: it is read and reported, it never vanishes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from xladdin.checks.runner import run_checks
from xladdin.forms.read.open_file import open_file
from xladdin.forms.results import results
from xladdin.rules import profile as profiles

MOF = profiles.load("mof-2020")

Book = Callable[[str], Path]


def put(workbook: Workbook, column: str, row: int, value: Any) -> None:
    """Type into a row (from 1) of a table's column by its defined name."""
    sheet, _, cells = workbook.defined_names[f"JX_C_{column}"].attr_text.partition("!")
    first = cells.split(":")[0].replace("$", "")
    letter, number = first.rstrip("0123456789"), int(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    workbook[sheet.strip("'")][f"{letter}{number + row - 1}"].value = value


@pytest.mark.parametrize("keyed", [True, False], ids=["a row of ours", "a row that somebody inserted"])
def test_a_row_with_a_target_and_an_actual_and_no_name(keyed: bool, book: Book) -> None:
    path = book("blank")
    workbook = openpyxl.load_workbook(path)
    put(workbook, "weighted_level1", 1, "产出指标")
    put(workbook, "weighted_issued_target", 1, "≥5个")
    put(workbook, "weighted_weight", 1, 10)
    put(workbook, "self_actual", 1, "6个")
    if not keyed:
        put(workbook, "weighted_key", 1, None)
    workbook.save(path)
    opened = open_file(path)
    found = [row for row in opened.evaluation.indicators if row.target == "≥5个"]
    assert len(found) == 1
    assert found[0].level3 == ""
    report = run_checks(opened.evaluation, MOF)
    reported = {finding.path for finding in report.findings if finding.rule == "C10"}
    assert f"indicators[{found[0].key}].level3" in reported
    shown = results(opened.evaluation, MOF, {})
    assert shown[f"scores[{found[0].key}].target"] == "≥5个"


def test_a_row_with_nothing_but_its_level_is_none(book: Book) -> None:
    path = book("blank")
    workbook = openpyxl.load_workbook(path)
    put(workbook, "weighted_level1", 1, "产出指标")
    workbook.save(path)
    assert open_file(path).evaluation.indicators == ()
