"""Stand-ins for the modules of pywin32 that xlwings imports on Windows."""

from __future__ import annotations

import datetime as dt
import types
from typing import Any
from unittest.mock import MagicMock

from tests.fakes.com import CDispatch, com_error

WINDOW = 4242
PROCESS = 4711


class MessageBoxes(list[tuple[str, str]]):
    """Every message box that was shown, as (text, title); answers OK unless told otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[int] = []

    def show(self, window: int, text: str, title: str, style: int = 0) -> int:
        self.append((text, title))
        return self.answers.pop(0) if self.answers else 1


def modules(running_excel: Any, boxes: MessageBoxes) -> dict[str, types.ModuleType]:
    """Module name → stand-in. ``running_excel()`` gives the application as a COM object."""

    def module(name: str, **members: Any) -> types.ModuleType:
        made = types.ModuleType(name)
        made.__dict__.update(members)
        found[name] = made
        return made

    found: dict[str, types.ModuleType] = {}
    dispatch_type = type("PyIDispatch", (), {})
    module("pywintypes", com_error=com_error, error=OSError, TimeType=dt.datetime, IID=lambda text: text)
    module(
        "pythoncom",
        CoInitialize=lambda *a: None,
        CoUninitialize=lambda: None,
        ole_error=com_error,
        com_error=com_error,
        IID_IDispatch="dispatch",
        IID_IEnumVARIANT="enum",
        TypeIIDs={"dispatch": dispatch_type},
        CoMarshalInterThreadInterfaceInStream=lambda iid, target: target,
        CoGetInterfaceAndReleaseStream=lambda stream, iid: stream,
        __file__="pythoncom",
    )

    class Wrapped:
        """A Python object given to COM."""

        def __init__(self, obj: Any) -> None:
            self.obj = obj

    def unwrap(value: Any) -> Any:
        if isinstance(value, Wrapped):
            return value.obj
        raise com_error(DISP_E_NOT_OURS, "not a Python object", None, None)

    def dispatch(target: Any, *a: Any, **k: Any) -> Any:
        return running_excel() if target == "Excel.Application" else getattr(target, "_inner", target)

    base = {name: type(name, (), {}) for name in ("DispatchBaseClass", "CoClassBaseClass")}
    client = module(
        "win32com.client", CDispatch=CDispatch, Dispatch=dispatch, DispatchEx=dispatch, gencache=MagicMock(), **base
    )
    util = module("win32com.server.util", wrap=lambda obj, iid=None: Wrapped(obj), unwrap=unwrap)
    server = module(
        "win32com.server",
        util=util,
        dispatcher=module("win32com.server.dispatcher"),
        policy=module("win32com.server.policy", DefaultPolicy=object),
        exception=module("win32com.server.exception", COMException=com_error),
    )
    module("win32com", client=client, server=server, __path__=[])
    module("win32gui", FindWindowEx=lambda *a: 1)
    module("win32api", MessageBox=boxes.show)
    flags = {"MB_OK": 0, "MB_OKCANCEL": 1, "MB_YESNOCANCEL": 3, "MB_YESNO": 4}
    module("win32con", MB_ICONINFORMATION=64, MB_ICONWARNING=48, **flags)
    module("win32process", GetWindowThreadProcessId=lambda window: (1, PROCESS))
    module("win32event")
    module("win32timezone", TimeZoneInfo=type("TimeZoneInfo", (), {"utc": staticmethod(lambda: dt.UTC)}))
    return found


DISP_E_NOT_OURS = -2147221164
