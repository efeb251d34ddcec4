"""``xladdin recalc``: fresh results in a closed workbook, nothing else touched."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="工作簿.xlsx", help="已关闭的自评工作簿")


def run(options: argparse.Namespace) -> int:
    from xladdin.forms.closed.recalc import recalculate_file

    done = recalculate_file(options.file)
    print(f"已重新计算：{done.changed} 个结果有变化。")
    for sheet, cell in done.typed_over:
        print(f"工作表“{sheet}”单元格 {cell} 的公式已被覆盖，未改动；请从未改动的副本恢复公式。")
    return 1 if done.typed_over else 0
