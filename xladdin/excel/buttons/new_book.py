"""新建工作簿: a blank self-evaluation workbook, or one that goes on from last year's, saved where the user says and opened."""

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
_FEW = 8
"""Indicators that are named in the closing message."""
_NUMBER = 1
"""InputBox Type: a number is wanted."""


def new_book(app: Any) -> None:
    """Ask for form, rows and a place, copy the blank workbook with at least as many rows, open it; form 0: go on from last
    year's workbook, with its names and 上年完成值. 取消 ends it silently.
    """
    application = app.api
    forms = families()[::-1]  # 转移支付 first
    choices = "；".join(f"{number} {one.title}" for number, one in enumerate(forms, 1))
    wanted = application.InputBox(
        f"做哪一种表？填序号：{choices}；由上年的工作簿接着做的填 0。", _TITLE, "1", Type=_NUMBER
    )
    if wanted is False:
        return
    if wanted == 0:
        _go_on(app)
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


def _go_on(app: Any) -> None:
    """Next year's workbook from last year's, which is asked for."""
    from xladdin.disk.writing import create
    from xladdin.forms.build.workbook import build_again
    from xladdin.forms.read.open_file import open_file
    from xladdin.model.carry_over import next_year

    application = app.api
    last = application.GetOpenFilename(_FILTER, 1, "选择上年的自评工作簿或报送件")
    if last is False:
        return
    opened = open_file(Path(str(last)))
    carried = next_year(opened.evaluation, opened.file)
    year = carried.evaluation.year
    chosen = application.GetSaveAsFilename(f"{year}年绩效自评工作簿.xlsx", _FILTER)
    if chosen is False:
        return
    target = Path(str(chosen))
    create(target, build_again(carried.evaluation, opened.profile(), blank=True, made_for=year))
    what = "、".join(carried.taken) or "指标名称"
    lines = [f"已由“{opened.file}”生成 {year} 年度的工作簿，带入{what}。"]
    lines += [f"· {one.name}：{one.why}。" for one in carried.left[:_FEW]]
    if len(carried.left) > _FEW:
        lines.append(f"还有 {len(carried.left) - _FEW} 项没有带入。")
    asked = carried.evaluation.asks.worded("请填写本年的指标值、权重和资金。")
    app.alert("\n".join((*lines, asked)), _TITLE)
    application.Workbooks.Open(str(target))


def blank_books(form: Family) -> dict[int, Path]:
    """Rows → blank workbook of a form that comes with the program."""
    found = {}
    for path in sorted(resource_dir("workbook_templates").glob(f"{form.blank}（*.xlsx")):
        match = _ROWS.search(path.name)
        if match:
            found[int(match[1])] = path
    return found
