"""C12 weights typed into a value column: several rows of a column hold the row's weight instead of a value.

A value that meets its target or stands in another table as well proves nothing and is left out; so are fewer rows than
``weight_rows``. Half a column of weights is a column in the wrong place; a few rows may still be coincidence.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.sum_relations import bound
from xladdin.checks.subject import Subject, row_path
from xladdin.model.grammar.decimals import plain_decimal
from xladdin.model.grammar.fold import fold
from xladdin.rules.row.met import is_met
from xladdin.rules.score_sheet import ScoredRow

COLUMNS = {"actual": "全年实际完成值", "issued_target": "自治区目标表指标值", "last_year": "上年完成值"}


def weights_as_values(subject: Subject) -> Cases:
    both = _both_columns(subject)
    if both is not None:
        yield both
    for column, title in COLUMNS.items():
        suspects: list[tuple[ScoredRow, Decimal]] = []
        looked = 0
        for position, row in enumerate(subject.rows):
            weight, value = row.terms.weight, _value(subject, position, column)
            if weight is None or value is None:
                continue
            looked += 1
            if value == weight and not _proper(subject, position, column, value):
                suspects.append((row, weight))
        if len(suspects) < subject.limit("weight_rows"):
            if looked:
                yield PASSED
            continue
        key = "column" if len(suspects) * 2 >= looked else "rows"
        facts = {"column": title, "count": len(suspects), "looked": looked}
        paths = [row_path(row, column) for row, _ in suspects]
        yield Fault(key, paths[0], show.number(suspects[0][1]), related=tuple(paths[1:]), facts=facts)


def _both_columns(subject: Subject) -> Fault | None:
    """Weights in the column of the targets and in that of the actual values: each hides the other."""
    looked = [row for row, number in subject.numbered if number is not None and bound(row.target) is not None]
    same = [row for row in looked if row.terms.weight == bound(row.target) == row.terms.number]
    if len(same) < subject.limit("weight_rows") or len(same) * 2 < len(looked):
        return None
    paths = [row_path(row, "actual") for row in same]
    targets = tuple(row_path(row, "target") for row in same)
    facts = {"count": len(same), "looked": len(looked)}
    return Fault(
        "both", paths[0], show.number(same[0].terms.weight or Decimal(0)), "", "", (*paths[1:], *targets), facts
    )


def _value(subject: Subject, position: int, column: str) -> Decimal | None:
    row = subject.rows[position]
    if column == "actual":
        return row.actual.value
    if column == "issued_target":
        issued = subject.issued_targets[position]
        return bound(issued if issued is not None else row.target)
    return _number(row.indicator.last_year)


@lru_cache(maxsize=2048)
def _number(text: str) -> Decimal | None:
    return plain_decimal(fold(text))


def _proper(subject: Subject, position: int, column: str, value: Decimal) -> bool:
    """Whether the value explains itself: it meets the target, or another table has the same number."""
    row, annual = subject.rows[position], subject.annual_targets[position]
    if value == bound(row.target) or (annual is not None and value == bound(annual)):
        return True
    terms = row.terms
    return column == "actual" and is_met(terms.direction, terms.low, terms.high, value)


CHECK = Check(
    id="C12",
    title="数值栏没有误填分值权重",
    basis="常见问题：分值权重误填到指标值或完成值栏",
    applies_to="同时填有分值权重和数值的栏",
    messages={
        "column": Message(
            "error",
            "{column}有 {count} 行（共 {looked} 行数值）填的是该行的分值权重（首行为 {found}），不是数值。",
            "要么改填该栏应填的数值，要么核对是否整栏错位。",
        ),
        "both": Message(
            "error",
            "有 {count} 行（共 {looked} 行数值）的指标值和实际完成值都等于该行的分值权重（首行为 {found}），填的是权重，不是数值。",
            "要么改填下达的指标值和完成的数量，要么核对是否整栏错位。",
        ),
        "rows": Message(
            "warning",
            "{column}有 {count} 行（共 {looked} 行数值）与该行的分值权重（首行为 {found}）相同。",
            "要么改填该栏应填的数值，要么在该行说明相同的原因。",
            explained="权重|相同|巧合|恰好",
        ),
    },
    function=weights_as_values,
)
