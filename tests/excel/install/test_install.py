"""Installing for the current user, upgrading, repairing, removing; on a pretended PC."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from tests.excel.pc import FakePc, unpacked_bundle
from xladdin.errors import UserError
from xladdin.excel.install import copying, install, install_bundle, uninstall
from xladdin.excel.install.apps_list import KEY as APPS_KEY
from xladdin.excel.install.disabled_items import disabled_key
from xladdin.excel.install.install_record import Record
from xladdin.excel.install.machine import this_machine
from xladdin.excel.install.open_values import open_values, options_key
from xladdin.excel.install.places import Places

OPTIONS = options_key("16.0")
STARTUP = "AppData/Roaming/Microsoft/Excel/XLSTART/xladdin.xlam"


@pytest.fixture
def pc(tmp_path: Path) -> FakePc:
    return FakePc(tmp_path / "profile")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return unpacked_bundle(tmp_path / "绩效 自评 & 100%")


def test_the_bundle_is_copied_and_the_add_in_is_where_excel_opens_it(pc: FakePc, bundle: Path) -> None:
    lines = install_bundle(bundle, pc)
    app = "AppData/Local/xladdin"
    assert pc.files() == {
        f"{app}/python/python.exe",
        f"{app}/python/Lib/site-packages/xladdin/__init__.py",
        f"{app}/addin/xladdin.xlam",
        f"{app}/卸载.cmd",
        f"{app}/bundle.json",
        f"{app}/installed.json",
        STARTUP,
    }
    assert "已安装" in lines[0]
    assert "XLSTART" in lines[1]


def test_windows_list_of_apps_gets_an_entry_that_uninstalls(pc: FakePc, bundle: Path) -> None:
    install_bundle(bundle, pc)
    entry = pc.registry.values(APPS_KEY)
    assert entry["DisplayVersion"] == "1.2.3"
    assert str(entry["UninstallString"]).endswith('卸载.cmd""')


def test_modules_are_compiled_with_the_path_where_they_will_lie(pc: FakePc, bundle: Path) -> None:
    install_bundle(bundle, pc)
    package = Places.of(pc).app / "python/Lib/site-packages/xladdin"
    (compiled,) = (package / "__pycache__").glob("*.pyc")
    assert str(package).encode() in compiled.read_bytes()


def test_nothing_else_in_the_folder_of_the_bundle_is_copied(pc: FakePc, bundle: Path) -> None:
    (bundle / "工资表.xlsx").write_text("private")
    install_bundle(bundle, pc)
    assert not any("工资表" in name for name in pc.files())


def test_installing_twice_is_the_same_as_once(pc: FakePc, bundle: Path) -> None:
    install_bundle(bundle, pc)
    files, keys = pc.files(), dict(pc.registry.keys)
    install_bundle(bundle, pc)
    assert (pc.files(), pc.registry.keys) == (files, keys)


def test_a_newer_version_replaces_the_older_as_a_whole(pc: FakePc, bundle: Path, tmp_path: Path) -> None:
    install_bundle(bundle, pc)
    newer = unpacked_bundle(tmp_path / "newer", "2.0.0")
    (newer / "addin" / "xladdin.xlam").write_text("add-in 2")
    unpacked_bundle(newer, "2.0.0", **{"addin/xladdin.xlam": "add-in 2"})
    old_module = Places.of(pc).app / "python/Lib/site-packages/gone.py"
    old_module.write_text("")
    lines = install_bundle(newer, pc)
    assert "已替换旧版本 1.2.3。" in lines
    assert not old_module.exists()
    assert Places.of(pc).startup_addin.read_text() == "add-in 2"
    record = Record.read(Places.of(pc).record)
    assert record is not None and record.version == "2.0.0"


def test_logs_survive_an_upgrade_and_hot_fixes_for_the_older_version_do_not(pc: FakePc, bundle: Path) -> None:
    install_bundle(bundle, pc)
    app = Places.of(pc).app
    for name in ("log/2025-01-01.log", "undo/a.json", "app/xladdin/fix.py"):
        (app / name).parent.mkdir(parents=True)
        (app / name).write_text("x")
    install_bundle(bundle, pc)
    assert (app / "log/2025-01-01.log").exists()
    assert (app / "undo/a.json").exists()
    assert not (app / "app").exists()


def test_run_from_the_installed_folder_it_repairs_the_registration(pc: FakePc, bundle: Path) -> None:
    install_bundle(bundle, pc)
    Places.of(pc).startup_addin.unlink()
    lines = install_bundle(Places.of(pc).app, pc)
    assert Places.of(pc).startup_addin.exists()
    assert "只重新登记" in lines[0]


def test_it_refuses_while_excel_runs(pc: FakePc, bundle: Path) -> None:
    pc.excel_runs = True
    with pytest.raises(UserError) as refused:
        install_bundle(bundle, pc)
    assert refused.value.code == "addin-excel-running"
    assert pc.files() == set()


def test_a_file_that_was_not_unpacked_or_was_taken_away_is_named(pc: FakePc, bundle: Path) -> None:
    (bundle / "python" / "python.exe").unlink()
    with pytest.raises(UserError, match=r"python/python\.exe") as refused:
        install_bundle(bundle, pc)
    assert refused.value.code == "bundle-incomplete"


def test_a_file_that_was_altered_is_named(pc: FakePc, bundle: Path) -> None:
    (bundle / "addin" / "xladdin.xlam").write_text("something else")
    with pytest.raises(UserError, match=r"addin/xladdin\.xlam") as refused:
        install_bundle(bundle, pc)
    assert refused.value.code == "bundle-damaged"


def test_a_python_that_does_not_start_leaves_the_older_version_in_place(
    pc: FakePc, bundle: Path, tmp_path: Path
) -> None:
    install_bundle(bundle, pc)
    before = pc.files()
    pc.answer = lambda command, seconds: (1, "Traceback\nImportError: DLL load failed")
    with pytest.raises(UserError, match="ImportError: DLL load failed") as refused:
        install_bundle(unpacked_bundle(tmp_path / "newer", "2.0.0"), pc)
    assert refused.value.code == "addin-python-fails"
    assert pc.files() == before
    assert Places.of(pc).addin.read_text() == "add-in 1.2.3"


def test_a_file_in_use_leaves_the_older_version_whole(
    pc: FakePc, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_bundle(bundle, pc)
    before = pc.files()
    rename = Path.rename

    def refuse_python(self: Path, target: Path) -> Path:
        if self == Places.of(pc).app / "python":
            raise PermissionError(13, "in use", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_python)
    with pytest.raises(UserError) as refused:
        install_bundle(unpacked_bundle(tmp_path / "newer", "2.0.0"), pc)
    assert refused.value.code == "addin-in-use"
    assert pc.files() == before
    assert Places.of(pc).addin.read_text() == "add-in 1.2.3"


def test_older_open_values_of_ours_go_and_the_others_close_up(pc: FakePc, bundle: Path) -> None:
    for name, value in (("OPEN", '"C:\\a.xlam"'), ("OPEN1", '/R "D:\\XLADDIN.xlam"'), ("OPEN2", '"C:\\b.xll"')):
        pc.registry.write(OPTIONS, name, value)
    pc.registry.write(OPTIONS, "OptionsDlgSizePos", 7)
    lines = install_bundle(bundle, pc)
    assert open_values(pc.registry, "16.0") == [("OPEN", '"C:\\a.xlam"'), ("OPEN1", '"C:\\b.xll"')]
    assert pc.registry.values(OPTIONS)["OptionsDlgSizePos"] == 7
    assert any("旧的登记" in line for line in lines)


def test_an_add_in_that_excel_disabled_is_enabled_again_and_others_stay_disabled(pc: FakePc, bundle: Path) -> None:
    ours = bytes(12) + "C:\\Users\\张三\\XLSTART\\xladdin.xlam\0".encode("utf-16-le")
    other = bytes(12) + "C:\\other.xlam\0".encode("utf-16-le")
    pc.registry.write(disabled_key("16.0"), "1A2B", ours)
    pc.registry.write(disabled_key("16.0"), "3C4D", other)
    lines = install_bundle(bundle, pc)
    assert list(pc.registry.values(disabled_key("16.0"))) == ["3C4D"]
    assert any("已恢复" in line for line in lines)


def test_uninstalling_leaves_nothing(pc: FakePc, bundle: Path) -> None:
    install_bundle(bundle, pc)
    (Places.of(pc).app / "log").mkdir()
    lines = uninstall(pc, running=Path(sys.executable))
    assert pc.files() == set()
    assert not Places.of(pc).app.exists()
    assert pc.registry.values(APPS_KEY) == {}
    assert "已卸载" in lines[0]


def test_uninstalling_what_is_not_there_says_so(pc: FakePc) -> None:
    assert "无需卸载" in uninstall(pc)[0]


def test_uninstalling_by_the_installed_python_leaves_only_what_the_script_removes(pc: FakePc, bundle: Path) -> None:
    install_bundle(bundle, pc)
    uninstall(pc, running=Places.of(pc).python)
    assert {path.name for path in Places.of(pc).app.iterdir()} == {"python", "卸载.cmd"}
    assert not Places.of(pc).startup_addin.exists()


def test_uninstalling_refuses_while_excel_runs(pc: FakePc, bundle: Path) -> None:
    install_bundle(bundle, pc)
    pc.excel_runs = True
    with pytest.raises(UserError):
        uninstall(pc)
    assert Places.of(pc).startup_addin.exists()


def test_from_a_python_on_the_pc_the_add_in_is_pointed_at_that_python(pc: FakePc, addin_file: Path) -> None:
    interpreter = Path(r"C:\工具 & 数据\python.exe")
    install(pc, addin=addin_file, interpreter=interpreter)
    with zipfile.ZipFile(Places.of(pc).startup_addin) as installed, zipfile.ZipFile(addin_file) as built:
        changed = [name for name in built.namelist() if installed.read(name) != built.read(name)]
        assert changed == ["xl/sharedStrings.xml"]
        assert r"<t>C:\工具 &amp; 数据\python.exe</t>".encode() in installed.read(changed[0])
    uninstall(pc, running=interpreter)
    assert pc.files() == set()


def test_the_private_python_of_a_bundle_installs_its_bundle(pc: FakePc, bundle: Path) -> None:
    install(pc, interpreter=bundle / "python" / "python.exe")
    assert Places.of(pc).python.exists()


def test_copies_carry_bytes_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CopyFile2 and its like would carry the Mark of the Web along."""
    for name in ("copy", "copy2", "copyfile", "copystat"):
        monkeypatch.setattr(copying.shutil, name, None)
    (tmp_path / "a").write_bytes(b"content")
    copying.copy_bytes(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"content"


@pytest.mark.skipif(sys.platform == "win32", reason="there it works")
def test_elsewhere_than_on_windows_it_says_that_it_needs_windows() -> None:
    with pytest.raises(UserError) as refused:
        this_machine()
    assert refused.value.code == "addin-windows-only"
