"""The twin of a published report, in three formats: what is printed is read, cell by cell."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.cli.conftest import Run
from tests.forms.conftest import sample
from tests.intake import twin
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.kinds import DOCUMENT_KIND
from xladdin.intake.mapping_file import read_mapping
from xladdin.intake.run import Result, run_import
from xladdin.model import project_json
from xladdin.model.evaluation import Evaluation
from xladdin.rules import profile as profiles
from xladdin.rules.score_sheet import score_sheet

ENDINGS = tuple(twin.NAMES)
#: Rows of table C that have another name than in table D, as the report prints them.
OTHER_NAMES = {
    "区域生态功能稳定可持续时间（年）": "矿山生态功能稳定可持续时间（年）",
    "项目实施区域群众满意度（%）": "服务对象满意度指标（%）",
}


def path(ending: str) -> Path:
    return twin.DATA / twin.NAMES[ending]


@pytest.fixture(scope="module", params=ENDINGS)
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Result]:
    """Imported once, and again with the mapping file in which a person said yes to what was suggested."""
    first = run_import([path(request.param)])
    mapping = tmp_path_factory.mktemp("mapping") / "对照表.csv"
    mapping.write_bytes(accepted(first.mapping))
    return request.param, run_import([path(request.param)], read_mapping(mapping))


def accepted(content: bytes) -> bytes:
    """The mapping file as Excel saves it in China, every suggestion accepted."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    for line in lines:
        if line[5].startswith("建议"):
            assert OTHER_NAMES[line[2]] == line[3]
            line[4] = "是"
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("gb18030")


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_files_are_what_the_generator_writes(ending: str) -> None:
    made, kept = twin.WRITERS[ending](twin.blocks()), path(ending).read_bytes()
    if ending == ".txt":
        assert made == kept
        return
    kinds = {".docx": {"kind": DOCUMENT_KIND}, ".xlsx": {}}[ending]
    assert dict(Archive.read(made, **kinds)) == dict(Archive.read(kept, **kinds))


def test_every_cell_of_the_twin_is_read(imported: tuple[str, Result]) -> None:
    _, result = imported
    assert result.not_read == [] and result.refused == []
    assert result.cells_read == 1080
    assert [project.counts for project in result.projects] == [
        {"overall": 33, "annual": 31, "weighted": 31, "transfer": 31},
        {"overall": 26, "annual": 17, "weighted": 17, "transfer": 17},
    ]
    assert all(not project.unmatched for project in result.projects) and result.is_whole


@pytest.mark.parametrize("number", [0, 1], ids=twin.PROJECTS)
def test_goals_money_and_texts_are_as_printed(imported: tuple[str, Result], number: int) -> None:
    raw, read = twin.project(twin.PROJECTS[number]), imported[1].projects[number].evaluation
    assert read.form == "transfer" and read.year == 2024
    assert read.project.name == raw["project"]["name"]
    for name in (
        "programme",
        "central_department",
        "local_department",
        "budget_unit",
        "implementing_unit",
        "fund_user",
    ):
        assert getattr(read.project, name) == raw["project"][name]
    for name in ("overall", "annual"):
        printed, goal = raw["goals"][name], getattr(read.goals, name)
        assert goal.period == printed["period"] and goal.objective == printed["objective"]
        assert {key: Decimal(value) for key, value in printed["funds"].items()} == msgspec.structs.asdict(goal.funds)
        assert [msgspec.structs.asdict(row) for row in goal.indicators] == printed["indicators"]
        for key, value in printed.get("head", {}).items():
            assert getattr(goal.head, key) == value
    weighted = raw["goals"]["weighted"]
    assert read.goals.weighted is not None and read.goals.weighted.objective == weighted["objective"]
    assert msgspec.structs.asdict(read.goals.weighted.funds) == {
        key: Decimal(v) for key, v in weighted["funds"].items()
    }
    for name in ("objective", "achievement", "remarks"):
        assert getattr(read, name) == raw[name]
    assert {row.item: (row.statement, row.problems) for row in read.management} == {
        row["item"]: (row["statement"], row["problems"]) for row in raw["management"]
    }
    assert read.declared is not None and str(read.declared.total) == raw["declared"]["total"]
    assert read.declared.grade == raw["declared"]["grade"]
    assert {name: str(score) for name, score in read.declared.levels.items()} == raw["declared"]["levels"]


@pytest.mark.parametrize("number", [0, 1], ids=twin.PROJECTS)
def test_money_rows_are_as_printed(imported: tuple[str, Result], number: int) -> None:
    raw, read = twin.project(twin.PROJECTS[number]), imported[1].projects[number].evaluation
    rows = {row.source: row for row in read.funds}
    for printed in raw["funds"]:
        if printed["source"] == "other":  # nothing is printed in it
            assert "other" not in rows
            continue
        row = rows[printed["source"]]
        assert (row.budget, row.executed) == (Decimal(printed["budget"]), Decimal(printed["executed"]))


def weighted_reading(row: dict[str, Any]) -> dict[str, Any]:
    """What a row says in the as-printed project, said once."""
    found = {name: str(row.get(name) or "") for name in _TEXTS}
    return {**found, **{f"issued_{name}": row.get(f"issued_{name}") or row[name] for name in _TWICE}}


_TEXTS = (
    "level1",
    "level2",
    "level3",
    "target",
    "basis",
    "last_year",
    "scoring_rule",
    "evidence",
    "actual",
    "reason",
    "weight",
)
_TWICE = ("target", "level1", "level2", "level3")


@pytest.mark.parametrize("number", [0, 1], ids=twin.PROJECTS)
def test_indicators_are_as_printed(imported: tuple[str, Result], number: int) -> None:
    ending, result = imported
    raw, read = twin.project(twin.PROJECTS[number]), result.projects[number].evaluation
    printed = [weighted_reading(row) for row in raw["indicators"]]
    found = [weighted_reading(msgspec.structs.asdict(row)) for row in read.indicators]
    if ending == ".txt":  # plain text does not say that one reason stands for six rows
        for above, row in zip([{"reason": ""}, *printed[:-1]], list(printed), strict=True):
            if row["reason"] and row["reason"] == above.get("full", above["reason"]):
                row["full"], row["reason"] = row["reason"], ""
        printed = [{name: value for name, value in row.items() if name != "full"} for row in printed]
    assert found == printed


def test_a_row_that_a_person_did_not_join_stands_in_the_weighted_table_alone() -> None:
    read = run_import([path(".docx")]).projects[0]
    goals = read.evaluation.goals.weighted
    assert goals is not None and {row.level3 for row in goals.indicators} == set(OTHER_NAMES.values())
    alone = {row.level3 for row in read.evaluation.indicators if row.weight is None}
    assert alone == set(OTHER_NAMES) and len(read.unmatched) == 4


@pytest.mark.parametrize(
    ("number", "name", "total", "grade"), [(0, "turpan-2024", "88.8", "良"), (1, "karamay-2024", "93.1", "优")]
)
def test_with_the_adjustment_records_the_published_scores_come_out(
    imported: tuple[str, Result], number: int, name: str, total: str, grade: str
) -> None:
    read = imported[1].projects[number].evaluation
    records = sample(name).indicators
    assert [row.target.strip("≥") for row in records] == [row.target.strip("≥") for row in read.indicators]
    rows = tuple(
        msgspec.structs.replace(row, adjustment=record.adjustment)
        for row, record in zip(read.indicators, records, strict=True)
    )
    scored = score_sheet(msgspec.structs.replace(read, indicators=rows), profiles.load("xinjiang-2024"))
    assert (str(scored.total), scored.grade) == (total, grade)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_command_writes_one_file_a_project_and_says_what_is_open(run: Run, tmp_path: Path, ending: str) -> None:
    told = run("import", path(ending), "-o", tmp_path / "读入")
    assert told.code == 1 and told.err == ""
    written = sorted((tmp_path / "读入").glob("*.json"))
    assert len(written) == 2 and (tmp_path / "读入" / "对照表.csv").is_file()
    assert "共读入 1080 格，没有读懂 0 格。" in told.out.splitlines()[-1]
    assert sum(line.startswith("未对上：") for line in told.out.splitlines()) == 4
    for file in written:
        assert isinstance(project_json.load(file), Evaluation)
    again = run("import", path(ending), "-o", tmp_path / "读入", "--json")
    assert again.code == 1 and json.loads(again.out)["cells"] == {"read": 1080, "not_read": 0}


def test_an_imported_project_becomes_a_workbook_that_says_the_same(run: Run, tmp_path: Path) -> None:
    run("import", path(".docx"), "-o", tmp_path)
    (file,) = tmp_path.glob("*克拉玛依*.json")
    assert run("new", file, "-o", tmp_path / "自评.xlsx").code == 0
    back = run("import", tmp_path / "自评.xlsx", "-o", tmp_path / "再读")
    assert back.code == 0
    (again,) = (tmp_path / "再读").glob("*.json")
    first, second = project_json.load(file), project_json.load(again)
    changed = {name for name in first.__struct_fields__ if getattr(first, name) != getattr(second, name)}
    assert changed <= {"profile", "funds", "signatures", "declared"}
