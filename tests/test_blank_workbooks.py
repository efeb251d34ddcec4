"""The blank workbooks that come with the program: as the code builds them today, and as good as a workbook from goals."""

from __future__ import annotations

import datetime
import json
import tomllib
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from tests.forms.conftest import PROJECTS, sample
from tests.forms.office import calculated, differences, edited, names, stored
from tests.support.audit import assert_package_clean
from xladdin import parsed
from xladdin.forms.build.workbook import build, build_blank
from xladdin.forms.closed.recalc import recalculate_file
from xladdin.forms.defined_names import column_name, field_name
from xladdin.forms.family import blank_name, families, folder
from xladdin.forms.read.open_file import open_file
from xladdin.model.evaluation import Evaluation
from xladdin.model.fields import field, paths
from xladdin.resources import resource_dir
from xladdin.rules import profile as profiles
from xladdin.rules.profile.shelf import FOLDER

ROWS = (30, 45, 60)


#: Form and rows of every blank workbook that comes with the program.
ALL = [(form.id, rows) for form in families() for rows in form.rows]


#: Folders whose TOML files have ``parsed.json`` beside them.
PARSED = (
    *sorted(path for path in folder().iterdir() if path.is_dir()),
    resource_dir("workbook_templates") / "registers",
    FOLDER,
)


def committed(rows: int, form: str = "transfer") -> Path:
    return resource_dir("workbook_templates") / blank_name(rows, form)


def _parts(content: Path | bytes, scratch: Path) -> list[tuple[str, bytes]]:
    """Parts in their order, unpacked: how they are packed may differ between versions of zlib."""
    if isinstance(content, bytes):
        scratch.write_bytes(content)
        content = scratch
    with zipfile.ZipFile(content) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def test_these_are_all_that_are_committed() -> None:
    names = {path.name for path in resource_dir("workbook_templates").glob("*.xlsx")}
    assert names == {blank_name(rows, form) for form, rows in ALL}


def _plain(value: Any) -> Any:
    """As JSON knows it: TOML has dates."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


@pytest.mark.parametrize("place", PARSED, ids=lambda path: path.name)
def test_parsed_json_says_what_the_files_say(place: Path) -> None:
    stored = json.loads((place / parsed.STORE).read_text("utf-8"))
    files = {path.name: path for path in place.glob("*.toml")}
    assert stored.keys() == files.keys(), "run `make templates`"
    for name, path in files.items():
        said = tomllib.loads(path.read_text("utf-8"))
        assert json.dumps(stored[name][2]) == json.dumps(_plain(said)), f"{path}: run `make templates`"
        assert parsed.table(path, path.read_bytes()) == _plain(said)


@pytest.mark.parametrize(("form", "rows"), ALL)
def test_the_committed_workbook_is_what_the_code_builds(form: str, rows: int, tmp_path: Path) -> None:
    fresh = build_blank(rows, profiles.load("mof-2020"), form)
    old, new = _parts(committed(rows, form), tmp_path / "x"), _parts(fresh, tmp_path / "fresh.xlsx")
    assert [name for name, _ in old] == [name for name, _ in new]
    changed = [name for (name, before), (_, after) in zip(old, new, strict=True) if before != after]
    assert not changed, f"run `make templates`: {changed} differ"


@pytest.mark.parametrize(("form", "rows"), ALL)
def test_the_committed_workbook_is_clean_blank_and_has_its_rows(form: str, rows: int) -> None:
    assert_package_clean(committed(rows, form))
    opened = open_file(committed(rows, form))
    assert opened.book is not None
    assert opened.book.blank
    assert opened.evaluation.indicators == ()
    assert opened.evaluation.year == 0
    tables = opened.book.family.indicator_tables
    assert {len(opened.book.rows[table]) for table in tables} == {rows}
    assert opened.book.family.id == form


def test_level_cells_of_a_blank_workbook_are_not_merged() -> None:
    for name in ("自治区项目绩效目标表", "绩效自评表"):
        sheet = openpyxl.load_workbook(committed(30))[name]
        tables = [area for area in sheet.merged_cells.ranges if area.min_row != area.max_row and area.min_col in (2, 3)]
        assert [area for area in tables if area.min_row > 21] == []


#: Fields of an indicator, by the table in which a blank workbook takes them.
WEIGHTED = ("level1", "level2", "level3", "issued_target", "basis", "last_year", "weight", "scoring_rule", "evidence")
DECLARED = {
    f"declared.levels[{level}]": f"JX_F_declared_levels_{mark}"
    for level, mark in (("预算执行", "v1"), ("产出指标", "v2"), ("效益指标", "v4"), ("满意度指标", "v5"))
}
SELF = ("actual", "reason")
SCORE = (
    "tier_percent",
    "declared_score",
    *(f"adjustment.{name}" for name in "kind keep reason basis evidence approved_by".split()),
)


def fill_in(path: Path, project: Evaluation) -> None:
    """Type a project into a blank workbook with openpyxl: names and targets into the weighted table, actual values into
    the self-evaluation table, everything else where its name says. The evaluation is in ``path`` afterwards."""
    workbook = openpyxl.load_workbook(path)

    def put(reference: str, down: int, value: Any) -> None:
        if value in (None, ""):
            return
        sheet, _, area = reference.partition("!")
        first = workbook[sheet.strip("'")][area.replace("$", "").partition(":")[0]]
        cell = first.offset(row=down)
        assert not cell.protection.locked, f"{sheet} {cell.coordinate} is locked"
        number = _as_number(value)
        cell.value = number if number is not None else value
        if number is None and isinstance(value, str):
            cell.data_type = "s"

    known = names(path)
    for number, row in enumerate(project.indicators):
        for table, columns in (("weighted", WEIGHTED), ("self", SELF), ("score", SCORE)):
            for column in columns:
                value = field(project, f"indicators[{row.key}].{column}")
                if column == "issued_target":
                    value = row.issued_target or row.target
                put(known[column_name(table, column)], number, value)
    for goal in ("overall", "annual"):
        rows = getattr(project.goals, goal).indicators
        for number, row in enumerate(rows):
            for column in ("level1", "level2", "level3", "target"):
                put(known[column_name(goal, column)], number, getattr(row, column))
    for field_path in paths(project):
        name = DECLARED.get(field_path) or field_name(field_path)
        if name in known and not field_path.startswith("indicators") and not field_path.endswith("declared_rate"):
            put(known[name], 0, field(project, field_path))
    workbook.save(path)


def _as_number(value: Any) -> float | int | None:
    """What a spreadsheet makes of typed text."""
    if isinstance(value, int | Decimal):
        return float(value)
    try:
        return float(value) if value == f"{float(value):.15g}" else None
    except ValueError:
        return None


@pytest.fixture(scope="module", params=PROJECTS)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Evaluation, Path]:
    """A project, and a blank workbook into which it was typed, recalculated by Python."""
    project = sample(request.param)
    path = tmp_path_factory.mktemp("blank") / f"{request.param}.xlsx"
    path.write_bytes(build_blank(40, profiles.load("xinjiang-2024")))
    fill_in(path, project)
    done = recalculate_file(path)
    assert done.typed_over == ()
    return project, path


def test_a_filled_blank_workbook_reads_as_the_project(pair: tuple[Evaluation, Path]) -> None:
    project, path = pair
    rows = tuple(
        replace(row, key=f"r{number:02d}", target=row.issued_target or row.target, issued_target="")
        for number, row in enumerate(project.indicators, 1)
    )
    read_back = open_file(path)
    assert read_back.evaluation == replace(project, indicators=rows)
    assert read_back.book is not None
    assert read_back.book.notes == ()


SCORES = {"turpan-2024": (88.8, "良"), "karamay-2024": (93.1, "优")}


def test_it_scores_like_the_workbook_made_from_goals(pair: tuple[Evaluation, Path], tmp_path: Path) -> None:
    project, path = pair
    other = tmp_path / "new.xlsx"
    other.write_bytes(build(project, profiles.load("xinjiang-2024")))
    columns = ("completion_rate", "deviation_rate", "weight", "computed_score", "score", "explanation")
    assert [_column(path, name) for name in columns] == [_column(other, name) for name in columns]
    cells = stored(path).values["评分表"]
    at = {name: names(path)[f"JX_F_{name}"].rpartition("!")[2].replace("$", "") for name in ("total", "grade")}
    assert (cells[at["total"]], cells[at["grade"]]) == SCORES[path.stem]


def _column(path: Path, name: str) -> list[Any]:
    sheet, _, area = names(path)[f"JX_C_score_{name}"].partition("!")
    first, last = (part.strip("$").split("$") for part in area.split(":"))
    cells = stored(path).values[sheet.strip("'")]
    values = [cells.get(f"{first[0]}{row}") for row in range(int(first[1]), int(last[1]) + 1)]
    return [round(value, 9) if isinstance(value, float) else value for value in values if value is not None]


@pytest.mark.libreoffice
def test_libreoffice_reads_direction_bounds_and_unit_of_every_target_by_itself(pair: tuple[Evaluation, Path]) -> None:
    project, path = pair
    (office,) = calculated([path])
    book = stored(path)
    assert {"direction", "low", "high", "unit"} <= {
        name.removeprefix("JX_C_score_") for name in names(path) if name.startswith("JX_C_score_")
    }
    assert differences(book, office) == []
    directions = [value for value in _column(path, "direction") if value]
    assert len(directions) == len(project.indicators)


@pytest.mark.libreoffice
def test_sorting_the_tables_of_a_blank_workbook_changes_nothing(pair: tuple[Evaluation, Path], tmp_path: Path) -> None:
    _, path = pair
    before = open_file(path)
    assert before.book is not None
    steps = []
    for table, sheet, key in (("weighted", "自治区项目绩效目标表", "J"), ("self", "绩效自评表", "I")):
        rows = [before.book.rows[table][row.key] for row in before.evaluation.indicators]
        first = "A" if table == "weighted" else "B"
        steps.append(("sort", sheet, f"{first}{min(rows)}:{key}{max(rows)}", 2, False))
    after = edited(path, tmp_path / "sorted.xlsx", steps)
    opened = open_file(after)
    assert opened.book is not None
    assert opened.book.rows["weighted"] != before.book.rows["weighted"]
    assert opened.book.rows["self"] != before.book.rows["self"]
    assert opened.evaluation == before.evaluation
    totals = names(after)["JX_F_total"].rpartition("!")[2].replace("$", "")
    assert stored(after).values["评分表"][totals] == SCORES[path.stem][0]
