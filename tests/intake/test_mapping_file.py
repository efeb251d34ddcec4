"""The mapping file: what it shows, how it is corrected, and what is refused in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake import twin
from tests.intake.pages import blocks_of
from xladdin.errors import UserError
from xladdin.intake.join import same_name
from xladdin.intake.mapping_file import HEAD, read_mapping
from xladdin.intake.run import Result, run_import
from xladdin.intake.saved_csv import read_lines, written

SOURCE = twin.DATA / twin.NAMES[".docx"]
Lines = list[list[str]]


def lines_of(result: Result) -> Lines:
    return list(csv.reader(io.StringIO(result.mapping.decode("utf-8-sig"))))


def again(tmp_path: Path, change: Callable[[Lines], object]) -> Result:
    lines = lines_of(run_import([SOURCE]))
    change(lines)
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    path = tmp_path / "对照表.csv"
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
    return run_import([SOURCE], read_mapping(path))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("矿山生态修复面积（公顷）", "矿山生态修复面积(ha)", True),
        ("保障长度（km）", "保障长度（公里）", True),
        ("治理 面积（公顷）", "治理面积（公顷）", True),
        ("受益人数（万人）", "受益人数（人）", False),  # another unit: a person looks
        ("治理面积（一期）", "治理面积（二期）", False),
        ("修复矿点〔处〕", "修复矿点（处）", True),
        ("ＧＤＰ增速", "GDP增速", True),
        ("矿山生态功能稳定可持续时间（年）", "区域生态功能稳定可持续时间（年）", False),
    ],
)
def test_names_are_equal_after_normalisation_and_never_by_likeness(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_it_shows_every_table_and_every_pair() -> None:
    lines = lines_of(run_import([SOURCE]))
    assert tuple(lines[0]) == HEAD
    assert sum(line[0] == "表" for line in lines) == 8
    rows = [line for line in lines if line[0] == "指标"]
    assert len(rows) == 31 + 17
    assert sum(line[4] == "是" and line[5] == "名称相同" for line in rows) == 29 + 17


def test_a_pair_that_a_person_parts_stays_apart(tmp_path: Path) -> None:
    def part(lines: Lines) -> None:
        next(line for line in lines if line[2] == "采坑治理面积（ha）")[4] = "否"

    project = again(tmp_path, part).projects[1]
    assert next(row for row in project.evaluation.indicators if row.level3 == "采坑治理面积（ha）").weight is None
    assert len(project.unmatched) == 2


def test_a_table_that_a_person_gives_to_another_project_goes_there(tmp_path: Path) -> None:
    def move(lines: Lines) -> None:
        for line in lines:
            if line[0] == "表" and line[5] == "带权重的绩效目标表" and "克拉玛依" in line[1]:
                line[1] = "另一个工程"
        lines[:] = [line for line in lines if line[0] != "指标"]

    result = again(tmp_path, move)
    assert [project.evaluation.project.name[:6] for project in result.projects][:2] == ["新疆东天山南", "新疆准噶尔盆"]
    assert len(result.projects) == 3 and result.projects[1].evaluation.goals.weighted is None


def _row(lines: Lines, column: int, text: str) -> None:
    next(line for line in lines if line[0] == "指标")[column] = text


WRONG: dict[str, tuple[Callable[[Lines], object], str]] = {
    "another head": (lambda lines: lines[0].__setitem__(0, "种类"), "mapping-invalid"),
    "another word": (lambda lines: _row(lines, 4, "对"), "mapping-invalid"),
    "half a pair": (lambda lines: _row(lines, 3, ""), "mapping-invalid"),
    "a name that no table has": (lambda lines: _row(lines, 3, "没有的指标"), "mapping-row"),
    "a row twice": (lambda lines: _row(lines, 2, "修复废弃矿山（矿点）数量（个）"), "mapping-twice"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mapping_file_that_is_refused(name: str, tmp_path: Path) -> None:
    change, code = WRONG[name]
    with pytest.raises(UserError) as caught:
        again(tmp_path, change)
    assert caught.value.code == code and "对照表.csv" in caught.value.line()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1"])
def test_a_text_that_looks_like_a_formula_is_none_in_excel_and_comes_back(text: str, tmp_path: Path) -> None:
    path = tmp_path / "对照.csv"
    path.write_bytes(written([("名称", "采用"), (text, "是")]))
    assert path.read_text("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    assert list(read_lines(path, ("名称", "采用"))) == [(2, [text, "是"])]


def test_tables_of_two_files_meet_by_the_name_of_their_project(tmp_path: Path) -> None:
    """Goals come down in one file, the results stand in another; a name that differs is for a person to settle."""
    goals = "年度绩效目标表（2024年）\n| 项目名称 | {name} | < | < |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 面积 | ≥10 |"
    results = "绩效自评表（2024年度）\n| 项目名称 | 甲工程 | < | < | < |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 |\n| 产出指标 | 数量指标 | 面积 | ≥10 | 12 |"
    for name, expected in (("甲工程", 1), ("甲 工 程", 1), ("甲工程项目", 2)):
        paths = [tmp_path / f"{name}.docx", tmp_path / "自评.xlsx"]
        paths[0].write_bytes(twin.docx_of([blocks_of(goals.format(name=name))]))
        paths[1].write_bytes(twin.xlsx_of([blocks_of(results)]))
        result = run_import(paths)
        assert len(result.projects) == expected
        if expected == 1:
            assert result.projects[0].evaluation.goals.annual is not None
            continue
        lines = lines_of(result)
        for line in lines[1:]:
            line[1] = "甲工程"
        text = io.StringIO()
        csv.writer(text, delimiter="\t").writerows(lines)
        corrected = tmp_path / "对照表.txt"
        corrected.write_bytes(text.getvalue().encode("utf-16"))
        (project,) = run_import(paths, read_mapping(corrected)).projects
        assert project.evaluation.goals.annual is not None and project.evaluation.indicators[0].actual == "12"


def test_a_table_without_a_project_of_its_own_stands_in_the_file_too(tmp_path: Path) -> None:
    """So that it can be given to the project it belongs to."""
    overall = "总体绩效目标表（2024—2026年）\n| 项目名称 | 甲工程项目 | < | < |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 面积 | ≥30 |"
    results = "绩效自评表（2024年度）\n| 项目名称 | 甲工程 | < | < | < |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 |\n| 产出指标 | 数量指标 | 面积 | ≥10 | 12 |"
    paths = [tmp_path / "目标.docx", tmp_path / "自评.docx"]
    for path, page in zip(paths, (overall, results), strict=True):
        path.write_bytes(twin.docx_of([blocks_of(page)]))
    result = run_import(paths)
    assert [error.code for error in result.refused] == ["import-overall-only"]
    assert [line[3] for line in lines_of(result)[1:]] == ["甲工程项目", "甲工程"]
