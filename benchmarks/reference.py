"""The reference files: the Turpan project as PROJECT.json, as working book and as exported submission."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

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


@cache
def submission() -> Path:
    archive, _ = sealed(evaluation(), profile())
    path = folder() / submission_name(evaluation())
    archive.write(path)
    return path
