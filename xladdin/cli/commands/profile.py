"""``xladdin profile list | show``: the rule profiles, every number with its source."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=("list", "show", "add"), metavar="list|show|add", help="列出规则，显示或加入一套规则"
    )
    parser.add_argument("name", nargs="?", metavar="规则", help="规则名称，如 xinjiang-2024，或规则文件 .toml")


def run(options: argparse.Namespace) -> int:
    from xladdin.errors import UserError

    if options.action == "list":
        return _list()
    if not options.name:
        raise UserError("usage", cause="缺少规则名称" if options.action == "show" else "缺少规则文件")
    return _show(options.name) if options.action == "show" else _add(Path(options.name))


def _list() -> int:
    from xladdin.rules import profile as profiles

    for entry in profiles.entries():
        profile = entry.profile
        said = f"{profile.title}\t{profile.effective_from} 起施行" if profile else f"不能使用\t{entry.reason}"
        print(f"{entry.id}\t{said}")
    return 0


def _add(path: Path) -> int:
    from xladdin.rules import profile as profiles

    profile, there, fresh = profiles.add(path)
    digest = profiles.short(profile.digest)
    print(f"{'已加入' if fresh else '已有'}评分规则 {profile.id}：{profile.title}（规则摘要 {digest}，{there}）。")
    return 0


def _show(name: str) -> int:
    from xladdin.cli.output import console, table
    from xladdin.model.grammar.decimals import plain_text
    from xladdin.rules import profile as profiles

    profile = profiles.find(name)
    out = console()
    out.print(f"{profile.title}（{profile.id}）")
    out.print(f"发布 {profile.issued}，自 {profile.effective_from} 起；依据：{profile.source}")
    if profile.extends:
        out.print(f"沿用 {profile.extends}，只列不同之处的规则已合并显示。")
    if profile.note:
        out.print(f"说明：{profile.note}")
    out.print(f"规则摘要 {profiles.short(profile.digest)}（{profile.digest}）")
    out.print(
        f"满分 {plain_text(profile.total)}；不适用的指标{'保留权重' if profile.not_applicable == 'keep' else '从分母中剔除'}。"
    )
    for level, target in profile.fold.items():
        out.print(f"{level} 并入 {target} 计分。")
    numbers = table("项目", "数值", "单位", "来源", "规则文件", "已核对原文")
    for number in (*profile.numbers, *profile.checks.values()):
        value = "不启用" if number.value is None else plain_text(number.value)
        numbers.add_row(
            number.title, value, number.unit, number.source, number.profile, "是" if number.verified else "未核对"
        )
    out.print(numbers)
    unverified = profile.unverified()
    if unverified:
        out.print(f"有 {len(unverified)} 个数未见原文或为推定，使用前请核对。")
    return 0
