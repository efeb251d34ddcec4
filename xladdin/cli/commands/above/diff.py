"""``xladdin diff``: what changed from one version of a table to the next, cell by cell."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", type=Path, metavar="旧文件", help="报送件、自评工作簿或 PROJECT.json")
    parser.add_argument("after", type=Path, metavar="新文件", help="报送件、自评工作簿或 PROJECT.json")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    from xladdin.forms.read.open_file import open_file
    from xladdin.receiving.changes import changes

    before, after = open_file(options.before), open_file(options.after)
    places = after.book.places if after.book is not None else None
    older = before.book.places if before.book is not None else None
    found = changes(before.evaluation, after.evaluation, places, older)
    if options.json:
        from xladdin.cli.output import print_json

        print_json({"changes": [one._asdict() for one in found]})
        return 0
    for one in found:
        print(one.line())
    print(f"共 {len(found)} 处不同。" if found else "填报内容相同。")
    return 0
