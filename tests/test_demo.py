"""``xladdin demo``: the main job on both real projects and on one of a department's own, from issued goals to locked submissions, as a newcomer sees it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from tests.forms.conftest import PROJECTS, sample
from tests.forms.office import calculated, differences, stored
from tests.support.audit import assert_package_clean
from xladdin.cli.commands.demo import answers, issued
from xladdin.forms.read.open_file import open_file

#: In the order in which they are shown; the last one is the form of a department's own projects.
ALL = (*PROJECTS, "changhe-2024")


class Demo(NamedTuple):
    folder: Path
    said: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """One run, in a process of its own, in an empty folder."""
    cwd = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "xladdin", "demo"]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return Demo(cwd / "out", done.stdout)


def test_it_prints_the_published_scores_of_both_projects(demo: Demo) -> None:
    said = re.sub(r"\s+", " ", demo.said)
    turpan, karamay = said.index("88.8 良"), said.index("93.1 优")
    assert turpan < karamay
    for place, scores in (
        (said[:turpan], ["6.3", "44.1", "28.4", "10"]),
        (said[turpan:karamay], ["5.8", "47.3", "30"]),
    ):
        for score in scores:
            assert re.search(rf"[│┃ ]{re.escape(score)} ", place), score
    assert "规则得分（不计调整）" in said


def test_it_prints_the_score_of_a_departments_own_project(demo: Demo) -> None:
    """mof-2020, row by row to two decimals: 92 → 87.4 is 95 % of 10 = 9.5; 15 × 23/24 = 14.375 → 14.38; the other rows are met.
    9.5 + (14.38 + 10 + 10 + 5 + 10) + (15 + 15) + 10 = 98.88."""
    said = re.sub(r"\s+", " ", demo.said.split("■ 农家书屋改造提升项目")[1])
    for score in ("9.5", "49.38", "30", "98.88 优"):
        assert re.search(rf"[│┃ ]{re.escape(score)} ", said), score


def test_it_names_the_files_to_open_and_they_are_there(demo: Demo) -> None:
    named = [Path(line.split("\t")[0].strip()) for line in demo.said.splitlines() if "\t" in line]
    assert len(named) == 6
    assert {demo.folder.parent / path for path in named} == set(demo.folder.iterdir())


def test_every_file_is_clean(demo: Demo) -> None:
    files = list(demo.folder.iterdir())
    assert len(files) == 6
    for path in files:
        assert_package_clean(path)


def _books(demo: Demo) -> dict[str, Path]:
    return {name: demo.folder / f"{name}-自评工作簿.xlsx" for name in ALL}


def test_the_filled_workbooks_say_what_the_projects_say(demo: Demo) -> None:
    for name, path in _books(demo).items():
        assert open_file(path).evaluation == sample(name)


@pytest.mark.libreoffice
def test_libreoffice_computes_every_result_of_the_filled_workbooks(demo: Demo) -> None:
    paths = list(_books(demo).values())
    for path, office in zip(paths, calculated(paths), strict=True):
        assert differences(stored(path), office) == []


def test_the_submissions_are_values_and_locked(demo: Demo) -> None:
    for path in set(demo.folder.iterdir()) - set(_books(demo).values()):
        assert path.name.endswith("_2024_v1.xlsx")
        assert not any(stored(path).formulas.values())
        assert all(sheet.protection.sheet for sheet in openpyxl.load_workbook(path).worksheets)


def test_it_starts_from_goals_in_which_nothing_is_filled() -> None:
    for name in ALL:
        goals = issued(sample(name))
        assert {row.actual for row in goals.indicators} == {""}
        assert {row.adjustment for row in goals.indicators} == {None}
        assert {row.executed for row in goals.funds} == {None}
        assert all(row.target for row in goals.indicators)
        assert goals.goals == sample(name).goals
        filled = answers(sample(name), goals)
        assert sum(path.endswith(".actual") for path in filled) >= len(goals.indicators) - 1
        assert not [path for path in filled if path.endswith((".target", ".weight", ".level3"))]


def test_a_second_run_in_the_same_folder_gives_the_same_files(demo: Demo) -> None:
    before = {path.name: path.read_bytes() for path in demo.folder.iterdir()}
    command = [sys.executable, "-m", "xladdin", "demo", "-o", str(demo.folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_bytes() for path in demo.folder.iterdir()} == before
