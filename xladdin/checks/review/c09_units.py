"""C09 units: the same in name, column and all tables; not said twice; conversions are shown.

ha and 公顷 are one unit in two spellings (提示); 元 beside 万元 changes the number by four digits (警告). The same habit in
many rows is one finding, at the first of them. An actual value may carry its unit: the workbook says so itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.goal_rows import goal_rows
from xladdin.checks.facts.text_units import text_units
from xladdin.checks.facts.yuan_amounts import amounts_in_yuan
from xladdin.checks.subject import Subject, row_path
from xladdin.checks.texts.readings import same_unit
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import Kind, Target
from xladdin.model.grammar.unit import Unit, read_unit, unit_in_name
from xladdin.model.indicator import unit_of
from xladdin.rules.score_sheet import ScoredRow


def units(subject: Subject) -> Cases:
    spellings: dict[tuple[str, str, str], list[Fault]] = {}
    for case in _cases(subject):
        if case is None or case.message != "spelling":
            yield case
        else:
            table = case.path.partition("[")[0]
            spellings.setdefault((table, case.found, case.expected), []).append(case)
    for same in spellings.values():
        first = same[0]
        places = dict.fromkeys([*(one.path for one in same[1:]), *(path for one in same for path in one.related)])
        yield first._replace(related=tuple(places), facts={"times": f"（共 {len(same)} 处）" if same[1:] else ""})


def _cases(subject: Subject) -> Cases:
    twice: dict[str, list[tuple[str, str, str]]] = {}
    converted: list[ScoredRow] = []
    for index, row in enumerate(subject.rows):
        issued = subject.issued_targets[index]
        repeated = row.target.unit_repeated or (issued is not None and issued.unit_repeated)
        if repeated and unit_in_name(row.indicator.level3) is not None:
            for field, path, found, right in _said_twice(row, issued):
                twice.setdefault(field, []).append((path, found, right))
        if row.indicator.unit:
            yield from _column(row)
        if row.actual.conversion:
            converted.append(row)
        about_units = row.actual.kind is Kind.UNREADABLE and "单位" in row.actual.reason
        if about_units and row.target.kind is not Kind.UNREADABLE:  # else the target is at fault: C10
            facts = {"why": row.actual.reason}
            yield Fault("unreadable", row_path(row, "actual"), row.actual.printed, facts=facts)
        if subject.named_alike[index]:
            yield PASSED
        else:
            yield from _tables(subject, index, row, unit_of(row.indicator))
    for goal in subject.once(goal_rows):
        if goal.target.unit_repeated:
            printed = goal.row.target.strip()
            place = (f"{goal.path}.target", printed, _plain(printed, goal.target.unit))
            twice.setdefault(goal.path.partition("[")[0], []).append(place)
    if converted:
        first, *rest = converted
        facts = {"conversion": first.actual.conversion, "times": f"等 {len(converted)} 处" if rest else ""}
        related = tuple(row_path(row, "actual") for row in rest)
        yield Fault("converted", row_path(first, "actual"), first.actual.printed, "", "", related, facts)
    for places in twice.values():  # one habit of a table is one finding
        path, printed, right = places[0]
        others = tuple(path for path, _, _ in places[1:])
        facts = {"times": f"等 {len(places)} 处" if others else ""}
        yield Fault("twice", path, printed, right, "", others, facts)
    yield from text_units(subject)
    yield from _yuan(subject)


def _yuan(subject: Subject) -> Cases:
    """Amounts in 元 under a head that says 万元: one finding for the table."""
    amounts = subject.once(amounts_in_yuan)
    if amounts:
        (path, amount), *others = amounts
        right, gap = show.number(amount / 10_000), f"{show.number(amount / 10_000)}亿元"
        yield Fault("yuan", path, show.number(amount), right, "", tuple(where for where, _ in others), {"sum": gap})
    elif subject.evaluation.funds:
        yield PASSED


def _said_twice(row: ScoredRow, issued: Target | None) -> Iterator[tuple[str, str, str, str]]:
    """Column, path, what is written, what it should be."""
    values = (
        ("target", row.target.unit_repeated),
        ("issued_target", issued is not None and issued.unit_repeated),
    )
    for field, repeated in values:
        if repeated:
            printed = getattr(row.indicator, field).strip()
            yield field, row_path(row, field), printed, _plain(printed, unit_in_name(row.indicator.level3))


def _plain(printed: str, unit: Unit | None) -> str:
    """The value without its unit."""
    text = fold(printed)
    suffix = fold(unit.printed) if unit is not None else ""
    for end in (suffix, "%"):
        if end and text.endswith(end):
            return text[: -len(end)]
    return text.rstrip("年月天个处条户人亩元万亿公里米")


def _column(row: ScoredRow) -> Cases:
    """The unit column against the brackets of the name."""
    named = unit_in_name(row.indicator.level3)
    column = row.indicator.unit.strip()
    if named is None or not column:
        return
    if same_unit(read_unit(column), named):
        yield PASSED
    else:
        yield Fault("column", row_path(row, "unit"), column, named.printed, "", (row_path(row, "level3"),))


def _tables(subject: Subject, index: int, row: ScoredRow, own: Unit | None) -> Cases:
    """The unit in the goal tables' names against this table's."""
    if own is None:
        return
    differing: list[tuple[str, Unit, str]] = []
    agreeing = 0
    for table, position, name in _counterparts(subject, index):
        unit = unit_in_name(name)
        if unit is None:
            continue
        path = f"goals.{table}.indicators[{position}].level3"
        if unit.printed == own.printed or fold(unit.printed).casefold() == fold(own.printed).casefold():
            agreeing += 1
        else:
            differing.append((path, unit, name))
    if not differing:
        yield PASSED
        return
    mine = row_path(row, "level3")
    if not agreeing:
        path, unit, _ = differing[0]
        yield _spelling(mine, own, unit, (*(path for path, _, _ in differing), row_path(row, "unit")))
        return
    for path, unit, _ in differing:
        yield _spelling(path, unit, own, (mine,))


def _spelling(path: str, found: Unit, expected: Unit, related: tuple[str, ...]) -> Fault:
    if not found.comparable(expected):
        return Fault("other", path, found.printed, expected.printed, "", related)
    if not same_unit(found, expected):
        return Fault("factor", path, found.printed, expected.printed, "", related)
    return Fault("spelling", path, found.printed, expected.printed, "", related)


def _counterparts(subject: Subject, index: int) -> Iterator[tuple[str, int, str]]:
    for table, matching in (("annual", subject.annual), ("overall", subject.overall)):
        pair = matching.pairs.get(index)
        if pair is not None:
            goal = getattr(subject.evaluation.goals, table)
            yield table, pair.other, goal.indicators[pair.other].level3


CHECK = Check(
    id="C09",
    title="计量单位一致，不重复书写",
    basis="常见问题：单位在名称和指标值中各写一次，万元与元、公顷与 ha 混用",
    applies_to="带有计量单位的指标",
    messages={
        "twice": Message(
            "hint",
            "“{found}”{times}重复了指标名称中已有的单位。",
            "要么改为“{expected}”的写法，要么从指标名称中去掉单位。",
        ),
        "column": Message(
            "warning",
            "单位栏为“{found}”，指标名称中为“{expected}”。",
            "要么改正单位栏，要么改正名称中的单位。",
        ),
        "converted": Message(
            "hint",
            "实际完成值“{found}”{times}与指标单位不同，已换算：{conversion}。",
            "要么按指标单位填写，要么确认换算无误。",
        ),
        "unreadable": Message(
            "error",
            "实际完成值“{found}”无法与指标值比较：{why}。",
            "要么按指标的单位填写，要么改正指标的单位。",
        ),
        "yuan": Message(
            "warning",
            "资金栏以万元为单位，这里填的 {found} 万元即 {sum}，像是以元填写的。",
            "要么换算成万元（{expected}），要么核对金额确为 {sum}。",
        ),
        "spelling": Message(
            "hint",
            "单位写作“{found}”，其他表写作“{expected}”，大小相同{times}。",
            "要么统一写作“{expected}”，要么各表都写作“{found}”。",
        ),
        "text": Message(
            "hint",
            "文字中写作“{figure}”，表中的单位写作“{expected}”，大小相同。",
            "要么统一写作“{expected}”，要么各处都写作“{found}”。",
        ),
        "factor": Message(
            "warning",
            "单位为“{found}”，其他表为“{expected}”，数值相差若干倍。",
            "要么统一单位并换算数值，要么说明两表单位不同的原因。",
            explained="单位|换算|口径",
        ),
        "other": Message(
            "warning",
            "单位为“{found}”，其他表为“{expected}”，不是同一种量。",
            "要么改正单位，要么核对两表是否为同一指标。",
        ),
    },
    function=units,
)
