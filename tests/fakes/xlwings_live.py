"""xlwings as it is on Windows: its COM engine, its worksheet function server and decorators, on any system.

The stand-ins are there only while xlwings imports them. Everything after that is xlwings' own code.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import sys
import threading
import types
from functools import cache
from typing import Any
from unittest.mock import MagicMock, patch

from tests.fakes.pywin32 import WINDOW, MessageBoxes, modules

BOXES = MessageBoxes()
_running: list[Any] = []


def set_running(excel: Any) -> None:
    """The COM object that xlwings finds when it looks for a running Excel."""
    _running[:] = [excel]


def _excel() -> Any:
    return _running[0]


@cache
def xlwings_windows() -> types.ModuleType:
    """``xlwings`` with its Windows engine active. One per process, as on Windows."""
    import xlwings

    user32 = MagicMock()
    user32.GetTopWindow.return_value, user32.GetWindow.return_value = WINDOW, 0
    from_unknown = type("FromUnknown", (), {"__call__": lambda self, *a: _excel(), "restype": None})
    folder = os.getcwd()  # noqa: PTH109 - xlwings changes it while it imports
    dll = types.SimpleNamespace(PyCom_PyObjectFromIUnknown=from_unknown())
    stand_ins = modules(_excel, BOXES)
    sys.modules.update(stand_ins)
    try:
        with (
            patch.object(ctypes, "windll", MagicMock(user32=user32), create=True),
            patch.object(ctypes, "oledll", MagicMock(), create=True),
            patch.object(ctypes, "PyDLL", lambda *a, **k: dll),
            patch("atexit.register", lambda function, *a: function),  # its clean-up runs tasklist
        ):
            windows = importlib.import_module("xlwings._xlwindows")
            udfs = importlib.import_module("xlwings.udfs")
            server = importlib.import_module("xlwings.com_server")
    finally:
        for name in stand_ins:
            del sys.modules[name]
    os.chdir(folder)
    windows.N_COM_ATTEMPTS = 3  # on Windows without end: a member that is missing would hang the test
    windows.WindowsError = OSError
    xlwings._xlwindows = windows
    xlwings.func, xlwings.arg, xlwings.ret, xlwings.sub = udfs.xlfunc, udfs.xlarg, udfs.xlret, udfs.xlsub
    xlwings.engines.add(xlwings.Engine(impl=windows.engine))
    xlwings.engines["excel"].activate()
    threading.Thread(target=server._start_background_loop, daemon=True).start()
    return xlwings
