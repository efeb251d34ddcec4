"""What was asked for: a year, a programme, a region; what does not belong is listed, and a wrong code is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from xladdin.cli.main import main
from xladdin.errors import UserError
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import encode
from xladdin.rollup.gather import Gathered, gather
from xladdin.rollup.scope import Scope, asked

TURPAN, KARAMAY = sample("turpan-2024"), sample("karamay-2024")
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def put(**tables: Evaluation) -> Path:
        path = tmp_path / "收件"
        path.mkdir(exist_ok=True)
        for name, one in tables.items():
            (path / f"{name}.json").write_bytes(encode(one))
        return path

    return put


def units(found: Gathered) -> set[str]:
    return {one.unit for one in found.members}


def test_a_region_is_itself_and_all_that_lies_in_it(folder: Folder) -> None:
    path = folder(turpan=TURPAN, county=replace(KARAMAY, region_code="650402"), other=replace(KARAMAY, version=2))
    other = replace(KARAMAY, unit=replace(KARAMAY.unit, name="克拉玛依区"))
    path = folder(other=other)
    found = gather(path, scope=Scope(region=asked("650400")))
    assert sorted(one.evaluation.region_code for one in found.members) == ["650400", "650402"]
    assert [(one.source, one.reason, one.wrong) for one in found.left_out] == [
        ("other.json", "区划代码 650200 不属于 650400", False)
    ]


@pytest.mark.parametrize("code", ["", "6504", "999999"])
def test_a_code_that_is_none_is_said_and_somebody_has_to_mend_it(folder: Folder, code: str) -> None:
    path = folder(turpan=TURPAN, karamay=replace(KARAMAY, region_code=code))
    found = gather(path, scope=Scope(region=asked("650000")))
    assert units(found) == {TURPAN.unit.name}
    (out,) = found.left_out
    assert out.wrong
    assert "不知道属不属于 650000" in out.reason
    assert len(gather(path).members) == 2  # without a region asked for, every table counts


def test_other_years_are_left_out_and_earlier_ones_kept_for_the_period(folder: Folder) -> None:
    path = folder(turpan=TURPAN, before=replace(TURPAN, year=2023), after=replace(TURPAN, year=2025), karamay=KARAMAY)
    found = gather(path, scope=Scope(year=2024))
    assert {one.evaluation.year for one in found.members} == {2024}
    assert [one.evaluation.year for one in found.earlier] == [2023]
    assert [one.reason for one in found.left_out] == ["是 2025 年度的，本次汇总 2024 年度"]


def test_other_programmes_are_left_out(folder: Folder) -> None:
    roads = replace(KARAMAY, project=replace(KARAMAY.project, name="公路", programme="农村公路"))
    blank = replace(KARAMAY, project=replace(KARAMAY.project, name="未写", programme=""))
    path = folder(turpan=TURPAN, roads=roads, blank=blank)
    found = gather(path, scope=Scope(programme="重点生态保护修复治理资金"))
    assert units(found) == {TURPAN.unit.name}
    assert [(one.source, one.wrong) for one in found.left_out] == [("blank.json", True), ("roads.json", False)]


def test_a_region_that_is_asked_for_by_a_wrong_code_is_refused(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rollup", str(folder(turpan=TURPAN)), "--region-code", "6504"]) == 2
    assert "不是六位数字" in capsys.readouterr().err
    with pytest.raises(UserError) as caught:
        asked("160000")
    assert caught.value.code == "region-code"


def test_the_command_narrows_down(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder(turpan=TURPAN, karamay=KARAMAY, before=replace(TURPAN, year=2023))
    options = ("--region-code", "650400", "--year", "2024", "--programme", TURPAN.project.programme, "--json")
    main(["rollup", str(path), *options])
    found = json.loads(capsys.readouterr().out)
    assert [one["unit"] for one in found["members"]] == [TURPAN.unit.name]
