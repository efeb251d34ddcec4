"""The outline of 绩效自评报告 (domain: 一 下达, 二 分析, 三 偏离和措施, 四 结果、应用和公开, 五 其他); projects are 第一部分, 第二部分."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xladdin.model.report_matter import NOTICE
from xladdin.report.blocks import MISSING, Block, Report
from xladdin.report.compose.indicators import by_indicator, deviating, goal_reached
from xladdin.report.compose.issued import cited, issued
from xladdin.report.compose.money import invested, managed
from xladdin.report.compose.outcome import applied, measures, other, result
from xladdin.report.compose.project import Project, Source, paragraph, prose
from xladdin.report.compose.project_table import project_table
from xladdin.report.compose.self_table import self_table

_DIGITS = "〇一二三四五六七八九"


def compose(sources: Sequence[Source]) -> Report:
    """The report of one or several projects."""
    projects = [Project(source, number) for number, source in enumerate(sources, 1)]
    first = projects[0].evaluation
    blocks: list[Block] = [*_preface(projects)]
    for number, project in enumerate(projects, 1):
        if len(projects) > 1:
            blocks.append(
                paragraph(
                    f"第{chinese(number)}部分　{project.evaluation.project.name}", look="part", new_page=number > 1
                )
            )
        blocks += _part(project)
    report = Report(_title(projects), first.unit.name.strip() or MISSING, str(first.year), tuple(blocks))
    if report.missing:
        told = f"（本报告尚有{report.missing}处没有填写，均以方头括号标明，补齐后请删去本段。）"
        report = report._replace(blocks=(*blocks, paragraph(told)))
    return report


def _part(project: Project) -> Iterator[Block]:
    yield from issued(project)
    yield paragraph("二、绩效情况分析", look="h1")
    yield from invested(project)
    yield from managed(project)
    yield from goal_reached(project)
    yield from by_indicator(project)
    yield paragraph("三、偏离绩效目标的原因和下一步改进措施", look="h1")
    yield from deviating(project)
    yield from measures(project)
    yield paragraph("四、绩效自评结果拟应用和公开情况", look="h1")
    yield from result(project)
    yield from applied(project)
    yield from other(project)
    yield from (self_table if project.evaluation.form == "transfer" else project_table)(project)


def _title(projects: Sequence[Project]) -> str:
    programmes = {project.evaluation.project.programme.strip() for project in projects}
    names = {project.evaluation.project.name.strip() for project in projects}
    about = next((found.pop() for found in (programmes, names) if len(found) == 1 and found != {""}), "")
    years = {project.evaluation.year for project in projects}
    year = f"{years.pop()}年度" if len(years) == 1 else ""
    return f"{about or '项目'}{year}绩效自评报告"


def _preface(projects: Sequence[Project]) -> Iterator[Block]:
    """The written preface of each project (once where they say the same), else one sentence by the notice."""
    prefaces = list(dict.fromkeys(text for one in projects if (text := one.evaluation.report.preface.strip())))
    for text in prefaces:
        yield from prose(text)
    if prefaces:
        return
    first = projects[0]
    notice = first.evaluation.report.documents_of(NOTICE)
    named = cited(first, notice[0]) if notice else [MISSING]
    unit = first.evaluation.unit.name.strip() or MISSING
    about = f"{len(projects)}个项目" if len(projects) > 1 else f"“{first.evaluation.project.name}”"
    yield paragraph("按照", *named, f"的要求，{unit}对{about}开展了{first.evaluation.year}年度绩效自评，情况报告如下。")


def chinese(number: int) -> str:
    """1 … 99 as 一, 二, … 九十九; larger numbers in digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
