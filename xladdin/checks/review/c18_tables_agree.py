"""C18 the same indicator says the same in tables A, B, C and D.

B, C and D are of one year: target and sign must agree; the odd one out is reported (between two, the issued table is
right). A is of the whole period: there only a sign that differs at the same number counts, and an annual quantity that
exceeds the period's. Names in two spellings are C23, units C09, three-year figures in the objective are here as well.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.objective_period import objectives
from xladdin.checks.subject import Subject, bound, row_path
from xladdin.checks.texts.readings import quantity_key, same_unit
from xladdin.model.goals import GoalIndicator
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import Direction, Kind, Target

_Sense = tuple[object, ...]


class _Said(NamedTuple):
    """What one table says: where, the target, and its sense apart from spelling."""

    path: str
    target: Target
    sense: _Sense


def tables_agree(subject: Subject) -> Cases:
    habits: dict[str, list[Fault]] = {}
    for position, row in enumerate(subject.rows):
        common = row.target
        path = row_path(row, "target")
        if _all_alike(subject, position):
            yield PASSED
        else:
            said = _annual_tables(subject, position)
            agreed = _common(said, subject.overall_targets[position])
            differing = [one for one in said if one.sense != agreed.sense and not _says_the_same(one, agreed)]
            faults = [_differs(one, agreed, said) for one in differing]
            yield from faults or (PASSED,)
            common, path = agreed.target, agreed.path
        yield from _overall(subject, position, common, path)
        for case in _levels(subject, position):
            if case is not None and _short(case.found) == _short(case.expected):
                habits.setdefault(case.path.partition("[")[0], []).append(case)
            else:
                yield case
        if not show.says_nothing(row.indicator.level3) and position in subject.annual.own_only:
            yield Fault("added", row_path(row, "level3"), row.indicator.level3)
    for same in habits.values():  # 生态效益 for 生态效益指标 throughout a table
        rest = tuple(path for one in same[1:] for path in (one.path, *one.related))
        yield same[0]._replace(related=(*same[0].related, *rest))
    annual = subject.evaluation.goals.annual
    for other in subject.annual.other_only:
        if annual is not None:
            yield Fault("missing", f"goals.annual.indicators[{other}].level3", annual.indicators[other].level3)
    weighted = subject.evaluation.goals.weighted
    for number, left_out in enumerate(weighted.indicators if weighted is not None else ()):
        yield Fault("unreported", f"goals.weighted.indicators[{number}].level3", left_out.level3.strip())
    yield from _money(subject)
    yield from objectives(subject)


def _short(level: str) -> str:
    return fold(level).removesuffix("指标")


def _all_alike(subject: Subject, position: int) -> bool:
    """Whether B and C print exactly what D prints, in the same unit: the usual case, decided without reading."""
    annual, target = subject.annual_targets[position], subject.rows[position].target
    if subject.issued_targets[position] is not None:
        return False
    if annual is None or annual.printed != target.printed:
        return annual is None
    return same_unit(annual.unit, target.unit) or subject.named_alike[position]  # else the unit column is at fault: C09


def _annual_tables(subject: Subject, position: int) -> list[_Said]:
    """Tables B, C, D in order of authority."""
    row = subject.rows[position]
    said = []
    target, issued = subject.annual_targets[position], subject.issued_targets[position]
    if target is not None:
        said.append((f"goals.annual.indicators[{subject.annual.pairs[position].other}].target", target))
    if issued is not None or row.indicator.issued_target:
        said.append((row_path(row, "issued_target"), issued if issued is not None else row.target))
    said.append((row_path(row, "target"), row.target))
    return [_Said(path, one, _sense(one)) for path, one in said if one.kind is not Kind.BLANK]


def _sense(target: Target) -> _Sense:
    """Direction and bounds in base units; for texts the folded text."""
    if target.kind is not Kind.NUMBER:
        return (target.kind, target.deadline or fold(target.printed))
    return (target.direction, _base(target.low, target), _base(target.high, target))


def _base(value: Decimal | None, target: Target) -> object:
    if value is None or target.unit is None:
        return value
    return quantity_key(value, target.unit)


def _common(said: list[_Said], whole: Target | None) -> _Said:
    """The first one with the sense that most tables share; between equals the period's table decides, if it says the same."""
    if not said:
        return _Said("", Target("", Kind.BLANK), ())
    counts = Counter(one.sense for one in said)
    most = counts.most_common(1)[0]
    period = _sense(whole) if whole is not None else ()
    sense = period if counts.get(period) == most[1] else most[0]
    return next(one for one in said if one.sense == sense)


def _says_the_same(one: _Said, common: _Said) -> bool:
    """The same text in tables that give the row different units: the unit is at fault (C09), not the target."""
    return fold(one.target.printed) == fold(common.target.printed)


def _differs(one: _Said, common: _Said, said: list[_Said]) -> Fault:
    first, second = bound(one.target), bound(common.target)
    same = first is not None and first == second and one.target.direction is not common.target.direction
    gap = ""
    if not same and first is not None and second is not None and one.target.direction == common.target.direction:
        gap = show.number(first - second)
    found, expected = one.target.printed, common.target.printed
    related = tuple(other.path for other in said if other.path != one.path)
    return Fault("sign" if same else "target", one.path, found, expected, gap, related)


def _overall(subject: Subject, position: int, common: Target, common_path: str) -> Cases:
    """Table A: the same number with another sign, or less for the period than for the year."""
    target = subject.overall_targets[position]
    if target is None:
        return
    own = common is subject.rows[position].target
    whole, year = subject.overall_bounds[position], subject.bounds[position] if own else bound(common)
    if whole is None or year is None or not same_unit(target.unit, common.unit):
        yield PASSED
        return
    equal, same_sign = whole == year, target.direction is common.direction
    quantity = "数量" in subject.rows[position].indicator.level2
    exceeds = whole < year and quantity and same_sign and common.direction is Direction.AT_LEAST
    if not exceeds and not (equal and not same_sign):
        yield PASSED
        return
    path = f"goals.overall.indicators[{subject.overall.pairs[position].other}].target"
    found, expected, related = target.printed, common.printed, (common_path,)
    if equal:
        yield Fault("sign", path, found, expected, "", related)
    else:
        yield Fault("exceeds", path, found, expected, show.number(whole - year), related)


def _levels(subject: Subject, position: int) -> Cases:
    """一级 and 二级指标 of the goal tables against this table's."""
    scored = subject.rows[position]
    one = scored.indicator
    for field, issued, mine in (
        ("level1", one.issued_level1, one.level1),
        ("level2", one.issued_level2, one.level2),
    ):
        if issued.strip() and mine.strip() and fold(issued) != fold(mine):
            yield Fault("level", row_path(scored, f"issued_{field}"), issued, mine, "", (row_path(scored, field),))
    for table, matching in (("annual", subject.annual), ("overall", subject.overall)):
        pair = matching.pairs.get(position)
        if pair is None:
            continue
        row: GoalIndicator = getattr(subject.evaluation.goals, table).indicators[pair.other]
        if row.level1 == one.level1 and row.level2 == one.level2:
            yield PASSED
            continue
        for field, mine in (("level1", one.level1), ("level2", one.level2)):
            theirs: str = getattr(row, field)
            if theirs == mine or not theirs.strip() or not mine.strip() or fold(theirs) == fold(mine):
                yield PASSED
                continue
            related = (row_path(scored, field),)
            yield Fault("level", f"goals.{table}.indicators[{pair.other}].{field}", theirs, mine, "", related)


def _money(subject: Subject) -> Cases:
    goals, total = subject.evaluation.goals, subject.total
    if goals.annual is None:
        return
    issued = goals.annual.funds.total
    if issued is not None and goals.weighted is not None and goals.weighted.funds.total is not None:
        other = goals.weighted.funds.total
        gap, path = show.number(other - issued), "goals.weighted.funds.total"
        fault = Fault("funds", path, show.number(other), show.number(issued), gap, ("goals.annual.funds.total",))
        yield PASSED if other == issued else fault
    if issued is not None and total.budget is not None:
        gap, related = show.number(total.budget - issued), ("goals.annual.funds.total",)
        found, expected = show.number(total.budget), show.number(issued)
        fault = Fault("budget", "funds[total].budget", found, expected, gap, related)
        yield PASSED if total.budget == issued else fault


CHECK = Check(
    id="C18",
    title="同一指标在各表中一致",
    basis="常见问题：各表的指标值、符号、级次不一致，三年目标填入年度表",
    applies_to="出现在两张以上表中的指标或资金",
    messages={
        "target": Message(
            "warning",
            "指标值“{found}”与其他表的“{expected}”不同。",
            "要么改为下达的指标值，要么附上目标调整的批复并在该行说明。",
            explained="批复|调整|变更|下达|口径",
        ),
        "sign": Message(
            "warning",
            "指标值“{found}”与其他表的“{expected}”数值相同而符号不同。",
            "要么统一为“{expected}”，要么各表一并改为“{found}”。",
        ),
        "exceeds": Message(
            "warning",
            "总体目标“{found}”小于年度目标“{expected}”。",
            "要么改正总体目标，要么核对年度目标。",
        ),
        "level": Message(
            "hint", "指标级次名称“{found}”在自评表中为“{expected}”。", "要么改为“{expected}”，要么统一各表的级次名称。"
        ),
        "added": Message(
            "warning",
            "年度绩效目标表中没有指标“{found}”。",
            "要么按下达的目标表删去，要么附上目标调整的批复并在该行说明。",
            explained="批复|调整|变更|新增|下达",
        ),
        "missing": Message(
            "warning",
            "年度绩效目标表中的指标“{found}”在自评表中没有。",
            "要么补填该指标，要么附上目标调整的批复。",
        ),
        "unreported": Message(
            "error",
            "自治区项目绩效目标表中的指标“{found}”在自评表中没有，它的权重没有计分。",
            "要么在自评表中补填该指标，要么附上主管部门取消该指标的批复，并从目标表中删去。",
        ),
        "funds": Message(
            "warning",
            "预算总额 {found} 万元与年度绩效目标表的 {expected} 万元不同，相差 {difference} 万元。",
            "要么改为一致，要么说明预算调整的依据。",
        ),
        "budget": Message(
            "hint",
            "全年预算数 {found} 万元与年度绩效目标表的 {expected} 万元不同，相差 {difference} 万元。",
            "要么改为一致，要么确认是调整后的预算（含结转）。",
        ),
        "period": Message(
            "warning",
            "年度目标文字中的 {found} 是总体目标（整个实施期）的数，年度目标为 {expected}。",
            "要么改用年度目标的数，要么把总体目标的内容移到总体绩效目标表。",
        ),
    },
    function=tables_agree,
)
