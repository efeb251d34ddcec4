"""生成自评报告: the report of the open workbook, or of all that are open, as the command writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.books import PROJECTS, working_book
from tests.excel.buttons.desk import MANUAL, Desk
from tests.fakes.excel import FakeExcel
from xladdin.cli import main
from xladdin.forms.build.workbook import build_blank
from xladdin.rules import profile as profiles

YES, NO = 6, 7


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))


def opened(excel: FakeExcel, path: Path, content: bytes) -> Desk:
    desk = Desk(excel, path, content)
    excel.application.calculation = MANUAL
    desk.before = desk.state()
    return desk


@pytest.mark.parametrize("project", PROJECTS)
def test_the_report_is_the_one_that_the_command_line_writes(excel: FakeExcel, tmp_path: Path, project: str) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx", working_book(project))
    target, by_command = tmp_path / "报告.docx", tmp_path / "命令.docx"
    excel.application.answers = [str(target)]
    said = desk.press("report")
    assert said.startswith(f"已生成：{target}。\n有 ")
    assert main(["report", str(desk.path), "-o", str(by_command)]) == 0
    assert target.read_bytes() == by_command.read_bytes()
    assert excel.application.dialogs[-1][0] == "GetSaveAsFilename"
    assert excel.application.dialogs[-1][1].endswith("2024年度绩效自评报告.docx")
    assert desk.is_in_order()


def test_what_was_typed_but_not_saved_is_in_it(excel: FakeExcel, tmp_path: Path) -> None:
    import docx

    desk = opened(excel, tmp_path / "自评.xlsx", working_book("karamay-2024"))
    place = desk.read().places["report.overview"]
    desk.type(place.sheet, place.cell, "刚刚写下的综述")
    excel.application.answers = [str(tmp_path / "报告")]
    assert "报告.docx" in desk.press("report")
    texts = [one.text for one in docx.Document(str(tmp_path / "报告.docx")).paragraphs]
    assert any("刚刚写下的综述" in text for text in texts)
    assert desk.is_in_order()


@pytest.mark.parametrize(("answer", "parts"), [(YES, 2), (NO, 0)])
def test_workbooks_that_are_open_go_into_one_report_if_the_user_likes(
    excel: FakeExcel, tmp_path: Path, answer: int, parts: int
) -> None:
    import docx

    opened(excel, tmp_path / "吐鲁番.xlsx", working_book("turpan-2024"))
    front = opened(excel, tmp_path / "克拉玛依.xlsx", working_book("karamay-2024"))
    excel.answer(answer)
    excel.application.answers = [str(tmp_path / "报告.docx")]
    said = front.press("report")
    assert "还打开着 1 份自评工作簿：“吐鲁番.xlsx”。" in excel.messages[0][0]
    texts = [one.text for one in docx.Document(str(tmp_path / "报告.docx")).paragraphs]
    heads = [text for text in texts if text.startswith(("第一部分", "第二部分"))]
    assert len(heads) == parts
    if parts:
        assert "克拉玛依" in heads[0]
        assert "共 2 个项目" in said
    assert front.is_in_order()


def test_cancelling_writes_nothing_and_says_nothing(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx", working_book("karamay-2024"))
    assert desk.press("report") == ""
    assert not list(tmp_path.glob("*.docx"))
    assert desk.is_in_order()


def test_a_report_that_is_there_is_not_replaced(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx", working_book("karamay-2024"))
    target = tmp_path / "报告.docx"
    target.write_bytes(b"somebody has written into it")
    excel.application.answers = [str(target)]
    assert "（file-exists）" in desk.press("report")
    assert target.read_bytes() == b"somebody has written into it"


def test_a_blank_workbook_has_nothing_to_report(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "空白.xlsx", build_blank(4, profiles.load("mof-2020")))
    excel.application.answers = [str(tmp_path / "报告.docx")]
    assert "（report-empty）" in desk.press("report")
    assert not list(tmp_path.glob("*.docx"))
    assert desk.is_in_order()
