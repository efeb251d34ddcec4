"""``xladdin profile list | show``: the rule profiles, every number with its source."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("list", "show"), metavar="list|show", help="列出规则，或显示一套规则")
    parser.add_argument("name", nargs="?", metavar="规则", help="规则名称，如 xinjiang-2024")


def run(options: argparse.Namespace) -> int:
    from xladdin.errors import UserError

    if options.action == "list":
        return _list()
    if not options.name:
        raise UserError("usage", cause="缺少规则名称")
    return _show(options.name)


def _list() -> int:
    from xladdin.rules import profile as profiles

    for name in profiles.names():
        profile = profiles.load(name)
        print(f"{name}\t{profile.title}\t{profile.effective_from} 起施行")
    return 0


def _show(name: str) -> int:
    from rich.table import Table

    from xladdin.cli.output import console
    from xladdin.model.grammar.decimals import plain_text
    from xladdin.rules import profile as profiles

    profile = profiles.load(name)
    out = console()
    out.print(f"{profile.title}（{profile.id}）")
    out.print(f"发布 {profile.issued}，自 {profile.effective_from} 起；依据：{profile.source}")
    if profile.extends:
        out.print(f"沿用 {profile.extends}，只列不同之处的规则已合并显示。")
    if profile.note:
        out.print(f"说明：{profile.note}")
    for level, target in profile.fold.items():
        out.print(f"{level} 并入 {target} 计分。")
    table = Table("项目", "数值", "单位", "来源", "规则文件", "已核对原文")
    numbers = [level.standard for level in profile.levels] + list(profile.parameters.values())
    for number in numbers:
        value = "不启用" if number.value is None else plain_text(number.value)
        table.add_row(
            number.title, value, number.unit, number.source, number.profile, "是" if number.verified else "否"
        )
    out.print(table)
    unverified = profile.unverified()
    if unverified:
        out.print(f"有 {len(unverified)} 个数未见原文或为推定，使用前请核对。")
    return 0
