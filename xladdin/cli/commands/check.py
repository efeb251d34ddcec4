"""``xladdin check``: what a reviewer would send back, with the ledger of what was checked."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from xladdin.errors import UserError

if TYPE_CHECKING:
    from xladdin.checks.runner import CheckReport
    from xladdin.disk.editing import Editing
    from xladdin.forms.read.open_file import Opened
    from xladdin.submission.returned import Mended


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help="工作簿 .xlsx 或 PROJECT.json")
    parser.add_argument("--profile", metavar="规则|文件.toml", help="改用另一套评分规则")
    parser.add_argument("--mark", action="store_true", help="把校验结果写入工作簿（工作簿须已关闭）")
    parser.add_argument(
        "--returned",
        type=Path,
        metavar="退回意见.eml",
        help="上级的退回意见：逐条显示，并说明改了没有；加 --mark 写入“校验结果”",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    from xladdin.cli.output import print_json
    from xladdin.disk.editing import editing

    with editing(options.file) if options.mark else contextlib.nullcontext() as file:
        report, remarks = _review(options, file)
    if options.json:
        told = {"returned": [_remark(one) for one in remarks]} if options.returned is not None else {}
        print_json({**report.as_json(), **told})
    else:
        from xladdin.cli.findings import finding_lines

        for one in remarks:
            print(one.line())
        if remarks:
            left = sum(one.is_open for one in remarks)
            print(f"退回意见 {len(remarks)} 条，已改正 {len(remarks) - left} 条，还有 {left} 条。")
        for line in finding_lines(report.findings):
            print(line)
        print(report.summary())
    return 1 if report.errors else 0


def _remark(one: Mended) -> dict[str, object]:
    remark = one.remark
    return {
        "status": one.status,
        "sheet": one.place.sheet,
        "cell": one.place.cell,
        "rule": remark.rule or None,
        "message": remark.message,
        "remedy": remark.remedy,
        "before": remark.value,
        "now": one.now,
    }


def _review(options: argparse.Namespace, file: Editing | None) -> tuple[CheckReport, list[Mended]]:
    """Check the file, and write the outcome into it where it is to be marked (``file``)."""
    from xladdin.checks.runner import run_checks
    from xladdin.forms.read.open_file import open_file

    opened = open_file(options.file)
    profile = opened.profile(options.profile)
    if opened.book is not None and opened.grid is not None:
        from xladdin.forms.closed.review import review

        report = review(opened.grid, opened.book, profile, sealed=opened.sealed)
    else:
        report = run_checks(opened.evaluation, profile)
    remarks: list[Mended] = []
    marked = report
    if options.returned is not None:
        from xladdin.submission.returned import mended, read_returned, with_remarks

        places = opened.book.places if opened.book is not None else {}
        remarks = mended(read_returned(options.returned), opened.evaluation, report, places, options.file.name)
        marked = with_remarks(report, remarks)
    if file is not None:
        _mark(file, opened, marked)
    return report, remarks


def _mark(file: Editing, opened: Opened, report: CheckReport) -> None:
    """Write the review into the workbook. A PROJECT.json or a locked submission has no place for it."""
    from xladdin.forms.closed.write_findings import mark
    from xladdin.forms.package.archive import Archive

    if opened.book is None or opened.sealed:
        raise UserError("mark-impossible", file=file.path)
    file.replace(mark(Archive.read(file.path), opened.book, report).to_bytes())
