"""应报清单: which units have to hand in which projects, until when, under which rules.

``xladdin issue`` writes it when goals are sent down; receiving reads it: the profile comes from here, never from a file that
was sent in, and so does who is missing. It may also be filled in by hand.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.forms.register.definition import register
from xladdin.forms.register.read import ReadCell, ReadRegister
from xladdin.forms.register.write import Data, write
from xladdin.model.fields import FieldValue
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

#: File name under which issuing writes it.
NAME = "应报清单.xlsx"
#: ``Evaluation.form`` → what the list prints.
FORM_TITLES = {"transfer": "转移支付", "project": "项目支出"}
_TABLE = "expected"
_COLUMNS = ("unit_code", "unit", "project_code", "project", "email", "workbook")
_DAY = re.compile(r"(\d{4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?")


class Expected(NamedTuple):
    """One submission that is expected. ``workbook`` = file name of the workbook that was sent down; may be empty."""

    unit_code: str
    unit: str
    project_code: str
    project: str
    email: str = ""
    workbook: str = ""


class ExpectedList(NamedTuple):
    """
    year, programme, issuer  自评年度, 所属专项, 下达单位 (who receives)
    deadline                 last day on which a submission is in time
    form                     ``transfer`` or ``project``; empty where the list does not say
    profile, profile_digest  id of the rules under which everything is scored, and their content (may be empty)
    """

    year: int
    deadline: datetime.date
    profile: str
    entries: tuple[Expected, ...]
    programme: str = ""
    issuer: str = ""
    form: str = ""
    profile_digest: str = ""

    def rules(self, file: str = NAME) -> Profile:
        """The profile. Raises UserError profile-of-file, profile-changed: the list names ``file``."""
        return profiles.of_file(self.profile, file, self.profile_digest)


def read_expected(path: Path) -> ExpectedList:
    """The list in a workbook.

    Raises UserError naming the cell for a code that is missing or stands twice, a date or year that is none; and as
    reading a register does.
    """
    book = ReadRegister(path, register("expected"))
    year, deadline = book.field("year"), book.field("deadline")
    entries: list[Expected] = []
    codes: dict[str, ReadCell] = {}
    names: dict[str, ReadCell] = {}
    for row in book.rows(_TABLE, _COLUMNS):
        if row.is_blank:
            continue
        for column in ("unit_code", "unit", "project_code", "project"):
            if not row.cells[column].text:
                raise _at(row.cells[column], "expected-blank", what=_HEADS[column])
        code, unit = row.cells["project_code"], row.cells["unit_code"]
        if code.text in codes:
            raise _at(code, "expected-twice", found=code.text, other=codes[code.text].place.cell)
        codes[code.text] = code
        known = names.setdefault(unit.text, row.cells["unit"])
        if known.text != row.cells["unit"].text:
            raise _at(row.cells["unit"], "expected-unit", found=unit.text, one=known.text, other=row.cells["unit"].text)
        entries.append(Expected(*(row.cells[column].text for column in _COLUMNS)))
    if not entries:
        raise UserError("expected-empty", file=path, sheet="应报清单")
    form = book.field("form").text
    return ExpectedList(
        year=read_year(year),
        deadline=read_day(deadline),
        profile=book.field("profile").text or profiles.DEFAULT,
        entries=tuple(entries),
        programme=book.field("programme").text,
        issuer=book.field("issuer").text,
        form=next((key for key, title in FORM_TITLES.items() if title == form), ""),
        profile_digest=book.field("profile_digest").text,
    )


_HEADS = {"unit_code": "单位代码", "unit": "填报单位", "project_code": "项目编码", "project": "项目名称"}


def expected_workbook(listed: ExpectedList, profile: Profile | None = None) -> bytes:
    """The list as a workbook; it reads back to the same list. ``profile``: the one that it names, where that lies in no folder."""
    fields: dict[str, FieldValue] = {
        "year": Decimal(listed.year),
        "programme": listed.programme,
        "issuer": listed.issuer,
        "deadline": f"{listed.deadline.year}年{listed.deadline.month}月{listed.deadline.day}日",
        "form": FORM_TITLES.get(listed.form, ""),
        "profile": listed.profile,
        "profile_digest": listed.profile_digest,
    }
    rows = [dict(zip(_COLUMNS, entry, strict=True)) for entry in listed.entries]
    created = datetime.datetime.combine(
        (profile or profiles.load(listed.profile)).issued, datetime.time(), datetime.UTC
    )
    return write(register("expected"), Data(fields, {_TABLE: rows}), created=created)


def read_year(cell: ReadCell) -> int:
    """A year. Raises UserError expected-year."""
    try:
        year = cell.number("integer")
    except UserError:
        year = None
    if year is None or year != year.to_integral_value() or not 1990 <= year <= 2100:
        raise _at(cell, "expected-year", found=cell.text[:30])
    return int(year)


def read_day(cell: ReadCell) -> datetime.date:
    """A day, written 2025年3月31日, 2025-03-31 or as a date. Raises UserError expected-day."""
    match = _DAY.fullmatch(cell.text)
    try:
        return datetime.date(*(int(part) for part in match.groups()))  # type: ignore[union-attr]
    except (AttributeError, ValueError):
        raise _at(cell, "expected-day", found=cell.text[:30]) from None


def _at(cell: ReadCell, message: str, /, **facts: object) -> UserError:
    return UserError(message, file=cell.file, sheet=cell.place.sheet, cell=cell.place.cell, **facts)
