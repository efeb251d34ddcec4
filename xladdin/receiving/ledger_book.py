"""收件台账.xlsx: expected, received, returned, approved, missing; scores, findings and adjustments by unit."""

from __future__ import annotations

import datetime
from collections import Counter

from xladdin.checks.finding import REASONED_TITLE, SEVERITY_TITLES
from xladdin.ledger.clock import shown
from xladdin.ledger.files import File, all_files, standing
from xladdin.ledger.store import Ledger
from xladdin.receiving.across import across
from xladdin.receiving.overview import Entry, overview
from xladdin.receiving.scores import decisions, evaluation_of
from xladdin.receiving.table_book import Column, Table, table_book

_UNIT, _PROJECT = Column("单位", 16), Column("项目", 26)
_YEAR, _VERSION = Column("年度", 7, "count"), Column("版本", 6, "count")


def ledger_book(ledger: Ledger, now: datetime.datetime) -> bytes:
    """The workbook as file content."""
    entries = overview(ledger, now.astimezone().date())
    files = all_files(ledger)
    tables = (
        _summary(entries, now),
        _scores(entries),
        _findings(entries),
        _adjustments(entries),
        _across(ledger),
        _received(ledger, files),
    )
    return table_book(tables, "收件台账", now)


def counted(entries: list[Entry]) -> str:
    """``应报 12 项：已接收 8，退回 1，未报 3；其中已批准 5 项，逾期报送 1 项。``"""
    listed = [one for one in entries if one.entry is not None]
    counts = Counter(one.state for one in entries)
    said = "，".join(f"{state} {count}" for state, count in counts.items()) or "还没有收到文件"
    head = f"应报 {len(listed)} 项" if listed else f"共 {len(entries)} 项"
    besides = len(entries) - len(listed) if listed else 0
    approved, late = sum(one.is_approved for one in entries), sum(one.late for one in entries)
    tail = "".join(
        (
            f"，已批准 {approved} 项" if approved else "",
            f"，逾期报送 {late} 项" if late else "",
            f"，清单以外 {besides} 项" if besides else "",
        )
    )
    return f"{head}：{said}{tail}。"


def _summary(entries: list[Entry], now: datetime.datetime) -> Table:
    columns = (
        _UNIT,
        _PROJECT,
        _YEAR,
        Column("报送截止", 11),
        Column("状态", 9),
        _VERSION,
        Column("收到时间", 16),
        Column("得分", 7, "points"),
        Column("等级", 6),
        Column("执行率", 9, "rate"),
        Column("错误", 6, "count"),
        Column("警告", 6, "count"),
        Column("审核", 20),
        Column("说明", 34),
    )
    notes = (f"{now.astimezone():%Y-%m-%d %H:%M} 生成。{counted(entries)}得分只计已批准的评分调整，见“得分”表。",)
    rows = [
        (
            one.matter.unit.said,
            one.matter.project.said,
            one.matter.year,
            one.entry.deadline if one.entry is not None else "",
            one.state,
            one.file.version if one.file is not None else None,
            shown(one.file.received_at) if one.file is not None else "",
            one.scores.total,
            one.scores.grade,
            one.scores.execution,
            one.file.errors if one.file is not None else None,
            one.file.warnings if one.file is not None else None,
            one.approved,
            ("逾期报送。" if one.late else "")
            + (f"{one.file.reason}{one.file.remedy}" if one.file is not None else ""),
        )
        for one in entries
    ]
    return Table("应报与收到", "收件台账", columns, rows, notes)


def _scores(entries: list[Entry]) -> Table:
    columns = (
        _UNIT,
        _PROJECT,
        _YEAR,
        Column("得分（只计已批准的调整）", 11, "points"),
        Column("等级", 6),
        Column("得分（调整全部批准时）", 11, "points"),
        Column("规则得分（不计调整）", 11, "points"),
        Column("未批准调整", 8, "count"),
        Column("全年预算数（万元）", 14, "money"),
        Column("全年执行数（万元）", 14, "money"),
        Column("执行率", 9, "rate"),
        Column("评分规则", 15),
        Column("内容摘要", 10),
    )
    rows = [
        (
            one.matter.unit.said,
            one.matter.project.said,
            one.matter.year,
            one.scores.total,
            one.scores.grade,
            one.scores.proposed_total,
            one.scores.computed_total,
            len(one.scores.pending),
            one.scores.budget,
            one.scores.executed,
            one.scores.execution,
            one.file.profile,
            one.file.content_digest[:8].upper(),
        )
        for one in entries
        if one.file is not None
    ]
    return Table("得分", "得分与执行率", columns, rows)


def _findings(entries: list[Entry]) -> Table:
    columns = (
        _UNIT,
        _PROJECT,
        Column("级别", 6),
        Column("编号", 6),
        Column("工作表", 14),
        Column("单元格", 8),
        Column("指标", 18),
        Column("现值", 11),
        Column("应为", 11),
        Column("差额", 10),
        Column("问题", 34),
        Column("怎样改", 32),
        Column("依据", 18),
    )
    rows = [
        (
            one.matter.unit.said,
            one.matter.project.said,
            REASONED_TITLE if found.reasoned else SEVERITY_TITLES[found.severity],  # type: ignore[index]
            found.rule,
            found.sheet,
            found.cell,
            found.indicator,
            found.found,
            found.expected,
            found.difference,
            found.message,
            found.remedy,
            found.basis,
        )
        for one in entries
        if one.file is not None
        for found in one.file.found()
    ]
    return Table("问题", "各单位的问题", columns, rows)


def _adjustments(entries: list[Entry]) -> Table:
    columns = (
        _UNIT,
        _PROJECT,
        Column("行标识", 8),
        Column("指标", 20),
        Column("调整类型", 12),
        Column("保留比例", 9),
        Column("理由", 30),
        Column("依据", 24),
        Column("表内所写的批准人（仅为建议）", 22),
        Column("审批", 22),
        Column("计入得分", 9),
    )
    rows = []
    for one in entries:
        evaluation = evaluation_of(one.file) if one.file is not None else None
        if evaluation is None:
            continue
        found = decisions(evaluation, one.approvals)
        for row in evaluation.indicators:
            adjustment = row.adjustment
            if adjustment is not None:
                decided = found[row.key]
                rows.append(
                    (
                        one.matter.unit.said,
                        one.matter.project.said,
                        row.key,
                        row.level3,
                        adjustment.kind,
                        "" if adjustment.keep is None else format(adjustment.keep, "f"),
                        adjustment.reason,
                        adjustment.basis,
                        adjustment.approved_by,
                        decided.said,
                        "是" if decided.approved else "否",
                    )
                )
    return Table("评分调整", "评分调整与审批", columns, rows)


def _across(ledger: Ledger) -> Table:
    columns = (Column("编号", 6), Column("级别", 6), Column("问题", 90), Column("怎样处理", 50))
    rows = [(one.rule, SEVERITY_TITLES[one.severity], one.message, one.remedy) for one in across(standing(ledger))]  # type: ignore[index]
    return Table("相互核对", "各份报送件相互核对", columns, rows)


def _received(ledger: Ledger, files: list[File]) -> Table:
    columns = (
        Column("收到时间", 17),
        Column("文件", 30),
        Column("状态", 9),
        _UNIT,
        _PROJECT,
        _YEAR,
        _VERSION,
        Column("说明", 40),
        Column("验证", 12),
        Column("签名指纹", 18),
        Column("发件人", 20),
        Column("原件摘要", 18),
    )
    rows = [
        (
            shown(one.received_at),
            one.name,
            one.state,
            one.unit_name or one.unit_code,
            one.project_name or one.project_code,
            one.year or None,
            one.version or None,
            f"{one.reason}{one.remedy}",
            one.verdict,
            one.signer[:16],
            one.sender,
            one.digest[:16],
        )
        for one in files
    ]
    rows += [
        (
            shown(one["received_at"]),
            one["name"],
            "拒收",
            "",
            "",
            None,
            None,
            one["note"],
            "",
            "",
            one["sender"],
            one["digest"][:16],
        )
        for one in ledger.rows("SELECT * FROM container WHERE note != '' ORDER BY received_at, rowid")
    ]
    return Table("收到的文件", "收到的全部文件", columns, rows)
