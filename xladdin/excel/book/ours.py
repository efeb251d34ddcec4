"""Which workbook a button works on, and whether it is one of ours to work on."""

from __future__ import annotations

from typing import Any

from xladdin.errors import UserError

#: Values of the document property that our working books carry; a locked submission has another.
_KINDS = ("issued", "blank")
_KIND = "xladdin.kind"


def calling_book() -> Any:
    """The ``xlwings.Book`` whose button was pressed."""
    import xlwings

    return xlwings.Book.caller()


def calling_app() -> Any:
    """The ``xlwings.App`` whose button was pressed; there may be no workbook open in it."""
    import xlwings
    from xlwings import _xlwindows

    return xlwings.apps.active if _xlwindows.BOOK_CALLER is None else xlwings.Book.caller().app


def is_ours(book: Any) -> bool:
    """Whether ``book`` is a working book of ours: not a foreign workbook, not a submission."""
    try:
        return str(book.api.CustomDocumentProperties(_KIND).Value) in _KINDS
    except Exception:  # Excel's answer for a property that is not there is an error
        return False


def not_ours(book: Any) -> UserError:
    """What a button says in another workbook."""
    return UserError("book-foreign", file=book.name)
