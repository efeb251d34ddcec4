r"""What happens when one of our workbooks is opened: its formulas bind to the add-in that is there.

Nothing is shown, and the workbook does not count as changed by it: closing it asks nobody to save.
"""

from __future__ import annotations

from typing import Any

from xladdin.excel.book.ours import is_ours
from xladdin.excel.book.rebind import all_sheet_names, rebind
from xladdin.excel.book.session import Action, quiet
from xladdin.excel.logfile import log_failure

_TITLE = "打开工作簿"


def opened(book: Any) -> None:
    """Enter the formulas again and take off the paths of other PCs' add-ins; a failure is logged and nothing else."""
    try:
        if is_ours(book):
            _bind(Action(book, _TITLE))
    except Exception as error:  # the native formulas work all the same
        log_failure(_TITLE, error)


def _bind(run: Action) -> None:
    workbook = run.book.api
    saved = workbook.Saved
    try:
        with quiet(run.application):
            rebind(run, all_sheet_names())
    finally:
        workbook.Saved = saved
