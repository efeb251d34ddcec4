"""校验 with an answer of the level above beside the workbook: its remarks first, with what was mended since."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.buttons.desk import FINDINGS
from tests.excel.buttons.test_review import as_printed, opened
from tests.fakes.excel import FakeExcel
from xladdin.model.project_json import load
from xladdin.submission.returned import Remark, Returned, encoded

AS_PRINTED = Path(__file__).parents[2] / "data" / "turpan-2024-as-printed.json"


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))


def _answer(project: str, year: int = 2024) -> bytes:
    remark = Remark(message="面积与验收单不符。", path="indicators[q01].actual", value="1", remedy="请核对。")
    return encoded(Returned(state="退回", unit="", project=project, year=year, version=1, remarks=(remark,)))


def test_remarks_of_this_project_are_shown_and_those_of_others_are_not(excel: FakeExcel, tmp_path: Path) -> None:
    name = load(AS_PRINTED).project.name
    desk = opened(excel, tmp_path / "自评.xlsx", as_printed())
    folder = tmp_path
    (folder / "退回意见 别的.json").write_bytes(_answer("别的项目"))
    (folder / "退回意见 坏的.eml").write_bytes(b"From: a")
    desk.press("check")
    assert not any("退回意见" in str(value) for value in desk.cells(FINDINGS).values())
    (folder / "退回意见.json").write_bytes(_answer(name))
    said = desk.press("check")
    assert "上级退回意见（退回意见.json）1 条，已改正 1 条，还有 0 条。" in said
    told = [str(value) for value in desk.cells(FINDINGS).values() if str(value).startswith("退回意见")]
    assert [text.startswith("退回意见（已改正）：面积与验收单不符。") for text in told] == [True]
