"""Each line of the diagnosis in both its states, and the report as a whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from xladdin.excel.doctor import Diagnosis, State
from xladdin.excel.doctor.facts import Facts
from xladdin.excel.doctor.judge import JUDGEMENTS, judge
from xladdin.excel.doctor.line import bad, ok
from xladdin.excel.install.install_record import Record

STARTUP = r"C:\Users\张三\AppData\Roaming\Microsoft\Excel\XLSTART"
FINE = Facts(
    windows=(10, 0, 19045),
    excel_program=r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
    excel_version="16.0",
    excel_bits=64,
    wps_found=False,
    interpreter=r"C:\Users\张三\AppData\Local\xladdin\python\python.exe",
    interpreter_exists=True,
    interpreter_failure="",
    package_version="1.2.3",
    xlwings_version="0.37.8",
    dlls=("xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll"),
    record=Record("1.2.3", "python.exe", "ab"),
    startup_addin=rf"{STARTUP}\xladdin.xlam",
    startup_addin_sha256="ab",
    open_values=(),
    disabled_items=0,
    trusted_locations_off_by="",
    trusted_locations=(STARTUP + "\\",),
    vba_off_by="",
    blocked_files=(),
    udf_answer="1.2.3",
    udf_failure="",
)

TROUBLES: list[tuple[str, str, dict[str, Any], str]] = [
    ("windows", "Windows 版本", {"windows": (6, 1, 7601)}, "Windows 6.1"),
    ("excel", "Excel", {"excel_program": ""}, "没有找到 Excel"),
    ("excel", "Excel", {"excel_program": "", "wps_found": True}, "WPS 表格"),
    ("excel", "Excel", {"excel_version": "12.0"}, "12.0 过旧"),
    ("interpreter", "Python 程序", {"interpreter_exists": False}, "没有找到"),
    ("interpreter", "Python 程序", {"interpreter_failure": "被拦截"}, "被拦截"),
    ("bitness", "Excel 位数与 xlwings 组件", {"excel_bits": 32, "dlls": ("xlwings64-0.37.8.dll",)}, "缺少 xlwings32"),
    ("bitness", "Excel 位数与 xlwings 组件", {"excel_bits": None}, "看不出"),
    ("versions", "xlwings 版本一致", {"dlls": ("xlwings64-0.37.7.dll",)}, "xlwings64-0.37.7.dll"),
    ("versions", "xlwings 版本一致", {"dlls": ()}, "没有组件"),
    ("addin", "加载项版本一致", {"record": None}, "没有安装记录"),
    ("addin", "加载项版本一致", {"startup_addin_sha256": "cd"}, "不是安装的那一份"),
    ("addin", "加载项版本一致", {"package_version": "2.0.0"}, "Python 中为 2.0.0"),
    ("registered", "加载项已登记", {"startup_addin_sha256": ""}, "没有"),
    ("registered", "加载项已登记", {"open_values": (r'"D:\xladdin.xlam"',)}, "登记了两份"),
    ("disabled", "加载项未被禁用", {"disabled_items": 1}, "禁用了加载项"),
    ("addins", "加载项未被策略停用", {"addins_off_by": r"HKLM\…\RequireAddinSig"}, "RequireAddinSig"),
    (
        "policies",
        "可能拦截的策略",
        {"watched_by": (r"HKLM\…\d4f940ab-401b-4efc-aadc-ad5f3c50688a",)},
        "不能启动 Python",
    ),
    ("answers", "应答 Excel 的程序", {"answers_for_excel": r"C:\WPS Office\et.exe /automation"}, "不是 Excel"),
    ("trusted", "受信任位置", {"trusted_locations_off_by": r"HKCU\…\AllLocationsDisabled"}, "已全部停用"),
    ("trusted", "受信任位置", {"trusted_locations": (r"C:\else",)}, "不在其中"),
    ("macros", "宏（VBA）可用", {"vba_off_by": r"HKLM\…\VBAOff"}, "VBA 已停用"),
    ("blocked", "文件未被锁定", {"blocked_files": (r"C:\python.exe",)}, "来自网络"),
    ("server", "计算服务", {"udf_answer": "", "udf_failure": "60 秒内没有结束"}, "60 秒内没有结束"),
    ("server", "计算服务", {"udf_answer": "1.0.0"}, "应答的版本是 1.0.0"),
]


def test_every_line_is_normal_on_a_pc_where_everything_stands() -> None:
    assert [line.state for line in judge(FINE)] == [State.OK] * len(JUDGEMENTS)


@pytest.mark.parametrize(("topic", "name", "change", "words"), TROUBLES)
def test_a_trouble_is_found_on_its_line_with_what_to_do(
    topic: str, name: str, change: dict[str, Any], words: str
) -> None:
    lines = {line.name: line for line in judge(replace(FINE, **change))}
    line = lines[name]
    assert line.state is State.BAD
    assert words in line.detail
    assert line.remedy.endswith("。")


def test_every_line_has_a_trouble_in_the_list_above() -> None:
    assert {name for _, name, _, _ in TROUBLES} == {line.name for line in judge(FINE)}


@pytest.mark.parametrize(
    ("change", "skipped"),
    [
        ({"excel_program": ""}, {"Excel 位数与 xlwings 组件"}),
        (
            {"interpreter_exists": False, "xlwings_version": "", "package_version": "", "udf_answer": ""},
            {"Excel 位数与 xlwings 组件", "xlwings 版本一致", "计算服务"},
        ),
    ],
)
def test_what_follows_from_a_trouble_above_is_not_complained_of_again(
    change: dict[str, Any], skipped: set[str]
) -> None:
    lines = judge(replace(FINE, **change))
    assert {line.name for line in lines if line.state is State.SKIPPED} == skipped
    assert sum(line.state is State.BAD for line in lines) == 1


def test_windows_11_is_told_by_its_build() -> None:
    assert judge(replace(FINE, windows=(10, 0, 22631)))[0].detail == "Windows 11（22631）"


def test_trusted_locations_are_not_judged_before_the_first_start_of_excel() -> None:
    assert all(line.state is State.OK for line in judge(replace(FINE, trusted_locations=())))


def test_the_text_shows_each_state_and_counts_the_troubles() -> None:
    text = Diagnosis((ok("甲", "好"), bad("乙", "坏", "修。"))).text()
    assert "正常　甲：好" in text
    assert "异常　乙：坏　→ 修。" in text
    assert text.endswith("共 1 项异常，请按“→”后的办法处理。")


def test_the_file_for_the_help_desk_names_no_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USERPROFILE", r"C:\Users\张三")
    Diagnosis(tuple(judge(FINE))).save(tmp_path / "诊断结果.txt")
    content = (tmp_path / "诊断结果.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert "张三" not in text
    assert r"%USERPROFILE%\AppData\Local\xladdin" in text
    assert "\n" not in text.replace("\r\n", "")
