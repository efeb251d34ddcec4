"""Adjustment records (评分调整记录): why a row's score departs from its rule, on whose word."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

AdjustmentKind = Literal["不可抗力", "不适用", "目标值偏低", "按已达标认定", "其他"]
ADJUSTMENT_KINDS: tuple[AdjustmentKind, ...] = ("不可抗力", "不适用", "目标值偏低", "按已达标认定", "其他")


class Adjustment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The unit (填报单位) proposes, 主管部门 approves, 财政 of the same level confirms; never the filler.

    kind         不可抗力 force majeure, 不适用 not assessable, 目标值偏低 target set too low, 按已达标认定 counted as met, 其他
    keep         share of the row's weight that replaces the computed score, 0 … 1
    approved_by  who approved; while empty the computed score counts
    """

    kind: AdjustmentKind
    keep: Decimal
    reason: str = ""
    basis: str = ""
    evidence: str = ""
    approved_by: str = ""

    @property
    def approved(self) -> bool:
        return bool(self.approved_by.strip())
