"""``xladdin verify``: is this submission what the unit handed in?"""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="报送件.xlsx", help="收到的报送件")
    parser.add_argument("--registry", type=Path, metavar="登记簿.json", help="密钥登记簿（xladdin key register 建立）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    from xladdin.cli.output import print_json
    from xladdin.submission.verify.verdict import Status
    from xladdin.submission.verify.verify import verify

    registry = None
    if options.registry is not None:
        from xladdin.submission.keys.registry import load_registry

        registry = load_registry(options.registry)
    verdict = verify(options.file, registry)
    if options.json:
        print_json(verdict.as_json())
    else:
        who = f"{verdict.unit} {verdict.project} {verdict.year} 年度 第 {verdict.version} 版，" if verdict.unit else ""
        print(f"{verdict.status.title}：{who}{verdict.reason}")
        if verdict.office_signature is not None and verdict.office_signature["valid"]:
            print(f"另有 Office 签名：{verdict.office_signature['signer']}（证书是否可信由登记或发证机构确认）")
    return {Status.VALID: 0, Status.REFUSED: 3}.get(verdict.status, 1)
