"""A pretended PC for tests of installing and diagnosing: a folder for the profile, a dictionary for the registry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from xladdin.excel.install.inventory import Inventory
from xladdin.excel.install.registry import Value

VERSION = "1.2.3"


class MemoryRegistry:
    """Like Windows' own: names of keys and values compare without case."""

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, Value]] = {}

    def values(self, key: str) -> dict[str, Value]:
        return dict(self.keys.get(key.lower(), {}))

    def subkeys(self, key: str) -> list[str]:
        start = key.lower() + "\\"
        return sorted({full.removeprefix(start).split("\\")[0] for full in self.keys if full.startswith(start)})

    def write(self, key: str, name: str, value: Value) -> None:
        self.keys.setdefault(key.lower(), {})[name] = value

    def delete_value(self, key: str, name: str) -> None:
        self.keys.get(key.lower(), {}).pop(name, None)

    def delete_key(self, key: str) -> None:
        self.keys.pop(key.lower(), None)


def starts(command: list[str], seconds: float) -> tuple[int, str]:
    """A Python that starts, whatever it is asked."""
    return 0, ""


class FakePc:
    def __init__(self, root: Path) -> None:
        self.registry = MemoryRegistry()
        self.local_appdata = root / "张三" / "AppData" / "Local"
        self.roaming_appdata = root / "张三" / "AppData" / "Roaming"
        self.excel_runs = False
        self.answer: Callable[[list[str], float], tuple[int, str]] = starts
        self.commands: list[list[str]] = []

    def excel_is_running(self) -> bool:
        return self.excel_runs

    def run(self, command: list[str], seconds: float) -> tuple[int, str]:
        self.commands.append(command)
        return self.answer(command, seconds)

    def files(self) -> set[str]:
        """Everything in the profile, relative to it, without compiled files."""
        root = self.local_appdata.parents[1]
        paths = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc")
        return {path.relative_to(root).as_posix() for path in paths}


def unpacked_bundle(folder: Path, version: str = VERSION, **contents: str) -> Path:
    """A small bundle as it lies after unpacking.  contents  texts by name, replacing or adding to the usual ones"""
    files = {
        "python/python.exe": "MZ",
        "python/Lib/site-packages/xladdin/__init__.py": f"__version__ = {version!r}",
        "addin/xladdin.xlam": f"add-in {version}",
        "卸载.cmd": "@echo off",
        **contents,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    Inventory.of_folder(folder, version, {}).write(folder)
    return folder
