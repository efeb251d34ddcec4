"""What COM does to values on their way, and objects as pywin32's late binding hands them out."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from typing import Any

from pyopenvba.exceptions import VBARuntimeError, VBAUnsupportedError
from pyopenvba.formula._values import ExcelError
from pyopenvba.interpreter import EMPTY, MISSING, NOTHING, VBAArray, VBAObject
from pyopenvba.interpreter._values import NULL, VBACurrency, VBADate, VBADecimal, VBAErrorValue, VBAInt

DISP_E_EXCEPTION = -2147352567
DISP_E_UNKNOWNNAME = -2147352570
XL_E_1004 = -2146827284
ERROR_SCODE = -2146828288
"""An error in a cell arrives as this number plus VBA's: #N/A, 2042, is -2146826246."""
_ERROR_NUMBERS = {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036}
_ERROR_NUMBERS["#N/A"] = 2042
TEXT_LIMIT = 32767
RANGE_IID = "{00020846-0000-0000-C000-000000000046}"
DISPATCH_IID = "{00020400-0000-0000-C000-000000000046}"

_GIVEN_ARGUMENTS = frozenset({"Range", "Item", "Offset", "Resize", "Intersect", "Union", "GetAddress"})
"""Properties whose arguments matter: pywin32 hands these out as methods."""


class FakeLimitError(BaseException):
    """The object model has no such member; a BaseException, so that no error handling under test can hide it."""


class com_error(Exception):  # noqa: N801, N818 - pywin32's name
    """pywintypes.com_error: hresult, text, exception information, argument."""

    hresult = property(lambda self: self.args[0])
    strerror = property(lambda self: self.args[1])
    excepinfo = property(lambda self: self.args[2])


def excel_error(message: str) -> com_error:
    """The error that Excel raises for whatever it refuses."""
    return com_error(DISP_E_EXCEPTION, "Exception occurred.", (0, "Microsoft Excel", message, None, 0, XL_E_1004), None)


class CDispatch:
    """What ``win32com.client.Dispatch`` returns; xlwings recognises objects by this class."""

    CLSID = None
    _iid = DISPATCH_IID

    @property
    def _oleobj_(self) -> Any:
        def unknown_name(_: int, name: str) -> None:
            raise com_error(DISP_E_UNKNOWNNAME, "Unknown name.", None, None)

        info = types.SimpleNamespace(
            GetTypeAttr=lambda: types.SimpleNamespace(iid=self._iid),
            GetDocumentation=lambda index: (type(self).__name__, "", 0, None),
        )
        return types.SimpleNamespace(GetTypeInfo=lambda: info, GetIDsOfNames=unknown_name)


class ComObject(CDispatch):
    """An object of the model as seen from another process. Every access that would cross over is counted."""

    calls = 0

    def __init__(self, target: VBAObject) -> None:
        object.__setattr__(self, "_target", target)
        if target.vba_type_name == "Range":
            object.__setattr__(self, "_iid", RANGE_IID)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        spec = self._target.vba_member("Address" if name == "GetAddress" else name)
        if (spec is not None and spec.kind == "method") or name in _GIVEN_ARGUMENTS:
            return types.MethodType(_method(name), self)
        return self._invoke("vba_get", name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._invoke("vba_set", name, from_python(value))

    def __call__(self, *arguments: Any) -> Any:
        return self._invoke("vba_get", "Item", [from_python(argument) for argument in arguments])

    def __iter__(self) -> Iterator[Any]:
        for item in self._target.vba_iterate():
            ComObject.calls += 1
            yield to_python(item)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ComObject) and other._target is self._target

    def __hash__(self) -> int:
        return id(self._target)

    def _invoke(self, kind: str, name: str, *arguments: Any) -> Any:
        ComObject.calls += 1
        try:
            result = getattr(self._target, kind)(name, *arguments)
        except VBARuntimeError as error:
            raise excel_error(str(error)) from error
        except VBAUnsupportedError as error:
            raise FakeLimitError(str(error)) from error
        return to_python(result, cells=name in ("Value", "Value2"))


def _method(name: str) -> Any:
    def call(self: ComObject, *arguments: Any, **named: Any) -> Any:
        given = [MISSING if a is None else from_python(a) for a in arguments]
        by_name = {key: from_python(value) for key, value in named.items() if value is not None}
        if name == "GetAddress":
            given = [MISSING if a is None else a for a in (*arguments, None, None, None, None)[:4]]
            return self._invoke("vba_get", "Address", given)
        return self._invoke("vba_get", name, given, by_name)

    return call


def to_python(value: object, *, cells: bool = False) -> Any:
    """A value of the model as pywin32 delivers it; ``cells``: numbers of a range, which are always doubles."""
    if value is None or value is EMPTY or value is NOTHING or value is NULL or value is MISSING:
        return None
    if isinstance(value, VBAObject):
        return ComObject(value)
    if isinstance(value, VBAArray):
        return _rows(value, cells)
    if isinstance(value, VBAErrorValue):
        return ERROR_SCODE + value.number
    if isinstance(value, ExcelError):
        return ERROR_SCODE + _ERROR_NUMBERS[value.name]
    if isinstance(value, VBADate):
        return value.to_datetime().replace(tzinfo=dt.UTC)
    if isinstance(value, VBACurrency | VBADecimal):
        return Decimal(str(value))
    if isinstance(value, bool | str):
        return value
    if isinstance(value, VBAInt | int):
        return float(value) if cells else int(value)
    if isinstance(value, float):
        return float(value)
    raise FakeLimitError(f"no COM form for {value!r}")


def _rows(array: VBAArray, cells: bool) -> tuple[Any, ...]:
    if array.dimensions == 1:
        return tuple(to_python(item, cells=cells) for item in array.items)
    (top, bottom), (left, right) = array.bounds
    return tuple(
        tuple(to_python(array.get([row, column]), cells=cells) for column in range(left, right + 1))
        for row in range(top, bottom + 1)
    )


def from_python(value: Any) -> Any:
    """A Python value as the model takes it, after COM's own conversions (``marshalled``)."""
    value = getattr(value, "_inner", value)  # xlwings' retry wrapper
    if isinstance(value, ComObject):
        return value._target
    value = marshalled(value)
    if value is None:
        return EMPTY
    if isinstance(value, dt.datetime):
        return VBADate.from_datetime(value.replace(tzinfo=None))
    if isinstance(value, list | tuple):
        rows = value if value and isinstance(value[0], list | tuple) else [value]
        array = VBAArray([(1, len(rows)), (1, len(rows[0]))])
        for r, row in enumerate(rows, 1):
            for c, cell in enumerate(row, 1):
                array.set([r, c], from_python(cell))
        return array
    if isinstance(value, int) and not isinstance(value, bool):
        return VBAInt(value, "Long") if abs(value) < 2**31 else float(value)
    return value


def marshalled(value: Any) -> Any:
    """What pywin32 312 makes of a Python value (measured): Decimal is cut to four places, a jagged block refused."""
    if isinstance(value, list | tuple):
        rows = [row for row in value if isinstance(row, list | tuple)]
        if len({len(row) for row in rows}) > 1:
            raise TypeError("a jagged list cannot become a SAFEARRAY")
        return type(value)(marshalled(item) for item in value)
    if isinstance(value, Decimal):
        return value.quantize(Decimal("0.0001"), rounding=ROUND_DOWN)
    if isinstance(value, str) and len(value) > TEXT_LIMIT:
        raise ValueError(f"a cell holds {TEXT_LIMIT} characters")
    if not isinstance(value, str | bool | int | float | dt.datetime | type(None)):
        raise TypeError(f"must be real number, not {type(value).__name__}")
    return value
