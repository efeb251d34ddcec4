"""The drop-down of 一级指标 offers the levels of the workbook's own rule profile."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.forms.office import names
from tests.forms.random_profiles import random_profile
from xladdin.forms.build.workbook import build_blank
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile


def offered(path: Path, profile: Profile) -> list[str]:
    """What the list of the first level cell offers, followed through its name as Excel follows it."""
    path.write_bytes(build_blank(4, profile))
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    known = names(path)
    sheet, _, cells = known["JX_C_weighted_level1"].partition("!")
    first = cells.replace("$", "").split(":")[0]
    (rule,) = [
        one
        for one in book[sheet.strip("'")].data_validations.dataValidation
        if first in one.sqref and one.type == "list"
    ]
    assert rule.formula1 == "JX_L_from"
    assert rule.errorStyle == "warning"
    where, _, area = known[rule.formula1].partition("!")
    return [cell.value for row in book[where.strip("'")][area.replace("$", "")] for cell in row]


def test_of_the_ministrys_rules(tmp_path: Path) -> None:
    rules = profiles.load("mof-2020")
    assert offered(tmp_path / "a.xlsx", rules) == ["产出指标", "成本指标", "效益指标", "满意度指标"]


@pytest.mark.parametrize("seed", range(3))
def test_of_a_provinces_rules_and_nothing_else(seed: int, tmp_path: Path) -> None:
    rules = random_profile(seed, tmp_path)
    shown = offered(tmp_path / "a.xlsx", rules)
    levels = [level.name for level in rules.levels if level.role == "indicators"]
    expected = {f"{name.removesuffix('指标')}指标" for name in (*levels, *rules.fold)}
    assert set(shown) == expected
    assert len(shown) == len(expected)
