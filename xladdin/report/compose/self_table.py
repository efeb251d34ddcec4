"""Tables D and E: the self-evaluation table of the form, filled, as the ministry prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xladdin.model.evaluation import HEAD_TITLES, MANAGEMENT_ITEMS
from xladdin.model.funds import FundsRow
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.indicator import says_something
from xladdin.report.blocks import Block, Cell, Piece, Table
from xladdin.report.compose.goal_tables import merged
from xladdin.report.compose.project import Project, paragraph, percent
from xladdin.rules.total.execution import execution_rate

_FUNDS = (
    ("total", "年度资金总额："),
    ("central", "其中：中央财政资金"),
    ("local", "地方财政资金"),
    ("other", "其他资金"),
)
_HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施")


def self_table(project: Project) -> Iterator[Block]:
    evaluation = project.evaluation
    names = evaluation.project
    full = f"{names.programme or names.name}{'转移支付项目' if evaluation.form == 'transfer' else '项目支出'}绩效自评表"
    yield paragraph(full, look="table_title", new_page=True)
    yield paragraph(f"（{evaluation.year}年度）", look="table_period")
    rows: list[tuple[Cell, ...]] = [(Cell("转移支付\n（项目）名称", 2, head=True), Cell(names.name, 5))]
    rows.append((Cell("中央主管部门", 2, head=True), Cell(names.central_department, 5)))
    rows.append(
        (
            Cell("地方主管部门", 2, head=True),
            Cell(names.local_department, 2),
            Cell(HEAD_TITLES["fund_user"], head=True),
            Cell(names.fund_user, 2),
        )
    )
    rows += _money(project)
    rows += _management(project)
    rows += _goal(project)
    first = len(rows)
    rows += _indicators(project)
    rows.append((Cell("说明", head=True), Cell(evaluation.remarks, 6, left=True)))
    yield Table(full, (850, 1014, 1380, 1440, 940, 940, 2280), tuple(rows), first)


def _money(project: Project) -> Iterator[tuple[Cell, ...]]:
    heads = ("全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%）")
    yield (
        Cell("资金投入情况\n（万元）", down=1, head=True),
        Cell("", 2),
        Cell(heads[0], head=True),
        Cell(heads[1], 2, head=True),
        Cell(heads[2], head=True),
    )
    known: dict[str, FundsRow] = {row.source: row for row in project.evaluation.funds}
    known["total"] = project.total
    for source, title in _FUNDS:
        row, path = known.get(source), f"funds[{source}]"
        budget, executed = (row.budget, row.executed) if row is not None else (None, None)
        rate = execution_rate(budget, executed)
        printed = "—" if budget == 0 else "" if rate is None else percent(rate)
        yield (
            Cell("", down=2),
            Cell(title, 2, head=True),
            Cell(amount(project, f"{path}.budget", budget)),
            Cell(amount(project, f"{path}.executed", executed), 2),
            Cell(project.figure(f"{path}.execution_rate", printed) if rate is not None else printed),
        )


def amount(project: Project, path: str, value: Decimal | None) -> Piece:
    """An amount in a cell; a blank one stays blank."""
    return "" if value is None else project.figure(path, plain_text(value))


def _management(project: Project) -> Iterator[tuple[Cell, ...]]:
    known = {row.item: row for row in project.evaluation.management}
    yield (
        Cell("资金管理情况", down=1, head=True),
        Cell("", 2),
        Cell("情况说明", 2, head=True),
        Cell("存在问题和改进措施", 2, head=True),
    )
    for item in (*MANAGEMENT_ITEMS, *(item for item in known if item not in MANAGEMENT_ITEMS)):
        row = known.get(item)
        yield (
            Cell("", down=2),
            Cell(item, 2, head=True),
            Cell(row.statement if row is not None else "", 2, left=True),
            Cell(row.problems if row is not None else "", 2, left=True),
        )


def beside(number: int) -> Cell:
    """绩效指标, beside the rows of indicators and, to look at, beside their heads."""
    return Cell("", down=2) if number else Cell("绩效指标", down=1, head=True, open="top")


def _goal(project: Project) -> Sequence[tuple[Cell, ...]]:
    evaluation = project.evaluation
    return (
        (
            Cell("总体目标完成情况", down=1, head=True),
            Cell("总体目标", 3, head=True),
            Cell("全年实际完成情况", 3, head=True),
        ),
        (
            Cell("", down=2),
            Cell(evaluation.objective, 3, left=True),
            Cell(evaluation.achievement, 3, left=True),
        ),
    )


def _indicators(project: Project) -> Iterator[tuple[Cell, ...]]:
    yield (Cell("", head=True, open="bottom"), *(Cell(head, head=True) for head in _HEADS))
    rows = [row.indicator for row in project.rows if says_something(row.indicator)]
    levels_of = merged([(row.level1, row.level2) for row in rows])
    for number, (row, levels) in enumerate(zip(rows, levels_of, strict=True)):
        path = f"indicators[{row.key}]"
        yield (
            beside(number),
            *levels,
            Cell(row.level3, left=True),
            Cell(project.figure(f"{path}.printed_target", row.target)),
            Cell(project.figure(f"{path}.printed_actual", row.actual)),
            Cell(row.reason, left=True),
        )
