"""``xladdin upgrade``: an older workbook's content in a workbook of today's template."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="旧工作簿.xlsx", help="旧版程序生成、已填写的自评工作簿")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="新工作簿.xlsx", help="要生成的新文件")
    parser.add_argument("--profile", metavar="规则|文件.toml", help="改按另一套规则，或本程序现有的同名规则")


def run(options: argparse.Namespace) -> int:
    from xladdin.disk.writing import create
    from xladdin.forms.closed.upgrade import upgrade
    from xladdin.forms.package.archive import Archive
    from xladdin.rules import profile as profiles
    from xladdin.submission.left_behind import left_behind

    archive = Archive.read(options.file)
    done = upgrade(archive, profiles.find(options.profile) if options.profile else None)
    create(options.output, done.content)
    book = done.book
    print(f"已生成 {options.output}：模板由第 {book.version} 版升到第 {book.family.version} 版，旧文件未改动。")
    for line in left_behind(archive, book.family):
        print(line.replace("未带入报送件", "未带入新工作簿"))
    return 0
