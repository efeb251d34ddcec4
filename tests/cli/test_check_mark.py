"""``check --mark``: the review is written into the workbook, what is printed stays the same, nothing else changes."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.cli.test_mistakes import assert_one_line
from tests.support.audit import assert_package_clean

SHEET = "校验结果"


@pytest.fixture
def faulty(run: Run, project: Callable[..., Path], tmp_path: Path) -> Path:
    """A workbook with one blank actual value and one score above its weight."""

    def change(raw: dict[str, Any]) -> None:
        raw["indicators"][1]["actual"] = ""
        raw["indicators"][2]["declared_score"] = "99"

    book = tmp_path / "自评.xlsx"
    assert run("new", project(change), "-o", book).code == 0
    return book


def listed(path: Path) -> list[dict[str, Any]]:
    """Rows of 校验结果 by their printed headings, without the empty ones."""
    sheet = openpyxl.load_workbook(path)[SHEET]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(number for number, line in enumerate(lines) if line[0] == "序号")
    return [dict(zip(lines[top], line, strict=True)) for line in lines[top + 1 :] if line[1]]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_findings_stand_in_the_workbook_as_they_are_printed(run: Run, faulty: Path) -> None:
    printed = run("check", faulty)
    assert printed.code == 1
    marked = run("check", faulty, "--mark")
    assert (marked.code, marked.out, marked.err) == (1, printed.out, "")
    rows = listed(faulty)
    assert [row["序号"] for row in rows] == list(range(1, len(rows) + 1))
    assert {row["级别"] for row in rows} >= {"错误"}
    blank = next(row for row in rows if "（C10）" in row["依据"])
    assert (blank["级别"], blank["工作表"], blank["地址"]) == ("错误", "绩效自评表", "F23")
    over = next(row for row in rows if "（C03）" in row["依据"])
    assert (over["级别"], over["工作表"], over["现值"]) == ("错误", "评分表", "99")
    for row, line in zip(rows, printed.out.splitlines(), strict=False):
        assert line.startswith(f"[{row['级别']} C")
        assert row["工作表"] in line
        assert row["怎样改"] in line
    summary, by_sheet = openpyxl.load_workbook(faulty)[SHEET]["A2"].value.split("\n")
    assert summary == printed.out.splitlines()[-1]
    for sheet in {row["工作表"] for row in rows}:
        counted = Counter(row["级别"] for row in rows if row["工作表"] == sheet)
        told = "、".join(f"{level} {counted[level]}" for level in ("错误", "警告", "提示") if counted[level])
        assert f"{sheet}：{told}" in by_sheet
    assert_package_clean(faulty)


def test_nothing_but_the_review_is_changed(run: Run, karamay: Path) -> None:
    before = parts(karamay)
    values = openpyxl.load_workbook(karamay)
    assert run("check", karamay, "--mark").code == 0
    after = parts(karamay)
    changed = {name for name in before if after[name] != before[name]}
    assert set(after) == set(before)
    assert all(name.startswith("xl/worksheets/sheet") for name in changed - {"xl/workbook.xml"})
    one, other = (
        re.sub(r"(校验结果'?!\$A\$1:\$J\$)\d+", r"\1", found["xl/workbook.xml"].decode()) for found in (before, after)
    )
    assert one == other  # but for how far down 校验结果 prints
    marked = openpyxl.load_workbook(karamay)
    for sheet in values.worksheets:
        if sheet.title != SHEET:
            assert [[cell.value for cell in row] for row in marked[sheet.title].iter_rows()] == [
                [cell.value for cell in row] for row in sheet.iter_rows()
            ]


def test_marking_again_writes_the_same_file(run: Run, faulty: Path) -> None:
    run("check", faulty, "--mark")
    once = faulty.read_bytes()
    run("check", faulty, "--mark")
    assert faulty.read_bytes() == once


def test_the_list_of_an_earlier_review_is_gone_when_the_faults_are(run: Run, faulty: Path) -> None:
    run("check", faulty, "--mark")
    before = listed(faulty)
    book = openpyxl.load_workbook(faulty)
    over = next(row for row in before if "（C03）" in row["依据"])
    book[over["工作表"]][over["地址"]] = None
    book.save(faulty)
    run("check", faulty, "--mark")
    after = listed(faulty)
    assert len(after) < len(before)
    assert not [row for row in after if row["现值"] == "99"]


def test_json_is_printed_besides(run: Run, faulty: Path) -> None:
    plain = json.loads(run("check", faulty, "--json").out)
    marked = run("check", faulty, "--mark", "--json")
    assert json.loads(marked.out) == plain
    assert listed(faulty)


def test_what_has_no_place_for_a_review_is_refused_and_left_as_it_is(
    run: Run, karamay: Path, project: Callable[..., Path], tmp_path: Path
) -> None:
    assert run("export", karamay, "-o", tmp_path / "out").code == 0
    (submission,) = (tmp_path / "out").iterdir()
    for path in (project(), submission):
        before = path.read_bytes()
        assert_one_line(run("check", path, "--mark"), "mark-impossible", 2, path.name, "--mark")
        assert path.read_bytes() == before
