"""Tables A, B and C as they are printed: 总体绩效目标表, 年度绩效目标表, 项目绩效目标表（含分值权重）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xladdin.model.goals import Goal, GoalHead, WeightedFunds, WeightedIndicator
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.indicator import Indicator
from xladdin.report.blocks import Block, Cell, Table
from xladdin.report.compose.project import Project, paragraph

_PORTRAIT = 8844
"""Width of the text of an upright page, in twips."""


def goal_table(project: Project, path: str, title: str, goal: Goal) -> Iterator[Block]:
    evaluation = project.evaluation
    head = _heads(project, goal.head)
    full = f"{evaluation.year}年{head['programme']}{title}绩效目标表"
    yield paragraph(full, look="table_title")
    yield paragraph(f"（{goal.period.strip() or f'{evaluation.year}年'}）", look="table_period")
    funds = [
        (name, project.figure(f"goals.{path}.funds.{field}", _number(getattr(goal.funds, field))))
        for name, field in (
            ("项目总投资", "total"),
            ("中央资金", "central"),
            ("地方配套", "local"),
            ("社会资本", "social"),
        )
    ]
    rows: list[tuple[Cell, ...]] = [
        (_label("项目名称"), Cell(head["name"], 3)),
        (_label("所属专项"), Cell(head["programme"], 3)),
        _pairs("中央主管部门", head["central_department"], "省级财政部门", head["provincial_finance"]),
        _pairs("省级主管部门", head["provincial_department"], "具体实施单位", head["implementing_unit"]),
    ]
    for number, (name, value) in enumerate(funds):
        rows.append((Cell("项目资金\n（万元）", down=2 if number else 1, head=True), _label(name), Cell(value, 2)))
    rows.append((_label("项目总体目标"), Cell(goal.objective, 3, left=True)))
    first = len(rows)
    rows.append(tuple(_label(name) for name in ("一级指标", "二级指标", "三级指标", "指标值")))
    items = [(row.level1, row.level2) for row in goal.indicators]
    for position, (row, levels) in enumerate(zip(goal.indicators, merged(items), strict=True)):
        target = project.figure(f"goals.{path}.indicators[{position}].target", row.target)
        rows.append((*levels, Cell(row.level3, left=True), Cell(target)))
    yield Table(full, (1250, 2050, 3394, 2150), tuple(rows), first)


def weighted_table(project: Project) -> Iterator[Block]:
    evaluation, names = project.evaluation, project.evaluation.project
    weighted = evaluation.goals.weighted
    name = (weighted.name if weighted is not None else "") or names.name
    full = f"{evaluation.year}年自治区项目绩效目标表" if "自治区" in names.provincial_finance else ""
    full = full or f"{evaluation.year}年项目绩效目标表（含分值权重）"
    yield paragraph(full, look="table_title")
    yield paragraph(f"（{evaluation.year}年）", look="table_period")
    path = "goals.weighted.funds"
    funds = weighted.funds if weighted is not None else WeightedFunds()
    money = [project.figure(f"{path}.{key}", _number(getattr(funds, key))) for key in ("total", "fiscal", "other")]
    rows: list[tuple[Cell, ...]] = [
        (Cell("预算单位", 2, head=True), Cell(names.budget_unit, 7)),
        (Cell("项目名称", 2, head=True), Cell(name, 4), Cell("项目负责人", 2, head=True), Cell(_leader(project))),
        (
            Cell("项目资金（万元）", 2, head=True),
            Cell("预算总额：", head=True), Cell(money[0]),
            Cell("其中：财政拨款", 2, head=True), Cell(money[1]),
            Cell("其他资金：", head=True), Cell(money[2]),
        ),
        (Cell("项目总体目标", 2, head=True), Cell(weighted.objective if weighted is not None else "", 7, left=True)),
    ]  # fmt: skip
    first = len(rows)
    rows.append(tuple(_label(head) for head in _WEIGHTED_HEADS))
    items: list[Indicator | WeightedIndicator] = [
        *evaluation.indicators,
        *(weighted.indicators if weighted is not None else ()),
    ]
    groups = merged([(_issued(row, "level1"), _issued(row, "level2")) for row in items])
    for position, (row, levels) in enumerate(zip(items, groups, strict=True)):
        rows.append((*levels, *_weighted_cells(project, row, position)))
    yield Table(full, (1150, 1950, 3350, 1300, 1080, 1120, 950, 1900, 1250), tuple(rows), first, wide=True)


_WEIGHTED_HEADS = (
    "一级指标", "二级指标", "三级指标", "指标值", "指标值\n设置依据", "上年完成值", "指标分值\n权重", "指标赋分规则", "佐证资料",
)  # fmt: skip


def _leader(project: Project) -> str:
    return project.evaluation.signatures.project_leader


def _issued(row: Indicator | WeightedIndicator, name: str) -> str:
    """What table C prints, which may differ from table D."""
    return str(getattr(row, f"issued_{name}", "") or getattr(row, name))


def _weighted_cells(project: Project, row: Indicator | WeightedIndicator, position: int) -> Iterator[Cell]:
    key = f"indicators[{row.key}]" if isinstance(row, Indicator) else f"goals.weighted.indicators[{position}]"
    yield Cell(_issued(row, "level3"), left=True)
    yield Cell(project.figure(f"{key}.issued_target", _issued(row, "target")))
    yield Cell(row.basis)
    yield Cell(row.last_year)
    yield Cell(project.figure(f"{key}.weight", _number(row.weight)))
    yield Cell(row.scoring_rule)
    yield Cell(row.evidence)


def _heads(project: Project, own: GoalHead) -> dict[str, str]:
    names = own.__struct_fields__
    return {name: getattr(own, name) or getattr(project.evaluation.project, name) for name in names}


def _label(text: str) -> Cell:
    return Cell(text, head=True)


def _pairs(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, head=position % 2 == 0) for position, text in enumerate(texts))


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain_text(value)


def merged(items: Sequence[tuple[str, str]]) -> list[tuple[Cell, Cell]]:
    """The two level columns, merged down their groups; level 2 only within its level 1."""
    found: list[tuple[Cell, Cell]] = []
    for position, (level1, level2) in enumerate(items):
        before = items[position - 1] if position else ("", "")
        after = items[position + 1] if position + 1 < len(items) else ("", "")
        same1, more1 = bool(level1) and before[0] == level1, bool(level1) and after[0] == level1
        same2 = same1 and bool(level2) and before[1] == level2
        more2 = more1 and bool(level2) and after[1] == level2
        found.append((_level(level1, same1, more1), _level(level2, same2, more2)))
    return found


def _level(text: str, same: bool, more: bool) -> Cell:
    return Cell(text, down=2 if same else 1 if more else 0)
