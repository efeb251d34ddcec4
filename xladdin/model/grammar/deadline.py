"""Deadlines and dates as people write them: ``9月前``, ``12月底之前完成``, ``2023年底``, ``三季度末``, ``7月``, ``11月底``.

A date is a span of days, because that is all the text says; whether a span lies before a deadline is decided only when
every reading of the two texts gives the same answer.
"""

from __future__ import annotations

import re

import msgspec

from xladdin.patterns import pattern

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)年度?|(?P<this>本年度?|当年度?|今年))"
_DATE = pattern(
    rf"{_YEAR}?(?:"
    r"(?P<month>\d{1,2})月份?(?:(?P<day>\d{1,2})[日号]|(?P<end>底|末)|(?P<part>初|上旬|中旬|下旬))?"
    r"|第?(?P<quarter>[一二三四1-4])季度(?P<quarter_end>底|末)?"
    r"|(?P<half>[上下])半年(?P<half_end>底|末)?"
    r"|(?P<term>[春秋])季(?:学期)?开学"
    r"|(?P<year_end>年?[底末终])(?!验|期|报)"
    r"|(?P<whole>(?:年度?)?内|))",
    re.ASCII,
)
_ISO = pattern(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:00:00:00)?", re.ASCII)
_PERIOD = pattern(r"(?:((?:19|20)\d\d)年)?\d{1,2}(?:月份?(?:\d{1,2}日|初|底)?)?(?:-|~|至|到(?!位))", re.ASCII)
_LEAD = pattern(r"(?:已?于|在|不晚于|不迟于|最迟|最晚)")
_UNTIL = pattern(r"截[至止]到?")
_LATEST = pattern(r"(?:不晚于|不迟于|最迟|最晚)")
_VERB = (
    "完成|完工|竣工|开工|到位|建成|投用|投入使用|支付|拨付|实施|验收|交付|发放|下达|办结|结束|启动|开通|通车|落实|投产|达到|实现|兑付|交工|"
    "上线|运行|移交|全部|全面|全额|如期|按期|按时"
)
_BEFORE = pattern(r"(?:之前|以前|前)[\u4e00-\u9fff、]{0,20}")
_BY_THEN = pattern(rf"(?:(?:{_VERB})[\u4e00-\u9fff、]{{0,16}})?")
_DONE = pattern(rf"(?:前?已经?|前)?(?:(?:{_VERB})[\u4e00-\u9fff、]{{0,16}})?")
_NOT_DONE = pattern("未|不|没|待|拟|计划|预计|部分|半|基本|尚|延期|推迟|推后|逾期")
_PIECES = pattern(
    r"(?:19|20)\d\d(?:[-~至](?:19|20)\d\d)?(?:年度?|学年)|(?<!\d)(?:0?[1-9]|1[0-2])月份?(?![前底])|第?[1-4]季度",
    re.ASCII,
)
_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_QUARTERS = "一二三四"
_NEW_YEAR, _YEAR_END = (1, 1), (12, 31)

#: Schools open within these days, one county with another.
_TERM_OPENS = {"春": ((2, 10), (3, 10)), "秋": ((8, 20), (9, 15))}


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
    year = year or 2024
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _DAYS[month - 1]


def _span(match: re.Match[str]) -> Moment | None:
    """The days that a date in words may mean; None for a month or day that does not exist."""
    groups = match.groupdict()
    year = int(groups["year"] or 0)
    if groups["month"]:
        return _days_of_month(year, groups)
    if groups.get("quarter"):
        quarter = _QUARTERS.find(groups["quarter"]) + 1 or int(groups["quarter"])
        month = 3 * quarter
        first = (month, 21) if groups["quarter_end"] else (month - 2, 1)
        return Moment(year, first, (month, _month_end(year, month)))
    if groups.get("half"):
        last = (6, 30) if groups["half"] == "上" else _YEAR_END
        return Moment(year, (last[0], 21) if groups["half_end"] else (last[0] - 5, 1), last)
    if groups.get("term"):
        return Moment(year, *_TERM_OPENS[groups["term"]])
    if groups.get("year_end"):
        named = year or groups.get("this") or str(groups["year_end"]).startswith("年")
        return Moment(year, (12, 21), _YEAR_END) if named else None
    return Moment(year, _NEW_YEAR, _YEAR_END) if year or groups.get("this") else None


def _days_of_month(year: int, groups: dict[str, str | None]) -> Moment | None:
    month = int(groups["month"] or 0)
    if not 1 <= month <= 12:
        return None
    end = _month_end(year, month)
    if groups.get("day"):
        day = int(groups["day"] or 0)
        return Moment(year, (month, day), (month, day)) if 1 <= day <= end else None
    if groups.get("end"):
        return Moment(year, (month, 21), (month, end))
    part = groups.get("part")
    if part:
        first, last = _PARTS[part]
        return Moment(year, (month, first), (month, min(last, end)))
    return Moment(year, (month, 1), (month, end))


def _end_of_period(text: str) -> str:
    """``2024年3月-10月`` → ``2024年10月``: a period is over at its end."""
    day = _ISO.match(text)
    if (
        day is not None
        and text[day.end() : day.end() + 1] in ("-", "~", "至", "到")
        and _ISO.match(text[day.end() + 1 :])
    ):
        return text[day.end() + 1 :]
    match = _PERIOD.match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    if _ISO.match(rest):
        return rest
    return f"{match[1]}年{rest}" if match[1] and not re.match(r"\d{4}年", rest) else rest


def read_deadline(text: str) -> Deadline | None:
    """``"12月底之前完成"`` → Deadline(0, (12, 31), (12, 31)); None when the text is no deadline.

    ``text`` is already folded (half-width, no blanks). A date without 前 (``11月底完成``) allows its last day.
    """
    text = text.replace("(含)", "").replace("(含当日)", "")
    latest = _LATEST.match(text) is not None
    lead = _LEAD.match(text) or _UNTIL.match(text)
    text = _end_of_period(text[lead.end() :] if lead else text)
    match = _ISO.match(text) or _DATE.match(text)
    if match is None or not match.end():
        return None
    rest = text[match.end() :]
    before = _BEFORE.fullmatch(rest) is not None
    if not before and not _BY_THEN.fullmatch(rest):
        return None
    span = _span(match)
    if span is None or _NOT_DONE.search(rest.replace("基本", "")):
        return None
    groups = match.groupdict()
    if not before or latest:
        return None if groups.get("term") else Deadline(span.year, span.last, span.last)
    if any(groups.get(exact) for exact in ("day", "end", "quarter_end", "half_end", "year_end")):
        return Deadline(span.year, span.last, span.last)
    if groups.get("part") or groups.get("term"):
        return Deadline(span.year, span.first, span.last)
    month = span.first[0]
    until = (month - 1, _month_end(span.year, month - 1)) if month > 1 else (0, 0)
    return Deadline(span.year, until, span.last)


def read_moment(text: str) -> Moment | None:
    """``"2024年7月15日"``, ``"7月"``, ``"11月底"`` → Moment; None when the text is no date or says “not yet”."""
    lead = _LEAD.match(text)
    text = _end_of_period(text[lead.end() :] if lead and not _LATEST.match(text) else text)
    match = _ISO.match(text) or _DATE.match(text)
    if match is None or not match.end():
        return None
    rest = text[match.end() :]
    if not _DONE.fullmatch(rest) or _NOT_DONE.search(rest):
        return None
    if rest.startswith("前"):
        return None  # 11月前完成 says how late, not when
    return _span(match)


def without_dates(text: str) -> str:
    """Folded ``text`` without its years, months and quarters: what is left may hold a quantity."""
    return _PIECES.sub("", text)


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
