"""导入目标表: a file's tables into a new workbook, or into the blank one that is open; 恢复上一步 takes the latter back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.buttons.desk import MANUAL, SELF, Desk, filled_blank
from tests.fakes.addin import LoadedAddin
from tests.fakes.excel import FakeExcel
from tests.intake import twin
from tests.intake.pages import blocks_of
from tests.intake.test_nasty_tables import CASES
from tests.intake.test_twin import path as twin_path
from xladdin.forms.build.workbook import build_blank
from xladdin.forms.read.open_file import open_file
from xladdin.rules import profile as profiles

YES, NO = 6, 7
_PAGE = """
年度绩效目标表（2024年）
| 项目名称 | 甲工程 | < | < |
| 项目资金（万元） | 项目总投资 | 100 | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 修复面积（公顷） | ≥10 |
| ^ | ^ | 修复矿点（个） | ≥3 |
绩效自评表（2024年度）
| 项目名称 | 甲工程 | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 上报口径 |
| 产出指标 | 数量指标 | 修复面积（公顷） | ≥10 | =12 | 统计局 |
| ^ | ^ | 修复矿点（个） | ≥3 | 3 |  |
"""


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "目标.docx"
    path.write_bytes(twin.docx_of([blocks_of(_PAGE)]))
    return path


def blank(excel: FakeExcel, path: Path, rows: int = 4) -> Desk:
    desk = Desk(excel, path, build_blank(rows, profiles.load("mof-2020")))
    excel.application.calculation = MANUAL
    desk.before = desk.state()
    return desk


def filled(desk: Desk) -> dict[str, dict[str, object]]:
    """Cells that hold something; a text of no length is nothing."""
    return {
        sheet.name: {cell: value for cell, value in desk.cells(sheet.name).items() if value not in (None, "")}
        for sheet in desk.book.sheets
    }


def test_a_new_workbook_is_made_of_the_project_that_was_chosen(addin: LoadedAddin, tmp_path: Path) -> None:
    target = tmp_path / "克拉玛依.xlsx"
    addin.excel.application.answers = [str(twin_path(".docx")), 2.0, str(target)]
    addin.click("JxImport")
    assert addin.popups == []
    ((said, _),) = addin.excel.messages
    assert said.startswith("已生成“克拉玛依.xlsx”：新疆准噶尔盆地西缘") and "共读入 1080 格，没有读懂 0 格。" in said
    evaluation = open_file(target).evaluation
    assert len(evaluation.indicators) == 17 and evaluation.goals.overall is not None
    assert len(evaluation.goals.overall.indicators) == 26
    assert addin.excel.workbook.name == "克拉玛依.xlsx"


@pytest.mark.parametrize("answers", [[], [str(twin_path(".docx"))], [str(twin_path(".docx")), 1.0]])
def test_cancelling_makes_nothing_and_says_nothing(addin: LoadedAddin, answers: list[object], tmp_path: Path) -> None:
    addin.excel.application.answers = list(answers)
    addin.click("JxImport")
    assert (addin.popups, addin.excel.messages) == ([], [])


@pytest.mark.parametrize("number", [0.0, 3.0])
def test_a_number_that_no_project_has_is_said(addin: LoadedAddin, number: float) -> None:
    addin.excel.application.answers = [str(twin_path(".docx")), number]
    addin.click("JxImport")
    assert "（import-which）" in addin.excel.messages[0][0]


def test_a_file_that_cannot_be_read_is_told_in_one_line(addin: LoadedAddin, tmp_path: Path) -> None:
    (tmp_path / "扫描.docx").write_bytes(b"%PDF-1.7")
    addin.excel.application.answers = [str(tmp_path / "扫描.docx")]
    addin.click("JxImport")
    assert addin.excel.messages[0][0].startswith("文件“扫描.docx”：不能导入这种文件")


def test_the_blank_workbook_that_is_open_is_filled_and_emptied_again(
    excel: FakeExcel, tmp_path: Path, source: Path
) -> None:
    desk = blank(excel, tmp_path / "自评.xlsx")
    empty = filled(desk)
    excel.application.answers = [str(source)]
    excel.answer(YES)
    said = desk.press("import_tables")
    assert said.startswith("已填入 ") and "统计局" in said and "恢复上一步" in said
    read = desk.read().evaluation
    assert read.project.name == "甲工程" and read.year == 2024
    assert [(row.level3, row.target, row.actual) for row in read.indicators if row.level3] == [
        ("修复面积（公顷）", "≥10", "=12"),
        ("修复矿点（个）", "≥3", "3"),
    ]
    assert read.goals.annual is not None and str(read.goals.annual.funds.total) == "100"
    assert desk.is_in_order()
    formulas = [text for sheet in desk.book.sheets for text in desk.cells(sheet.name).values() if text == "=12"]
    assert formulas == ["=12"] and desk.book.api.Worksheets(SELF) is not None
    assert desk.press("undo").startswith("已恢复“导入目标表”之前的内容")
    assert filled(desk) == empty


def test_a_workbook_in_which_something_is_filled_in_is_left_alone(
    excel: FakeExcel, tmp_path: Path, source: Path
) -> None:
    desk = filled_blank(excel, tmp_path / "自评.xlsx")
    before = filled(desk)
    excel.application.answers = [str(source)]
    excel.answer(YES)
    assert "（import-not-blank）" in desk.press("import_tables")
    assert filled(desk) == before
    assert desk.is_in_order()


def test_a_blank_workbook_with_too_few_rows_is_left_alone(excel: FakeExcel, tmp_path: Path) -> None:
    desk = blank(excel, tmp_path / "自评.xlsx")
    excel.application.answers = [str(twin_path(".docx")), 2.0]
    excel.answer(YES)
    assert "（import-rows）" in desk.press("import_tables")
    assert desk.is_in_order()


def test_no_makes_another_workbook_and_leaves_the_open_one(addin: LoadedAddin, tmp_path: Path, source: Path) -> None:
    opened = tmp_path / "自评.xlsx"
    content = build_blank(4, profiles.load("mof-2020"))
    opened.write_bytes(content)
    addin.excel.open_book(opened)
    addin.excel.application.answers = [str(source), str(tmp_path / "新.xlsx")]
    addin.excel.answer(NO)
    addin.click("JxImport")
    assert "当前的空白工作簿“自评.xlsx”" in addin.excel.messages[0][0]
    assert addin.excel.messages[-1][0].startswith("已生成“新.xlsx”")
    assert len(open_file(tmp_path / "新.xlsx").evaluation.indicators) == 2
    assert opened.read_bytes() == content


def test_a_blank_workbook_of_another_form_is_left_alone(excel: FakeExcel, tmp_path: Path) -> None:
    page = CASES["the department's form with all its parts"]["page"]
    (tmp_path / "部门.docx").write_bytes(twin.docx_of([blocks_of(page)]))
    desk = blank(excel, tmp_path / "自评.xlsx")
    before = filled(desk)
    excel.application.answers = [str(tmp_path / "部门.docx")]
    excel.answer(YES)
    assert "（import-layout）" in desk.press("import_tables")
    assert filled(desk) == before
    assert desk.is_in_order()
