"""Asks for a passphrase: in Windows' own window, which shows dots; where there is none, in Excel's box."""

from __future__ import annotations

import ctypes
from typing import Any

from xladdin.excel.layout import ADDIN_TITLE

_TEXT = 2
"""InputBox Type: a text is wanted."""
_LONGEST_NAME, _LONGEST = 514, 256
#: CREDUI_FLAGS: DO_NOT_PERSIST, ALWAYS_SHOW_UI, GENERIC_CREDENTIALS, KEEP_USERNAME.
_FLAGS = 0x2 | 0x80 | 0x40000 | 0x100000
_CANCELLED = 1223
#: How Windows' structures begin on a 64-bit and a 32-bit machine alike.
_Handle = ctypes.c_void_p


class _Info(ctypes.Structure):
    """CREDUI_INFOW."""

    _fields_ = (
        ("cbSize", ctypes.c_uint32),
        ("hwndParent", _Handle),
        ("pszMessageText", ctypes.c_wchar_p),
        ("pszCaptionText", ctypes.c_wchar_p),
        ("hbmBanner", _Handle),
    )


def ask_passphrase(application: Any, what: str, question: str) -> str | None:
    """The passphrase of ``what``; None when the user cancels. ``application`` is Excel's."""
    libraries = getattr(ctypes, "windll", None)
    if libraries is not None:
        code, answer = _in_window(libraries, int(application.Hwnd), what, question)
        if code in (0, _CANCELLED):
            return answer if code == 0 else None
    given = application.InputBox(question, ADDIN_TITLE, Type=_TEXT)
    return None if given is False else str(given)


def _in_window(libraries: Any, window: int, what: str, question: str) -> tuple[int, str]:
    info = _Info(ctypes.sizeof(_Info), window, question, ADDIN_TITLE, None)
    name = ctypes.create_unicode_buffer(what[: _LONGEST_NAME - 1], _LONGEST_NAME)
    answer = ctypes.create_unicode_buffer(_LONGEST)
    saved = ctypes.c_int(0)
    code = libraries.credui.CredUIPromptForCredentialsW(
        ctypes.byref(info), "xladdin", None, 0, name, _LONGEST_NAME, answer, _LONGEST, ctypes.byref(saved), _FLAGS
    )
    return int(code), answer.value
