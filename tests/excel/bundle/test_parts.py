"""The pieces of the bundle: locks, trimming, zip, scripts, sizes, signatures."""

from __future__ import annotations

import hashlib
import re
import zipfile
from importlib.metadata import requires
from importlib.resources import files
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from xladdin.errors import UserError
from xladdin.excel.bundle import authenticode, download, pins, sizes
from xladdin.excel.bundle.archive import write_archive
from xladdin.excel.bundle.report import measure, part_of
from xladdin.excel.bundle.trim import trim_rules

CMD_FILES = ("安装.cmd", "卸载.cmd", "导出.cmd", "校验.cmd", "诊断.cmd")


def shipped_file(name: str) -> bytes:
    return files("xladdin.excel.bundle").joinpath("files", name).read_bytes()


@pytest.mark.parametrize("lock", [pins.python_lock(), pins.wheels_lock(), pins.tools_lock()], ids=lambda x: x.path.stem)
def test_everything_that_is_downloaded_is_pinned_by_hash(lock: pins.Lock) -> None:
    assert lock.pins
    assert all(len(pin.sha256) == 64 for pin in lock.pins)


def test_every_runtime_dependency_is_in_the_lock_in_a_version_it_allows() -> None:
    locked = pins.wheels_lock().components
    for text in requires("xladdin") or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            assert requirement.specifier.contains(locked[requirement.name]), text


def test_a_line_that_pins_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.lock").write_text("rich>=14\n")
    with pytest.raises(ValueError, match="rich>=14"):
        pins.parse_lock(tmp_path / "x.lock")


def lock_for(tmp_path: Path, *contents: bytes) -> pins.Lock:
    lines = [f"part{i}==1.0 --hash=sha256:{hashlib.sha256(content).hexdigest()}" for i, content in enumerate(contents)]
    path = tmp_path / "test.lock"
    path.write_text("# a comment\n\n" + "\n".join(lines) + "\n")
    return pins.parse_lock(path)


def test_a_file_from_the_cache_is_used_only_when_it_is_the_pinned_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = lock_for(tmp_path, b"good")
    cached = tmp_path / "cache" / "test" / "part0-1.0.whl"
    cached.parent.mkdir(parents=True)
    cached.write_bytes(b"good")
    monkeypatch.setattr(download, "_pip_download", lambda *_: pytest.fail("not from the cache"))
    assert download.fetch(lock, tmp_path / "cache") == [cached]

    def brings_the_same(lock: pins.Lock, folder: Path, options: tuple[str, ...]) -> None:
        cached.write_bytes(b"evil")

    cached.write_bytes(b"evil")
    monkeypatch.setattr(download, "_pip_download", brings_the_same)
    with pytest.raises(UserError) as refused:
        download.fetch(lock, tmp_path / "cache")
    assert refused.value.code == "bundle-pin"


def test_a_download_that_fails_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download.sys, "executable", "/nowhere/python")
    with pytest.raises(UserError) as refused:
        download.fetch(lock_for(tmp_path, b"x"), tmp_path / "cache")
    assert refused.value.code == "bundle-download"


@pytest.mark.parametrize(
    ("part", "path", "kept"),
    [
        ("xlwings", "xlwings/pro/__init__.py", False),
        ("xlwings", "xlwings/udfs.py", True),
        ("xlwings", "xlwings/com_server.py", True),
        ("xlwings", "xlwings-0.37.8.data/data/xlwings64-0.37.8.dll", True),
        ("xlwings", "xlwings-0.37.8.dist-info/licenses/LICENSE.txt", True),
        ("lxml", "lxml/etree.cp313-win_amd64.pyd", True),
        ("lxml", "lxml/etree.pyx", False),
        ("lxml", "lxml/html/clean.py", False),
        ("pywin32", "pywin32_system32/pythoncom313.dll", True),
        ("pywin32", "win32com/server/policy.py", True),
        ("pywin32", "pythonwin/Pythonwin.exe", False),
        ("openpyxl", "openpyxl/cell/cell.py", True),
        ("msgspec", "msgspec-0.22.0.dist-info/RECORD", False),
        ("python", "python.exe", True),
        ("python", "winsound.pyd", False),
        ("xladdin", "cli/dropped.py", True),
        ("xladdin", "excel/bundle/files/安装.cmd", False),
        ("xladdin", "rules/__pycache__/grade.cpython-311.pyc", False),
    ],
)
def test_trimming_keeps_what_runs_and_the_licences(part: str, path: str, kept: bool) -> None:
    assert trim_rules(part).keeps(path) is kept


def test_the_zip_has_the_same_bytes_whenever_the_files_have(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "二.txt").write_text("2")
    (folder / "a.txt").write_text("1")
    sizes = write_archive(folder, tmp_path / "1.zip", "工具")
    (folder / "a.txt").touch()
    (folder / "a.txt").chmod(0o755)
    write_archive(folder, tmp_path / "2.zip", "工具")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        assert archive.namelist() == ["工具/a.txt", "工具/b/二.txt"]
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist()), "names are flagged as UTF-8"
    assert set(sizes) == {"a.txt", "b/二.txt"}


@pytest.mark.parametrize("name", CMD_FILES)
def test_scripts_are_ascii_for_cmd_reads_them_in_the_code_page_of_the_console(name: str) -> None:
    assert shipped_file(name).isascii()


@pytest.mark.parametrize("name", CMD_FILES)
def test_scripts_start_nothing_but_the_private_python(name: str) -> None:
    text = shipped_file(name).decode("ascii")
    started = re.findall(r'^\s*"?([\w\\.!]+\.exe)"?', text, re.MULTILINE)
    assert {program.removeprefix("!XLADDIN_HERE!") for program in started} == {r"python\python.exe"}
    assert "powershell" not in text.lower()


def test_comments_in_scripts_hold_nothing_that_cmd_might_run() -> None:
    for name in CMD_FILES:
        for line in shipped_file(name).decode("ascii").splitlines():
            if line.startswith("rem "):
                assert not set(line) & set("&|<>%^"), line


def test_the_manual_is_one_page_that_notepad_shows() -> None:
    content = shipped_file("使用说明.txt")
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert len(lines) <= 50
    assert max(map(len, lines)) <= 60
    for name in CMD_FILES:
        assert name in content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("python/Lib/site-packages/lxml/etree.pyd", "lxml"),
        ("python/Lib/site-packages/lxml-6.1.3.dist-info/METADATA", "lxml"),
        ("python/Lib/site-packages/win32com/client/__init__.py", "pywin32"),
        ("python/pywintypes313.dll", "pywin32"),
        ("python/xlwings64-0.37.8.dll", "xlwings"),
        ("python/python313.zip", "Python: standard library"),
        ("python/libcrypto-3.dll", "Python: OpenSSL"),
        ("python/python313.dll", "Python: interpreter and modules"),
        ("addin/xladdin.xlam", "add-in"),
        ("安装.cmd", "scripts, manual, blank workbooks"),
    ],
)
def test_a_file_is_counted_to_its_part(path: str, part: str) -> None:
    assert part_of(path) == part


def test_the_biggest_part_comes_first(tmp_path: Path) -> None:
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "python313.zip").write_bytes(bytes(10))
    (tmp_path / "安装.cmd").write_bytes(bytes(20))
    parts = measure(tmp_path, {"安装.cmd": 5, "python/python313.zip": 9})
    assert [(part.unpacked, part.zipped) for part in parts] == [(10, 9), (20, 5)]


def verifier(folder: Path, output: str, code: int = 0) -> Path:
    script = folder / "osslsigncode"
    script.write_text(f"#!/bin/sh\ncat <<'E'\n{output}\nE\nexit {code}\n")
    script.chmod(0o755)
    return script


SIGNER = "Signer #0:\n\tSubject: /C=US/O=Python Software Foundation/CN=%s\n\tIssuer : /CN=x"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "python"
    folder.mkdir()
    for name in ("python.exe", "python313.dll", "_ctypes.pyd", "python313.zip"):
        (folder / name).write_text("x")
    return folder


def use_verifier(monkeypatch: pytest.MonkeyPatch, script: Path | None) -> None:
    monkeypatch.setattr(authenticode.shutil, "which", lambda name: str(script) if script else None)


def test_programs_signed_by_their_makers_pass(programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_verifier(monkeypatch, verifier(tmp_path, SIGNER % "Python Software Foundation"))
    check = authenticode.check_signatures(programs, tmp_path / "roots.pem")
    assert (check.checked, check.skipped_because) == (3, "")


@pytest.mark.parametrize(("signer", "code"), [("Mallory", 0), ("Python Software Foundation", 1)])
def test_a_strangers_or_a_broken_signature_stops_the_build(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signer: str, code: int
) -> None:
    use_verifier(monkeypatch, verifier(tmp_path, SIGNER % signer, code))
    with pytest.raises(UserError, match=r"_ctypes\.pyd") as refused:
        authenticode.check_signatures(programs, tmp_path / "roots.pem")
    assert refused.value.code == "bundle-signature"


def test_without_a_verifier_the_report_says_loudly_that_nothing_was_checked(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_verifier(monkeypatch, None)
    assert authenticode.check_signatures(programs, tmp_path / "roots.pem").line().startswith("注意：没有核对")


def test_the_table_of_sizes_is_renewed_in_its_place() -> None:
    document = f"before\n{sizes.START}\nold\n{sizes.END}\nafter\n"
    renewed = sizes.with_sizes(document, "16.4 MB zipped, new\n")
    assert renewed == f"before\n{sizes.START}\n16.4 MB zipped, new\n{sizes.END}\nafter\n"
    with pytest.raises(ValueError, match="found 0 times"):
        sizes.with_sizes("no marks", "")
