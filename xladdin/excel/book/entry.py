"""What to enter into a cell of an open workbook so that it holds a value or a formula."""

from __future__ import annotations

from typing import Any

from xladdin.forms.grid import Content
from xladdin.forms.package.edit.cells import CellContent
from xladdin.forms.package.edit.values import CellFormula


def entry(content: CellContent) -> str | float:
    """Texts stand behind an apostrophe, or Excel would make numbers, dates and formulas of them."""
    if isinstance(content, CellFormula):
        return f"={content.formula}"
    if content is None or content == "":
        return ""
    return f"'{content}" if isinstance(content, str) else float(content)


def held(content: Content, formula: Any) -> Any:
    """What to enter to have back a cell that was read as ``content``; ``formula`` = Excel's own text of its formula."""
    return formula if content.formula is not None else entry(content.value)
