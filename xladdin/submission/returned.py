"""退回意见: the reviewer's remarks as data, attached to the answer; the unit's workbook shows them and what was mended since."""

from __future__ import annotations

import email
import email.policy
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import msgspec

from xladdin.checks.finding import Finding, Severity
from xladdin.checks.runner import CheckReport
from xladdin.disk.bounded import read_bounded
from xladdin.disk.causes import cause_of
from xladdin.errors import UserError
from xladdin.model.evaluation import Evaluation
from xladdin.model.fields import field
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.grammar.fold import name_key
from xladdin.model.place import Place, Places, default_place

#: Name of the attachment.
NAME = "退回意见.json"
_LARGEST = 20 << 20
#: What stands in the place of a check's number.
RULE = "退回"


class Remark(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One thing to mend: place in the submission, what was found, how to mend it.

    rule   of the check that found it; empty for what a person wrote
    path   the field, see ``model.place``; empty where it is about no field. value: what it held
    """

    message: str
    severity: Severity = "error"
    rule: str = ""
    sheet: str = ""
    cell: str = ""
    indicator: str = ""
    found: str = ""
    expected: str = ""
    difference: str = ""
    remedy: str = ""
    basis: str = ""
    path: str = ""
    value: str = ""


class Returned(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole answer. ``state``: 退回, 拒收, 已接收 …; ``deadline``: ISO date, empty for none."""

    format: int = 1
    state: str
    unit: str
    project: str
    year: int
    version: int
    content_digest: str = ""
    received_at: str = ""
    reason: str = ""
    remedy: str = ""
    deadline: str = ""
    remarks: tuple[Remark, ...] = ()


def encoded(returned: Returned) -> bytes:
    """As it is attached."""
    return msgspec.json.format(msgspec.json.encode(returned), indent=1) + b"\n"


def read_returned(path: Path) -> Returned:
    """From the mail, or from the attachment alone. Raises UserError: file-…, returned-none, returned-invalid."""
    try:
        content = read_bounded(path, _LARGEST)
    except OSError as error:
        raise UserError("file-unreadable", file=path, cause=cause_of(error)) from error
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        content = _attached(content, path)
    try:
        returned = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=Returned)
    except msgspec.DecodeError as error:
        raise UserError("returned-invalid", file=path) from error
    if returned.format != 1:
        raise UserError("returned-invalid", file=path)
    return returned


def _attached(content: bytes, path: Path) -> bytes:
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        try:
            name = part.get_filename() or ""
        except Exception:  # the parser of headers gives up in many ways
            continue
        found = part.get_payload(decode=True)
        if name.endswith(".json") and isinstance(found, bytes):
            return found
    raise UserError("returned-none", file=path)


class Mended(NamedTuple):
    """A remark and what became of it: 未改, 已改动，问题仍在, 已改正."""

    remark: Remark
    status: str
    place: Place
    now: str

    @property
    def is_open(self) -> bool:
        return self.status != "已改正"

    def line(self) -> str:
        """``[退回意见 未改] 绩效自评表 F22：…``."""
        spot = f"{self.place.sheet} {self.place.cell}：" if self.place.sheet else ""
        change = f"（原为“{self.remark.value}”，现为“{self.now}”）" if self.now != self.remark.value else ""
        return f"[退回意见 {self.status}] {spot}{self.remark.message}{change}{self.remark.remedy}"


def mended(returned: Returned, evaluation: Evaluation, report: CheckReport, places: Places, file: str) -> list[Mended]:
    """Every remark, held against the table as it is now. Raises UserError returned-other."""
    project = evaluation.project
    same = returned.project == project.code != "" or name_key(returned.project) == name_key(project.name)
    if not same or returned.year != evaluation.year:
        raise UserError("returned-other", file=file, project=returned.project, year=returned.year)
    still = {(one.rule, one.path) for one in report.findings if not one.reasoned}
    found = []
    for remark in returned.remarks:
        value = field(evaluation, remark.path) if remark.path else None
        now = "" if value is None else plain_text(value) if isinstance(value, Decimal) else str(value)
        changed = bool(remark.path) and now != remark.value
        if remark.rule and remark.path:
            there = (remark.rule, remark.path) in still
            status = "已改正" if not there else "已改动，问题仍在" if changed else "未改"
        else:
            status = "已改正" if changed else "未改"
        place = (
            places.get(remark.path) or default_place(remark.path) if remark.path else Place(remark.sheet, remark.cell)
        )
        found.append(Mended(remark, status, place, now))
    if returned.reason and not returned.remarks:
        found.append(Mended(Remark(message=returned.reason, remedy=returned.remedy), "未改", Place("", ""), ""))
    return found


def with_remarks(report: CheckReport, found: list[Mended]) -> CheckReport:
    """The review with the remarks before its own findings, as 校验结果 shows them; a remark never counts twice."""
    own = {(one.rule, one.path) for one in report.findings}
    remarks = tuple(
        _finding(one, repeated=(one.remark.rule, one.remark.path) in own) for one in found if one.place.sheet
    )
    return CheckReport((*remarks, *report.findings), report.checked)


def _finding(one: Mended, *, repeated: bool) -> Finding:
    remark = one.remark
    change = f"原为“{remark.value}”，现为“{one.now}”。" if one.now != remark.value else ""
    return Finding(
        rule=remark.rule or RULE,
        title="退回意见",
        severity="hint" if repeated or not one.is_open else "warning",
        sheet=one.place.sheet,
        cell=one.place.cell,
        indicator=remark.indicator,
        found=one.now or remark.found,
        expected=remark.expected,
        difference="",
        message=f"退回意见（{one.status}）：{remark.message}{change}",
        remedy=remark.remedy if one.is_open else "已改正，核对后导出新版即可。",
        basis="上级退回意见",
        path=remark.path,
    )
