"""``xladdin forward``: the package for the next level — originals, list, approvals, signed with this level's key."""

from __future__ import annotations

import argparse
from pathlib import Path

from xladdin.cli.passphrase import Passphrases, add_passphrase_option


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ledger", type=Path, metavar="台账.db", help="收件台账")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="目录", help="上报包放到哪个目录")
    parser.add_argument(
        "--key", type=Path, metavar="文件.key", help="用本级的密钥签名（xladdin key new 生成，公钥须由上级登记）"
    )
    parser.add_argument("--level", default="", metavar="名称", help="本级单位的名称，写进清单")
    add_passphrase_option(parser)


def run(options: argparse.Namespace) -> int:
    from xladdin.disk.writing import create
    from xladdin.ledger.clock import now
    from xladdin.ledger.store import open_ledger
    from xladdin.receiving.package import pack

    key = None
    if options.key is not None:
        from xladdin.submission.keys.key_file import load_key

        key = load_key(options.key, Passphrases(options).ask("密钥"))
    at = now()
    with open_ledger(options.ledger) as ledger:
        done = pack(ledger, at, options.level, key)
    path = options.output / f"上报_{at[:19].replace('-', '').replace(':', '').replace('T', '-')}.zip"
    create(path, done.content)
    print(
        f"已生成 {path}：{len(done.items)} 份报送件，审批 {done.approvals} 条{'' if key is None else '，已用本级密钥签名'}。"
    )
    if done.pending:
        print(f"其中 {done.pending} 份还没有整份批准（主管部门和财政两步）。")
    if key is None:
        print("没有签名：上级会收下报送件，但不采用其中的审批。要签名请加 --key。")
    return 0
