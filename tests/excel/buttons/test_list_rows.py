"""增加指标行, 删除指标行 on a list beside the indicators: it alone gets and loses rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.buttons.desk import MANUAL, SELF, Desk
from tests.excel.buttons.row_steps import YES
from tests.fakes.excel import FakeExcel
from tests.forms.letters import letter
from tests.forms.listing import SHEET, project, use_lists
from xladdin.forms.build.workbook import build
from xladdin.model.evaluation import ManagementRow
from xladdin.rules import profile as profiles


@pytest.fixture
def desk(excel: FakeExcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))
    use_lists(monkeypatch, tmp_path)
    desk = Desk(excel, tmp_path / "自评.xlsx", build(project(), profiles.load("xinjiang-2024")))
    excel.application.calculation = MANUAL
    excel.application.calculates = False
    desk.before = desk.state()
    return desk


def rows(desk: Desk) -> list[str]:
    found = desk.read().rows["management"]
    return sorted(found, key=found.__getitem__)


@pytest.mark.parametrize("position", [0, -1], ids=["in the middle", "at the end"])
def test_a_row_is_added_to_the_list_filled_in_and_read(desk: Desk, position: int) -> None:
    before, old = desk.read(), rows(desk)
    above = old[position]
    desk.go_to(SHEET, f"B{before.rows['management'][above]}")
    assert f"请在“{SHEET}”的新行填写。" in desk.press("add_row")
    found = desk.read()
    (new,) = found.rows["management"].keys() - set(old)
    assert rows(desk).index(new) == rows(desk).index(above) + 1
    assert {table: set(keys) for table, keys in found.rows.items() if table != "management"} == {
        table: set(keys) for table, keys in before.rows.items() if table != "management"
    }
    row = found.rows["management"][new]
    assert desk.selected == (SHEET, f"A{row}")
    merged = desk.book.api.Worksheets(SHEET).Range(f"C{row}").MergeArea
    assert merged.GetAddress().replace("$", "") == f"C{row}:D{row}"
    assert found.evaluation == before.evaluation
    desk.type(SHEET, f"C{row}", "新增的问题")
    assert ManagementRow(item=new, problems="新增的问题") in desk.read().evaluation.management
    assert desk.protection() == desk.protected


def test_a_filled_row_is_deleted_and_put_back(desk: Desk, excel: FakeExcel) -> None:
    before, old = desk.read(), rows(desk)
    desk.go_to(SHEET, f"A{before.rows['management'][old[1]]}")
    excel.answer(YES)
    assert "已删除“" in desk.press("delete_row")
    assert rows(desk) == [old[0], *old[2:]]
    assert desk.read().evaluation.management == before.evaluation.management[:1]
    desk.press("undo")
    assert rows(desk) == old
    assert desk.read().evaluation == before.evaluation


def test_elsewhere_rows_are_added_to_the_indicators(desk: Desk) -> None:
    before = desk.read()
    desk.go_to(SELF, f"{letter('self', 'level3')}{before.rows['self']['q03']}")
    desk.press("add_row")
    found = desk.read()
    grown = {table: len(keys) - len(before.rows[table]) for table, keys in found.rows.items()}
    assert {"sources", "management", "documents"} <= grown.keys()
    assert {table: count for table, count in grown.items() if count} == {"weighted": 1, "self": 1, "score": 1}
