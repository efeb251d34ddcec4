"""Workbooks dropped on 导出.cmd and 校验.cmd: which files, which command, which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from xladdin.cli.dropped import SCRIPTS, arguments_for, dropped_files, main, run

SCRIPT = "导出.cmd"


@pytest.mark.parametrize(
    ("rest", "files"),
    [
        ('D:\\a.xlsx"', ["D:\\a.xlsx"]),
        ('D:\\a&b.xlsx"', ["D:\\a&b.xlsx"]),
        ('D:\\a&b.xlsx "D:\\自评 表.xlsx""', ["D:\\a&b.xlsx", "D:\\自评 表.xlsx"]),
        ('"D:\\100% (1)\\!x^y.xlsx" D:\\c.xlsx"', ["D:\\100% (1)\\!x^y.xlsx", "D:\\c.xlsx"]),
        ('"\\\\server\\share\\a b.xlsx""', ["\\\\server\\share\\a b.xlsx"]),
        ('"', []),
    ],
)
def test_explorers_command_line_gives_whole_names(rest: str, files: list[str]) -> None:
    line = f'C:\\Windows\\system32\\cmd.exe /c ""E:\\工具 & 表\\{SCRIPT}" {rest}'
    assert dropped_files(SCRIPT, {"XLADDIN_CMDLINE": line, "XLADDIN_DROPPED": "cut"}) == files


def test_typed_at_a_prompt_the_arguments_count() -> None:
    environment = {"XLADDIN_CMDLINE": '"C:\\Windows\\System32\\cmd.exe"', "XLADDIN_DROPPED": '"D:\\a b.xlsx" c.xlsx'}
    assert dropped_files(SCRIPT, environment) == ["D:\\a b.xlsx", "c.xlsx"]


def test_without_a_file_there_is_none() -> None:
    assert dropped_files(SCRIPT, {}) == []


def test_the_export_goes_beside_the_workbook() -> None:
    assert arguments_for("export", Path("/d/a.xlsx")) == ["export", "/d/a.xlsx", "-o", "/d"]
    assert arguments_for("check", Path("/d/a.xlsx")) == ["check", "/d/a.xlsx"]


def test_each_file_is_worked_on_and_the_worst_exit_code_counts() -> None:
    said: list[str] = []
    codes = {"a.xlsx": 0, "b.xlsx": 3, "c.xlsx": 1}
    assert run("check", list(codes), lambda arguments: codes[arguments[1]], said.append) == 3
    assert said[0] == "—— a.xlsx"
    assert said[-1] == "共 3 个文件：1 个正常，2 个有问题，见上文。"


def test_a_command_that_ends_by_system_exit_does_not_stop_the_others() -> None:
    def leave(arguments: list[str]) -> int:
        raise SystemExit(1 if arguments[1] == "a.xlsx" else None)

    assert run("check", ["a.xlsx", "b.xlsx"], leave, lambda line: None) == 1
    assert run("check", ["b.xlsx"], leave, lambda line: None) == 0


@pytest.mark.parametrize("command", ["export", "check"])
def test_a_double_click_without_a_workbook_says_how_to_use_it(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("XLADDIN_DROPPED", raising=False)
    monkeypatch.delenv("XLADDIN_CMDLINE", raising=False)
    assert main([command]) == 2
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert said.startswith("没有收到工作簿。")
    assert f"拖到“{SCRIPTS[command]}”" in said
