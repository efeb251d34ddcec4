"""The ribbon's buttons in a workbook of 项目支出绩效自评表: rows, 重新计算, 校验, 导出报送件, 新建工作簿."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.excel.buttons.desk import MANUAL, SELF, Desk
from tests.excel.buttons.row_steps import YES, without
from tests.fakes.excel import FakeExcel
from tests.forms.letters import letter
from tests.forms.office import calculated
from tests.support.projects import profile_of, project
from xladdin.forms.build.workbook import build, build_blank
from xladdin.forms.closed.recalc import recalculate
from xladdin.forms.closed.result_cells import result_cells
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.rules import profile as profiles


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))


def opened(excel: FakeExcel, path: Path, content: bytes = b"") -> Desk:
    """The first worked example, in an Excel that calculates nothing: LibreOffice and Python do."""
    desk = Desk(excel, path, content or build(project("mof-2020"), profile_of("mof-2020")))
    excel.application.calculation = MANUAL
    excel.application.calculates = False
    desk.before = desk.state()
    return desk


def column(name: str) -> str:
    return letter("self", name, "project")


def add_below(desk: Desk, key: str) -> str:
    before = desk.read().rows["self"]
    desk.go_to(SELF, f"{column('level3')}{before[key]}")
    assert "请在“绩效自评表”的新行填写指标名称、年度指标值、分值，其余各表自动显示。" in desk.press("add_row")
    (new,) = desk.read().rows["self"].keys() - before.keys()
    return new


@pytest.mark.libreoffice
def test_a_new_row_in_the_middle_and_one_at_the_end_are_scored_like_the_others(
    excel: FakeExcel, tmp_path: Path
) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx")
    before = desk.read()
    new = [add_below(desk, "q02"), add_below(desk, "q08")]
    for key in new:
        row = desk.read().rows["self"][key]
        typed: dict[str, Any] = {"level3": "新增指标（个）", "target": "≥6", "weight": 2, "actual": "5"}
        for name, value in {**typed, "reason": "天气原因，明年补齐。"}.items():
            desk.type(SELF, f"{column(name)}{row}", value)

    path = tmp_path / "存.xlsx"
    desk.book.api.SaveCopyAs(str(path))
    fresh = recalculate(Archive.read(path))
    assert not fresh.typed_over
    book = read(PackageGrid(fresh.archive))
    assert without(without(book.evaluation, new[0]), new[1]) == before.evaluation
    scores = {row.indicator.key: row.score for row in _scored(book.evaluation)}
    assert scores[new[0]] == scores[new[1]] == Decimal("1.67")  # 5 ÷ 6 × 2 = 1.666…
    (office,) = calculated([path])
    for sheet, cells in result_cells(book, profile_of("mof-2020")).items():
        for cell, value in cells.items():
            found = office[sheet].get(cell, "")
            same = found == pytest.approx(float(value)) if isinstance(value, Decimal | int) else found == (value or "")
            assert same, (sheet, cell, found, value)


def _scored(evaluation: Any) -> Any:
    from xladdin.rules.score_sheet import score_sheet

    return score_sheet(evaluation, profile_of("mof-2020")).rows


def test_undo_takes_a_new_row_out_and_a_deleted_one_back(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx")
    before = desk.read()
    new = add_below(desk, "q05")
    assert desk.press("undo") == "已恢复“增加指标行”之前的内容。"
    assert desk.read().evaluation == before.evaluation
    assert new not in desk.read().rows["self"]
    new = add_below(desk, "q05")
    row = desk.read().rows["self"][new]
    desk.type(SELF, f"{column('level3')}{row}", "新增指标（个）")
    full = desk.read().evaluation
    excel.answer(YES)
    desk.go_to(SELF, f"{column('level3')}{row}")
    desk.press("delete_row")
    assert desk.read().evaluation == before.evaluation
    desk.press("undo")
    assert desk.read().evaluation == full


def test_an_issued_row_is_not_deleted(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx")
    desk.go_to(SELF, f"{column('level3')}{desk.read().rows['self']['q03']}")
    desk.press("delete_row")
    assert "q03" in desk.read().rows["self"]


def test_recalculating_stores_the_score_of_a_changed_actual_value(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx")
    place = desk.read().places["indicators[q01].actual"]
    desk.type(place.sheet, place.cell, "48")
    said = desk.press("recalculate")
    assert "91.58" in said  # 90.96 − 14.38 + 15.00


def test_the_review_finds_a_missing_reason_in_its_cell(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx")
    place = desk.read().places["indicators[q01].reason"]
    desk.type(place.sheet, place.cell, "")
    desk.press("check")
    found = [cells for cells in desk.cells("校验结果").values() if cells == place.cell]
    assert found


def test_the_submission_is_exported_beside_the_workbook(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx")
    excel.answer(YES)
    desk.press("export")
    (sent,) = list(tmp_path.rglob("990307-WJ_*.xlsx"))
    assert open_file(sent).evaluation == project("mof-2020")


def test_a_blank_workbook_takes_a_new_row(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "空白.xlsx", build_blank(4, profiles.load("mof-2020"), "project"))
    rows = desk.read().rows["self"]
    first = min(rows, key=rows.__getitem__)
    new = add_below(desk, first)
    found = desk.read()
    assert found.rows["self"][new] == rows[first] + 1
    assert found.rows["score"].keys() == found.rows["self"].keys()
