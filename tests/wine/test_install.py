"""安装.cmd in wine's cmd: what a double click leaves on the PC."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.wine.conftest import do_without, startup
from tests.wine.prefix import Wine
from xladdin import __version__
from xladdin.excel.bundle import BundleReport

DOCUMENT = Path(__file__).parents[2] / "docs" / "bundle.md"

APPS_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\xladdin"


def test_the_bundle_has_its_documented_size(bundle: BundleReport) -> None:
    (documented,) = re.findall(r"([\d.]+) MB zipped", DOCUMENT.read_text(encoding="utf-8"))
    assert bundle.archive_bytes / 1_000_000 == pytest.approx(float(documented), abs=1)
    assert bundle.archive_bytes < 30_000_000


def test_the_programs_of_python_carry_their_makers_signatures(bundle: BundleReport) -> None:
    if shutil.which("osslsigncode") is None:
        do_without("osslsigncode（安装：osslsigncode）")
    assert bundle.notes[0].startswith("已核对 ")


def test_a_double_click_installs_from_a_folder_with_chinese_and_a_space(
    wine: Wine, installed: Path, bundle: BundleReport
) -> None:
    assert json.loads((installed / "installed.json").read_text(encoding="utf-8"))["version"] == __version__
    built = bundle.folder / "addin" / "xladdin.xlam"
    assert (startup(wine) / "xladdin.xlam").read_bytes() == built.read_bytes()
    assert __version__ in wine.run("reg", "query", APPS_KEY, "/v", "DisplayVersion").output


def test_the_installed_python_knows_its_modules_compiled(installed: Path) -> None:
    assert list((installed / "python/Lib/site-packages/xladdin/__pycache__").glob("*.pyc"))


def test_installing_again_from_a_path_with_ampersand_and_percent_replaces_the_older_version(
    wine: Wine, installed: Path, bundle: BundleReport
) -> None:
    """Started in its folder, as a double click does; wine's cmd cannot expand a %~dp0 that holds a percent sign."""
    stale = installed / "python" / "Lib" / "site-packages" / "gone.py"
    stale.write_text("")
    (installed / "log").mkdir(exist_ok=True)
    (installed / "log" / "today.log").write_text("kept")
    record = installed / "installed.json"
    record.write_text(record.read_text(encoding="utf-8").replace(__version__, "0.0.1"), encoding="utf-8")
    folder = wine.profile / "Downloads" / "表 & 100% 工具"
    shutil.copytree(bundle.folder, folder)
    done = wine.run("cmd", "/c", "安装.cmd", cwd=folder, seconds=180)
    assert done.code == 0, done.output
    assert "已替换旧版本 0.0.1。" in done.output
    assert not stale.exists()
    assert (installed / "log" / "today.log").exists()


def test_an_incomplete_unpacking_is_refused_with_the_name_of_what_is_missing(
    wine: Wine, bundle: BundleReport, tmp_path: Path
) -> None:
    folder = wine.profile / "Downloads" / tmp_path.name
    shutil.copytree(bundle.folder, folder)
    (folder / "addin" / "xladdin.xlam").unlink()
    done = wine.run("cmd", "/c", "安装.cmd", cwd=folder)
    assert done.code == 3
    assert "addin/xladdin.xlam" in done.output


def test_run_inside_the_zip_window_it_asks_to_unzip_first(wine: Wine, bundle: BundleReport, tmp_path: Path) -> None:
    """Explorer unpacks only the script that is double-clicked."""
    folder = wine.profile / "Temp" / tmp_path.name
    folder.mkdir(parents=True)
    shutil.copyfile(bundle.folder / "安装.cmd", folder / "安装.cmd")
    done = wine.run("cmd", "/c", "安装.cmd", cwd=folder)
    assert done.code == 9
    assert "unzip" in done.output
