"""导出报送件, 邮件报送: the submission of what the open workbook holds now, saved or not."""

from __future__ import annotations

import email
import email.policy
import os
from pathlib import Path

import pytest

from tests.excel.books import PROJECTS, working_book
from tests.excel.buttons.desk import MANUAL, Desk
from tests.fakes.excel import FakeExcel
from xladdin.excel.buttons.send import folder_for
from xladdin.forms.read.open_file import open_file
from xladdin.submission.export import export


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))


@pytest.fixture
def desk(excel: FakeExcel, tmp_path: Path, request: pytest.FixtureRequest) -> Desk:
    desk = Desk(excel, tmp_path / "自评.xlsx", working_book(getattr(request, "param", "karamay-2024")))
    excel.application.calculation = MANUAL
    desk.before = desk.state()
    return desk


def only_submission(desk: Desk) -> Path:
    (path,) = (desk.path.parent / "报送件").glob("*.xlsx")
    return path


@pytest.mark.parametrize("desk", PROJECTS, indirect=True)
def test_the_submission_is_the_one_that_the_command_line_writes(desk: Desk, tmp_path: Path) -> None:
    said = desk.press("export")
    path = only_submission(desk)
    assert said.startswith(f"已导出：{path}\n得分 ")
    assert path.read_bytes() == export(desk.path, tmp_path / "by command").path.read_bytes()
    assert desk.is_in_order()


def test_what_was_typed_but_not_saved_is_in_it(desk: Desk) -> None:
    place = desk.read().places["unit.name"]
    desk.type(place.sheet, place.cell, "刚刚改过的单位")
    desk.press("export")
    assert only_submission(desk).name.startswith("刚刚改过的单位_")
    assert open_file(only_submission(desk)).evaluation.unit.name == "刚刚改过的单位"
    assert desk.is_in_order()  # the user's file is as it was
    assert desk.book.api.Saved is False


def test_errors_stop_it_and_are_named_with_their_cells(desk: Desk) -> None:
    place = desk.read().places["funds[central].executed"]
    desk.type(place.sheet, place.cell, 999999)
    said = desk.press("export")
    assert "处错误，未导出。请改正后再导出：\n· " in said
    assert not (desk.path.parent / "报送件").exists()
    assert desk.is_in_order()


def test_another_content_under_the_same_version_is_not_overwritten(desk: Desk) -> None:
    desk.press("export")
    before = only_submission(desk).read_bytes()
    place = desk.read().places["remarks"]
    desk.type(place.sheet, place.cell, "另一句话")
    assert "同名报送件已存在且内容不同，未覆盖。" in desk.press("export")
    assert only_submission(desk).read_bytes() == before


class TestMail:
    def test_the_draft_carries_the_submission_and_is_opened(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        started: list[str] = []
        monkeypatch.setattr(os, "startfile", started.append, raising=False)
        said = desk.press("mail")
        path = only_submission(desk)
        assert started == [str(path.with_suffix(".eml"))]
        assert "已用邮件程序打开，请填收件人后发送。" in said
        assert f"“{path.stem}.txt”" in said
        message = email.message_from_bytes(path.with_suffix(".eml").read_bytes(), policy=email.policy.default)
        (attachment,) = message.iter_attachments()
        assert attachment.get_content() == path.read_bytes()
        assert desk.is_in_order()

    def test_without_a_mail_program_it_says_where_the_draft_lies(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def none(path: str) -> None:
            raise OSError("no application is associated")

        monkeypatch.setattr(os, "startfile", none, raising=False)
        said = desk.press("mail")
        assert f"邮件草稿：{only_submission(desk).stem}.eml。" in said


@pytest.mark.parametrize(
    ("workbook", "folder"),
    [
        (r"D:\自评\a.xlsx", r"D:\自评"),
        (r"\\server\市局\自评\a.xlsx", r"\\server\市局\自评"),
        ("https://d.docs.live.net/1234/自评/a.xlsx", str(Path.home() / "Documents")),
        ("工作簿1", str(Path.home() / "Documents")),
    ],
)
def test_the_folder_lies_beside_the_workbook_or_among_the_documents(workbook: str, folder: str) -> None:
    assert folder_for(workbook) == Path(folder, "报送件")
