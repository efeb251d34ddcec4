"""What was received: every indicator named once, with a nature that a person chose, about the plan's year."""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.checks.texts.years import other_year, years_of
from xladdin.errors import UserError
from xladdin.forms.register.read import ReadCell
from xladdin.issuing.faults.common import blanks, year_of
from xladdin.issuing.plan import Plan, PlanIndicator, at
from xladdin.issuing.shares import amount
from xladdin.model.indicator import target_beside
from xladdin.rules.indicators import nature
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.profile import Profile

_NATURES = "、".join(Nature)


def received(plan: Plan, profile: Profile) -> Iterator[UserError]:
    seen: dict[tuple[str, ...], ReadCell] = {}
    if not plan.indicators:
        yield UserError("plan-empty", file=plan.file, sheet="收到的目标", what="指标")
    for indicator in plan.indicators:
        cells = indicator.cells
        missing = list(blanks((name, cells[name]) for name in ("level1", "level3")))
        yield from missing
        if missing:
            continue
        name = tuple(indicator.text(level) for level in ("level1", "level2", "level3"))
        if name in seen:
            yield at(cells["level3"], "plan-twice", name=indicator.name, other=seen[name].place.cell)
        seen.setdefault(name, cells["level3"])
        if not profile.level_of(name[0]):
            known = "、".join(level.name for level in profile.indicator_levels)
            yield at(cells["level1"], "plan-level", found=name[0], known=known)
        if not indicator.text("overall") and not indicator.text("annual"):
            yield at(cells["annual"], "plan-no-target", name=indicator.name)
        yield from _nature(indicator, plan)
        yield from _years(plan, indicator)


def _nature(indicator: PlanIndicator, plan: Plan) -> Iterator[UserError]:
    cell, unit = indicator.cells["nature"], indicator.text("unit")
    target = indicator.text("annual") or indicator.text("overall")
    proposal = nature.proposed(indicator.name, unit, target)
    if not cell.text:
        yield at(cell, "plan-nature", name=indicator.name, proposal=proposal)
    elif cell.text not in set(Nature):
        yield at(cell, "plan-nature-other", found=cell.text, known=_NATURES)
    elif cell.text == Nature.ABSOLUTE:
        for table in plan.shape.tables:
            text = indicator.text(table)
            read = amount(text, indicator.name, unit) if text else None
            if text and read is None:
                yield unread(indicator.cells[table], indicator)
            elif read is not None and read.unit is not None and read.unit.is_share:
                yield at(cell, "plan-nature-share", name=indicator.name, unit=read.unit.printed)


def unread(cell: ReadCell, indicator: PlanIndicator) -> UserError:
    target = target_beside(cell.text, indicator.name, indicator.text("unit"))
    if target.reason:
        return at(cell, "plan-doubtful", found=cell.text, why=target.reason)
    return at(cell, "plan-unread", found=cell.text)


def _years(plan: Plan, indicator: PlanIndicator) -> Iterator[UserError]:
    """The annual goal speaks of another year (2023年12月底前)."""
    year = year_of(plan)
    for cell in (indicator.cells["annual"], indicator.cells["level3"]) if indicator.text("annual") else ():
        said = {int(one) for one in years_of(cell.text).mentioned}
        if year and said and year not in said and other_year(cell.text, year) is None and not years_of(cell.text).spans:
            yield at(cell, "plan-year", found=cell.text, year=year)
        elif year and (other := other_year(cell.text, year)) is not None:
            yield at(cell, "plan-year", found=cell.text, year=year, other=other)
