"""（一）资金投入情况分析 and （二）资金管理情况分析."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xladdin.checks.show import says_nothing
from xladdin.checks.texts.days import read_day
from xladdin.model.evaluation import MANAGEMENT_ITEMS
from xladdin.model.funds import SOURCE_TITLES, FundsRow
from xladdin.model.report_matter import MINISTRY, PLAN, PROVINCE, RULES, Payment
from xladdin.report.blocks import MISSING, Block, Piece
from xladdin.report.compose.issued import cited
from xladdin.report.compose.project import Project, paragraph, prose, sentence
from xladdin.rules.total.execution import execution_rate


def invested(project: Project) -> Iterator[Block]:
    yield paragraph("（一）资金投入情况分析", look="h2")
    yield paragraph("1.资金到位情况", look="h3")
    if project.evaluation.asks.arrivals or any(row.arrived is not None for row in project.evaluation.funds):
        yield paragraph(*_by_source(project, "arrived", "到位", "arrival_rate"))
    yield from _payments(project)
    if _is_short(project):
        yield from prose(project.evaluation.report.arrival_gap, lead="资金未足额到位的原因：")
    yield paragraph("2.资金执行情况", look="h3")
    yield paragraph(*_by_source(project, "executed", "执行", "execution_rate"))


def _by_source(project: Project, field: str, word: str, rate: str) -> list[Piece]:
    """全年预算数, what arrived or was executed, and the rate: the total, then every source."""
    year, total = project.evaluation.year, project.total
    pieces: list[Piece] = [f"截至{year}年12月31日，年度资金总额", *_source(project, total, field, word, rate)]
    parts = [row for row in project.evaluation.funds if row.source != "total" and row.budget is not None]
    for number, row in enumerate(parts):
        pieces += ["。其中：" if number == 0 else "；", SOURCE_TITLES[row.source]]
        pieces += _source(project, row, field, word, rate)
    return [*pieces, "。"]


def _source(project: Project, row: FundsRow, field: str, word: str, rate: str) -> Iterator[Piece]:
    path, value = f"funds[{row.source}]", getattr(row, field)
    yield project.money(f"{path}.budget", row.budget)
    yield f"，{word}"
    yield project.money(f"{path}.{field}", value)
    found = execution_rate(row.budget, value)
    if found is not None:
        yield f"，{word}率"
        yield project.rate(f"{path}.{rate}", found)


def _is_short(project: Project) -> bool:
    total = project.total
    return total.budget is not None and total.arrived is not None and total.arrived < total.budget


def _payments(project: Project) -> Iterator[Block]:
    report = project.evaluation.report
    if not report.payments:
        yield paragraph("资金下达和拨付的时间：", MISSING)
        return
    issued = {
        row.number.strip(): day
        for row in report.documents_of(MINISTRY, PROVINCE)
        if (day := read_day(row.date)) is not None
    }
    for number, row in enumerate(report.payments):
        path = f"report.payments[{row.key}]"
        pieces: list[Piece] = [f"{row.date.strip() or MISSING}，{row.sender.strip() or MISSING}"]
        pieces.append(f"根据{row.document.strip()}" if row.document.strip() else "")
        pieces += [f"将{row.source.strip() or '资金'}", project.money(f"{path}.amount", row.amount)]
        pieces.append(f"拨付至{row.receiver.strip() or MISSING}")
        day = read_day(row.date)
        first = issued.get(row.document.strip()) or min(issued.values(), default=None)
        if day is not None and first is not None and day >= first:
            pieces += ["，距文件印发", project.figure(f"{path}.days", f"{(day - first).days}天")]
        got = _received(report.payments[:number], row)
        if day is not None and got is not None and day >= got:
            pieces += [f"，距{row.sender.strip()}收到", project.figure(f"{path}.days_held", f"{(day - got).days}天")]
        yield paragraph(*pieces, "。")


def _received(earlier: Sequence[Payment], row: Payment) -> date | None:
    """When the one who passes money on had got it: the last payment before of the same source to it."""
    days = [
        read_day(one.date)
        for one in earlier
        if one.receiver.strip() == row.sender.strip() != "" and one.source.strip() == row.source.strip()
    ]
    return next((day for day in reversed(days) if day is not None), None)


def managed(project: Project) -> Iterator[Block]:
    evaluation = project.evaluation
    yield paragraph("（二）资金管理情况分析", look="h2")
    rules = evaluation.report.documents_of(RULES, PLAN)
    if rules:
        named: list[Piece] = []
        for number, row in enumerate(rules):
            named += ["、" if number else "", *cited(project, row)]
        yield paragraph("项目执行的主要制度和方案有：", *named, "。")
    overview = evaluation.report.overview
    yield from prose(overview, lead="" if overview.strip() else "资金管理综述：")
    known = {row.item: row for row in evaluation.management}
    asked = MANAGEMENT_ITEMS if evaluation.asks.management else ()  # no other form has a place for them
    items = [*asked, *(item for item in known if item not in asked)]
    for number, item in enumerate(items, 1):
        found = known.get(item)
        statement = sentence(found.statement) if found is not None and found.statement.strip() else MISSING
        problems = found.problems.strip() if found is not None else ""
        lead = "" if problems.startswith(("存在问题", "问题")) else "存在问题和改进措施："
        told = f"{lead}{sentence(problems)}" if not says_nothing(problems) else ""
        yield paragraph(f"{number}.{item}。", " ".join(statement.split("\n")), " ".join(told.split("\n")))
