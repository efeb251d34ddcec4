"""Three projects of 项目支出绩效自评表 (``tests/data/projects``), each scored by the rules of one profile, and random ones."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from xladdin.model import project_json
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

FOLDER = Path(__file__).parents[1] / "data" / "projects"
#: Names of the files, which are those of the profiles.
NAMES = ("mof-2020", "hubei", "ningxia")

_SOURCES = {"total": "total", "central": "fiscal", "local": "carryover", "other": "other"}


def project(name: str) -> Evaluation:
    return project_json.load(FOLDER / f"{name}.json")


def profile_of(name: str) -> Profile:
    return profiles.load(name)


def as_project(evaluation: Evaluation) -> Evaluation:
    """A transfer evaluation as one of a department's own project, without what only the transfer form has cells for."""
    rows = tuple(replace(row, issued_target="", basis="", last_year="", evidence="") for row in evaluation.indicators)
    funds = tuple(
        replace(row, source=_SOURCES[row.source], initial=row.budget, arrived=None, declared_rate="")
        for row in evaluation.funds
    )
    named = replace(evaluation.project, programme="", provincial_finance="", provincial_department="", fund_user="")
    named = replace(named, budget_unit="", central_department="")
    return canonical(
        replace(
            evaluation,
            form="project",
            project=named,
            funds=funds,
            indicators=rows,
            goals=type(evaluation.goals)(),
            management=(),
            remarks="",
        )
    )
