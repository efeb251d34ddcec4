"""What the tables print differently: heads of the goal tables, names and rows of the weighted table stay as printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.forms.office import calculated, differences, stored
from tests.support.audit import assert_package_clean
from xladdin.errors import UserError
from xladdin.forms.build.workbook import build
from xladdin.forms.closed.recalc import recalculate_file
from xladdin.forms.closed.restore import recalculate_and_restore
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cells import with_cells
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.model import project_json
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.goals import GoalHead, WeightedIndicator
from xladdin.rules import profile as profiles
from xladdin.rules.score_sheet import score_sheet
from xladdin.submission.export import sealed

PROFILE = "xinjiang-2024"
LEFT_OUT = WeightedIndicator(
    level1="产出指标",
    level2="数量指标",
    level3="新建泵站数量（座）",
    target="≥2",
    basis="计划标准",
    last_year="-",
    weight=Decimal("3.5"),
    scoring_rule="直接赋分",
    evidence="工作资料",
)
ALSO_LEFT_OUT = replace(LEFT_OUT, level3="管护制度建立（项）", target="1", weight=None)


def as_tables_print_it() -> Evaluation:
    """Turpan's project with heads, names and rows that differ from table to table."""
    evaluation = sample("turpan-2024")
    goals = evaluation.goals
    assert goals.overall is not None
    assert goals.annual is not None
    assert goals.weighted is not None
    head = GoalHead(
        name="甲项目",
        programme="甲资金",
        central_department="甲部、乙部",
        provincial_finance="甲厅",
        provincial_department="乙厅",
        implementing_unit="甲市人民政府",
    )
    goals = replace(
        goals,
        overall=replace(goals.overall, head=head),
        annual=replace(goals.annual, head=GoalHead(name="乙项目", central_department="乙部")),
        weighted=replace(goals.weighted, name="丙项目", indicators=(LEFT_OUT, ALSO_LEFT_OUT)),
    )
    rows = list(evaluation.indicators)
    rows[0] = replace(rows[0], issued_level3="矿山修复总面积（公顷）")
    rows[18] = replace(rows[18], issued_level1="成本指标", issued_level2="经济成本指标")
    return canonical(replace(evaluation, goals=goals, indicators=tuple(rows)))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "自评.xlsx"
    path.write_bytes(build(as_tables_print_it(), profiles.load(PROFILE)))
    return path


def test_a_workbook_reads_back_what_each_table_prints(book: Path) -> None:
    assert_package_clean(book)
    found = read(PackageGrid(Archive.read(book)))
    assert found.evaluation == as_tables_print_it()
    places = found.places
    assert places["goals.overall.head.name"].sheet == "总体绩效目标表"
    assert places["goals.weighted.indicators[1].level3"].sheet == "自治区项目绩效目标表"
    assert places["indicators[q01].issued_level3"].sheet == "自治区项目绩效目标表"
    assert places["indicators[q01].level3"].sheet == "绩效自评表"


def test_rows_that_only_the_weighted_table_has_continue_it(book: Path) -> None:
    places = read(PackageGrid(Archive.read(book))).places
    last, first, second = (
        int(places[path].cell[1:])
        for path in (
            "indicators[q31].issued_target",
            "goals.weighted.indicators[0].target",
            "goals.weighted.indicators[1].target",
        )
    )
    assert (first, second) == (last + 1, last + 2)


def test_titles_print_the_names_of_their_own_tables(book: Path) -> None:
    grid = PackageGrid(Archive.read(book))
    titles = [str(grid.sheet(sheet)["A1"].value) for sheet in ("总体绩效目标表", "自治区项目绩效目标表")]
    assert titles == ["2024年甲资金总体绩效目标表", "丙项目"]


def test_the_submission_reads_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "报送.xlsx"
    content, _ = sealed(as_tables_print_it(), profiles.load(PROFILE))
    path.write_bytes(content.to_bytes())
    assert open_file(path).evaluation == as_tables_print_it()


def test_recalculating_keeps_what_the_tables_print(book: Path) -> None:
    done = recalculate_file(book)
    assert (done.changed, done.typed_over) == (0, ())
    restored = recalculate_and_restore(book)
    assert (restored.cells, restored.names) == ((), ())
    assert read(PackageGrid(Archive.read(book))).evaluation == as_tables_print_it()


def test_another_name_typed_into_a_goal_table_is_what_that_table_prints(tmp_path: Path) -> None:
    path = tmp_path / "自评.xlsx"
    path.write_bytes(build(sample("turpan-2024"), profiles.load(PROFILE)))
    archive = Archive.read(path)
    place = read(PackageGrid(archive)).places["goals.weighted.name"]
    changed, _ = with_cells(archive, {place.sheet: {place.cell: "另一个名称"}})
    goals = read(PackageGrid(changed)).evaluation.goals
    assert goals.weighted is not None
    assert goals.weighted.name == "另一个名称"


def test_names_of_other_tables_change_no_score() -> None:
    plain, differing = sample("turpan-2024"), as_tables_print_it()
    profile = profiles.load(PROFILE)
    assert score_sheet(differing, profile).total == score_sheet(plain, profile).total == Decimal("88.8")


def test_what_says_the_same_as_the_self_evaluation_table_is_not_named_again() -> None:
    evaluation = sample("turpan-2024")
    first = evaluation.indicators[0]
    same = replace(first, issued_level1=first.level1, issued_level2=first.level2, issued_level3=f" {first.level3}")
    goals = evaluation.goals
    assert goals.weighted is not None
    weighted = replace(goals.weighted, name=evaluation.project.name)
    again = replace(evaluation, indicators=(same, *evaluation.indicators[1:]), goals=replace(goals, weighted=weighted))
    assert canonical(again) == evaluation


def test_the_annual_table_has_no_second_place_for_what_is_its_own() -> None:
    evaluation = as_tables_print_it()
    goals = evaluation.goals
    assert goals.annual is not None
    wrong = replace(evaluation, goals=replace(goals, annual=replace(goals.annual, head=GoalHead(programme="甲资金"))))
    with pytest.raises(UserError, match=r"请写在 project\.programme") as refused:
        project_json.decode(project_json.encode(wrong), "甲.json")
    assert "goals.annual.head.programme" in str(refused.value)


@pytest.mark.libreoffice
def test_libreoffice_shows_the_same_titles_and_scores(book: Path) -> None:
    (office,) = calculated([book])
    assert not differences(stored(book), office)
