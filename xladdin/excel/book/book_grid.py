"""The open workbook as a grid: a copy of its present state, read like any working book.

One call into Excel (``SaveCopyAs``) instead of a thousand: a workbook of ours has some 260 defined names, and neither
names nor merges nor number formats come in blocks. What is read is what the cells hold now, saved or not; the user's
file and its 已修改 state are not touched, and the copy is gone before the first cell is looked at.
"""

from __future__ import annotations

import tempfile
from pathlib import Path, PureWindowsPath
from typing import Any

from xladdin.errors import UserError
from xladdin.excel.book.com_errors import is_refused
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.package_grid import PackageGrid


class BookGrid(PackageGrid):
    """``forms.grid.Grid`` over an open ``xlwings.Book``. Raises UserError as reading a file does."""

    def __init__(self, book: Any, full_name: str = "") -> None:
        """``full_name`` is the book's, where it is known already."""
        super().__init__(present_state(book, full_name))


_ZIP = b"PK"


def _name(book: Any, full_name: str) -> str:
    return PureWindowsPath(full_name or book.api.FullName).name


def present_state(book: Any, full_name: str = "") -> Archive:
    """The package that Excel would save now, named like the workbook."""
    with tempfile.TemporaryDirectory(prefix="xladdin-") as folder:
        copy = Path(folder, "copy.xlsx")
        try:
            book.api.SaveCopyAs(str(copy))
        except Exception as error:
            if is_refused(error):
                raise UserError("copy-refused", file=_name(book, full_name)) from error
            raise
        if copy.exists() and not copy.read_bytes().startswith(_ZIP):
            raise UserError("copy-encrypted", file=_name(book, full_name))
        archive = Archive.read(copy)
    return archive.named(PureWindowsPath(full_name or book.api.FullName).name)
