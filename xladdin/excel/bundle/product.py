"""Our own share of the bundle: the package, the add-in, blank workbooks, scripts and the one-page manual."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import xladdin
from xladdin.excel import layout
from xladdin.excel.bundle.trim import trim_rules
from xladdin.resources import Resource, resource_dir

BLANKS_FOLDER = "空白表格"
SHARED_RESOURCES: tuple[Resource, ...] = ("workbook_templates", "macros")
BuildAddin = Callable[[Path], Path]


def copy_package(site_packages: Path) -> None:
    """xladdin as an installed package: the resources inside, where ``xladdin.resources`` looks first."""
    rules = trim_rules("xladdin")
    package = Path(xladdin.__file__).resolve().parent
    target = site_packages / "xladdin"
    _copy_tree(package, target, lambda path: rules.keeps(path) and not path.startswith("_shared/"))
    for resource in SHARED_RESOURCES:
        _copy_tree(resource_dir(resource), target / "_shared" / resource, rules.keeps)


def copy_blank_workbooks(folder: Path) -> int:
    """The blank workbooks, where people see them; returns how many there are."""
    workbooks = sorted(resource_dir("workbook_templates").glob("*.xlsx"))
    for workbook in workbooks:
        target = folder / BLANKS_FOLDER / workbook.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(workbook, target)
    return len(workbooks)


def copy_scripts(folder: Path) -> None:
    """``安装.cmd`` and its like with the line ends of Windows, whatever a checkout made of them."""
    for source in files("xladdin.excel.bundle").joinpath("files").iterdir():
        text = source.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        (folder / source.name).write_bytes(text)


def place_addin(folder: Path, build_addin: BuildAddin) -> None:
    """Build xladdin.xlam and put it where the layout says."""
    with tempfile.TemporaryDirectory(prefix="xladdin-") as scratch:
        built = build_addin(Path(scratch))
        target = folder / layout.ADDIN_PATH
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built, target)


def _copy_tree(source: Path, target: Path, keeps: Callable[[str], bool]) -> None:
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source).as_posix()
        if path.is_file() and keeps(relative):
            (target / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / relative)
