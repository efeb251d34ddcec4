"""卸载.cmd leaves nothing: neither run from the unpacked folder nor from the installed one."""

from __future__ import annotations

from pathlib import Path

from tests.wine.conftest import startup
from tests.wine.prefix import Wine

APPS_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\xladdin"


def require_nothing_left(wine: Wine, app: Path) -> None:
    files = [path for path in app.rglob("*") if path.is_file()]
    assert not files
    assert not (startup(wine) / "xladdin.xlam").exists()
    assert wine.run("reg", "query", APPS_KEY).code != 0


def test_the_installed_program_removes_itself(wine: Wine, installed: Path) -> None:
    """wine holds a running script open, so that its empty folder stays there; Windows does not."""
    script = wine.windows_path(installed / "卸载.cmd")
    done = wine.run("cmd", "/c", "call", script)
    assert done.code == 0, done.output
    assert "已卸载" in done.output
    require_nothing_left(wine, installed)


def test_the_unpacked_folder_removes_the_installed_program(wine: Wine, installed: Path, unpacked: Path) -> None:
    done = wine.run("cmd", "/c", "卸载.cmd", cwd=unpacked)
    assert done.code == 0, done.output
    assert not installed.exists()
    require_nothing_left(wine, installed)


def test_removing_twice_is_no_error(wine: Wine, unpacked: Path) -> None:
    wine.run("cmd", "/c", "卸载.cmd", cwd=unpacked)
    done = wine.run("cmd", "/c", "卸载.cmd", cwd=unpacked)
    assert done.code == 0
    assert "无需卸载" in done.output
