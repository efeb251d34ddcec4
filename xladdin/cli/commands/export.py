"""``xladdin export``: the locked submission workbook, and with ``--mail`` a draft that carries it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xladdin.submission.export import Exported


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="工作簿.xlsx", help="填好的自评工作簿")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="目录", help="报送件放到哪个目录")
    parser.add_argument("--mail", metavar="邮箱", help="另写邮件草稿（.eml，已附报送件）；多个地址用逗号隔开")


def run(options: argparse.Namespace) -> int:
    from xladdin.cli.findings import finding_lines
    from xladdin.submission.digest import short
    from xladdin.submission.export import ExportRefusedError, export
    from xladdin.submission.mail import addresses

    if options.mail is not None:
        addresses(options.mail)  # a slip in an address is told before anything is written
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
    if options.mail is not None:
        _mail(done, options.mail)
    return 0


def _mail(done: Exported, to: str) -> None:
    """Write the draft, and show the same text for those who write mails on a web page."""
    from xladdin.submission.letter import letter
    from xladdin.submission.mail import write_draft

    draft, _ = write_draft(done, to)
    print(f"邮件草稿 {draft}：双击用邮件程序打开，核对后发送。")
    print("用网页邮箱的，请复制下面的主题和正文，并添加报送件为附件：")
    print()
    print(letter(done).text(), end="")
