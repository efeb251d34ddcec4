"""``xladdin export``: the locked submission workbook."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="工作簿.xlsx", help="填好的自评工作簿")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="目录", help="报送件放到哪个目录")


def run(options: argparse.Namespace) -> int:
    from xladdin.cli.findings import finding_lines
    from xladdin.submission.digest import short
    from xladdin.submission.export import ExportRefusedError, export

    try:
        done = export(options.file, options.output)
    except ExportRefusedError as refused:
        print(f"文件“{refused.file}”有 {len(refused.errors)} 处错误，未导出。请改正后再导出。", file=sys.stderr)
        for line in finding_lines(refused.errors):
            print(line, file=sys.stderr)
        return 1
    print(f"已导出 {done.path}")
    print(f"得分 {done.sheet.total} {done.sheet.grade}，内容摘要 {short(done.digest)}。")
    if done.warnings:
        print(f"有 {len(done.warnings)} 处警告没有说明原因，上级审核时可能退回：")
        for line in finding_lines(done.warnings):
            print(line)
    for line in done.left:
        print(line)
    return 0
