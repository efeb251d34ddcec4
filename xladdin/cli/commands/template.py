"""``xladdin template``: blank workbooks of a form, with the usual numbers of rows or with any."""

from __future__ import annotations

import argparse
from pathlib import Path

#: What ``--form`` takes: ids of form families, and what they stand for.
FORMS = {"transfer": "转移支付项目绩效自评表", "project": "项目支出绩效自评表"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="目录", help="放到哪个目录")
    parser.add_argument("--rows", type=int, metavar="行数", help="指标行数，默认按表种生成常用的三种")
    kinds = "，".join(f"{form} 为{title}" for form, title in FORMS.items())
    parser.add_argument(
        "--form", choices=tuple(FORMS), default="transfer", metavar="表种", help=f"{kinds}；默认 transfer"
    )
    parser.add_argument("--profile", metavar="规则|文件.toml", help="评分规则，默认 mof-2020")


def run(options: argparse.Namespace) -> int:
    from xladdin.disk.writing import create
    from xladdin.forms.build.workbook import build_blank
    from xladdin.forms.family import blank_name, family
    from xladdin.rules import profile as profiles

    profile = profiles.find(options.profile or profiles.DEFAULT)
    for rows in (options.rows,) if options.rows is not None else family(options.form).rows:
        path = options.output / blank_name(rows, options.form)
        create(path, build_blank(rows, profile, options.form))
        print(f"已生成 {path}")
    return 0
