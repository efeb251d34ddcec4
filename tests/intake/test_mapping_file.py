"""The mapping file: what it shows, how it is corrected, and what is refused in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake import twin
from xladdin.errors import UserError
from xladdin.intake.join import same_name
from xladdin.intake.mapping_file import HEAD, read_mapping
from xladdin.intake.run import Result, run_import

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


def test_a_text_that_looks_like_a_formula_is_none_in_excel() -> None:
    from xladdin.intake.mapping_file import _guarded, _plain

    assert _guarded("=1+1") == "'=1+1" and _plain("'=1+1") == "=1+1"
