"""新建工作簿: a blank self-evaluation workbook, saved where the user says and opened."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from xladdin.disk.causes import cause_of
from xladdin.errors import UserError
from xladdin.forms.family import Family, families
from xladdin.resources import resource_dir

_ROWS = re.compile(r"（(\d+)行）\.xlsx$")
_FILTER = "Excel 工作簿 (*.xlsx),*.xlsx"
_TITLE = "新建自评工作簿"
_NUMBER = 1
"""InputBox Type: a number is wanted."""


def new_book(app: Any) -> None:
    """Ask for form, rows and a place, copy the blank workbook with at least as many rows, open it. 取消 ends it silently."""
    application = app.api
    forms = families()[::-1]  # 转移支付 first
    choices = "；".join(f"{number} {one.title}" for number, one in enumerate(forms, 1))
    wanted = application.InputBox(f"做哪一种表？填序号：{choices}。", _TITLE, "1", Type=_NUMBER)
    if wanted is False:
        return
    form = forms[min(max(int(wanted), 1), len(forms)) - 1]
    blanks = blank_books(form)
    rows = application.InputBox(
        f"大约有多少个三级指标？（现成的有 {'、'.join(map(str, blanks))} 行，以后可用“增加指标行”添加）",
        _TITLE,
        str(min(blanks)),
        Type=_NUMBER,
    )
    if rows is False:
        return
    chosen = application.GetSaveAsFilename(f"{form.blank}.xlsx", _FILTER)
    if chosen is False:
        return
    target = Path(str(chosen))
    source = blanks[min((size for size in blanks if size >= rows), default=max(blanks))]
    if target.exists():
        raise UserError("file-exists", file=target)
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise UserError("file-unwritable", file=target, cause=cause_of(error)) from None
    application.Workbooks.Open(str(target))


def blank_books(form: Family) -> dict[int, Path]:
    """Rows → blank workbook of a form that comes with the program."""
    found = {}
    for path in sorted(resource_dir("workbook_templates").glob(f"{form.blank}（*.xlsx")):
        match = _ROWS.search(path.name)
        if match:
            found[int(match[1])] = path
    return found
