"""``xladdin answer``: 回执 and 退回意见 for everything that was received and not answered yet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ledger", type=Path, metavar="台账.db", help="收件台账")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="目录", help="邮件草稿放到哪个目录")
    parser.add_argument("--send", action="store_true", help="写好后直接发出（要有发信设置）")
    parser.add_argument("--smtp", type=Path, metavar="smtp.toml", help="发信设置，默认用本人设置目录里的 smtp.toml")


def run(options: argparse.Namespace) -> int:
    from xladdin.cli.commands.above.receive import progress
    from xladdin.disk.writing import make_folder
    from xladdin.errors import UserError
    from xladdin.ledger.store import open_ledger
    from xladdin.receiving.answers import answers, sent, write

    if not options.ledger.exists():
        raise UserError("file-missing", file=options.ledger)
    server = None
    if options.send:
        from xladdin.submission.post import load_server

        server = load_server(options.smtp)
    failed = without = 0
    with open_ledger(options.ledger, make=True) as ledger:
        due = answers(ledger, unsent=options.send)
        make_folder(options.output)
        for one in progress(due, "答复"):
            path = write(ledger, one, options.output)
            without += not one.to
            if server is None or not one.to:
                print(f"已写 {path}" + (f"，发给 {one.to}。" if one.to else "，没有邮箱，请核对后自行发送。"))
                continue
            from xladdin.submission.post import send

            try:
                send(server, one.draft, one.to)
            except UserError as error:
                failed += 1
                print(f"已写 {path}。")
                print(error.line(), file=sys.stderr)
            else:
                sent(ledger, one)
                print(f"已发给 {one.to}：{path}")
    said = f"，其中 {without} 份没有邮箱" if without else ""
    print(f"共答复 {len(due)} 份{said}{f'，{failed} 份没有发出' if failed else ''}。" if due else "没有要答复的。")
    return 1 if failed else 0
