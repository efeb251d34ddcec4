"""一、绩效目标分解下达情况: documents, money and tables of goals."""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.model.goals import Goal
from xladdin.model.report_matter import MINISTRY, PROVINCE, Document
from xladdin.report.blocks import MISSING, Block, Piece
from xladdin.report.compose.goal_tables import goal_table, weighted_table
from xladdin.report.compose.project import Project, paragraph


def issued(project: Project) -> Iterator[Block]:
    goals = project.evaluation.goals
    yield paragraph("一、绩效目标分解下达情况", look="h1")
    if project.evaluation.form == "project":  # a department's own project: one budget, one goal, no tables from above
        yield from _documents(project, PROVINCE)
        return
    yield paragraph("（一）中央下达项目预算和绩效目标情况", look="h2")
    yield paragraph("1.预算下达情况", look="h3")
    yield from _documents(project, MINISTRY)
    yield from _goal_money(project)
    yield paragraph("2.绩效目标下达情况", look="h3")
    for path, title, goal in (("overall", "总体", goals.overall), ("annual", "年度", goals.annual)):
        if goal is None:
            yield paragraph(f"{title}绩效目标：", MISSING)
            continue
        period = goal.period.strip() or (f"{project.evaluation.year}年" if path == "annual" else MISSING)
        yield paragraph(f"{period}{title}绩效目标如下：")
        yield from goal_table(project, path, title, goal)
    yield paragraph("（二）地方分解下达预算和绩效目标情况", look="h2")
    yield paragraph("1.预算下达情况", look="h3")
    yield from _documents(project, PROVINCE)
    yield from _weighted_money(project)
    yield paragraph("2.绩效目标下达情况", look="h3")
    yield paragraph("分解下达的绩效目标和分值权重如下：")
    yield from weighted_table(project)


def _documents(project: Project, kind: str) -> Iterator[Block]:
    rows = project.evaluation.report.documents_of(kind)
    if not rows:
        about = kind if project.evaluation.form == "transfer" else "下达预算和绩效目标"
        yield paragraph(f"{about}的文件：", MISSING)
    for row in rows:
        path = f"report.documents[{row.key}]"
        pieces: list[Piece] = [f"{row.date.strip() or MISSING}，{row.issuer.strip()}印发", *cited(project, row)]
        pieces += ["，下达本项目资金", project.money(f"{path}.amount", row.amount)]
        if row.period.strip():
            pieces.append(f"，项目期限为{row.period.strip()}")
        yield paragraph(*pieces, "。")


def cited(project: Project, row: Document) -> list[Piece]:
    """《title》（number）."""
    title = row.title.strip().removeprefix("《").removesuffix("》") or MISSING
    number = row.number.strip()
    return [f"《{title}》", f"（{number}）" if number else ""]


_MONEY = (("central", "中央资金"), ("local", "地方配套"), ("social", "社会资本"))


def _goal_money(project: Project) -> Iterator[Block]:
    goals = project.evaluation.goals
    for name, title, goal in (("overall", "总体", goals.overall), ("annual", "年度", goals.annual)):
        if goal is None or goal.funds.total is None:
            continue
        yield paragraph(*_money_sentence(project, f"goals.{name}.funds", f"{title}绩效目标表列明项目总投资", goal))


def _money_sentence(project: Project, path: str, lead: str, goal: Goal) -> list[Piece]:
    pieces: list[Piece] = [lead, project.money(f"{path}.total", goal.funds.total)]
    parts = [(name, title, getattr(goal.funds, name)) for name, title in _MONEY]
    told = [(name, title, value) for name, title, value in parts if value is not None]
    for number, (name, title, value) in enumerate(told):
        pieces += ["，其中：" if number == 0 else "，", title, project.money(f"{path}.{name}", value)]
    return [*pieces, "。"]


def _weighted_money(project: Project) -> Iterator[Block]:
    weighted = project.evaluation.goals.weighted
    if weighted is None or weighted.funds.total is None:
        return
    path, funds = "goals.weighted.funds", weighted.funds
    pieces: list[Piece] = [f"{project.evaluation.year}年度预算总额", project.money(f"{path}.total", funds.total)]
    if funds.fiscal is not None:
        pieces += ["，其中：财政拨款", project.money(f"{path}.fiscal", funds.fiscal)]
    if funds.other is not None:
        pieces += ["，其他资金", project.money(f"{path}.other", funds.other)]
    yield paragraph(*pieces, "。")
