"""The score as a reader at a terminal sees it: levels first, then every row with its explanation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rich.table import Table

from xladdin.cli.output import console, is_narrow, table
from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.decimals import fixed_text, plain_text
from xladdin.rules.reading.actual_value import why_unread
from xladdin.rules.score_sheet import ScoredRow, ScoreSheet
from xladdin.rules.words import UNREAD


def _points(value: Decimal | None, places: int = 2) -> str:
    return "—" if value is None else fixed_text(value, places)


def percent(value: Decimal | None) -> str:
    """``1.5554…`` → ``155.54%``; — where there is no rate."""
    return "—" if value is None else f"{fixed_text(value * 100, 2)}%"


def level_table(evaluation: Evaluation, sheet: ScoreSheet) -> Table:
    """Level scores, total and grade: standard, score, computed score, declared score."""
    declared = evaluation.declared
    found = table("一级指标", "标准分", "得分", "规则得分（不计调整）", "填报得分", title=evaluation.project.name)
    for column in found.columns[1:]:
        column.justify = "right"
    for level in sheet.levels:
        stated = declared.levels.get(level.name) if declared else None
        found.add_row(
            level.name,
            plain_text(level.standard),
            _plain(level.score),
            _plain(level.computed_score),
            _plain(stated),
        )
    found.add_section()
    found.add_row(
        "总分",
        plain_text(sum((level.standard for level in sheet.levels), Decimal(0))),
        f"{_plain(sheet.total)} {sheet.grade}".strip(),
        f"{_plain(sheet.computed_total)} {sheet.computed_grade}".strip(),
        f"{_plain(declared.total)} {declared.grade}".strip() if declared else "—",
    )
    return found


def _plain(value: Decimal | None) -> str:
    return "—" if value is None else plain_text(value)


def _explained(row: ScoredRow, sheet: ScoreSheet) -> str:
    return row.explanation(sheet.profile) + "".join(f"（换算：{text}）" for text in row.conversions)


def _lines(number: int, row: ScoredRow, sheet: ScoreSheet) -> Iterator[str]:
    """A row for terminals that are too narrow for the table: three lines, nothing left out."""
    indicator = row.indicator
    yield f"{number}. {indicator.level3 or '（未写名称）'}"
    rates = f"完成率 {percent(row.completion_rate)}，偏差率 {percent(row.deviation_rate)}"
    yield f"   指标值 {indicator.target}，实际 {indicator.actual or '（空）'}，{rates}，得分 {_points(row.score)}/{_plain(indicator.weight)}"
    yield f"   {_explained(row, sheet)}"


def print_scores(evaluation: Evaluation, sheet: ScoreSheet) -> None:
    """Print both tables and what a reader must know: inferred numbers, rows that need a person's eye."""
    out = console()
    out.print(level_table(evaluation, sheet))
    if sheet.why_no_total:
        out.print(sheet.why_no_total)
    if is_narrow(out):
        for number, row in enumerate(sheet.rows, 1):
            for line in _lines(number, row, sheet):
                out.print(line, markup=False)
    else:
        weight = evaluation.asks.title("weight", "权重")
        rows = table("三级指标", "指标值", "实际完成值", "完成率", "偏差率", weight, "得分", "评分说明")
        for row in sheet.rows:
            indicator = row.indicator
            rows.add_row(
                indicator.level3,
                indicator.target,
                indicator.actual or "（空）",
                percent(row.completion_rate),
                percent(row.deviation_rate),
                _plain(indicator.weight),
                _points(row.score),
                _explained(row, sheet),
            )
        out.print(rows)
    out.print(f"评分规则：{sheet.profile.title}（{sheet.profile.id}）")
    inferred = [number.title for number in sheet.profile.unverified()]
    if inferred:
        out.print(f"其中未见原文或为推定的数：{'、'.join(inferred)}")
        out.print(f"详见 xladdin profile show {sheet.profile.id}")
    unread = [row for row in sheet.rows if row.terms.actual == UNREAD]
    for row in unread:
        out.print(f"需核对：{row.indicator.level3 or '（未写名称）'}，{why_unread(row.actual, row.target)}。")
    if unread:
        out.print("请把实际完成值改成能识别的写法，如 150、95%；指标值写法有误的，请下达目标的主管部门更正。")
