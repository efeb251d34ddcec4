"""``xladdin new``: the working workbook from a PROJECT.json, from last year's workbook, or from both."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xladdin.model.carry_over import Carried


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, metavar="PROJECT.json", help="下达的绩效目标")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="工作簿.xlsx", help="要生成的工作簿")
    parser.add_argument("--from", dest="last", type=Path, metavar="上年工作簿.xlsx", help="带入上年完成值等内容")
    parser.add_argument("--profile", metavar="规则|文件.toml", help="评分规则，默认用文件中写明的")


def run(options: argparse.Namespace) -> int:
    from xladdin.disk.writing import create
    from xladdin.errors import UserError
    from xladdin.forms.build.workbook import build, build_again
    from xladdin.forms.read.open_file import open_file
    from xladdin.model import carry_over, project_json
    from xladdin.rules import profile as profiles

    if options.file is None and options.last is None:
        raise UserError("usage", cause="缺少 PROJECT.json，或 --from 上年工作簿")
    evaluation = project_json.load(options.file) if options.file is not None else None
    carried = None
    if options.last is not None:
        last = open_file(options.last).evaluation
        name = options.last.name
        carried = carry_over.carry_over(evaluation, last, name) if evaluation else carry_over.next_year(last, name)
    issued = evaluation is not None
    evaluation = carried.evaluation if carried is not None else evaluation
    assert evaluation is not None
    named = evaluation.profile or (last.profile if carried is not None else "") or profiles.DEFAULT
    profile = profiles.find(options.profile) if options.profile else profiles.load(named)
    try:
        if issued:
            content = build(evaluation, profile)
        else:
            content = build_again(evaluation, profile, blank=True, made_for=evaluation.year)
    except UserError as error:
        raise error.in_file(options.file or options.last) from None
    create(options.output, content)
    print(f"已生成 {options.output}：{len(evaluation.indicators)} 个指标，评分规则 {profile.id}。")
    return _told(carried, options.last) if carried is not None else 0


def _told(carried: Carried, last: Path) -> int:
    """What came over and what did not; 1 where something did not join."""
    print(f"从“{last.name}”带入：{'、'.join(carried.taken) or '没有可带入的内容'}。")
    if carried.left:
        print(f"有 {len(carried.left)} 项没有对上，请逐项核对：")
        for one in carried.left:
            print(f"  {one.name}：{one.why}。")
    return 1 if carried.left else 0
