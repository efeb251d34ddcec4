"""Adjustment records (评分调整记录): why a row's score departs from its rule, on whose word."""

from decimal import Decimal
from typing import Annotated

import msgspec

ADJUSTMENT_KINDS = ("不可抗力", "不适用", "目标值偏低", "按已达标认定", "其他")

_Kind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(ADJUSTMENT_KINDS)})]


class Adjustment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The unit (填报单位) proposes, 主管部门 approves, 财政 of the same level confirms; never the filler.

    kind         不可抗力 force majeure, 不适用 not assessable, 目标值偏低 target set too low, 按已达标认定 counted as met, 其他;
                 a workbook may hold another text, or none
    keep         share of the row's weight that replaces the computed score, 0 … 1; None while it is not filled in
    approved_by  who approved

    Only a complete record counts, see ``counts``; every other one is reported and leaves the computed score.
    """

    kind: _Kind
    keep: Decimal | None
    reason: str = ""
    basis: str = ""
    evidence: str = ""
    approved_by: str = ""

    @property
    def approved(self) -> bool:
        return bool(self.approved_by.strip())

    @property
    def counts(self) -> bool:
        """The one condition of all faces: a kind of the list, a share within 0 … 1, and somebody who approved."""
        return self.kind.strip() in ADJUSTMENT_KINDS and self.keep is not None and 0 <= self.keep <= 1 and self.approved


def native_counts(kind: str, keep: str, approved_by: str) -> str:
    """Formula: ``counts`` of the record in three cells."""
    known = ",".join(f'TRIM({kind}&"")="{name}"' for name in ADJUSTMENT_KINDS)
    return f'IF(ISNUMBER({keep}),AND(OR({known}),{keep}>=0,{keep}<=1,TRIM({approved_by}&"")<>""),FALSE)'
