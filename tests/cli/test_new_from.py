"""``xladdin new --from``: last year's workbook, or its submission, into this year's."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.forms.conftest import SAMPLES
from xladdin.forms.read.open_file import open_file


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Karamay's filled workbook of 2024."""
    from xladdin.cli import main

    path = tmp_path_factory.mktemp("last") / "克拉玛依2024.xlsx"
    assert main(["new", str(SAMPLES / "karamay-2024.json"), "-o", str(path)]) == 0
    return path


def goals_of_2025(folder: Path) -> Path:
    """Karamay's PROJECT.json of the next year: two indicators fewer, one new, no overall goals."""
    data = json.loads((SAMPLES / "karamay-2024.json").read_text("utf-8"))
    del data["goals"], data["declared"]
    rows = [
        {key: row[key] for key in ("level1", "level2", "level3", "target", "weight", "scoring_rule")}
        for row in data["indicators"][:15]
    ]
    rows.append(
        {"level1": "效益指标", "level2": "社会效益指标", "level3": "新增口袋公园（个）", "target": "≥2", "weight": "10"}
    )
    data |= {"year": 2025, "indicators": rows, "funds": [{"source": "central", "budget": "8000"}], "management": []}
    path = folder / "2025.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def test_what_came_over_and_what_did_not_is_told(last: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "2025.xlsx"
    ran = run("new", goals_of_2025(tmp_path), "--from", last, "-o", target)
    assert ran.code == 1  # some did not join
    assert "从“克拉玛依2024.xlsx”带入：上年完成值 15 项、总体目标（2024—2026年）、上年改进措施 1 条。" in ran.out
    assert "  新增口袋公园（个）：上年没有这项指标。" in ran.out
    assert ran.out.count("：上年的指标，本年没有。") == 2
    evaluation = open_file(target).evaluation
    values = {row.level3: row.last_year for row in evaluation.indicators}
    assert values["矿山生态修复面积（公顷）"] == "133.44"
    assert values["新增口袋公园（个）"] == ""
    assert evaluation.goals.overall is not None
    assert len(evaluation.goals.overall.indicators) == 26
    assert all(not row.actual for row in evaluation.indicators)
    (promise,) = evaluation.report.promises
    assert promise.text.startswith("一、补足配套。督促市财政局")
    assert promise.result == ""


def test_a_promise_is_answered_in_the_workbook_and_reported(last: Path, tmp_path: Path, run: Run) -> None:
    """The answer goes into its cell; `check` asks while there is none; the report says both."""
    import docx

    book, report = tmp_path / "2025.xlsx", tmp_path / "报告.docx"
    run("new", goals_of_2025(tmp_path), "--from", last, "-o", book)
    asked = [one for one in json.loads(run("check", book, "--json").out)["findings"] if one["rule"] == "C44"]
    place = open_file(book).book.places["report.promises[r01].result"]  # type: ignore[union-attr]
    assert [(one["sheet"], one["cell"]) for one in asked] == [("报告资料", place.cell)]
    sheets = openpyxl.load_workbook(book)
    assert not sheets[place.sheet][place.cell].protection.locked
    sheets[place.sheet][place.cell] = "配套资金2025年3月补足"
    sheets.save(book)
    assert "C44" not in {one["rule"] for one in json.loads(run("check", book, "--json").out)["findings"]}
    assert run("report", book, "-o", report).code == 0
    texts = [one.text for one in docx.Document(str(report)).paragraphs]
    start = texts.index("2.上年改进措施落实情况")
    assert texts[start + 1].startswith("（1）一、补足配套。")
    assert texts[start + 1].endswith("落实情况：配套资金2025年3月补足。")
    assert texts[start + 2] == "3.下一步改进措施"


def test_a_submission_gives_the_same(last: Path, tmp_path: Path, run: Run) -> None:
    assert run("export", last, "-o", tmp_path / "报送").code == 0
    (sealed,) = (tmp_path / "报送").glob("*.xlsx")
    project = goals_of_2025(tmp_path)
    run("new", project, "--from", last, "-o", tmp_path / "甲.xlsx")
    run("new", project, "--from", sealed, "-o", tmp_path / "乙.xlsx")
    assert (tmp_path / "甲.xlsx").read_bytes() == (tmp_path / "乙.xlsx").read_bytes()


def test_without_goals_of_this_year_targets_are_typed_into_last_years_rows(
    last: Path, tmp_path: Path, run: Run
) -> None:
    target = tmp_path / "2025.xlsx"
    ran = run("new", "--from", last, "-o", target)
    assert (ran.code, ran.err) == (0, "")
    assert "上年完成值 17 项" in ran.out
    opened = open_file(target)
    assert len(opened.evaluation.report.promises) == 1
    assert opened.evaluation.year == 2025
    assert opened.evaluation.profile == "xinjiang-2024"
    assert opened.evaluation.indicators[0].last_year == "133.44"
    assert not any(row.target for row in opened.evaluation.indicators)
    book = openpyxl.load_workbook(target)
    place = opened.book.places["indicators[q01].target"]  # type: ignore[union-attr]
    assert not book[place.sheet][place.cell].protection.locked


def test_the_year_before_is_wanted_and_one_of_the_two_files(last: Path, tmp_path: Path, run: Run) -> None:
    ran = run("new", SAMPLES / "karamay-2024.json", "--from", last, "-o", tmp_path / "x.xlsx")
    assert ran.code == 3
    assert "年度是 2024，不是 2024 年度的上一年" in ran.err
    assert not (tmp_path / "x.xlsx").exists()
    ran = run("new", "-o", tmp_path / "x.xlsx")
    assert ran.code == 2
    assert "缺少 PROJECT.json，或 --from 上年工作簿" in ran.err
