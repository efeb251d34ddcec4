r"""Ask the COM server for worksheet functions as Excel does: through xlwings' DLL and its ``XLPyDLLActivateAuto``.

``python -m xladdin.excel.doctor.udf_server PYTHON.EXE [CALLS.json]`` prints one line of JSON, ``{"results": […]}``. The
calls are ``[["JX_RATE", ["≥", 10, null, 9]], …]``, by default ``JX_VERSION()``; a call that fails gives
``{"error": "…"}``. Windows only. The command text is that of the add-in's class JxServer (xlwings' ``XLPyCommand``).
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from pathlib import Path
from typing import Any

from xladdin.excel import layout

FUNCTION_MODULE = "xladdin.excel.udf.functions"
VERSION_CALL: list[Any] = ["JX_VERSION", []]
VT_BSTR, VT_DISPATCH = 8, 9
POINTER_BITS = 64 if sys.maxsize > 2**32 else 32
_IID_DISPATCH = "{00020400-0000-0000-C000-000000000046}"


class Variant(ctypes.Structure):
    """VARIANT, as far as the DLL fills it."""

    _fields_ = (("kind", ctypes.c_ushort), ("reserved", ctypes.c_ushort * 3), ("pointer", ctypes.c_void_p))


def server_command(interpreter: Path) -> str:
    """What the add-in makes Windows run; the DLL puts the server's class id in the place of ``$(CLSID)``."""
    overlay = os.path.expandvars(layout.windows_path(layout.OVERLAY_FOLDER))
    search = f"false;;;;;;{overlay}".replace("\\", "\\\\").replace("'", "\\'").replace("&", "^&")
    tail = (
        f' -I -B -c "import sys, os;import xlwings.utils;xlwings.utils.prepare_sys_path(\\"{search}\\");'
        "import xladdin.excel.udf.serve as xladdin; xladdin.serve('$(CLSID)')\""
    )
    return f'{os.environ["COMSPEC"]}  /C ""{interpreter}"{tail}"'


def find_dll(interpreter: Path) -> Path:
    """The DLL for a caller of our own bitness, beside the interpreter or one folder up."""
    for folder in interpreter.parents[:2]:
        for dll in sorted(folder.glob(f"xlwings{POINTER_BITS}-*.dll")):
            return dll
    raise FileNotFoundError(f"xlwings{POINTER_BITS}-*.dll")


def start_server(interpreter: Path) -> Any:
    """A COM object like the one the add-in's VBA holds. Raises OSError with the DLL's own words when it fails."""
    import pythoncom
    import win32com.client

    pythoncom.CoInitialize()
    windows: Any = ctypes
    activate = windows.WinDLL(str(find_dll(interpreter))).XLPyDLLActivateAuto
    activate.argtypes = [ctypes.POINTER(Variant), ctypes.c_char_p, ctypes.c_long]
    activate.restype = ctypes.c_long
    result = Variant()
    failed = activate(ctypes.byref(result), server_command(interpreter).encode("mbcs"), 1)
    if failed or result.kind != VT_DISPATCH:
        raise OSError(ctypes.wstring_at(result.pointer) if result.kind == VT_BSTR else f"hresult {failed}")
    wrap = ctypes.PyDLL(pythoncom.__file__).PyCom_PyObjectFromIUnknown
    wrap.restype = ctypes.py_object
    wrap.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_bool]
    iid = (ctypes.c_byte * 16)()
    windows.oledll.ole32.CLSIDFromString(_IID_DISPATCH, ctypes.byref(iid))
    return win32com.client.Dispatch(wrap(result.pointer, ctypes.byref(iid), True))


def call(server: Any, function: str, arguments: list[Any]) -> Any:
    """One function, as the add-in's ``JxPython.Evaluate`` calls it; lists of lists arrive as ranges do."""
    try:
        return server.CallUDF(FUNCTION_MODULE, function, tuple(map(_as_cells, arguments)), None, None)
    except Exception as error:  # pywintypes.com_error, whose class exists on Windows only
        return {"error": str(error)}


def _as_cells(value: Any) -> Any:
    return tuple(map(_as_cells, value)) if isinstance(value, list) else value


def main(arguments: list[str]) -> int:
    interpreter = Path(arguments[0])
    calls = json.loads(Path(arguments[1]).read_text(encoding="utf-8")) if len(arguments) > 1 else [VERSION_CALL]
    try:
        server = start_server(interpreter)
    except Exception as error:
        print(f"{type(error).__name__}: {error}".replace("\n", " "))
        return 1
    print(json.dumps({"results": [call(server, name, values) for name, values in calls]}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
