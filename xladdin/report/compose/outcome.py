"""三 下一步改进措施, 四 结果、应用和公开, 五 其他: what follows from the evaluation."""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.checks.show import says_nothing
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.report_matter import OVERSIGHT, Improvement, Promise
from xladdin.report.blocks import MISSING, Block, Picture, Piece, Series
from xladdin.report.compose.project import Project, named, paragraph, prose, sentence
from xladdin.rules.rounding import declared_round
from xladdin.rules.score_sheet import ScoredLevel, ScoredRow
from xladdin.rules.total.level_score import level_sums


def measures(project: Project) -> Iterator[Block]:
    """What was promised last year and what came of it (where something was), and what is promised now."""
    report = project.evaluation.report
    if report.promises:
        yield paragraph("2.上年改进措施落实情况", look="h3")
    for number, promise in enumerate(report.promises, 1):
        result = MISSING if says_nothing(promise.result) else sentence(" ".join(promise.result.split("\n")))
        yield paragraph(*_measure(number, promise), f"落实情况：{result}")
    yield paragraph(f"{3 if report.promises else 2}.下一步改进措施", look="h3")
    if not report.improvements:
        yield from prose(project.evaluation.measures)
    for number, row in enumerate(report.improvements, 1):
        yield paragraph(*_measure(number, row))


def _measure(number: int, row: Improvement | Promise) -> list[str]:
    title = sentence(row.title) if row.title.strip() else ""
    text = sentence(" ".join(row.text.split("\n")))
    due = f"完成时限：{sentence(row.due)}" if row.due.strip() else ""
    responsible = f"责任单位：{sentence(row.responsible)}" if row.responsible.strip() else ""
    return [f"（{number}）{title}{text}" if title or text else f"（{number}）{MISSING}", due, responsible]


def result(project: Project) -> Iterator[Block]:
    sheet = project.sheet
    yield paragraph("（一）绩效自评结果", look="h2")
    standards: list[Piece] = []
    for number, level in enumerate(sheet.levels):
        standard = project.points(f"levels[{level.name}].standard", level.standard)
        standards += ["、" if number else "", level.name, standard]
    yield paragraph(f"按照{project.profile.title}，各级指标标准分为：", *standards, "。")
    scores: list[Piece] = []
    for number, level in enumerate(sheet.levels):
        scores += ["、" if number else "", level.name, project.points(f"levels[{level.name}].score", level.score)]
    grade: Piece = project.figure("grade", sheet.grade) if sheet.grade else MISSING
    yield paragraph(
        "经自评，总分", project.points("total", sheet.total), "，其中：", *scores, "，自评等级为“", grade, "”。"
    )
    for level in sheet.levels:
        yield paragraph(*_computed(project, level))
    yield _picture(project)
    yield from _adjusted(project)


def _computed(project: Project, level: ScoredLevel) -> list[Piece]:
    """How the score of a level comes about."""
    path = f"levels[{level.name}]"
    score = project.points(f"{path}.score", level.score)
    if level.score is None:
        return [f"{level.name}：", level.reason or MISSING]
    standard = project.points(f"{path}.standard", level.standard)
    if project.profile.execution is not None and level.id == project.profile.execution.id:
        rate = project.rate("funds[total].execution_rate", project.sheet.execution_rate)
        return [f"{level.name}：预算执行率", rate, "，标准分", standard, "，得", score, "。"]
    own = [row for row in project.rows if row.level == level.name and not _dropped(project, row)]
    got, weights = level_sums((row.score, row.terms.weight) for row in own)
    if got is None or not weights:
        return [f"{level.name}：标准分", standard, "，得", score, "。"]
    sums = project.figure(f"{path}.sum", plain_text(declared_round(got, 2)))
    if project.evaluation.asks.plain_sums:
        return [f"{level.name}：", f"{len(own)}项指标得分合计，标准分", standard, "，得", score, "。"]
    all_weights = project.figure(f"{path}.weights", plain_text(weights))
    return [
        f"{level.name}：",
        f"{len(own)}项指标得分合计",
        sums,
        "，权重合计",
        all_weights,
        "，按标准分",
        standard,
        "折算，得",
        score,
        "。",
    ]


def _dropped(project: Project, row: ScoredRow) -> bool:
    """Whether the profile takes the row out of the level, with its weight."""
    adjustment = row.indicator.adjustment
    drops = project.profile.not_applicable == "drop" and row.terms.keep is not None
    return drops and adjustment is not None and adjustment.kind == "不适用"


def _adjusted(project: Project) -> Iterator[Block]:
    rows = [row for row in project.rows if row.indicator.adjustment is not None]
    if not rows:
        return
    counted = (
        project.figure("computed_total", plain_text(project.sheet.computed_total))
        if project.sheet.computed_total is not None
        else MISSING
    )
    yield paragraph(f"评分调整共{len(rows)}项，不计调整时总分为", counted, "分：")
    kept = project.evaluation.asks.worded("保留权重的")
    for number, row in enumerate(rows, 1):
        adjustment = row.indicator.adjustment
        assert adjustment is not None
        path = f"indicators[{row.indicator.key}].adjustment"
        pieces: list[Piece] = [f"{number}）{named(row)}：{adjustment.kind.strip() or MISSING}，{kept}"]
        pieces.append(project.rate(f"{path}.keep", adjustment.keep))
        pieces += [
            "，得",
            project.points(
                f"indicators[{row.indicator.key}].score",
                declared_round(row.score, 2) if row.score is not None else None,
            ),
        ]
        pieces.append(f"。理由：{sentence(adjustment.reason) or MISSING}")
        pieces.append(f"依据：{sentence(adjustment.basis) or MISSING}")
        if not adjustment.counts:
            pieces.append("（尚未批准，没有计入得分）")
        yield paragraph(*pieces)


def _picture(project: Project) -> Picture:
    levels = project.sheet.levels
    scores = tuple(None if level.score is None else plain_text(level.score) for level in levels)
    series = (Series("标准分", tuple(plain_text(level.standard) for level in levels)), Series("得分", scores))
    return Picture("各级指标得分与标准分", tuple(level.name for level in levels), series)


def applied(project: Project) -> Iterator[Block]:
    report = project.evaluation.report
    yield paragraph("（二）项目效益和结果应用", look="h2")
    yield from prose(report.benefits, lead="项目效益：")
    yield from prose(report.application, lead="结果应用：")
    yield paragraph("（三）公开情况", look="h2")
    if not report.publications:
        yield paragraph("公开渠道和时间：", MISSING)
    for row in report.publications:
        where = f"（{row.address.strip()}）" if row.address.strip() else ""
        when = f"于{row.date.strip()}" if row.date.strip() else ""
        yield paragraph(f"自评结果{when}在{row.channel.strip() or MISSING}{where}公开。")


def other(project: Project) -> Iterator[Block]:
    evaluation, report = project.evaluation, project.evaluation.report
    yield paragraph("五、其他需要说明的问题", look="h1")
    for row in report.problems:
        pieces: list[Piece] = [f"{row.body.strip() or '、'.join(OVERSIGHT)}发现的问题：{sentence(row.text) or MISSING}"]
        if row.amount is not None:
            pieces += ["涉及金额", project.money(f"report.problems[{row.key}].amount", row.amount), "。"]
        pieces.append(f"整改情况：{sentence(row.remedy) or MISSING}")
        yield paragraph(*pieces)
    if not report.problems and not says_nothing(evaluation.remarks):
        yield from prose(evaluation.remarks)
    if not report.problems and says_nothing(evaluation.remarks):
        told = "中未发现问题。" if evaluation.remarks.strip() in ("无", "没有") else f"发现问题的情况：{MISSING}"
        yield paragraph(f"{'、'.join(OVERSIGHT)}{told}")
    if report.other.strip() and not says_nothing(report.other):
        yield from prose(report.other)
    elif not report.other.strip():
        yield paragraph("其他问题：", MISSING)
