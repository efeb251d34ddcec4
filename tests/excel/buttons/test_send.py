"""导出报送件, 邮件报送: the submission of what the open workbook holds now, saved or not."""

from __future__ import annotations

import ctypes
import datetime
import email
import email.policy
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import xladdin
from tests.excel.books import PROJECTS, working_book
from tests.excel.buttons.desk import MANUAL, Desk
from tests.fakes.com import excel_error
from tests.fakes.excel import FakeExcel
from xladdin.cli import main
from xladdin.errors import UserError
from xladdin.excel.book.book_grid import present_state
from xladdin.excel.buttons.send import documents_folder, folder_for
from xladdin.forms.read.open_file import open_file
from xladdin.submission.export import export
from xladdin.submission.keys.key_file import load_key, new_key, public_bytes
from xladdin.submission.keys.registry import Registry, new_entry
from xladdin.submission.verify.verify import verify


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


class TestSigning:
    """With the key that ``xladdin key use`` set up."""

    @pytest.fixture
    def key(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("APPDATA", str(tmp_path / "roaming"))
        path = tmp_path / "钥匙" / "本单位.key"
        new_key(path, "一个长的口令123")
        assert main(["key", "use", str(path)]) == 0
        return path

    def verdict(self, desk: Desk, key: Path) -> str:
        public = public_bytes(load_key(key, "一个长的口令123"))
        project = open_file(only_submission(desk)).evaluation
        unit = project.unit.code or project.unit.name
        registry = Registry((new_entry(unit, public, datetime.date(2025, 1, 1)),))
        return verify(only_submission(desk), registry).status.value

    def test_the_submission_is_signed(self, desk: Desk, key: Path) -> None:
        desk.excel.application.answers = ["一个长的口令123"]
        said = desk.press("export")
        assert "已用本单位密钥签名。" in said
        assert desk.excel.application.dialogs == [
            ("InputBox", "请输入本单位密钥“本单位.key”的口令，报送件将用它签名。")
        ]
        assert self.verdict(desk, key) == "valid"
        assert desk.is_in_order()

    def test_the_passphrase_of_the_environment_is_taken(
        self, desk: Desk, key: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XLADDIN_KEY_PASSPHRASE", "一个长的口令123")
        assert "已用本单位密钥签名。" in desk.press("export")
        assert desk.excel.application.dialogs == []

    def test_windows_own_window_is_asked_where_there_is_one(
        self, desk: Desk, key: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        windows = Credui("一个长的口令123")
        monkeypatch.setattr(ctypes, "windll", windows, raising=False)
        assert "已用本单位密钥签名。" in desk.press("export")
        assert windows.asked == ["本单位.key"]
        assert desk.excel.application.dialogs == []

    @pytest.mark.parametrize("window", [False, True])
    def test_cancelling_exports_nothing(
        self, desk: Desk, key: Path, window: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if window:
            monkeypatch.setattr(ctypes, "windll", Credui(None), raising=False)
        assert desk.press("export") == ""
        assert not (desk.path.parent / "报送件").exists()
        assert desk.is_in_order()

    def test_a_wrong_passphrase_and_a_missing_key_are_told_and_nothing_is_exported_unsigned(
        self, desk: Desk, key: Path
    ) -> None:
        desk.excel.application.answers = ["另一个口令"]
        assert "口令不对" in desk.press("export")
        key.unlink()
        desk.excel.application.answers = ["一个长的口令123"]
        assert "本单位.key" in desk.press("export")
        assert not (desk.path.parent / "报送件").exists()

    def test_without_a_key_it_is_not_signed_any_more(self, desk: Desk, key: Path) -> None:
        assert main(["key", "use"]) == 0
        assert "签名" not in desk.press("export")

    def test_a_key_in_the_programs_folder_is_not_taken(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(xladdin, "__file__", str(tmp_path / "xladdin" / "__init__.py"))
        new_key(tmp_path / "xladdin" / "a.key", "一个长的口令123")
        assert main(["key", "use", str(tmp_path / "xladdin" / "a.key")]) == 2
        assert main(["key", "use", str(tmp_path / "none.key")]) == 3


def test_exporting_without_a_key_loads_no_cryptography(tmp_path: Path) -> None:
    (tmp_path / "自评.xlsx").write_bytes(working_book("karamay-2024"))
    script = (
        "import sys, pathlib; from types import SimpleNamespace as S; from xladdin.excel.buttons import ribbon, send;"
        "from xladdin.excel.buttons.signing import signing; from xladdin.submission.export import export;"
        "export(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), signing=signing(S(application=None)));"
        "print(sorted(name for name in sys.modules if name.startswith('cryptography')))"
    )
    command = [sys.executable, "-X", "utf8", "-c", script, str(tmp_path / "自评.xlsx"), str(tmp_path / "out")]
    environment = {**os.environ, "APPDATA": str(tmp_path)}
    assert subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout == "[]\n"


class Credui:
    """Windows' window for passwords; ``answer`` None is 取消."""

    def __init__(self, answer: str | None) -> None:
        self.answer, self.asked = answer, list[str]()
        self.credui = self

    def CredUIPromptForCredentialsW(self, *arguments: Any) -> int:
        _, target, _, _, name, _, password, longest, _, _ = arguments
        assert target == "xladdin"
        self.asked.append(name.value)
        if self.answer is None:
            return 1223
        assert len(self.answer) < longest
        password.value = self.answer
        return 0


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
        (
            r"C:\Users\甲\AppData\Local\Microsoft\Windows\INetCache\Content.Outlook\AB12\a.xlsx",
            str(Path.home() / "Documents"),
        ),
        (r"C:\Users\甲\AppData\Local\Temp\7zO8A1B2C3D\a.xlsx", str(Path.home() / "Documents")),
        (r"C:\Users\甲\AppData\Local\Temp\Rar$DIa123.456\a.xlsx", str(Path.home() / "Documents")),
        (r"D:\临时\Temp\a.xlsx", r"D:\临时\Temp"),
    ],
)
def test_the_folder_lies_beside_the_workbook_or_among_the_documents(workbook: str, folder: str) -> None:
    assert folder_for(workbook) == Path(folder, "报送件")


class Folders:
    """The registry of a PC whose department has moved 文档."""

    def values(self, key: str) -> dict[str, str]:
        return {"Personal": r"\\server\home\甲\文档"} if key.endswith("User Shell Folders") else {}


def test_documents_that_were_moved_are_found() -> None:
    assert documents_folder(Folders()) == Path(r"\\server\home\甲\文档")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("refused", "said"),
    [(True, "Excel 不允许另存副本"), (False, "副本已被加密")],
    ids=["copy-refused", "copy-encrypted"],
)
def test_a_labelled_or_encrypted_workbook_is_said_so(refused: bool, said: str) -> None:
    """Sensitivity labels and encryption software: Excel gives no copy, or one that nobody else reads."""

    class Api:
        FullName = r"D:\自评\a.xlsx"

        def SaveCopyAs(self, path: str) -> None:
            if refused:
                raise excel_error("run-time error 1004")
            Path(path).write_bytes(b"\xd0\xcf\x11\xe0encrypted")

    class Book:
        api = Api()

    with pytest.raises(UserError, match=said) as told:
        present_state(Book())
    assert told.value.code == ("copy-refused" if refused else "copy-encrypted")
    assert "导出.cmd" in told.value.line()
