"""``xladdin report``: the official report in Word, and with ``--verify`` what differs from the workbooks since."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="工作簿.xlsx", help="工作簿、报送件或 PROJECT.json，一个项目一份"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="报告.docx", help="写到哪个文件")
    parser.add_argument("--template", type=Path, metavar="模板.docx", help="用本单位的 Word 模板")
    parser.add_argument("--public", action="store_true", help="公开用：不写电话和姓名")
    parser.add_argument("--profile", metavar="规则|文件.toml", help="改用另一套评分规则")
    parser.add_argument("--verify", type=Path, metavar="报告.docx", help="核对已有的报告，逐处列出与工作簿不同的地方")


def run(options: argparse.Namespace) -> int:
    from xladdin.errors import UserError

    if options.verify is not None:
        if options.output is not None or options.template is not None:
            raise UserError("usage", cause="--verify 只核对，不能与 -o、--template 一起用")
        return _verify(options)
    if options.output is None:
        raise UserError("usage", cause="请用 -o 写明报告的文件名")
    if options.output.suffix.lower() != ".docx":
        raise UserError("usage", cause="报告的文件名应以 .docx 结尾")
    from xladdin.disk.writing import create
    from xladdin.report.run import composed
    from xladdin.report.word.render import render

    report = composed(options.files, options.profile, public=options.public)
    create(options.output, render(report, options.template, public=options.public))
    print(f"已生成 {options.output}")
    if report.missing:
        print(f"有 {report.missing} 处待填，报告中标为【待填】：工作簿“报告资料”等表里还没有这些内容。")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from xladdin.report.run import verified

    found = verified(options.verify, options.files, options.profile)
    faults = [one for one in found if not one.filled]
    for one in faults:
        print(f"{one.kind}　{one.place}：报告为“{one.found}”，工作簿为“{one.expected}”。")
    filled = len(found) - len(faults)
    if filled:
        print(f"另有 {filled} 处【待填】已补写。")
    print(f"共 {len(faults)} 处不同。" if faults else "报告与工作簿一致。")
    return 1 if faults else 0
