"""Add-ins that Excel switched off by itself after a crash: ``…\\Excel\\Resiliency\\DisabledItems``.

Each value is binary: three 32-bit numbers, then the path and a description in UTF-16. The format is not documented, so
we only look for our file's name in it.
"""

from __future__ import annotations

from xladdin.excel import layout
from xladdin.excel.install.open_values import OFFICE_KEY, OFFICE_VERSIONS
from xladdin.excel.install.registry import Registry


def disabled_key(version: str) -> str:
    return rf"{OFFICE_KEY}\{version}\Excel\Resiliency\DisabledItems"


def names_our_addin(value: object) -> bool:
    return isinstance(value, bytes) and layout.ADDIN_FILE in value.decode("utf-16-le", "ignore").lower()


def our_disabled_items(registry: Registry) -> list[tuple[str, str]]:
    """(key, name of the value) of every entry that names our add-in."""
    return [
        (disabled_key(version), name)
        for version in OFFICE_VERSIONS
        for name, value in registry.values(disabled_key(version)).items()
        if names_our_addin(value)
    ]


def enable_ours(registry: Registry) -> int:
    """Switch our add-in on again; returns how many entries went."""
    items = our_disabled_items(registry)
    for key, name in items:
        registry.delete_value(key, name)
    return len(items)
