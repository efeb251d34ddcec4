"""The published tables of ``tests/data/published``, typed again in our own words, each with the defects a reviewer sees in it.

``defect``: what must be found (rule, field and why, decided by reading the table, before the catalogue looked at it);
``beyond``: defects that one workbook cannot show to a program, which must not be claimed to be found.
``python -m tests.checks.published docs/checks.md`` writes precision and recall into the page of the catalogue.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from tests.checks.material import DATA, evaluation_of, profile_of
from xladdin.checks.finding import Finding
from xladdin.checks.runner import run_checks
from xladdin.disk.writing import replace

FOLDER = DATA / "published"
NAMES = tuple(path.stem for path in sorted(FOLDER.glob("*.toml")))
HEADING = "## 十张公开自评表上的核对结果\n"


class Defect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: str
    where: str
    why: str


class GoalTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """period, money (total, central, local), objective, rows (level 1, level 2, name, target)."""

    period: str
    money: tuple[str, str, str]
    objective: str
    rows: list[tuple[str, str, str, str]]

    def as_json(self) -> dict[str, Any]:
        total, central, local = self.money
        fields = ("level1", "level2", "level3", "target")
        return {
            "period": self.period,
            "funds": {"total": total, "central": central, "local": local},
            "objective": self.objective,
            "indicators": [dict(zip(fields, row, strict=True)) for row in self.rows],
        }


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table as printed; an empty text is an empty cell.

    funds       source, initial, budget, arrived, executed, declared rate
    rows        level 1, level 2, name, target, actual, weight, declared score, reason
    management  item, statement, problems
    """

    form: Literal["transfer", "project"]
    year: int
    profile: str
    name: str
    funds: list[tuple[str, str, str, str, str, str]]
    rows: list[tuple[str, str, str, str, str, str, str, str]]
    heads: dict[str, str] = {}
    management: list[tuple[str, str, str]] = []
    objective: str = ""
    achievement: str = ""
    remarks: str = ""
    declared: dict[str, Any] | None = None
    overall: GoalTable | None = None
    annual: GoalTable | None = None
    defect: list[Defect] = []
    beyond: list[Defect] = []

    @property
    def expected(self) -> Counter[tuple[str, str]]:
        return Counter((one.rule, one.where) for one in self.defect)

    def as_json(self) -> dict[str, Any]:
        """The table as PROJECT.json."""
        money = ("source", "initial", "budget", "arrived", "executed", "declared_rate")
        row = ("level1", "level2", "level3", "target", "actual", "weight", "declared_score", "reason")
        goals = {name: goal.as_json() for name, goal in (("overall", self.overall), ("annual", self.annual)) if goal}
        return {
            "form": self.form,
            "year": self.year,
            "profile": self.profile,
            "project": {"name": self.name, **self.heads},
            "goals": goals,
            "funds": [_filled(money, one) for one in self.funds],
            "indicators": [
                {"key": f"q{number:02}", "target": "", **_filled(row, one)} for number, one in enumerate(self.rows, 1)
            ],
            "management": [dict(zip(("item", "statement", "problems"), one, strict=True)) for one in self.management],
            "objective": self.objective,
            "achievement": self.achievement,
            "remarks": self.remarks,
            "declared": self.declared,
        }


def _filled(names: tuple[str, ...], cells: tuple[str, ...]) -> dict[str, str]:
    return {name: cell for name, cell in zip(names, cells, strict=True) if cell}


@cache
def table(name: str) -> Table:
    return msgspec.convert(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")), Table)


@cache
def findings(name: str) -> tuple[Finding, ...]:
    """What the catalogue says of a table; warnings that its reasons answer are left out."""
    evaluation = evaluation_of(table(name).as_json())
    report = run_checks(evaluation, profile_of(evaluation))
    return tuple(one for one in report.findings if not one.reasoned)


def found(name: str) -> Counter[tuple[str, str]]:
    return Counter((one.rule, one.path) for one in findings(name))


def beyond(name: str) -> Counter[tuple[str, str]]:
    return Counter((one.rule, one.where) for one in table(name).beyond)


def lines() -> Iterator[str]:
    """The section of the page: one line a table, then the sums."""
    yield HEADING
    yield (
        "tests/data/published 中的表按公开自评表的写法和常见问题重新拟写；应报的问题由人先列出，再与程序的结果逐条核对。"
        "“表外”是需要其他资料才能看出的问题，计入应报、不计入查出。\n"
    )
    yield "| 表 | 应报 | 查出 | 误报 | 表外 |"
    yield "|---|---|---|---|---|"
    wanted = hits = false = outside = 0
    for name in NAMES:
        one, said = table(name), found(name)
        right = (said & one.expected).total()
        wrong = (said - one.expected).total()
        yield f"| {one.name} | {one.expected.total()} | {right} | {wrong} | {len(one.beyond)} |"
        wanted, hits, false, outside = (
            wanted + one.expected.total(),
            hits + right,
            false + wrong,
            outside + len(one.beyond),
        )
    yield f"| 合计 | {wanted} | {hits} | {false} | {outside} |\n"
    yield f"查准率 {_share(hits, hits + false)}，查全率 {_share(hits, wanted + outside)}。"


def _share(part: int, whole: int) -> str:
    return f"{part * 1000 // whole / 10}%"


def main(page: Path) -> None:
    """Append the section to the page, in place of an older one."""
    text = page.read_text("utf-8").split(HEADING)[0].rstrip("\n")
    replace(page, f"{text}\n\n{chr(10).join(lines())}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
