"""Sends a plan down: a working workbook and its PROJECT.json for every unit and project, and the list of what is expected.

Nothing is written before everything is made, and nothing replaces another file; the list comes last, so that a folder
with it is complete. The same plan gives the same bytes: running again after an interruption goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from xladdin.disk.writing import create
from xladdin.errors import UserError
from xladdin.forms.build.workbook import build
from xladdin.issuing.faults import faults
from xladdin.issuing.plan import Plan, read_plan
from xladdin.issuing.projects import evaluations
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import encode
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.submission import expected
from xladdin.submission.expected import Expected, ExpectedList, expected_workbook, read_day, read_year
from xladdin.submission.file_name import safe


class Issued(NamedTuple):
    """Paths that were written (or lay there with just this content), workbook by workbook, and the list."""

    workbooks: tuple[Path, ...]
    listed: Path


class PlanRefusedError(Exception):
    """A plan that cannot be sent down; ``faults`` says why, one line each."""

    def __init__(self, found: list[UserError]) -> None:
        super().__init__(f"{len(found)} faults")
        self.faults = found


def issue(
    path: Path, folder: Path, profile: Profile | None = None, step: Callable[[int, int], None] | None = None
) -> Issued:
    """Send down what the plan in ``path`` says.

    profile  rules, by default those that the plan names
    step     called with how many workbooks are made, and of how many
    Raises PlanRefusedError, and UserError for a file that is no plan, a file in the way, or a folder that cannot be written.
    """
    plan = read_plan(path)
    rules = profile or profiles.load(plan.heads["profile"].text or profiles.DEFAULT)
    found = faults(plan, rules)
    if found:
        raise PlanRefusedError(found)
    made: dict[Path, bytes] = {}
    books: list[Path] = []
    entries: list[Expected] = []
    projects = evaluations(plan, rules)
    for number, evaluation in enumerate(projects, 1):
        book = folder / f"{_stem(evaluation)}.xlsx"
        made[book.with_suffix(".json")] = project_file(evaluation)
        made[book] = build(evaluation, rules)
        books.append(book)
        entries.append(_entry(plan, evaluation, book.name))
        if step is not None:
            step(number, len(projects))
    listed = folder / expected.NAME
    made[listed] = expected_workbook(_list(plan, rules, entries), rules)
    _refuse_others(made)
    for target, content in made.items():
        create(target, content)
    return Issued(tuple(books), listed)


def project_file(evaluation: Evaluation) -> bytes:
    """PROJECT.json for people: ``xladdin new`` makes the same workbook of it."""
    data = json.loads(encode(evaluation))
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _stem(evaluation: Evaluation) -> str:
    return f"{safe(evaluation.unit.code)}_{safe(evaluation.project.code)}_{evaluation.year}_自评工作簿"


def _entry(plan: Plan, evaluation: Evaluation, workbook: str) -> Expected:
    code = evaluation.project.code
    unit = next(one for one in plan.units if one.text("project_code") == code)
    return Expected(
        evaluation.unit.code, evaluation.unit.name, code, evaluation.project.name, unit.text("email"), workbook
    )


def _list(plan: Plan, profile: Profile, entries: list[Expected]) -> ExpectedList:
    return ExpectedList(
        year=read_year(plan.heads["year"]),
        deadline=read_day(plan.heads["deadline"]),
        profile=profile.id,
        entries=tuple(entries),
        programme=plan.head("programme"),
        issuer=plan.heads["issuer"].text,
        form=plan.shape.form,
        profile_digest=profile.digest,
    )


def _refuse_others(made: dict[Path, bytes]) -> None:
    """A file of another content in the way is found before the first one is written."""
    for path, content in made.items():
        try:
            there = path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise UserError("file-unwritable", file=path, cause=error.strerror or type(error).__name__) from None
        if there != content:
            raise UserError("file-exists", file=path)
