"""Take the add-in away: every file, registry value and list entry that installing made."""

from __future__ import annotations

import sys
from pathlib import Path

from xladdin.excel import layout
from xladdin.excel.install import apps_list, disabled_items, open_values
from xladdin.excel.install.add import UNINSTALL_SCRIPT, refuse_while_excel_runs
from xladdin.excel.install.copying import remove_tree
from xladdin.excel.install.machine import Machine, this_machine
from xladdin.excel.install.places import Places


def uninstall(machine: Machine | None = None, *, running: Path | None = None) -> list[str]:
    """Remove what is installed for the current user; returns Chinese lines. Removing twice is not an error.

    running  the python.exe that runs this, by default ours. Windows cannot delete a running program: when it is the
             installed one, its folder and ``卸载.cmd`` stay, and that script removes them after Python has ended.

    Raises UserError ``addin-excel-running``.
    """
    machine = machine or this_machine()
    running = running or Path(sys.executable)
    places = Places.of(machine)
    refuse_while_excel_runs(machine)
    was_there = places.startup_addin.exists() or places.app.exists()
    places.startup_addin.unlink(missing_ok=True)
    open_values.remove_ours(machine.registry)
    disabled_items.enable_ours(machine.registry)
    apps_list.delete_entry(machine.registry)
    remove_tree(places.staging)
    remove_tree(places.retired)
    if places.app.resolve() in running.resolve().parents:
        _remove_all_but_the_running_python(places.app)
        left = False
    else:
        left = not remove_tree(places.app)
    if not was_there:
        return [f"没有找到已安装的“{layout.ADDIN_TITLE}”，无需卸载。"]
    lines = [f"已卸载“{layout.ADDIN_TITLE}”。您的工作簿没有改动。"]
    if left:
        lines.append(f"有文件正被占用，请重新登录 Windows 后手工删除文件夹：{places.app}")
    return lines


def _remove_all_but_the_running_python(app: Path) -> None:
    for entry in app.iterdir():
        if entry.name in (layout.PYTHON_FOLDER, UNINSTALL_SCRIPT):
            continue
        if entry.is_dir():
            remove_tree(entry)
        else:
            entry.unlink(missing_ok=True)
