"""``xladdin ledger``: who was to hand in what, what came, what became of it."""

from __future__ import annotations

import argparse
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xladdin.receiving.across import CrossFinding
    from xladdin.receiving.overview import Entry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ledger", type=Path, metavar="台账.db", help="收件台账")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="收件台账.xlsx", help="另写成工作簿：明细、问题、调整、相互核对"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    import datetime

    from xladdin.disk.writing import create
    from xladdin.ledger.files import standing
    from xladdin.ledger.store import open_ledger
    from xladdin.receiving.across import across
    from xladdin.receiving.ledger_book import ledger_book
    from xladdin.receiving.overview import overview

    now = datetime.datetime.now(datetime.UTC)
    with open_ledger(options.ledger) as ledger:
        entries = overview(ledger)
        found = across(standing(ledger))
        if options.output is not None:
            create(options.output, ledger_book(ledger, now))
    if options.json:
        _print_json(entries, found)
    else:
        _print(entries, found)
    if options.output is not None and not options.json:
        print(f"已生成 {options.output}。")
    return 0


def _print(entries: list[Entry], found: list[CrossFinding]) -> None:
    from xladdin.cli.output import console, is_narrow, table
    from xladdin.cli.score_table import percent
    from xladdin.ledger.clock import shown
    from xladdin.receiving.ledger_book import counted
    from xladdin.receiving.scores import said_of

    out = console()
    listed = table("单位", "项目", "年度", "状态", "版本", "收到时间", "得分", "执行率", "错误/警告", "审核")
    for one in entries:
        file = one.file
        cells = (
            one.matter.unit.said,
            one.matter.project.said,
            str(one.matter.year),
            f"{one.state}（逾期）" if one.late else one.state,
            f"第 {file.version} 版" if file is not None else "",
            shown(file.received_at) if file is not None else "",
            said_of(one.scores).removeprefix("得分 "),
            percent(one.scores.execution) if file is not None else "",
            f"{file.errors}/{file.warnings}" if file is not None else "",
            one.approved,
        )
        if is_narrow(out):
            out.print("　".join(cell for cell in cells if cell), markup=False)
        else:
            listed.add_row(*cells)
    if not is_narrow(out):
        out.print(listed)
    for cross in found:
        out.print(f"[{cross.rule}] {cross.message}{cross.remedy}", markup=False)
    out.print(counted(entries))


def _print_json(entries: list[Entry], found: list[CrossFinding]) -> None:
    from xladdin.cli.output import print_json
    from xladdin.model.grammar.decimals import plain_text

    def text(value: Decimal | None) -> str | None:
        return None if value is None else plain_text(value)

    print_json(
        {
            "entries": [
                {
                    "unit": one.matter.unit.said,
                    "project": one.matter.project.said,
                    "year": one.matter.year,
                    "state": one.state,
                    "late": one.late,
                    "deadline": one.entry.deadline or None if one.entry is not None else None,
                    "version": one.file.version if one.file is not None else None,
                    "digest": one.file.digest if one.file is not None else None,
                    "score": text(one.scores.total),
                    "grade": one.scores.grade or None,
                    "score_if_approved": text(one.scores.proposed_total),
                    "computed_score": text(one.scores.computed_total),
                    "pending_adjustments": list(one.scores.pending),
                    "execution_rate": text(one.scores.execution),
                    "errors": one.file.errors if one.file is not None else None,
                    "warnings": one.file.warnings if one.file is not None else None,
                    "approved": one.is_approved,
                }
                for one in entries
            ],
            "across": [
                {"rule": one.rule, "severity": one.severity, "message": one.message, "files": list(one.digests)}
                for one in found
            ],
        }
    )
