"""A form family of the tests: the transfer form with a sheet 附列资料 that holds three lists of the model.

Goals of the period go by position; money rows and management items by key. Cells span columns of a common grid.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from xladdin.forms import family as families
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.goals import Goal

SHEET = "附列资料"
_DEFINITION = """
id = "lists"
sheet = "附列资料"
source = "测试"
orientation = "portrait"
grid = [
  { name = "a", width = 12 }, { name = "b", width = 20 }, { name = "c", width = 20 }, { name = "d", width = 12 },
  { name = "key", width = 6, hidden = true },
]

[[block]]
title = { text = "附列资料" }

[[block]]
table = "goals"
items = "goals.overall.indicators"
spare = 2
columns = [
  { at = "a", head = "一级指标", field = "level1" },
  { at = "b", head = "三级指标", field = "level3" },
  { at = "d", head = "指标值", field = "target" },
]

[[block]]
table = "sources"
items = "funds"
columns = [
  { at = "a", head = "年初预算数", field = "initial", kind = "money", hint = "万元" },
  { at = "key", role = "key" },
]

[[block]]
table = "management"
items = "management"
spare = 3
columns = [
  { at = "a", head = "情况说明", field = "statement", style = "long" },
  { at = "c", head = "存在问题和改进措施", field = "problems", style = "long" },
  { at = "key", role = "key" },
]
"""


def use_lists(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Put the family in the place of the product's."""
    root = folder / "forms"
    shutil.copytree(families.folder(), root)
    listing = root / "transfer" / "family.toml"
    listing.write_text(listing.read_text("utf-8").replace('"overall"', '"lists"'), "utf-8")
    (root / "transfer" / "lists.toml").write_text(_DEFINITION, "utf-8")
    form = root / "transfer" / "self.toml"
    lines = form.read_text("utf-8").splitlines()
    kept = [line for line in lines if "management[" not in line and "资金管理" not in line]
    assert len(kept) == len(lines) - 8
    form.write_text("\n".join(kept), "utf-8")
    notes = root / "transfer" / "notes.toml"
    notes.write_text(re.sub("“总体绩效目标表”", "", notes.read_text("utf-8")), "utf-8")
    monkeypatch.setattr(families, "folder", lambda: root)


def project() -> Evaluation:
    """A project that fills the lists."""
    evaluation = sample("turpan-2024")
    goals = evaluation.goals.overall
    assert goals is not None
    funds = tuple(replace(row, initial=row.budget) for row in evaluation.funds if row.source != "total")
    overall = Goal(indicators=tuple(replace(row, level2="") for row in goals.indicators[:3]))
    return canonical(
        replace(
            evaluation,
            funds=funds,
            management=evaluation.management[:2],
            goals=replace(evaluation.goals, overall=overall),
        )
    )
