"""What the looks at a plan share: how a mistake is caught, and how a sum that does not fit is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from xladdin.errors import UserError
from xladdin.forms.register.read import ReadCell
from xladdin.issuing.plan import Plan, at
from xladdin.model.grammar.decimals import plain_text
from xladdin.submission.expected import read_year

HEADS = {
    "programme": "所属专项",
    "issuer": "下达单位",
    "unit_code": "单位代码",
    "unit": "填报单位",
    "project_code": "项目编码",
    "project": "项目名称",
    "level1": "一级指标",
    "level3": "三级指标",
}
_FEW = 6


def caught(read: Callable[[], object]) -> Iterator[UserError]:
    """What reading a cell refuses, as one mistake among others."""
    try:
        read()
    except UserError as error:
        yield error


def blanks(cells: Iterable[tuple[str, ReadCell]]) -> Iterator[UserError]:
    for name, cell in cells:
        if not cell.text:
            yield at(cell, "plan-blank", what=HEADS[name])


def year_of(plan: Plan) -> int:
    try:
        return read_year(plan.heads["year"])
    except UserError:
        return 0


def sum_fault(
    cell: ReadCell, code: str, name: str, issued: Decimal, given: Decimal, used: list[ReadCell], unit: str = ""
) -> UserError:
    """Σ issued is not what was received: the cells, what they add up to, and the difference."""
    listed = "、".join(one.place.cell for one in used[:_FEW]) + (f" 等 {len(used)} 格" if len(used) > _FEW else "")
    sheet = f"“{used[0].place.sheet}”的 {listed}" if used else "各项目都空着"
    facts = {"found": plain_text(issued), "expected": plain_text(given), "difference": plain_text(issued - given)}
    return at(cell, code, name=name, cells=sheet, unit=unit, **facts)
