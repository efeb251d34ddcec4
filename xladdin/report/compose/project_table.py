"""Table E, 项目支出绩效自评表 (财预〔2020〕10号): money with 年初预算数 and scores, indicators with 分值 and 得分, 总分."""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.model.funds import SOURCE_TITLES
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.indicator import says_something
from xladdin.report.blocks import Block, Cell, Table
from xladdin.report.compose.goal_tables import merged
from xladdin.report.compose.project import Project, paragraph, percent
from xladdin.report.compose.self_table import amount, beside
from xladdin.rules.rounding import declared_round
from xladdin.rules.total.execution import execution_rate

_HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析\n及改进措施")
_MONEY = ("", "年初预算数", "全年预算数\n（A）", "全年执行数\n（B）", "分值", "执行率\n（B/A）", "得分")
_SOURCES = ("fiscal", "carryover", "unit", "other")


def project_table(project: Project) -> Iterator[Block]:
    evaluation, names = project.evaluation, project.evaluation.project
    yield paragraph("项目支出绩效自评表", look="table_title", new_page=True)
    yield paragraph(f"（{evaluation.year}年度）", look="table_period")
    rows: list[tuple[Cell, ...]] = [
        (_head("项目名称", 2), Cell(names.name, 7)),
        (_head("主管部门", 2), Cell(names.local_department, 3), _head("实施单位", 2), Cell(names.implementing_unit, 2)),
        (
            Cell("项目资金\n（万元）", down=1, head=True),
            *(_head(head, 2 if at == 0 else 1) for at, head in enumerate(_MONEY)),
        ),
    ]
    rows += _money(project)
    rows.append((Cell("年度总体目标", down=1, head=True), _head("预期目标", 4), _head("实际完成情况", 4)))
    rows.append(
        (Cell("", down=2), Cell(evaluation.objective, 4, left=True), Cell(evaluation.achievement, 4, left=True))
    )
    first = len(rows)
    rows.append((Cell("", head=True, open="bottom"), *map(_head, _HEADS)))
    rows += _indicators(project)
    total = project.sheet.total
    rows.append((_head("总分", 6), Cell("100"), Cell(amount(project, "total", total)), Cell("")))
    yield Table("项目支出绩效自评表", (850, 1014, 900, 1250, 1040, 1040, 560, 780, 1410), tuple(rows), first)


def _head(text: str, across: int = 1) -> Cell:
    return Cell(text, across, head=True)


def _money(project: Project) -> Iterator[tuple[Cell, ...]]:
    known = {row.source: row for row in project.evaluation.funds}
    execution = next((one for one in project.sheet.levels if _is_execution(project, one.id)), None)
    rows = [
        (project.total, "年度资金总额"),
        *((known[name], SOURCE_TITLES[name]) for name in _SOURCES if name in known),
    ]
    for row, title in rows:
        path, rate = f"funds[{row.source}]", execution_rate(row.budget, row.executed)
        scored = execution is not None and row.source == "total"
        yield (
            Cell("", down=2),
            _head(title, 2),
            *(
                Cell(amount(project, f"{path}.{name}", getattr(row, name)))
                for name in ("initial", "budget", "executed")
            ),
            Cell(plain_text(execution.standard) if execution is not None and scored else "—"),
            Cell(project.figure(f"{path}.execution_rate", percent(rate)) if rate is not None else ""),
            Cell(
                amount(project, "levels[execution].row_score", execution.score)
                if execution is not None and scored
                else "—"
            ),
        )


def _is_execution(project: Project, level: str) -> bool:
    found = project.profile.execution
    return found is not None and found.id == level


def _indicators(project: Project) -> Iterator[tuple[Cell, ...]]:
    rows = [row for row in project.rows if says_something(row.indicator)]
    levels = merged([(row.indicator.level1, row.indicator.level2) for row in rows])
    for number, (row, groups) in enumerate(zip(rows, levels, strict=True)):
        one, path = row.indicator, f"indicators[{row.indicator.key}]"
        score = None if row.score is None else declared_round(row.score, 2)
        yield (
            beside(number),
            *groups,
            Cell(one.level3, left=True),
            Cell(project.figure(f"{path}.printed_target", one.target)),
            Cell(project.figure(f"{path}.printed_actual", one.actual)),
            Cell(amount(project, f"{path}.weight", one.weight)),
            Cell(amount(project, f"{path}.row_score", score)),
            Cell(one.reason, left=True),
        )
