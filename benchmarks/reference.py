"""The reference files: the Turpan project as PROJECT.json, as working book and as exported submission."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from msgspec.structs import replace

import xladdin
from xladdin.forms.build.workbook import build
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import load
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.submission.file_name import submission_name
from xladdin.submission.seal.make import sealed

PROJECT = Path(xladdin.__file__).parent / "samples" / "turpan-2024.json"


@cache
def evaluation() -> Evaluation:
    return load(PROJECT)


@cache
def profile() -> Profile:
    return profiles.load(evaluation().profile)


@cache
def folder() -> Path:
    """A folder for this run, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="xladdin-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def working_book() -> Path:
    path = folder() / "turpan.xlsx"
    path.write_bytes(build(evaluation(), profile()))
    return path


def others(count: int = 8) -> list[Evaluation]:
    """The project as other offices would hand it in: the same goals, other numbers and words. Of several files in turn no
    reader can remember what it said the time before."""
    project, found = evaluation(), []
    for number in range(count):
        rows = project.indicators
        turned = [rows[(place + number) % len(rows)] for place in range(len(rows))]
        found.append(
            replace(
                project,
                version=number + 1,
                funds=tuple(
                    replace(row, executed=row.executed and row.executed - number, declared_rate="")
                    for row in project.funds
                ),
                indicators=tuple(
                    replace(row, actual=other.actual, reason=f"{other.reason}（{number}）")
                    for row, other in zip(rows, turned, strict=True)
                ),
            )
        )
    return found


@cache
def submissions() -> list[bytes]:
    """Such files, exported."""
    return [sealed(one, profile())[0].to_bytes() for one in others()]


@cache
def submission() -> Path:
    archive, _ = sealed(evaluation(), profile())
    path = folder() / submission_name(evaluation())
    archive.write(path)
    return path
