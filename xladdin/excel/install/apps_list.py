"""The entry in Windows' list of apps (设置 → 应用), for the current user only."""

from __future__ import annotations

from xladdin.excel import layout
from xladdin.excel.install.registry import Registry, Value

KEY = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{layout.APP_FOLDER}"


def write_entry(registry: Registry, *, version: str, location: str, command: str) -> None:
    entries: dict[str, Value] = {
        "DisplayName": layout.ADDIN_TITLE,
        "DisplayVersion": version,
        "InstallLocation": location,
        "UninstallString": command,
        "NoModify": 1,
        "NoRepair": 1,
    }
    for name, value in entries.items():
        registry.write(KEY, name, value)


def delete_entry(registry: Registry) -> None:
    registry.delete_key(KEY)
