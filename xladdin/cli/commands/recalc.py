"""``xladdin recalc``: fresh results in a closed workbook, its formulas where they belong, nothing else touched."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="工作簿.xlsx", help="已关闭的自评工作簿")


def run(options: argparse.Namespace) -> int:
    from xladdin.forms.closed.restore import recalculate_and_restore
    from xladdin.forms.read.cell_text import printed

    restored = recalculate_and_restore(options.file)
    print(f"已重新计算：{restored.done.changed} 个结果有变化。")
    for name in restored.names:
        done = "已恢复" if name.reference else "未能恢复，请从未改动的副本重新填报"
        print(f"工作表“{name.sheet}”中“{name.printed}”的名称被删除，{done}。")
    for one in restored.cells:
        what = "原值" if one.formula is None else "公式"
        print(
            f"工作表“{one.place.sheet}”单元格 {one.place.cell} 的{what}已被覆盖（现为“{printed(one.content)}”），已恢复。"
        )
    for place, text in restored.texts.items():
        print(f"工作表“{place.sheet}”单元格 {place.cell} 的“{text}”原来存成带格式的数字，公式读不懂，已改存为文字。")
    put_back = {tuple(one.place) for one in restored.cells}
    left = [place for place in restored.done.typed_over if place not in put_back]
    for sheet, cell in left:
        print(f"工作表“{sheet}”单元格 {cell} 的公式已被覆盖，未改动；请从未改动的副本恢复公式。")
    from xladdin.cli.findings import say_changed_parameters

    changed = say_changed_parameters(restored.done.edited)
    unnamed = any(not name.reference for name in restored.names)
    return 1 if left or changed or unnamed else 0
