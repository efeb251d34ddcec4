"""Which workbook a button works on, and whether it is one of ours to work on."""

from __future__ import annotations

from typing import Any

from xladdin.errors import UserError
from xladdin.excel.book.com_errors import is_busy
from xladdin.forms.template_id import BLANK, ISSUED, KIND

#: Excel's ``Application``, set by the add-in (``macros/JxPython.cls``) with every button.
APPLICATION: Any = None

#: Kinds that are filled in; a locked submission is ours too, but no button works on it.
_WORKING = (ISSUED, BLANK)


def calling_book() -> Any:
    """The ``xlwings.Book`` whose button was pressed."""
    import xlwings

    return xlwings.Book.caller()


def calling_app() -> Any:
    """The ``xlwings.App`` whose button was pressed; there may be no workbook open in it.

    ``xlwings.apps`` finds an Excel by a worksheet's window, so it finds none that has no workbook open.
    """
    import xlwings

    windows: Any = xlwings._xlwindows  # type: ignore[attr-defined]  # there on Windows only
    return xlwings.App(impl=windows.App(xl=windows.Dispatch(APPLICATION)))


def is_ours(book: Any) -> bool:
    """Whether ``book`` is a working book of ours: not a foreign workbook, not a submission.

    An Excel that is too busy to say raises its own error.
    """
    try:
        return str(book.api.CustomDocumentProperties(KIND).Value) in _WORKING
    except Exception as error:
        if is_busy(error):
            raise
        return False  # Excel's answer for a property that is not there is an error


def not_ours(book: Any) -> UserError:
    """What a button says in another workbook."""
    return UserError("book-foreign", file=book.name)
