"""A report for the public: no telephone numbers, no names of the people at the foot of the tables."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from xladdin.model.evaluation import Evaluation, Signatures

HIDDEN = "（略）"
#: Mobile numbers, numbers with an area code, and what follows 电话.
_PHONE = re.compile(
    r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
    r"|(?<![\d.])[（(]?0\d{2,3}[)）]?[-— ]?\d{7,8}(?:[-转]\d{1,5})?(?!\d)"
    r"|(?<=电话)[：:]?\s*[\d（(][\d()（）\- —转]{5,}"
)


def for_the_public(evaluation: Evaluation) -> Evaluation:
    """``evaluation`` without what must not be published; a name that a text mentions goes there as well."""
    signed = evaluation.signatures
    persons = {signed.project_leader, signed.filler, signed.responsible, signed.leader}
    persons |= {row.adjustment.approved_by for row in evaluation.indicators if row.adjustment is not None}
    names = sorted((name.strip() for name in persons if _is_person(name)), key=len, reverse=True)
    plain = msgspec.structs.replace(evaluation, signatures=Signatures(date=signed.date))
    hidden: Evaluation = _hidden(plain, names)
    # approvals stay: whether an adjustment counts depends on them
    rows = tuple(
        msgspec.structs.replace(
            row, adjustment=old.adjustment and _approved(row.adjustment, old.adjustment.approved_by)
        )
        for row, old in zip(hidden.indicators, evaluation.indicators, strict=True)
    )
    return msgspec.structs.replace(hidden, indicators=rows)


def _approved(adjustment: Any, by: str) -> Any:
    return msgspec.structs.replace(adjustment, approved_by=by)


def _is_person(text: str) -> bool:
    """Two to four signs, or a name with a dot; offices that approve are named longer, or end as offices do."""
    name = text.strip()
    return (
        2 <= len(name) <= 20 and ("·" in name or len(name) <= 4) and not name.endswith(("局", "厅", "部", "委", "办"))
    )


def _hidden(value: Any, names: list[str]) -> Any:
    if isinstance(value, str):
        text = _PHONE.sub(HIDDEN, value)
        for name in names:
            text = text.replace(name, HIDDEN)
        return text
    if isinstance(value, msgspec.Struct):
        return type(value)(**{name: _hidden(getattr(value, name), names) for name in value.__struct_fields__})
    if isinstance(value, tuple):
        return tuple(_hidden(item, names) for item in value)
    return value
