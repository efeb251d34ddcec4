"""``xladdin new``: the working workbook from a PROJECT.json."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="PROJECT.json", help="下达的绩效目标")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="工作簿.xlsx", help="要生成的工作簿")
    parser.add_argument("--profile", metavar="规则|文件.toml", help="评分规则，默认用文件中写明的")


def run(options: argparse.Namespace) -> int:
    from xladdin.disk.writing import create
    from xladdin.errors import UserError
    from xladdin.forms.build.workbook import build
    from xladdin.model import project_json
    from xladdin.rules import profile as profiles

    evaluation = project_json.load(options.file)
    named = evaluation.profile or profiles.DEFAULT
    profile = profiles.find(options.profile) if options.profile else profiles.load(named)
    try:
        content = build(evaluation, profile)
    except UserError as error:
        raise error.in_file(options.file) from None
    create(options.output, content)
    print(f"已生成 {options.output}：{len(evaluation.indicators)} 个指标，评分规则 {profile.id}。")
    return 0
