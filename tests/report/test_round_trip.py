"""``xladdin import`` of the report gives the tables back: every field that a printed table holds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.forms.test_report_matter import MATTER
from tests.report.conftest import NAMES, opened
from tests.support.audit import assert_package_clean
from xladdin.cli import main
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation, Unit
from xladdin.model.project_json import load
from xladdin.receiving.across import claims


def _printed(evaluation: Evaluation) -> Evaluation:
    """What the printed tables hold of it; keys are numbers, since no table prints them."""
    rows = tuple(
        replace(row, key=f"k{number}", adjustment=None, declared_score=None, tier_percent=None)
        for number, row in enumerate(evaluation.indicators)
    )
    funds = tuple(replace(row, arrived=None) for row in evaluation.funds)
    plain = replace(
        evaluation, indicators=rows, funds=funds, profile="", region_code="", unit=Unit(), measures="", declared=None
    )
    return canonical(plain)


@pytest.fixture(scope="module")
def imported(path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Evaluation]:
    folder = tmp_path_factory.mktemp("imported")
    assert main(["import", str(path), "-o", str(folder)]) == 0
    return {one.project.name: one for one in map(load, folder.glob("*.json"))}


PROJECTS = sorted((Path(__file__).parents[1] / "data" / "projects").glob("*.json"))


@pytest.mark.parametrize("file", PROJECTS, ids=[file.stem for file in PROJECTS])
def test_the_table_of_a_departments_own_project_comes_back(file: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.docx"
    assert main(["report", str(file), "-o", str(report)]) == 0
    assert_package_clean(report)
    assert main(["report", "--verify", str(report), str(file)]) == 0
    texts = [one.text for one in opened(report.read_bytes()).paragraphs]
    assert not [
        text for text in texts if "到位【待填】" in text or text.endswith("性。【待填】")
    ]  # no cell asks for it
    assert main(["import", str(report), "-o", str(tmp_path / "out")]) == 0
    (back,) = map(load, (tmp_path / "out").glob("*.json"))
    wanted = load(file)
    assert [(row.level3, row.target, row.actual, row.weight) for row in back.indicators] == [
        (row.level3, row.target, row.actual, row.weight) for row in wanted.indicators
    ]
    assert [(row.source, row.initial, row.budget, row.executed) for row in back.funds] == [
        (row.source, row.initial, row.budget, row.executed) for row in wanted.funds
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_of_the_report_come_back(name: str, imported: dict[str, Evaluation]) -> None:
    wanted = sample(name)
    assert _printed(imported[wanted.project.name]) == _printed(wanted)


def test_a_documents_whole_amount_counts_as_claimed_by_every_project_that_lists_it() -> None:
    evaluation = replace(sample("turpan-2024"), report=MATTER)
    assert ("财资环〔2024〕61号", Decimal("10000")) in set(claims(evaluation))
