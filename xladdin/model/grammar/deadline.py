"""Deadlines and dates as people write them: ``9月前``, ``12月底之前完成``, ``2021年11月30日前``, ``7月``, ``11月底``.

A date is a span of days, because that is all the text says; whether a span lies before a deadline is decided only when
every reading of the two texts gives the same answer.
"""

from __future__ import annotations

import calendar
import re

import msgspec

_DATE = re.compile(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月份?(?:(?P<day>\d{1,2})日|(?P<end>底|末)|(?P<part>初|上旬|中旬|下旬))?"
)
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_BEFORE = re.compile(r"(?:之前|以前|前)(?:全部|基本)?(?:完成|完工|竣工|开工|到位|建成|投用|支付|拨付|实施)?")
_DONE = re.compile(r"(?:已|已经|全部|如期|按时)?(?:完成|完工|竣工|开工|到位|建成|投用|支付|拨付|实施)?")
_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


class Deadline(msgspec.Struct, frozen=True):
    """The last day allowed: certain from ``earliest`` on, possible until ``latest`` (``9月前`` may mean 31 August or
    30 September). ``year`` is 0 where the text says none."""

    year: int
    earliest: tuple[int, int]
    latest: tuple[int, int]


class Moment(msgspec.Struct, frozen=True):
    """When something happened: some day between ``first`` and ``last``; ``year`` is 0 where the text says none."""

    year: int
    first: tuple[int, int]
    last: tuple[int, int]


def _month_end(year: int, month: int) -> int:
    return calendar.monthrange(year or 2024, month)[1]


def _span(match: re.Match[str]) -> Moment | None:
    groups = match.groupdict()
    year, month = int(groups["year"] or 0), int(groups["month"])
    if not 1 <= month <= 12:
        return None
    end = _month_end(year, month)
    if groups.get("day"):
        day = int(groups["day"])
        return Moment(year, (month, day), (month, day)) if 1 <= day <= end else None
    if groups.get("end"):
        return Moment(year, (month, 21), (month, end))
    if groups.get("part"):
        first, last = _PARTS[groups["part"]]
        return Moment(year, (month, first), (month, min(last, end)))
    return Moment(year, (month, 1), (month, end))


def read_deadline(text: str) -> Deadline | None:
    """``"12月底之前完成"`` → Deadline(0, (12, 31), (12, 31)); None when the text is no deadline.

    ``text`` is already folded (half-width, no blanks).
    """
    match = _DATE.match(text)
    if not match or not _BEFORE.fullmatch(text[match.end() :]):
        return None
    span = _span(match)
    if span is None:
        return None
    if match["end"] or match["day"]:
        return Deadline(span.year, span.last, span.last)
    if match["part"]:
        return Deadline(span.year, span.first, span.last)
    month = span.first[0]
    before = (month - 1, _month_end(span.year, month - 1)) if month > 1 else (0, 0)
    return Deadline(span.year, before, span.last)


def read_moment(text: str) -> Moment | None:
    """``"2024年7月15日"``, ``"7月"``, ``"11月底"`` → Moment; None when the text is no date."""
    match = _ISO.fullmatch(text)
    if match:
        return _span(match)
    match = _DATE.match(text)
    if match and _DONE.fullmatch(text[match.end() :]):
        return _span(match)
    return None


def kept(moment: Moment, deadline: Deadline, year: int = 0) -> bool | None:
    """Whether the deadline was kept: True, False, or None when the texts leave it open.

    ``year`` is the year of the evaluation: it stands in where one of the two texts names a year and the other none.
    """
    done, due = moment.year, deadline.year
    if bool(done) != bool(due):
        if not year:
            return None
        done, due = done or year, due or year
    if (done, moment.last) <= (due, deadline.earliest):
        return True
    if (done, moment.first) > (due, deadline.latest):
        return False
    return None
