"""Both projects' report, and what the tests read of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import SAMPLES, sample
from tests.forms.test_report_matter import MATTER
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import encode
from xladdin.report.blocks import Report
from xladdin.report.compose.outline import compose
from xladdin.report.compose.project import Source
from xladdin.report.word.render import render
from xladdin.rules import profile as profiles

NAMES = ("turpan-2024", "karamay-2024")
FILES = [SAMPLES / f"{name}.json" for name in NAMES]


def report_of(*evaluations: Evaluation) -> Report:
    return compose([Source(one, profiles.load("xinjiang-2024")) for one in evaluations])


def full(name: str = "turpan-2024") -> Evaluation:
    """A project with everything that 报告资料 asks for."""
    return replace(sample(name), report=MATTER)


def written(folder: Path, evaluation: Evaluation, name: str = "p.json") -> Path:
    path = folder / name
    path.write_bytes(encode(evaluation))
    return path


@pytest.fixture(scope="session")
def both() -> Report:
    return report_of(*(sample(name) for name in NAMES))


@pytest.fixture(scope="session")
def document(both: Report) -> bytes:
    return render(both)


@pytest.fixture(scope="session")
def path(document: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "自评报告.docx"
    file.write_bytes(document)
    return file


def opened(content: bytes):  # type: ignore[no-untyped-def]
    import docx

    return docx.Document(io.BytesIO(content))
