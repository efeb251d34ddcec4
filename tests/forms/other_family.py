"""A second form family of the tests: one table holds targets, weights, actual values and shows the scores."""

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
from xladdin.model.goals import Goals

_LISTING = """
id = "project"
template = "xladdin-of-tests"
version = 3
title = "测试用自评表"
sheets = ["notes", "self", "money", "scores", "findings"]

[tables]
targets = "self"
actuals = "self"
scores = "score"
"""

_COLUMNS = """
  { head = "赋分规则", field = "scoring_rule", width = 9, list = "scoring_rule" },
  { head = "分值", field = "weight", width = 7, kind = "weight" },
  { head = "得分", result = "score", width = 7, kind = "score" },
"""


def use_both(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Put the family beside the product's transfer family."""
    root = folder / "forms"
    shutil.copytree(families.folder(), root, ignore=shutil.ignore_patterns("project"))
    shutil.copytree(root / "transfer", root / "project")
    (root / "project" / "family.toml").write_text(_LISTING, "utf-8")
    form = root / "project" / "self.toml"
    text = re.sub(r', echo = "[^"]*"', "", form.read_text("utf-8"))
    text = text.replace("{project.programme}", "{project.name}")
    form.write_text(re.sub(r'(\n  \{ head = "未完成原因)', rf"{_COLUMNS.rstrip()}\1", text), "utf-8")
    monkeypatch.setattr(families, "folder", lambda: root)


def project(name: str = "turpan-2024") -> Evaluation:
    """A project of the other form, without what only the transfer form has cells for."""
    evaluation = sample(name)
    rows = tuple(replace(row, issued_target="", basis="", last_year="", evidence="") for row in evaluation.indicators)
    described = replace(
        evaluation.project,
        programme="", provincial_finance="", provincial_department="", budget_unit="", implementing_unit="",
    )  # fmt: skip
    goals = Goals()
    return canonical(replace(evaluation, form="project", indicators=rows, project=described, goals=goals))
