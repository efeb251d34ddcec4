"""Which adjustment records count: a kind of the list, a share within 0 … 1, and somebody who approved."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.model.adjustment import ADJUSTMENT_KINDS, Adjustment, native_counts

KINDS = ("不可抗力", "不适用", "目标值偏低", "按已达标认定", "其他")


def record(kind: str = "不可抗力", keep: str | None = "0.8", approved_by: str = "甲县财政局") -> Adjustment:
    return Adjustment(kind=kind, keep=None if keep is None else Decimal(keep), approved_by=approved_by)


def test_the_kinds_are_the_five_of_the_form() -> None:
    assert ADJUSTMENT_KINDS == KINDS


@pytest.mark.parametrize("kind", [*KINDS, " 不适用 "])
def test_an_approved_record_of_every_kind_counts(kind: str) -> None:
    assert record(kind).counts


@pytest.mark.parametrize(
    ("keep", "counts"),
    [("0", True), ("0.01", True), ("1", True), ("1.01", False), ("2", False), ("-0.01", False), ("-1", False)],
)
def test_a_share_counts_from_nothing_to_the_whole_weight(keep: str, counts: bool) -> None:
    assert record(keep=keep).counts is counts


@pytest.mark.parametrize("kind", ["", "人情", "不可抗", "不可抗力等"])
def test_another_kind_does_not_count(kind: str) -> None:
    assert not record(kind).counts


def test_a_record_without_share_or_without_approval_does_not_count() -> None:
    assert not record(keep=None).counts
    assert not record(approved_by="").counts
    assert not record(approved_by="  ").counts
    assert not record(approved_by=" ").approved
    assert record(approved_by=" 甲 ").approved


def test_the_formula_asks_the_same_of_its_three_cells() -> None:
    assert native_counts("A1", "B1", "C1") == (
        'IF(ISNUMBER(B1),AND(OR(TRIM(A1&"")="不可抗力",TRIM(A1&"")="不适用",TRIM(A1&"")="目标值偏低",'
        'TRIM(A1&"")="按已达标认定",TRIM(A1&"")="其他"),B1>=0,B1<=1,TRIM(C1&"")<>""),FALSE)'
    )
