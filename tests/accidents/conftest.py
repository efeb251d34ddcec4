"""Workbooks as people leave them: both real projects as working book and submission, changed in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.accidents.bench import Bench, Ran
from tests.forms.conftest import sample
from tests.support import projects
from xladdin.cli import main
from xladdin.forms.build.workbook import build, build_blank
from xladdin.rules import profile as profiles
from xladdin.submission.seal.make import sealed

NAMES = ("turpan-2024", "karamay-2024")


@pytest.fixture(scope="session")
def contents() -> dict[str, bytes]:
    """``turpan-2024``, ``turpan-2024 报送`` and so on → file content."""
    profile = profiles.load("xinjiang-2024")
    found = {"blank": build_blank(8, profile)}
    for name in NAMES:
        found[name] = build(sample(name), profile)
        found[f"{name} 报送"] = sealed(sample(name), profile)[0].to_bytes()
    for name in projects.NAMES:
        own = projects.profile_of(name)
        found[name] = build(projects.project(name), own)
        found[f"{name} 报送"] = sealed(projects.project(name), own)[0].to_bytes()
    return found


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """``run("check", path)`` is what a command says."""

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def bench(contents: dict[str, bytes], tmp_path: Path, run: Callable[..., Ran]) -> Callable[..., Bench]:
    """``bench("turpan-2024")`` is that workbook, to be changed and put to the commands."""

    def of(name: str = "turpan-2024") -> Bench:
        return Bench(contents[name], tmp_path / "自评.xlsx", run)

    return of
