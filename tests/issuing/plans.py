"""A plan as the province would type it: the goals of both real projects, received as one and shared out again."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from tests.forms.conftest import SAMPLES
from xladdin.forms.register.write import Data
from xladdin.issuing.template import plan_workbook

NAMES = ("turpan-2024", "karamay-2024")
CODES = {"turpan-2024": ("650400-ZRZY", "650400-2024-001"), "karamay-2024": ("650200-ZRZY", "650200-2024-001")}
EMAILS = {"turpan-2024": "tlf@example.cn", "karamay-2024": ""}

#: What adds up: name → sums of the three years and of 2024 (as in the consolidated region table where that has them).
ABSOLUTE = {
    "矿山生态修复面积（公顷）": "512.73",
    "修复废弃矿山（矿点）数量（个）": "58",
    "地质环境隐患点消除数量（处）": "10",
    "土地复垦面积（公顷）": "206.96",
    "人居环境改善（万人）": "15.95",
}

#: What a plan states once for an indicator.
RULES = ("basis", "scoring_rule", "evidence")

Row = tuple[str, str, str]


def sample(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return found


def names_of(project: dict[str, Any], table: str) -> dict[Row, str]:
    """Levels and name → target, in the order of the table."""
    rows = project["goals"][table]["indicators"]
    return {(row["level1"], row["level2"], row["level3"]): row["target"] for row in rows}


def merged(lists: list[list[Row]]) -> list[Row]:
    """All rows in an order that agrees with every list."""
    found: list[Row] = []
    for rows in lists:
        place = 0
        for row in rows:
            if row in found:
                place = found.index(row) + 1
            else:
                found.insert(place, row)
                place += 1
    return found


def is_absolute(row: Row) -> bool:
    """By eye: hectares, counts and people add up; shares, unit costs and years do not."""
    return not any(word in row[2] for word in ("率", "满意度", "单位成本", "时间（年）"))


def nature_of(row: Row) -> str:
    if is_absolute(row):
        return "绝对量"
    return "时限" if "时间（年）" in row[2] else "相对量"


def total(targets: list[str]) -> str:
    """Received of something that adds up; the sign is the first one's."""
    sign = targets[0][: len(targets[0]) - len(targets[0].lstrip("≥≤"))]
    return f"{sign}{sum(Decimal(one.lstrip('≥≤')) for one in targets)}"


def both_projects() -> Data:
    """The filled plan."""
    projects = {name: sample(name) for name in NAMES}
    tables = {
        table: {name: names_of(project, table) for name, project in projects.items()} for table in ("overall", "annual")
    }
    rows = merged([list(found) for table in tables.values() for found in table.values()])
    keys = {row: f"y{number:02d}" for number, row in enumerate(rows, 1)}
    received = []
    for row in rows:
        line: dict[str, Any] = {"key": keys[row], "level1": row[0], "level2": row[1], "level3": row[2]}
        for table, found in tables.items():
            targets = [by_name[row] for by_name in found.values() if row in by_name]
            if targets:
                line[table] = total(targets) if is_absolute(row) else targets[0]
        line["nature"] = nature_of(row)
        line |= common(row, projects)
        received.append(line)
    units, shares = [], {"overall": [], "annual": [], "weight": []}  # type: ignore[var-annotated]
    for number, (name, project) in enumerate(projects.items(), 1):
        key = f"u{number:02d}"
        units.append({"key": key, **unit_line(name, project)})
        for table in ("overall", "annual"):
            shares[table].append({"key": key, **{keys[row]: text for row, text in tables[table][name].items()}})
        weights = {(row["level1"], row["level2"], row["level3"]): row["weight"] for row in project["indicators"]}
        shares["weight"].append({"key": key, **{keys[row]: Decimal(value) for row, value in weights.items()}})
    heads = projects["turpan-2024"]["project"]
    fields = {
        "year": Decimal(2024),
        "programme": heads["programme"],
        "period": "2024—2026年",
        "issuer": "新疆维吾尔自治区自然资源厅",
        "deadline": "2025年3月31日",
        "profile": "xinjiang-2024",
        **{
            name: heads[name]
            for name in ("central_department", "local_department", "provincial_finance", "provincial_department")
        },
    }
    money = {
        f"{table}_{source}": sum(
            (Decimal(project["goals"][table]["funds"][source]) for project in projects.values()), Decimal(0)
        )
        for table in ("overall", "annual")
        for source in ("central", "local", "social")
    }
    rows = {"received": received, "units": units, **shares, "exceptions": exceptions(projects)}
    return Data(fields, rows, {"units": {"received": money}})


def exceptions(projects: dict[str, dict[str, Any]]) -> list[dict[str, str]]:
    """Where the second project says otherwise than the first of an indicator that both have: 另行规定."""
    found: list[dict[str, str]] = []
    for name, project in projects.items():
        for one in project["indicators"]:
            stated = common((one["level1"], one["level2"], one["level3"]), projects)
            other = {field: one[field] for field in RULES if one[field] != stated[field]}
            if other:
                code = CODES[name][1]
                found.append({"key": f"x{len(found) + 1:02d}", "project_code": code, "level3": one["level3"], **other})
    return found


def common(row: Row, projects: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Basis, scoring rule and evidence, which a plan states once for all projects: those of the first project that has it."""
    for project in projects.values():
        for one in project["indicators"]:
            if (one["level1"], one["level2"], one["level3"]) == row:
                return {name: one[name] for name in RULES}
    return {}


def unit_line(name: str, project: dict[str, Any]) -> dict[str, Any]:
    goals, own = project["goals"], project["project"]
    code, project_code = CODES[name]
    line: dict[str, Any] = {
        "unit_code": code,
        "unit": project["unit"]["name"],
        "project_code": project_code,
        "project": own["name"],
        "region_code": project["region_code"],
        "email": EMAILS[name],
        **{field: own[field] for field in ("implementing_unit", "fund_user", "budget_unit")},
        "weighted_fiscal": Decimal(goals["weighted"]["funds"]["fiscal"]),
        "weighted_other": Decimal(goals["weighted"]["funds"]["other"]),
        "overall_objective": goals["overall"]["objective"],
        "annual_objective": goals["annual"]["objective"],
        "weighted_objective": goals["weighted"]["objective"],
    }
    for table in ("overall", "annual"):
        for source in ("central", "local", "social"):
            line[f"{table}_{source}"] = Decimal(goals[table]["funds"][source])
    return line


def write_plan(path: Path, data: Data | None = None) -> Path:
    path.write_bytes(plan_workbook(data or both_projects(), indicators=45, units=4))
    return path


def cell_with(path: Path, sheet: str, text: object) -> str:
    """Address of the first cell with this content."""
    page = openpyxl.load_workbook(path)[sheet]
    return next(cell.coordinate for row in page.iter_rows() for cell in row if cell.value == text)


def type_in(path: Path, sheet: str, changes: dict[str, object]) -> None:
    """Change cells, as a person would."""
    book = openpyxl.load_workbook(path)
    for cell, value in changes.items():
        book[sheet][cell] = value
    book.save(path)
