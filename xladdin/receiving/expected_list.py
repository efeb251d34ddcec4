"""Reads 应报清单.xlsx: a table whose head row says what stands where."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.package.parts.relationships import sheet_parts
from xladdin.forms.package.parts.sheetxml import column_number, row_number
from xladdin.forms.read.cell_text import printed
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.register.definition import register
from xladdin.ledger.matter import Expected, Matter, Named
from xladdin.model.grammar.fold import name_key
from xladdin.submission import expected

#: Head of a column → what it holds.
_HEADS = {
    "单位代码": "unit_code",
    "单位名称": "unit_name",
    "单位": "unit_name",
    "填报单位": "unit_name",
    "项目编码": "project_code",
    "项目代码": "project_code",
    "项目名称": "project_name",
    "项目": "project_name",
    "年度": "year",
    "自评年度": "year",
    "评分规则": "profile",
    "截止日期": "deadline",
    "报送截止": "deadline",
    "报送期限": "deadline",
    "邮箱": "mail",
    "电子邮箱": "mail",
}
_LAST_HEAD_ROW = 20
_DATE = re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?")


def read_expected(path: Path) -> list[Expected]:
    """The lines of the list, in its order: one that ``xladdin issue`` wrote, or any table with such heads.

    Raises UserError list-heads, list-cell, and as reading a register or a workbook does.
    """
    archive = Archive.read(path, allow_open=True)
    if custom_properties(archive).get("xladdin.template") == register("expected").template:
        return _issued(path)
    grid = PackageGrid(archive)
    for sheet in sheet_parts(archive):
        table: dict[int, dict[int, str]] = {}
        for cell, content in grid.sheet(sheet).items():
            table.setdefault(row_number(cell), {})[column_number(cell)] = printed(content).strip()
        for number in sorted(table)[:_LAST_HEAD_ROW]:
            heads = {
                column: _HEADS[name] for column, text in table[number].items() if (name := name_key(text)) in _HEADS
            }
            if {"unit_name", "project_name", "year"} <= set(heads.values()):
                return [
                    _line(
                        {heads[column]: text for column, text in table[row].items() if column in heads},
                        path,
                        sheet,
                        row,
                    )
                    for row in sorted(table)
                    if row > number and any(text for column, text in table[row].items() if column in heads)
                ]
    raise UserError("list-heads", file=path)


def _issued(path: Path) -> list[Expected]:
    """The list as it was written when the goals were sent down; its rules must be the ones that are known here."""
    listed = expected.read_expected(path)
    rules = listed.rules(path.name)
    return [
        Expected(
            Matter(listed.year, Named(one.unit_code, one.unit), Named(one.project_code, one.project)),
            rules.id,
            listed.deadline.isoformat(),
            one.email,
        )
        for one in listed.entries
    ]


def _line(values: dict[str, str], path: Path, sheet: str, row: int) -> Expected:
    def refuse(what: str) -> UserError:
        return UserError("list-cell", file=path, sheet=sheet, cell=f"第 {row} 行", what=what)

    year = values.get("year", "").removesuffix("年").removesuffix("年度")
    if not year.isascii() or not year.isdigit() or not 1990 <= int(year[:6]) <= 2100:
        raise refuse(f"年度“{values.get('year', '')[:20]}”不是年份")
    if not values.get("unit_name") and not values.get("unit_code"):
        raise refuse("没有写单位")
    if not values.get("project_name") and not values.get("project_code"):
        raise refuse("没有写项目")
    matter = Matter(
        int(year),
        Named(values.get("unit_code", ""), values.get("unit_name", "")),
        Named(values.get("project_code", ""), values.get("project_name", "")),
    )
    return Expected(matter, values.get("profile", ""), _day(values.get("deadline", ""), refuse), values.get("mail", ""))


def _day(text: str, refuse) -> str:  # type: ignore[no-untyped-def]
    """A date as ISO text; Excel's own dates come as ``2025-03-31`` or as a number of days."""
    if not text:
        return ""
    found = _DATE.match(text)
    try:
        if found:
            return datetime.date(*(int(one) for one in found.groups())).isoformat()
        return (datetime.date(1899, 12, 30) + datetime.timedelta(days=int(Decimal(text)))).isoformat()
    except (ArithmeticError, ValueError, OverflowError):
        raise refuse(f"截止日期“{text[:20]}”不是日期，请写成 2025-03-31 的样子") from None
