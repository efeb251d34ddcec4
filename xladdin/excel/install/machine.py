"""What installing needs of the PC besides files: the user's folders, the registry, is Excel running, does Python start.

Tests put a folder and a dictionary in its place; :class:`WindowsMachine` is the real one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Protocol

from xladdin.errors import UserError
from xladdin.excel.install.registry import Registry, WindowsRegistry

EXCEL_WINDOW_CLASS = "XLMAIN"
CREATE_NO_WINDOW = 0x08000000


class Machine(Protocol):
    registry: Registry
    local_appdata: Path
    roaming_appdata: Path

    def excel_is_running(self) -> bool: ...

    def run(self, command: list[str], seconds: float) -> tuple[int, str]:
        """Exit code and output (UTF-8) of a program that opens no window; -1 and the cause when it does not start."""
        ...


class WindowsMachine:
    """The PC this runs on, as its current user sees it."""

    def __init__(self) -> None:
        self.registry: Registry = WindowsRegistry()
        self.local_appdata = Path(os.environ["LOCALAPPDATA"])
        self.roaming_appdata = Path(os.environ["APPDATA"])

    def excel_is_running(self) -> bool:
        """Excel's main window. WPS 表格 may carry the same class, and holds add-in files open just as Excel does."""
        import ctypes

        user32 = ctypes.windll.user32  # type: ignore[attr-defined]
        return bool(user32.FindWindowW(EXCEL_WINDOW_CLASS, None))

    def run(self, command: list[str], seconds: float) -> tuple[int, str]:
        """Output goes through a file: a pipe ends only when the last process that inherited it does, here a server."""
        with tempfile.TemporaryFile() as output:
            try:
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    creationflags=CREATE_NO_WINDOW,
                )
            except OSError as error:
                return -1, str(error)
            try:
                code = process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                return -1, f"{seconds:.0f} 秒内没有结束"
            output.seek(0)
            return code, output.read().decode("utf-8", "replace").strip()


def this_machine() -> Machine:
    """The real PC, or a refusal in plain words anywhere but on Windows."""
    if sys.platform != "win32":
        raise UserError("addin-windows-only")
    return WindowsMachine()
