"""What an error of Excel means: refused, or too busy to answer. Told by numbers, for the texts differ by language.

Errors are ``pywintypes.com_error``, a class that exists on Windows only, so they are known by their attributes.
"""

from __future__ import annotations

# RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, RPC_E_SERVERCALL_REJECTED, VBA_E_IGNORE: a cell is being edited, a
# dialog is open, something else runs
_BUSY = frozenset({0x80010001, 0x8001010A, 0x8001010B, 0x800AC472})
_EXCEPTION = 0x80020009
"""DISP_E_EXCEPTION: the true number stands in the exception's information."""
_REFUSED = 0x800A03EC
"""Error 1004 of VBA: what Excel answers to whatever it will not do."""


def is_busy(error: BaseException) -> bool:
    """Whether Excel could not answer now, and would at another time."""
    return _number(error) in _BUSY


def is_refused(error: BaseException) -> bool:
    """Whether Excel understood the call and said no."""
    return _number(error) == _REFUSED


def _number(error: BaseException) -> int | None:
    """The error's number, without sign; None for an error that is not Excel's."""
    number = getattr(error, "hresult", None)
    if not isinstance(number, int):
        return None
    details = getattr(error, "excepinfo", None)
    if number & 0xFFFFFFFF == _EXCEPTION and isinstance(details, tuple) and len(details) == 6 and details[5]:
        number = details[5]
    return number & 0xFFFFFFFF
