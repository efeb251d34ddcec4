"""Titles, periods and parts: what stands above a table, in paragraphs or in rows of its own."""

from __future__ import annotations

import re
from typing import NamedTuple

from xladdin.model.grammar.fold import fold

_YEAR = r"((?:19|20)\d\d)"
_PERIOD = re.compile(rf"\(?{_YEAR}年?(?:度)?(?:[-~至到]+{_YEAR}年?(?:度)?)?\)?")
_PERIOD_IN_TITLE = re.compile(rf"\({_YEAR}年?(?:度)?(?:[-~至到]+{_YEAR}年?(?:度)?)?\)$")
_LEADING_YEAR = re.compile(rf"^{_YEAR}(?:[-~至]+{_YEAR})?年")
_TITLE = re.compile("目标表|自评表|申报表|评价表|批复表|目标申报")
_PART = re.compile(r"第[一二三四五六七八九十百]+部分")
_OUTER = re.compile(r"^[（(]?(.*?)[）)]?$", re.DOTALL)
_LONGEST = 120


class Period(NamedTuple):
    text: str
    first: int
    last: int


def period_of(text: str) -> Period | None:
    """``（2024—2026年）`` alone: the printed text without its brackets, first and last year."""
    folded = fold(text)
    found = _PERIOD.fullmatch(folded)
    if found is None or ("年" not in folded and "(" not in folded):
        return None
    return Period(_bare(text), int(found[1]), int(found[2] or found[1]))


def period_in_title(title: str) -> Period | None:
    """The period in brackets at the end of a title, else the year with which it begins."""
    joined = "".join(title.split())
    found = _PERIOD_IN_TITLE.search(fold(joined))
    if found is not None:
        opening = max(joined.rfind("（"), joined.rfind("("))
        return Period(_bare(joined[opening:]), int(found[1]), int(found[2] or found[1]))
    found = _LEADING_YEAR.match(fold(joined))
    if found is None:
        return None
    return Period(fold(joined)[: found.end()], int(found[1]), int(found[2] or found[1]))


def _bare(text: str) -> str:
    found = _OUTER.match("".join(text.split()))
    return found[1] if found else text


def is_title(text: str) -> bool:
    """Whether a line is the title of an official table."""
    folded = fold(text)
    return len(folded) <= _LONGEST and _TITLE.search(folded) is not None and "。" not in text and "具体为" not in text


def part_of(text: str) -> str:
    """``第二部分`` at the beginning of a paragraph; empty for none."""
    found = _PART.match("".join(text.split()))
    return found[0] if found else ""
