"""C34 a reason contradicts the data: it calls done what stands at zero, or states another completion rate.

Published example: rent of reclaimed orchards is missing “because the orchards were finished” while the orchards are 0.
Only plain statements before 改进措施 count; plans (“建成后组织流转”) do not.
"""

from __future__ import annotations

import re
from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.declared_rate import DeclaredRate
from xladdin.checks.identities import bound
from xladdin.checks.names import base_key
from xladdin.checks.subject import Subject, row_path
from xladdin.model.fold import fold
from xladdin.rules.score_sheet import ScoredRow

_RATE = re.compile(r"完成率(?:为|达|达到|仅|仅为|只有)?(\d+(?:\.(\d+))?)%")
_DONE = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,16}?)(?:工作|任务|工程)?(?P<plain>已|均已|已经|已全部|全部|按期|如期)?(?:完成|建成|完工|竣工)(?P<after>后)?"
)
_NOT = re.compile(r"未|没|不|尚|待|将|拟|计划|无法|才|再|时|如")
#: Words in names that say nothing about which indicator is meant.
_COMMON = re.compile(r"(新增|增加|面积|数量|长度|人数|收入|指标|修复|治理|提质改造|退化|损毁|恢复)")


def reasons_against_data(subject: Subject) -> Cases:
    idle: list[tuple[ScoredRow, str]] | None = None
    for row in subject.rows:
        if show.says_nothing(row.indicator.reason):
            continue
        text = fold(row.indicator.reason).split("改进措施")[0]
        faults = [*_rate(row, text), *_own(row, text)]
        if "成" in text or "竣工" in text or "完工" in text:
            idle = idle if idle is not None else _idle(subject)
            faults += _others(row, text, idle)
        yield from faults[:1] or (PASSED,)


def _rate(row: ScoredRow, text: str) -> list[Fault]:
    """“完成率107.46%” must be the row's rate, rounded or cut at its own decimals."""
    match = _RATE.search(text)
    if match is None or row.completion_rate is None:
        return []
    stated = DeclaredRate(Decimal(match[1]), len(match[2] or ""))
    true = row.completion_rate * 100
    if stated.rounds(true) or stated.truncates(true):
        return []
    right, gap = show.percent(row.completion_rate), show.points(stated.percent - true)
    return [Fault("rate", row_path(row, "reason"), f"{match[1]}%", right, gap, (row_path(row, "actual"),))]


def _own(row: ScoredRow, text: str) -> list[Fault]:
    """“已全部完成” in a row that is below its target."""
    rate = row.completion_rate
    said = re.search(r"(已全部完成|全部完成|均已完成|超额完成|圆满完成)", text)
    if said is None or rate is None or rate >= 1 or _NOT.search(text[max(0, said.start() - 2) : said.start()]):
        return []
    return [Fault("own", row_path(row, "reason"), said[1], show.percent(rate), "", (row_path(row, "actual"),))]


def _idle(subject: Subject) -> list[tuple[ScoredRow, str]]:
    """Rows at zero with a positive lower target, and the telling part of their names."""
    found = []
    for row in subject.rows:
        value, stem = bound(row.target), _COMMON.sub("", base_key(row.indicator.level3))
        if row.terms.number == 0 and row.target.low is not None and value and len(stem) >= 2:
            found.append((row, stem))
    return found


def _others(row: ScoredRow, text: str, idle: list[tuple[ScoredRow, str]]) -> list[Fault]:
    """“园地复垦工作完成后” while the orchards are at zero."""
    for match in _DONE.finditer(text):
        said = match["what"]
        if _NOT.search(said) or (match["after"] and not re.search(r"尚未|仍未|还未", text[match.end() :])):
            continue
        if not match["plain"] and not match["after"]:
            continue
        for other, stem in idle:
            if other is not row and stem in said:
                facts = {"other": show.name(other.indicator.level3), "said": match[0]}
                related = (row_path(other, "actual"),)
                return [Fault("other", row_path(row, "reason"), match[0], "0", "", related, facts)]
    return []


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
    silenced=False,
)
