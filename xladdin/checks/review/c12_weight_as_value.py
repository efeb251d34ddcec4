"""C12 weights typed into a value column: several rows of a column hold the row's weight instead of a value.

A value that meets its target or stands in another table as well proves nothing and is left out; so are fewer rows than
``weight_rows``. Half a column of weights is a column in the wrong place; a few rows may still be coincidence.
"""

from __future__ import annotations

from decimal import Decimal

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.typed_weights import Column, in_both_columns, looked_at, of_actuals
from xladdin.checks.subject import Subject, row_path

COLUMNS = {"actual": "全年实际完成值", "issued_target": "自治区目标表指标值", "last_year": "上年完成值"}


def weights_as_values(subject: Subject) -> Cases:
    both = _both_columns(subject)
    if both is not None:
        yield both
    for column, title in COLUMNS.items():
        one = subject.once(of_actuals) if column == "actual" else Column(subject, column)
        if not one.many:
            if one.looked:
                yield PASSED
            continue
        facts = {"column": title, "count": len(one.suspects), "looked": one.looked}
        paths = [row_path(row, column) for row, _ in one.suspects]
        found = show.number(one.suspects[0][1])
        yield Fault("column" if one.whole else "rows", paths[0], found, related=tuple(paths[1:]), facts=facts)


def _both_columns(subject: Subject) -> Fault | None:
    """Weights in the column of the targets and in that of the actual values."""
    same = subject.once(in_both_columns)
    if not same:
        return None
    paths = [row_path(row, "actual") for row in same]
    related = (*paths[1:], *(row_path(row, "target") for row in same))
    facts = {"count": len(same), "looked": len(looked_at(subject))}
    return Fault("both", paths[0], show.number(same[0].terms.weight or Decimal(0)), "", "", related, facts)


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
