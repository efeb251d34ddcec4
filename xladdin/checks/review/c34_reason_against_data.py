"""C34 a reason contradicts the data: it calls done what stands at zero, or states another completion rate.

Published example: rent of reclaimed orchards is missing “because the orchards were finished” while the orchards are 0.
Only plain statements before 改进措施 count; plans (“建成后组织流转”) do not.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xladdin.checks import show
from xladdin.checks.check import Cases, Check, Fault, Message
from xladdin.checks.subject import Subject, bound, row_path
from xladdin.checks.texts.declared_rate import DeclaredRate
from xladdin.checks.texts.name_matching import base_key
from xladdin.model.grammar.fold import fold
from xladdin.patterns import pattern
from xladdin.rules.score_sheet import ScoredRow

_RATE = pattern(r"完成率(?:为|达|达到|仅|仅为|只有)?(\d+(?:\.(\d+))?)%")
_DONE = pattern(
    r"(?P<what>[\u4e00-\u9fff]{2,16}?)(?:工作|任务|工程)?(?P<plain>已|均已|已经|已全部|全部|按期|如期)?(?:完成|建成|完工|竣工)(?P<after>后)?"
)
_OWN = pattern(r"(已?全部完成|均已完成|超额完成|圆满完成)")
_STILL_NOT = pattern(r"尚未|仍未|还未")
_NOT = pattern(r"未|没|不|尚|待|将|拟|计划|无法|才|再|时|如")
#: Words in names that say nothing about which indicator is meant.
_COMMON = pattern(
    r"(新增|新建|改造|建设|安装|栽植|种植|增加|面积|数量|长度|人数|收入|指标|修复|治理|提质改造|退化|损毁|恢复)"
)


class _Reason(NamedTuple):
    """What a reason states before 改进措施.

    rate   the completion rate it names; done: words that call the row itself done
    other  (what is said to be done, the words) of every plain statement; plans and conditions are none
    """

    rate: DeclaredRate | None
    done: str
    other: tuple[tuple[str, str], ...]


def reasons_against_data(subject: Subject) -> Cases:
    idle = _idle(subject)
    for row in subject.rows:
        if show.says_nothing(row.indicator.reason):
            continue
        reason = _read(row.indicator.reason)
        yield _rate(row, reason) or _own(row, reason) or _others(row, reason, idle)


@lru_cache(maxsize=4096)
def _read(printed: str) -> _Reason:
    text = fold(printed).split("改进措施")[0]
    stated = _RATE.search(text)
    rate = DeclaredRate(Decimal(stated[1]), len(stated[2] or "")) if stated else None
    own = _OWN.search(text)
    done = own[1] if own and not _NOT.search(text[max(0, own.start() - 2) : own.start()]) else ""
    other = []
    for match in _DONE.finditer(text):
        later = match["after"] and not _STILL_NOT.search(text, match.end())
        if not later and (match["plain"] or match["after"]) and not _NOT.search(match["what"]):
            other.append((match["what"], match[0]))
    return _Reason(rate, done, tuple(other))


def _rate(row: ScoredRow, reason: _Reason) -> Fault | None:
    """“完成率107.46%” must be the row's rate, rounded or cut at its own decimals."""
    stated, rate = reason.rate, row.completion_rate
    if stated is None or rate is None or stated.rounds(rate * 100) or stated.truncates(rate * 100):
        return None
    gap, found = show.points(stated.percent - rate * 100), f"{show.number(stated.percent)}%"
    return Fault("rate", row_path(row, "reason"), found, show.percent(rate), gap, (row_path(row, "actual"),))


def _own(row: ScoredRow, reason: _Reason) -> Fault | None:
    """“已全部完成” in a row that is below its target."""
    rate = row.completion_rate
    if not reason.done or rate is None or rate >= 1:
        return None
    return Fault("own", row_path(row, "reason"), reason.done, show.percent(rate), "", (row_path(row, "actual"),))


def _idle(subject: Subject) -> list[tuple[ScoredRow, str]]:
    """Rows at zero with a positive lower target, and the telling part of their names."""
    found = []
    for row, number in subject.numbered:
        if number == 0 and row.target.low is not None and bound(row.target):
            stem = _stem(row.indicator.level3)
            found += [(row, stem)] if len(stem) >= 2 else []
    return found


@lru_cache(maxsize=4096)
def _stem(name: str) -> str:
    return _COMMON.sub("", base_key(name))


def _others(row: ScoredRow, reason: _Reason, idle: list[tuple[ScoredRow, str]]) -> Fault | None:
    """“园地复垦工作完成后” while the orchards are at zero."""
    for what, said in reason.other:
        for other, stem in idle:
            if other is not row and stem in what:
                facts = {"other": show.name(other.indicator.level3), "said": said}
                return Fault("other", row_path(row, "reason"), said, "0", "", (row_path(other, "actual"),), facts)
    return None


CHECK = Check(
    id="C34",
    title="原因说明与数据不矛盾",
    basis="常见问题：原因写“已完成”，对应指标的完成值为 0；文字中的完成率与计算不符",
    applies_to="填有原因的指标",
    messages={
        "rate": Message(
            "warning",
            "原因中写完成率 {found}，按实际完成值计算为 {expected}，相差 {difference}。",
            "要么改正文字，要么核对实际完成值。",
        ),
        "own": Message(
            "warning",
            "原因中写“{found}”，而该指标完成率为 {expected}。",
            "要么改正文字，要么核对实际完成值。",
        ),
        "other": Message(
            "warning",
            "原因中写“{said}”，而指标“{other}”的实际完成值为 0。",
            "要么改正原因，要么核对该指标的实际完成值。",
        ),
    },
    function=reasons_against_data,
)
