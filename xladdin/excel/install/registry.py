"""The few registry operations that installing and diagnosing need, behind one small protocol.

Keys are written as ``HKCU\\Software\\…`` or ``HKLM\\…``. A missing key reads as empty: on a new PC most of Excel's keys
do not exist before its first start, which is nothing wrong.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Protocol

Value = str | int | bytes
"""REG_SZ (also expanded), REG_DWORD, REG_BINARY; everything else is ignored."""


class Registry(Protocol):
    def values(self, key: str) -> dict[str, Value]:
        """All values of a key by name; empty when the key is missing. The default value has the name ``''``."""
        ...

    def subkeys(self, key: str) -> list[str]: ...

    def write(self, key: str, name: str, value: Value) -> None:
        """Create the key if needed."""
        ...

    def delete_value(self, key: str, name: str) -> None:
        """A missing value is not an error."""
        ...

    def delete_key(self, key: str) -> None:
        """A key without subkeys; a missing one is not an error."""
        ...


class WindowsRegistry:
    """The real registry of the current user; ``winreg`` is imported late, since other systems have none."""

    def __init__(self) -> None:
        import winreg

        self._api: Any = winreg
        self._roots = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}  # type: ignore[attr-defined]

    def values(self, key: str) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for handle in self._views(key):
            with handle:
                for index in range(self._api.QueryInfoKey(handle)[1]):
                    name, value, kind = self._api.EnumValue(handle, index)
                    if kind == self._api.REG_EXPAND_SZ:
                        value = self._api.ExpandEnvironmentStrings(value)
                    if isinstance(value, str | int | bytes):
                        found.setdefault(name, value)
        return found

    def subkeys(self, key: str) -> list[str]:
        names: dict[str, None] = {}
        for handle in self._views(key):
            with handle:
                for index in range(self._api.QueryInfoKey(handle)[0]):
                    names.setdefault(self._api.EnumKey(handle, index))
        return list(names)

    def write(self, key: str, name: str, value: Value) -> None:
        kinds = {str: self._api.REG_SZ, int: self._api.REG_DWORD, bytes: self._api.REG_BINARY}
        root, path = self._split(key)
        with self._api.CreateKeyEx(root, path, 0, self._api.KEY_WRITE) as handle:
            self._api.SetValueEx(handle, name, 0, kinds[type(value)], value)

    def delete_value(self, key: str, name: str) -> None:
        root, path = self._split(key)
        with suppress(FileNotFoundError), self._api.OpenKey(root, path, 0, self._api.KEY_WRITE) as handle:
            self._api.DeleteValue(handle, name)

    def delete_key(self, key: str) -> None:
        root, path = self._split(key)
        with suppress(FileNotFoundError):
            self._api.DeleteKey(root, path)

    def _split(self, key: str) -> tuple[Any, str]:
        root, _, path = key.partition("\\")
        return self._roots[root], path

    def _views(self, key: str) -> list[Any]:
        """The key as 64-bit and as 32-bit programs see it: a 32-bit Excel writes its machine keys to the latter."""
        root, path = self._split(key)
        handles = []
        for view in (self._api.KEY_WOW64_64KEY, self._api.KEY_WOW64_32KEY):
            try:
                handles.append(self._api.OpenKey(root, path, 0, self._api.KEY_READ | view))
            except OSError:  # missing, or closed to this user
                continue
        return handles
