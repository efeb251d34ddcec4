"""另行规定: every row names one project and one of its indicators, once, and says something of it."""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.errors import UserError
from xladdin.forms.register.read import ReadCell
from xladdin.issuing.plan import Plan, PlanException, at

_NAMES = ("project_code", "level3")


def exceptions(plan: Plan) -> Iterator[UserError]:
    seen: dict[tuple[str, str], ReadCell] = {}
    for row in plan.exceptions:
        code, name = (row.cells[column] for column in _NAMES)
        why = _why(plan, row)
        if why:
            yield at(name if code.text else code, "plan-exception", project=code.text, name=name.text, why=why)
        elif (code.text, name.text) in seen:
            yield at(name, "plan-twice", name=name.text, other=seen[code.text, name.text].place.cell)
        elif not any(cell.text for column, cell in row.cells.items() if column not in _NAMES):
            yield at(name, "plan-exception", project=code.text, name=name.text, why="没有写另行规定了什么")
        seen.setdefault((code.text, name.text), name)


def _why(plan: Plan, row: PlanException) -> str:
    """Why a row is about no indicator of a project; empty where it is."""
    units = [unit for unit in plan.units if unit.text("project_code") == row.text("project_code")]
    rows = [one for one in plan.indicators if one.name and one.name == row.text("level3")]
    if not row.text("project_code") or not units:
        return "“单位和项目”里没有这个项目编码"
    if not rows:
        return "“收到的目标”里没有这项指标"
    if len(rows) > 1:
        return f"“收到的目标”里有 {len(rows)} 项同名的指标，分不清是哪一项"
    share = units[0].shares["annual"].get(rows[0].key)
    return "" if share is not None and share.text else "这个项目没有分到这项年度指标"
