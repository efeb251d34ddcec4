"""``xladdin template``: blank workbooks of 30, 45 and 60 rows, or of any number."""

from __future__ import annotations

import argparse
from pathlib import Path

#: Rows of the blank workbooks that come with the program.
STANDARD_ROWS = (30, 45, 60)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="目录", help="放到哪个目录")
    parser.add_argument("--rows", type=int, metavar="行数", help="指标行数，默认生成 30、45、60 行三种")
    parser.add_argument("--profile", metavar="规则|文件.toml", help="评分规则，默认 mof-2020")


def run(options: argparse.Namespace) -> int:
    from xladdin.disk.writing import create
    from xladdin.forms.build.workbook import blank_name, build_blank
    from xladdin.rules import profile as profiles

    profile = profiles.find(options.profile or profiles.DEFAULT)
    for rows in (options.rows,) if options.rows is not None else STANDARD_ROWS:
        path = options.output / blank_name(rows)
        create(path, build_blank(rows, profile))
        print(f"已生成 {path}")
    return 0
