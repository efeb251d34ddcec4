"""``xladdin issue``: goals go down — a workbook for every unit and project, and the list of what is expected back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

#: Exit code where the only input was refused.
_REFUSED = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", nargs="?", type=Path, metavar="PLAN.xlsx", help="填好的绩效目标分解下达表")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="目录|文件.xlsx", help="放到哪里")
    parser.add_argument("--template", action="store_true", help="生成空白的绩效目标分解下达表")
    parser.add_argument("--form", choices=("transfer", "project"), help="空白表用于哪种自评表，默认 transfer")
    parser.add_argument("--rows", type=int, metavar="行数", help="空白表中的项目行数，默认 20")
    parser.add_argument("--indicators", type=int, metavar="项数", help="空白表中的指标项数，默认 45")
    parser.add_argument("--profile", metavar="规则|文件.toml", help="评分规则，默认用下达表中写明的")


def run(options: argparse.Namespace) -> int:
    from xladdin.errors import UserError

    if options.template:
        if options.plan is not None:
            raise UserError("usage", cause="生成空白表（--template）时不要再给出下达表")
        return _template(options)
    if options.form is not None:
        raise UserError("usage", cause="--form 只用于生成空白表（--template）；下达表自己写明是哪一种")
    if options.plan is None:
        raise UserError("usage", cause="缺少下达表 PLAN.xlsx（要空白表请加 --template）")
    return _issue(options)


def _template(options: argparse.Namespace) -> int:
    from xladdin.disk.writing import create
    from xladdin.issuing.shapes import SHAPES
    from xladdin.issuing.template import INDICATORS, UNITS, plan_workbook

    shape = SHAPES[options.form or "transfer"]
    path = options.output if options.output.suffix.lower() == ".xlsx" else options.output / shape.file
    rows = UNITS if options.rows is None else options.rows
    indicators = INDICATORS if options.indicators is None else options.indicators
    create(path, plan_workbook(indicators=indicators, units=rows, shape=shape))
    print(f"已生成 {path}：{rows} 行项目、{indicators} 项指标。")
    return 0


def _issue(options: argparse.Namespace) -> int:
    from xladdin.issuing.issue import PlanRefusedError, issue
    from xladdin.rules import profile as profiles

    profile = profiles.find(options.profile) if options.profile else None
    try:
        done = issue(options.plan, options.output, profile, _progress)
    except PlanRefusedError as refused:
        for fault in refused.faults:
            print(fault.line(), file=sys.stderr)
        print(f"下达表有 {len(refused.faults)} 处问题，没有生成任何文件。", file=sys.stderr)
        return _REFUSED
    print(f"已生成 {len(done.workbooks)} 个工作簿和 {done.listed}。")
    return 0


def _progress(done: int, total: int) -> None:
    """On a terminal, how far it is."""
    if sys.stderr.isatty():
        print(f"\r正在生成工作簿 {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
