"""Where a field stands: sheet and cell, so that every finding can name its place.

Fields are named by paths that stay the same whatever the layout: ``project.name``, ``funds[local].executed``,
``indicators[q05].actual``, ``management[下达及时性].problems``, ``goals.annual.indicators[3].target``, ``remarks``,
``declared.total``. Indicators go by key, money by source, management rows by item, goal rows by position (from 0).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

#: Sheet names, the same in every workbook (contract).
OVERALL = "总体绩效目标表"
ANNUAL = "年度绩效目标表"
WEIGHTED = "自治区项目绩效目标表"
SELF_EVALUATION = "绩效自评表"
MONEY = "资金到位与执行表"
SCORES = "评分表"
FINDINGS = "校验结果"
PARAMETERS = "参数"
REPORT = "报告资料"

#: Columns of an indicator that stand in the weighted table (C) and on the score sheet; the others stand in table D.
_OWN_NAMES = ("issued_level1", "issued_level2", "issued_level3")
_WEIGHTED_FIELDS = frozenset({"issued_target", "basis", "last_year", "weight", "scoring_rule", "evidence", *_OWN_NAMES})
#: What is issued with the goals: locked in a workbook made from them.
_ISSUED_FIELDS = _WEIGHTED_FIELDS | {"level1", "level2", "level3", "target", "unit"}
_SCORE_FIELDS = frozenset({"tier_percent", "declared_score", "adjustment", "unit"})
_CELLS = "cells["


class Place(NamedTuple):
    """A sheet name and an A1 address, or a JSON path where there is no sheet."""

    sheet: str
    cell: str


Places = Mapping[str, Place]


def cell_path(place: Place) -> str:
    """The path of a cell that holds no field, such as a result: ``cells[评分表!N12]``."""
    return f"{_CELLS}{place.sheet}!{place.cell}]"


def issued_row(path: str) -> str | None:
    """Whether a field comes down with the issued goals: the key of its indicator, empty for the goal tables, None: it does not."""
    if path.startswith("goals."):
        return ""
    key, _, field = path.removeprefix("indicators[").partition("].")
    return key if path.startswith("indicators[") and field in _ISSUED_FIELDS else None


def default_place(path: str, form: str = "transfer") -> Place:
    """The place of a field that no workbook holds: the table of the form it belongs to and its path as in PROJECT.json.

    A path that names a cell (see ``cell_path``) stands where it says.
    """
    if path.startswith(_CELLS):
        return Place(*path[len(_CELLS) : -1].rsplit("!", 1))
    return Place(_sheet_of(path) if form == "transfer" else _sheet_of_project(path), path)


def _sheet_of_project(path: str) -> str:
    """项目支出绩效自评 has one table for all but scoring rules, adjustments, declared scores and what the report needs."""
    if path.startswith("report."):
        return REPORT
    field = path.partition("].")[2].partition(".")[0] if path.startswith("indicators") else ""
    return (
        SCORES if field in _SCORE_FIELDS or field == "scoring_rule" or path.startswith("declared") else SELF_EVALUATION
    )


def _sheet_of(path: str) -> str:
    if path.startswith("goals.overall"):
        return OVERALL
    if path.startswith("goals.annual"):
        return ANNUAL
    if path.startswith("goals.weighted"):
        return WEIGHTED
    if path.startswith("declared"):
        return SCORES
    if path.startswith("report."):
        return REPORT
    if path.startswith("funds") and path.endswith(".arrived"):
        return MONEY
    if path.startswith("indicators") and "]." in path:
        field = path.split("].", 1)[1].split(".")[0]
        if field in _WEIGHTED_FIELDS:
            return WEIGHTED
        if field in _SCORE_FIELDS:
            return SCORES
    return SELF_EVALUATION
