"""Unpack Windows wheels into the private Python, without pip, which cannot install for another system.

Differences from pip: ``*.data/data`` (xlwings' DLLs) goes beside python.exe, where xlwings' VBA looks for them;
pywin32's two DLLs too, which its post-install script would copy into Windows; scripts are left out; the rest follows
``trim``.
"""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from xladdin.excel.bundle.trim import trim_rules

PYWIN32_DLLS = "pywin32_system32"


def unpack_wheel(wheel: Path, part: str, home: Path, site_packages: Path) -> None:
    """part  name in the lock, which finds the trimming rules"""
    rules = trim_rules(part)
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            path = PurePosixPath(entry.filename)
            if entry.is_dir() or ".." in path.parts or not rules.keeps(entry.filename):
                continue
            target = _target(path, home, site_packages)
            if target is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(entry))


def _target(path: PurePosixPath, home: Path, site_packages: Path) -> Path | None:
    first = path.parts[0]
    if first == PYWIN32_DLLS:
        return home / path.name
    if first.endswith(".data"):
        kind, rest = path.parts[1], PurePosixPath(*path.parts[2:])
        return {"data": home / rest, "purelib": site_packages / rest, "platlib": site_packages / rest}.get(kind)
    return site_packages / path
