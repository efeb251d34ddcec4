r"""Install for the current user: from an unpacked bundle, or from the Python that runs.

The add-in is registered by a copy in Excel's ``XLSTART`` folder rather than by an ``OPEN`` value, because

* XLSTART is one of Excel's trusted locations as shipped, so the macros of an unsigned add-in run without a question;
  ``%LOCALAPPDATA%\xladdin`` is none, and adding one is what security departments watch for;
* the folder is the same for Excel 2010 to 365, ``OPEN`` values live under a key for each version of Office;
* a user cannot untick it by accident in Excel's add-in dialog, and numbering gaps cannot make Excel skip it;
* nothing of the user's registry is touched but the entry in the list of apps, and older ``OPEN`` values of ours.

Doing it twice changes nothing more than doing it once. An older version is replaced as a whole or, when one of its
files is in use, not at all; logs and undo files stay.
"""

from __future__ import annotations

import compileall
import sys
import tempfile
from pathlib import Path

from xladdin import __version__
from xladdin.disk.causes import cause_of
from xladdin.errors import UserError
from xladdin.excel import layout
from xladdin.excel.install import apps_list, disabled_items, open_values
from xladdin.excel.install.copying import copy_bytes, copy_files, remove_tree, swap_in
from xladdin.excel.install.install_record import Record
from xladdin.excel.install.interpreter import point_addin_at
from xladdin.excel.install.inventory import INVENTORY_FILE, Inventory, digest
from xladdin.excel.install.machine import Machine, this_machine
from xladdin.excel.install.places import Places

UNINSTALL_SCRIPT = "卸载.cmd"
#: Leaves before exit handlers run: that of xlwings would end other Excel processes (see ``xladdin.excel.udf.serve``).
START_TEST = "import os, xladdin, xlwings, lxml.etree, msgspec, openpyxl, pythoncom; os._exit(0)"
START_SECONDS = 60.0


def install_bundle(folder: Path, machine: Machine | None = None) -> list[str]:
    """Install an unpacked bundle; returns Chinese lines that say what was done.

    Raises UserError: ``addin-excel-running``, ``bundle-incomplete``, ``bundle-damaged``, ``addin-python-fails``,
    ``addin-in-use``. Called from the installed folder itself, it repairs the registration.
    """
    machine = machine or this_machine()
    places = Places.of(machine)
    refuse_while_excel_runs(machine)
    inventory = Inventory.read(folder)
    inventory.require_complete(folder)
    before = Record.read(places.record)
    lines = []
    if folder.resolve() != places.app.resolve():
        count = _place_files(folder, inventory, places, machine)
        lines.append(f"已安装“{layout.ADDIN_TITLE}”{inventory.version}：{count} 个文件，位于 {places.app}")
    else:
        lines.append(f"程序文件已在 {places.app}，只重新登记加载项。")
    lines += _register(places.addin, places.python, inventory.version, machine)
    apps_list.write_entry(
        machine.registry,
        version=inventory.version,
        location=str(places.app),
        command=f'cmd.exe /c ""{places.app / UNINSTALL_SCRIPT}""',
    )
    return lines + _closing_lines(before, inventory.version, f"运行“{UNINSTALL_SCRIPT}”")


def install(machine: Machine | None = None, *, addin: Path | None = None, interpreter: Path | None = None) -> list[str]:
    """Register the add-in for a Python that is already on the PC; returns Chinese lines that say what was done.

    addin        a built xladdin.xlam; built afresh when not given (needs the ``build`` extra)
    interpreter  the python.exe that Excel is to start; the running one when not given

    The private Python of a bundle installs its bundle. Raises UserError like ``install_bundle``.
    """
    machine = machine or this_machine()
    interpreter = interpreter or Path(sys.executable)
    bundle = interpreter.parent.parent
    if addin is None and (bundle / INVENTORY_FILE).is_file():
        return install_bundle(bundle, machine)
    places = Places.of(machine)
    refuse_while_excel_runs(machine)
    before = Record.read(places.record)
    with tempfile.TemporaryDirectory(prefix="xladdin-") as scratch:
        if addin is None:
            from xladdin.excel.addin.build import build_addin

            addin = build_addin(Path(scratch))
        pointed = Path(scratch, "pointed.xlam")
        pointed.write_bytes(point_addin_at(addin.read_bytes(), interpreter))
        copy_bytes(pointed, places.addin)
    lines = _register(places.addin, interpreter, __version__, machine)
    apps_list.write_entry(
        machine.registry,
        version=__version__,
        location=str(places.app),
        command=f'"{interpreter}" -m xladdin addin uninstall',
    )
    return lines + _closing_lines(before, __version__, "运行 xladdin addin uninstall")


def refuse_while_excel_runs(machine: Machine) -> None:
    """Excel holds its add-ins open and writes its list of add-ins when it ends."""
    if machine.excel_is_running():
        raise UserError("addin-excel-running")


def _place_files(folder: Path, inventory: Inventory, places: Places, machine: Machine) -> int:
    staging = places.staging
    if not remove_tree(staging):
        raise UserError("addin-in-use", path=staging)
    try:
        count = copy_files(folder, [*inventory.files, INVENTORY_FILE], staging)
        _compile(staging / layout.SITE_PACKAGES, places.app / layout.SITE_PACKAGES)
        code, output = machine.run([str(staging / layout.PYTHON_EXE), "-B", "-c", START_TEST], START_SECONDS)
        if code != 0:
            raise UserError("addin-python-fails", cause=output.splitlines()[-1] if output else f"代码 {code}")
        # a hot fix in the overlay folder was made for the version that goes
        swap_in(staging, places.app, places.retired, also_retire=[layout.OVERLAY_FOLDER])
    except OSError as error:
        raise UserError("file-unwritable", file=error.filename, cause=cause_of(error)) from error
    finally:
        remove_tree(staging)
    return count


def _compile(folder: Path, final: Path) -> None:
    """Write the ``.pyc`` files now: Excel's side starts Python with ``-B``, which never would."""
    compileall.compile_dir(folder, quiet=2, stripdir=str(folder), prependdir=str(final))


def _register(addin: Path, interpreter: Path, version: str, machine: Machine) -> list[str]:
    places = Places.of(machine)
    copy_bytes(addin, places.startup_addin)
    Record(version, str(interpreter), digest(places.startup_addin)).write(places.record)
    lines = [f"已登记加载项：{places.startup_addin}（Excel 启动时自动打开）"]
    if open_values.remove_ours(machine.registry):
        lines.append("已从 Excel 的加载项列表中取消旧的登记，以免打开两份。")
    if disabled_items.enable_ours(machine.registry):
        lines.append("Excel 曾禁用本加载项，已恢复。")
    return lines


def _closing_lines(before: Record | None, version: str, how_to_remove: str) -> list[str]:
    lines = []
    if before is not None and before.version != version:
        lines.append(f"已替换旧版本 {before.version}。")
    return [*lines, f"打开 Excel 即可看到“绩效自评”选项卡。卸载：{how_to_remove}。"]
