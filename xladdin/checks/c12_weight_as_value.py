"""C12 weights typed into a value column: several rows of a column hold the row's weight instead of a value.

Rows whose target happens to equal their weight prove nothing and are left out; so are fewer rows than ``weight_rows``.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.identities import bound
from xladdin.checks.subject import Subject, row_path
from xladdin.model.decimals import plain_decimal
from xladdin.model.fold import fold
from xladdin.rules.score_sheet import ScoredRow

COLUMNS = {"actual": "全年实际完成值", "issued_target": "自治区目标表指标值", "last_year": "上年完成值"}


def weights_as_values(subject: Subject) -> Cases:
    for column, title in COLUMNS.items():
        suspects: list[tuple[ScoredRow, Decimal]] = []
        looked = False
        for position, row in enumerate(subject.rows):
            weight = row.terms.weight
            value = _value(subject, position, column)
            if weight is None or value is None:
                continue
            looked = True
            if value == weight and weight not in (bound(row.target), _annual(subject, position)):
                suspects.append((row, weight))
        if len(suspects) < subject.limit("weight_rows"):
            if looked:
                yield PASSED
            continue
        facts = {"column": title, "count": len(suspects)}
        for row, weight in suspects:
            related = (row_path(row, "weight"),)
            yield Fault("weight", row_path(row, column), show.number(weight), related=related, facts=facts)


def _value(subject: Subject, position: int, column: str) -> Decimal | None:
    row = subject.rows[position]
    if column == "actual":
        return row.actual.value
    if column == "issued_target":
        issued = subject.issued_targets[position]
        return bound(issued) if issued is not None else None
    return plain_decimal(fold(row.indicator.last_year))


def _annual(subject: Subject, position: int) -> Decimal | None:
    target = subject.annual_targets[position]
    return bound(target) if target is not None else None


CHECK = Check(
    id="C12",
    title="数值栏没有误填分值权重",
    basis="常见问题：分值权重误填到指标值或完成值栏",
    applies_to="同时填有分值权重和数值的栏",
    messages={
        "weight": Message(
            "error",
            "{column}有 {count} 行填的是该行的分值权重（本行为 {found}），不是数值。",
            "要么改填该栏应填的数值，要么核对是否整栏错位。",
        ),
    },
    function=weights_as_values,
)
