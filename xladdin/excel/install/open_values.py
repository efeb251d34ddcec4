"""Excel's other list of add-ins: the values OPEN, OPEN1, OPEN2 … under ``…\\Excel\\Options``.

We register through XLSTART (see ``add``), but a user may have ticked an older copy in Excel's own dialog. Two copies of
one add-in give two ribbon tabs and functions of either version, so ours are taken out of this list. Its numbers must
have no gaps: Excel stops reading at the first one.
"""

from __future__ import annotations

import re

from xladdin.excel import layout
from xladdin.excel.install.registry import Registry

OFFICE_KEY = r"HKCU\Software\Microsoft\Office"
OFFICE_VERSIONS = ("16.0", "15.0", "14.0")
"""2016 and later, 2013, 2010."""

_NAME = re.compile(r"OPEN(\d*)", re.IGNORECASE)


def options_key(version: str) -> str:
    return rf"{OFFICE_KEY}\{version}\Excel\Options"


def open_values(registry: Registry, version: str) -> list[tuple[str, str]]:
    """(name, value) in Excel's order."""
    found = []
    for name, value in registry.values(options_key(version)).items():
        match = _NAME.fullmatch(name)
        if match and isinstance(value, str):
            found.append((int(match[1] or 0), name, value))
    return [(name, value) for _, name, value in sorted(found)]


def is_ours(value: str) -> bool:
    return layout.ADDIN_FILE.lower() in value.lower()


def our_open_values(registry: Registry) -> list[str]:
    """Values naming our add-in, of all versions of Office."""
    return [value for version in OFFICE_VERSIONS for _, value in open_values(registry, version) if is_ours(value)]


def remove_ours(registry: Registry) -> int:
    """Take our add-in out of the lists, close the gaps; returns how many entries went."""
    removed = 0
    for version in OFFICE_VERSIONS:
        listed = open_values(registry, version)
        others = [value for _, value in listed if not is_ours(value)]
        if len(others) == len(listed):
            continue
        removed += len(listed) - len(others)
        for name, _ in listed:
            registry.delete_value(options_key(version), name)
        for index, value in enumerate(others):
            registry.write(options_key(version), f"OPEN{index or ''}", value)
    return removed
