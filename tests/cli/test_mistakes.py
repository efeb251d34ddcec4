"""Every mistake of a user: one Chinese line on standard error that says where and what to do, and the exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Ran, Run
from tests.forms.conftest import SAMPLES
from xladdin.forms.build import workbook
from xladdin.rules.profile import Profile

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
TURPAN = SAMPLES / "turpan-2024.json"


def assert_one_line(ran: Ran, code: str, exit_code: int, *words: str) -> None:
    """The contract of an error."""
    assert ran.code == exit_code
    assert ran.err.count("\n") == 1
    line = ran.err.strip()
    assert line.endswith(f"（{code}）")
    assert re.search(r"[\u4e00-\u9fff]", line)
    assert "Traceback" not in line
    assert len(re.findall("。", line)) >= 2, "what is wrong, and what to do"
    for word in words:
        assert word in line
    assert ran.out == ""


# ---- files --------------------------------------------------------------------------------------------------------

FILES: dict[str, tuple[bytes, str]] = {
    "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    "a csv file": ("指标,值\n甲,1\n".encode("gb18030"), "文本文件"),
    "an old .xls": (OLE + b"\0" * 600, "旧版 .xls"),
    "an empty file": (b"", "空的"),
    "a damaged zip": (b"PK\3\4" + b"\0" * 40, "损坏"),
    "a pdf": (b"%PDF-1.4\n", "PDF"),
}


@pytest.mark.parametrize("command", ["score", "check", "recalc", "export"])
@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_workbook(kind: str, command: str, run: Run, tmp_path: Path) -> None:
    content, word = FILES[kind]
    path = tmp_path / "自评.xlsx"
    path.write_bytes(content)
    target = ("-o", tmp_path / "out") if command == "export" else ()
    assert_one_line(run(command, path, *target), "file-not-workbook", 3, "自评.xlsx", word, "另存为")
    assert not (tmp_path / "out").exists()


def test_a_zip_of_other_things(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "材料.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("说明.txt", "x")
    assert_one_line(run("score", path), "file-not-workbook", 3, "材料.xlsx", "压缩包")


def test_a_workbook_that_was_cut_off(run: Run, karamay: Path) -> None:
    karamay.write_bytes(karamay.read_bytes()[:-2000])
    assert_one_line(run("score", karamay), "file-not-workbook", 3, "karamay.xlsx", "损坏")


@pytest.mark.parametrize("command", ["score", "check", "recalc", "new"])
def test_a_missing_file(command: str, run: Run, tmp_path: Path) -> None:
    name = "没有.json" if command == "new" else "没有.xlsx"
    target = ("-o", tmp_path / "x.xlsx") if command == "new" else ()
    assert_one_line(run(command, tmp_path / name, *target), "file-missing", 3, name)


def test_a_folder_instead_of_a_file(run: Run, tmp_path: Path) -> None:
    assert_one_line(run("score", tmp_path), "file-unreadable", 3, "文件夹")
    (tmp_path / "x.json").mkdir()
    assert_one_line(run("score", tmp_path / "x.json"), "file-unreadable", 3, "x.json")


def test_a_workbook_with_an_opening_password(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "加密.xlsx"
    path.write_bytes(OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100)
    assert_one_line(run("score", path), "file-encrypted", 3, "加密.xlsx", "取消打开密码")


@pytest.mark.parametrize("command", ["recalc", "export"])
def test_a_workbook_that_is_open_in_excel(command: str, run: Run, karamay: Path, tmp_path: Path) -> None:
    before = karamay.read_bytes()
    karamay.with_name("~$karamay.xlsx").write_bytes(b"owner")
    target = ("-o", tmp_path / "out") if command == "export" else ()
    ran = run(command, karamay, *target)
    assert_one_line(ran, "file-open", 3, "文件正在 Excel 中打开", "关闭")
    assert karamay.read_bytes() == before


def test_a_workbook_of_somebody_else(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    openpyxl.Workbook().save(path)
    assert_one_line(run("score", path), "template-other", 3, "台账.xlsx", "xladdin new")


def _parts(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, change(name, content))


def test_a_workbook_of_a_newer_version(run: Run, karamay: Path) -> None:
    def newer(name: str, content: bytes) -> bytes:
        if name != "docProps/custom.xml":
            return content
        changed = re.sub(rb'("xladdin.template_version"><vt:lpwstr>)\d+', rb"\g<1>99", content)
        assert changed != content
        return changed

    _parts(karamay, newer)
    assert_one_line(run("score", karamay), "template-newer", 3, "karamay.xlsx", "99", "升级")


def test_a_sheet_was_deleted(run: Run, karamay: Path) -> None:
    workbook = openpyxl.load_workbook(karamay)
    del workbook["绩效自评表"]
    workbook.save(karamay)
    assert_one_line(run("score", karamay), "sheet-missing", 3, "karamay.xlsx", "绩效自评表")


def test_the_defined_names_were_deleted(run: Run, karamay: Path) -> None:
    workbook = openpyxl.load_workbook(karamay)
    for name in [name for name in workbook.defined_names if name.startswith("JX_C_self")]:
        del workbook.defined_names[name]
    workbook.save(karamay)
    assert_one_line(run("score", karamay), "name-lost", 3, "karamay.xlsx", "绩效自评表", "一级指标")


def test_a_row_was_copied_with_its_key(run: Run, karamay: Path) -> None:
    workbook = openpyxl.load_workbook(karamay)
    sheet = workbook["绩效自评表"]
    keys = [cell for cell in sheet["H"] if cell.value == "q02"]
    sheet.cell(keys[0].row + 1, keys[0].column).value = "q02"
    workbook.save(karamay)
    place = f"H{keys[0].row + 1}"
    assert_one_line(run("score", karamay), "key-twice", 3, "karamay.xlsx", "绩效自评表", place, "q02")


# ---- what stands in cells -----------------------------------------------------------------------------------------

CELLS: dict[str, tuple[str, Any, str]] = {
    "a weight in words": ("indicators[q02].weight", "十分", "cell-not-number"),
    "a weight above a hundred": ("indicators[q02].weight", 5000, "cell-too-large"),
    "a negative budget": ("funds[central].budget", -1, "cell-negative"),
    "a budget NaN": ("funds[central].budget", "NaN", "cell-not-number"),
    "a budget 1e400": ("funds[central].budget", "1e400", "cell-not-number"),
    "a budget that is a date in words": ("funds[central].budget", "12月", "cell-not-number"),
    "a share above one": ("indicators[q02].adjustment.keep", 8, "cell-too-large"),
    "a year in words": ("year", "二〇二四", "cell-not-number"),
    "a year out of this world": ("year", 20240, "cell-too-large"),
    "a version zero": ("version", 0, "cell-not-number"),
    "a version one and a half": ("version", 1.5, "cell-not-number"),
}


@pytest.mark.parametrize("command", ["score", "recalc"])
@pytest.mark.parametrize("case", CELLS)
def test_a_cell_that_cannot_be_is_named(case: str, command: str, run: Run, karamay: Path) -> None:
    from xladdin.forms.read.open_file import open_file

    path, value, code = CELLS[case]
    opened = open_file(karamay)
    assert opened.book is not None
    place = opened.book.places[path]
    workbook = openpyxl.load_workbook(karamay)
    workbook[place.sheet][place.cell] = value
    workbook.save(karamay)
    before = karamay.read_bytes()
    assert_one_line(run(command, karamay), code, 3, "karamay.xlsx", place.sheet, place.cell)
    assert karamay.read_bytes() == before


# ---- PROJECT.json -------------------------------------------------------------------------------------------------


def _unit(raw: dict[str, Any]) -> None:
    raw["unti"] = {"name": "x"}


def _set(*path: Any, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(raw: dict[str, Any]) -> None:
        node: Any = raw
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value

    return change


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], Any], str, int, str]] = {
    "an unknown key": (_unit, "json-invalid", 3, "$.unti"),
    "an unknown key deep inside": (
        _set("indicators", 3, "wieght", value=3),
        "json-invalid",
        3,
        "$.indicators[3].wieght",
    ),
    "a weight in words": (_set("indicators", 0, "weight", value="十"), "json-invalid", 3, "$.indicators[0].weight"),
    "a negative budget": (_set("funds", 0, "budget", value="-1"), "json-negative", 3, "$.funds[0].budget"),
    "a budget 1e400": (_set("funds", 0, "budget", value="1e400"), "json-number", 3, "$.funds[0].budget"),
    "a key twice": (_set("indicators", 1, "key", value="q01"), "json-invalid", 3, "$.indicators[1]"),
    "a share above one": (
        _set("indicators", 0, "adjustment", value={"kind": "不适用", "keep": "1.5"}),
        "json-invalid",
        3,
        "$.indicators[0].adjustment.keep",
    ),
    "an unknown profile": (_set("profile", value="nowhere-2024"), "profile-unknown", 2, "nowhere-2024"),
    "no indicators": (_set("indicators", value=[]), "json-invalid", 3, "$.indicators"),
    "a year as text": (_set("year", value="今年"), "json-invalid", 3, "$.year"),
    "a form that is none": (_set("form", value="其他"), "json-invalid", 3, "$.form"),
    "a head that the form has no place for": (
        _set("form", value="project"),
        "field-without-cell",
        3,
        "project.programme",
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_project_file_that_cannot_be(case: str, run: Run, project: Callable[..., Path], tmp_path: Path) -> None:
    change, code, exit_code, word = CHANGES[case]
    ran = run("new", project(change), "-o", tmp_path / "x.xlsx")
    assert_one_line(ran, code, exit_code, word)
    if code.startswith("json"):
        assert "项目.json" in ran.err
    assert not (tmp_path / "x.xlsx").exists()


TEXTS: dict[str, tuple[tuple[str, str], str]] = {
    "NaN": (('"weight": "', '"weight": NaN, "reason": "'), "json-invalid"),
    "a key of an object twice": (('"year": 2024', '"year": 2024, "year": 2023'), "json-invalid"),
    "1e400 as a number": (('"year": 2024', '"version": 1e400, "year": 2024'), "json-"),
    "no JSON at all": (("{", "("), "json-invalid"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_project_file_with_broken_text(case: str, run: Run, project: Callable[..., Path], tmp_path: Path) -> None:
    text, code = TEXTS[case]

    def bare(raw: dict[str, Any]) -> None:
        raw.pop("version", None)
        raw["indicators"][0].pop("reason", None)

    ran = run("score", project(bare, text=text))
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert code in ran.err
    assert "项目.json" in ran.err


def test_what_a_workbook_has_no_cell_for_is_refused_not_dropped(
    run: Run, project: Callable[..., Path], tmp_path: Path
) -> None:
    path = project(lambda raw: raw["funds"].append({"source": "carryover", "budget": "5"}))
    target = ("-o", tmp_path / "x.xlsx")
    said = ("项目.json", "funds[carryover].budget")
    assert_one_line(run("new", path, *target), "field-without-cell", 3, *said)
    long = project(_set("achievement", value="长" * 40_000))
    assert_one_line(run("new", long, *target), "text-too-long", 3, "项目.json", "achievement", "32767")
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize(
    ("change", "place", "found"),
    [
        (lambda raw: raw["indicators"][0].update(weight="100.1"), "indicators[q01].weight", "100.1"),
        (lambda raw: raw["indicators"][0].update(declared_score="1001"), "indicators[q01].declared_score", "1001"),
        (lambda raw: raw.update(declared={"levels": {"产出指标": "1e5"}}), "declared.levels[产出指标]", "100000"),
        (lambda raw: raw.update(declared={"total": "1000.5"}), "declared.total", "1000.5"),
    ],
)
def test_a_number_that_its_cell_would_not_give_back_is_refused_before_anything_is_written(
    change: Callable[[dict[str, Any]], None],
    place: str,
    found: str,
    run: Run,
    project: Callable[..., Path],
    tmp_path: Path,
) -> None:
    ran = run("new", project(change), "-o", tmp_path / "x.xlsx")
    assert_one_line(ran, "cell-too-large", 3, "项目.json", place, found)
    assert not (tmp_path / "x.xlsx").exists()


def test_the_most_that_a_cell_takes_comes_back(run: Run, project: Callable[..., Path], tmp_path: Path) -> None:
    def most(raw: dict[str, Any]) -> None:
        raw["indicators"][0].update(weight="100", declared_score="1000")
        raw["declared"] = {"levels": {"产出指标": "1000"}, "total": "1000"}

    assert run("new", project(most), "-o", tmp_path / "x.xlsx").code == 0
    scored = json.loads(run("score", tmp_path / "x.xlsx", "--json").out)
    assert scored["declared"]["total"] == "1000"
    assert (scored["indicators"][0]["weight"], scored["indicators"][0]["declared_score"]) == ("100", "1000")


def test_a_project_with_more_rows_than_the_tables_hold(run: Run, project: Callable[..., Path], tmp_path: Path) -> None:
    def grown(count: int) -> Callable[[dict[str, Any]], None]:
        def grow(raw: dict[str, Any]) -> None:
            row = raw["indicators"][0]
            raw["indicators"] = [{**row, "key": f"r{number}"} for number in range(count)]

        return grow

    target = ("-o", tmp_path / "x.xlsx")
    many = run("new", project(grown(301)), *target)
    assert_one_line(many, "too-many-indicators", 3, "项目.json", "301 行", "300 行", "拆分")
    assert not (tmp_path / "x.xlsx").exists()
    assert run("new", project(grown(300)), *target).code == 0


@pytest.mark.parametrize("missing", ["year", "rows"])
def test_a_workbook_that_nobody_filled_is_not_exported(missing: str, run: Run, tmp_path: Path) -> None:
    assert run("template", "-o", tmp_path, "--rows", "3").code == 0
    (path,) = tmp_path.glob("*.xlsx")
    if missing == "rows":
        book = openpyxl.load_workbook(path)
        year = book.defined_names["JX_F_year"]
        ((sheet, cell),) = year.destinations
        book[sheet][cell.replace("$", "")] = 2024
        book.save(path)
    ran = run("export", path, "-o", tmp_path / "out")
    assert_one_line(ran, "export-empty", 3, path.name, "年度或指标")
    assert not (tmp_path / "out").exists()


# ---- usage and output ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ["缺少参数"]),
        (("nix",), ["nix"]),
        (("score",), ["缺少参数", "文件"]),
        (("score", TURPAN, "--fast"), ["不认识的参数", "--fast"]),
        (("score", TURPAN, "--profile"), ["--profile", "缺少内容"]),
        (("score", TURPAN, "--only-adjustments", "不可抗力,天灾"), ["天灾"]),
        (("new", TURPAN), ["-o"]),
        (("template",), ["-o"]),
        (("template", "-o", "x", "--rows", "many"), ["--rows", "many"]),
        (("template", "-o", "x", "--rows", "0"), ["行数"]),
        (("export", "x.xlsx"), ["-o"]),
        (("profile",), ["缺少参数"]),
        (("profile", "drop"), ["drop"]),
        (("profile", "show"), ["规则名称"]),
        (("demo", "--rows", "3"), ["--rows"]),
    ],
    ids=str,
)
def test_a_command_that_is_not_understood(
    arguments: tuple[object, ...], words: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert_one_line(run(*arguments), "usage", 2, "xladdin --help", *words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["score", "check"])
def test_an_unknown_profile_names_those_there_are(command: str, run: Run) -> None:
    ran = run(command, TURPAN, "--profile", "nowhere")
    assert_one_line(ran, "profile-unknown", 2, "nowhere", "mof-2020", "xinjiang-2024")


def test_a_profile_name_is_no_path(run: Run) -> None:
    assert_one_line(run("profile", "show", "../profiles/mof-2020"), "profile-unknown", 2)


def test_an_output_that_is_there_already_stays(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "已有.xlsx"
    target.write_text("别人的文件")
    assert_one_line(run("new", TURPAN, "-o", target), "file-exists", 3, "已有.xlsx", "换一个文件名")
    assert target.read_text() == "别人的文件"


def test_the_same_output_again_is_fine(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "自评.xlsx"
    assert run("new", TURPAN, "-o", target).code == 0
    assert run("new", TURPAN, "-o", target).code == 0


@pytest.mark.parametrize("command", ["new", "template", "export"])
def test_a_folder_that_cannot_be_written(command: str, run: Run, karamay: Path, tmp_path: Path) -> None:
    (tmp_path / "占位").write_text("x")
    folder = tmp_path / "占位" / "子目录"
    arguments = {
        "new": ("new", TURPAN, "-o", folder / "x.xlsx"),
        "template": ("template", "-o", folder, "--rows", "3"),
        "export": ("export", karamay, "-o", folder),
    }
    assert_one_line(run(*arguments[command]), "file-unwritable", 3, "子目录")


@pytest.mark.parametrize("command", ["new", "template", "recalc", "export", "check"])
def test_an_interrupted_write_leaves_the_folder_as_it_was(
    command: str, run: Run, karamay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    _parts(karamay, lambda name, content: content.replace(b"<v>93.1</v>", b"<v>1</v>"))
    before = karamay.read_bytes()

    def fails(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    for step in ("replace", "hardlink_to"):
        monkeypatch.setattr(Path, step, fails)
    arguments = {
        "new": ("new", TURPAN, "-o", out / "x.xlsx"),
        "template": ("template", "-o", out, "--rows", "3"),
        "recalc": ("recalc", karamay),
        "export": ("export", karamay, "-o", out),
        "check": ("check", karamay, "--mark"),
    }
    assert_one_line(run(*arguments[command]), "file-unwritable", 3, "无法写入")
    assert list(out.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["karamay.xlsx", "out"]
    assert karamay.read_bytes() == before


def test_a_defect_of_ours_is_one_line_too_and_debug_shows_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import xladdin.rules.score_sheet

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr(xladdin.rules.score_sheet, "score_sheet", broken)
    assert_one_line(run("score", TURPAN), "internal", 4, "deep inside", "--debug")
    with pytest.raises(ZeroDivisionError):
        run("score", TURPAN, "--debug")


def test_after_ctrl_c_what_was_said_to_be_written_is_there_and_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell knows 130; the words must not say that nothing was written when a file was."""
    real, made = workbook.build_blank, []

    def interrupted(rows: int, profile: Profile, form: str) -> bytes:
        if made:
            raise KeyboardInterrupt
        made.append(real(rows, profile, form))
        return made[0]

    monkeypatch.setattr(workbook, "build_blank", interrupted)
    ran = run("template", "-o", tmp_path / "空白")
    assert ran.code == 130
    assert ran.err == ("已中断。上面说已生成、已导出的文件是完整的，其余没有写完；需要时请重新运行。（interrupted）\n")
    (path,) = (tmp_path / "空白").iterdir()
    assert ran.out == f"已生成 {path}\n"
    assert path.read_bytes() == made[0]


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f'{sys.executable} -m xladdin schema | head -c 10; test "${{PIPESTATUS[0]}}" = 0'
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    assert said.returncode == 0
    assert said.stderr == ""


def test_a_console_without_chinese_does_not_break_the_output() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    said = subprocess.run([sys.executable, "-m", "xladdin", "score", str(TURPAN)], capture_output=True, env=environment)
    assert said.returncode == 0
    assert b"88.8" in said.stdout


@pytest.mark.parametrize("command", ["score", "check", "recalc", "export"])
def test_a_pipe_is_not_waited_for(command: str, run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "自评.xlsx"
    os.mkfifo(pipe)
    target = ("-o", tmp_path / "out") if command == "export" else ()
    assert_one_line(run(command, pipe, *target), "file-not-regular", 3, "自评.xlsx", "管道")


def test_a_file_that_needs_more_memory_than_there_is_is_refused(
    run: Run, karamay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_: object, **__: object) -> object:
        raise MemoryError

    monkeypatch.setattr("xladdin.forms.closed.recalc.read", exhausted)
    assert_one_line(run("recalc", karamay), "memory-short", 3)
