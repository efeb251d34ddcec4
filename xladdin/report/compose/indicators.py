"""（三）总体绩效目标完成情况, （四）绩效指标完成情况, and what deviates: a sentence for every indicator, as its numbers say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from xladdin.checks.show import says_nothing
from xladdin.forms.results import over_line
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.grammar.quantity import Direction
from xladdin.model.indicator import says_something, shown_unit
from xladdin.report.blocks import MISSING, Block, Picture, Piece, Series
from xladdin.report.compose.project import Project, named, paragraph, prose, sentence
from xladdin.rules.score_sheet import ScoredRow


def goal_reached(project: Project) -> Iterator[Block]:
    evaluation = project.evaluation
    yield paragraph("（三）总体绩效目标完成情况分析", look="h2")
    yield from prose(evaluation.objective, lead="1.预期目标。")
    yield from prose(evaluation.achievement, lead="2.实际完成情况。")
    told = [f"{row.name.strip()}：{row.date.strip() or MISSING}" for row in evaluation.report.milestones]
    if told:
        yield paragraph("3.主要节点。", "；".join(told), "。")
    yield from _cumulative(project)


def _cumulative(project: Project) -> Iterator[Block]:
    """What the year adds to the goals of the whole period, for amounts that add up over years."""
    overall = project.evaluation.goals.overall
    if overall is None:
        return
    pieces: list[Piece] = []
    for row, bound, target in zip(
        project.rows, project.subject.overall_bounds, project.subject.overall_targets, strict=True
    ):
        done = row.terms.number
        if bound is None or not bound or done is None or target is None or not _adds_up(row):
            continue
        if target.unit != row.target.unit:
            continue
        key, unit = row.indicator.key, shown_unit(row.indicator)
        path = f"indicators[{key}].cumulative"
        pieces += ["；" if pieces else "", f"{named(row)}完成", project.figure(f"{path}.done", plain_text(done))]
        pieces += ["，占期间目标", project.figure(f"{path}.goal", f"{plain_text(bound)}{unit}"), "的"]
        pieces.append(project.rate(f"{path}.rate", done / bound))
    if pieces:
        period = overall.period.strip() or "整个期间"
        yield paragraph(f"对照{period}总体绩效目标，{project.evaluation.year}年度：", *pieces, "。")


def _adds_up(row: ScoredRow) -> bool:
    unit = shown_unit(row.indicator)
    return row.indicator.level2.startswith("数量") and unit not in ("", "%") and row.terms.direction in _UPWARD


_UPWARD = (Direction.AT_LEAST, Direction.MORE_THAN, Direction.EQUAL)


def by_indicator(project: Project) -> Iterator[Block]:
    yield paragraph("（四）绩效指标完成情况分析", look="h2")
    rows = [row for row in project.rows if says_something(row.indicator)]
    for number, (level1, below) in enumerate(groupby(rows, lambda row: row.indicator.level1.strip()), 1):
        yield paragraph(f"{number}.{level1 or MISSING}完成情况", look="h3")
        for second, (level2, own) in enumerate(groupby(below, lambda row: row.indicator.level2.strip()), 1):
            if level2:
                yield paragraph(f"（{second}）{level2}")
            for third, row in enumerate(own, 1):
                yield paragraph(f"{third}）", *told(project, row))
    yield completion_picture(project, rows)


def told(project: Project, row: ScoredRow) -> list[Piece]:
    """名称：指标值…，实际完成…，完成率…，偏差率…。原因：…。"""
    path = f"indicators[{row.indicator.key}]"
    pieces: list[Piece] = [
        f"{named(row)}：指标值",
        project.value(row, "target"),
        "，实际完成",
        project.value(row, "actual"),
    ]
    if row.completion_rate is not None:
        pieces += ["，完成率", project.rate(f"{path}.completion_rate", row.completion_rate)]
    if row.deviation_rate is not None:
        pieces += ["，偏差率", project.rate(f"{path}.deviation_rate", abs(row.deviation_rate))]
    reason = " ".join(row.indicator.reason.split("\n")).strip()
    if not says_nothing(reason):
        return [*pieces, f"。原因和措施：{sentence(reason)}"]
    return [*pieces, "。", *(["原因：", MISSING, "。"] if _wants_reason(project, row) else [])]


def _wants_reason(project: Project, row: ScoredRow) -> bool:
    limit, rate = over_line(project.profile), row.completion_rate
    return rate is not None and (rate < 1 or (limit is not None and rate > limit and is_over(row)))


def is_under(row: ScoredRow) -> bool:
    """Not reached: by its rate, or a text or date that was not met."""
    if row.completion_rate is not None:
        return row.completion_rate < 1
    number = row.terms.number
    return row.terms.direction is Direction.QUALITATIVE and number is not None and number < 1


def is_over(row: ScoredRow) -> bool:
    """Beyond the target; staying below a ceiling is a saving, not an over-achievement."""
    return row.completion_rate is not None and row.completion_rate > 1 and row.terms.direction in _UPWARD


def deviating(project: Project) -> Iterator[Block]:
    yield paragraph("1.偏离绩效目标的情况", look="h3")
    rows = [row for row in project.rows if says_something(row.indicator)]
    number = 0
    for title, test in (("未完成", is_under), ("超额完成", is_over)):
        for level1, own in groupby([row for row in rows if test(row)], lambda row: row.indicator.level1.strip()):
            number += 1
            listed = list(own)
            yield paragraph(f"（{number}）{title}的{level1 or '指标'}（{len(listed)}项）")
            for third, row in enumerate(listed, 1):
                yield paragraph(f"{third}）", *told(project, row))
    blank = sum(row.terms.keep is None and says_nothing(row.indicator.actual) for row in rows)
    if blank:
        yield paragraph(f"另有{blank}项指标没有填写实际完成值：", MISSING)
    if not number and not blank:
        yield paragraph("各项指标均按目标值完成。")


def completion_picture(project: Project, rows: Sequence[ScoredRow]) -> Picture:
    names = tuple(str(number) for number, _ in enumerate(rows, 1))
    rates = tuple(_text(row.completion_rate) for row in rows)
    series = [Series("完成率", rates), Series("100%", ("1",) * len(rows), "solid")]
    limit = over_line(project.profile)
    if limit is not None:
        series.append(Series(f"{plain_text(limit * 100)}%", (plain_text(limit),) * len(rows), "dash"))
    return Picture("各项指标完成率（按指标次序）", names, tuple(series), "0%")


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain_text(value.quantize(Decimal("0.0001")))
