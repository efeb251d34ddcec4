"""``xladdin verify``: is this submission what the unit handed in?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xladdin.submission.keys.registry import Registry
    from xladdin.submission.verify.verdict import Verdict

#: Digits that are printed in footers.
_DIGITS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="报送件.xlsx", help="收到的报送件；用 --digest 时是台账")
    parser.add_argument("--registry", type=Path, metavar="登记簿.json", help="密钥登记簿（xladdin key register 建立）")
    parser.add_argument("--ledger", type=Path, metavar="台账.db", help="收件台账：是否已有更新的版本，何时收到过")
    parser.add_argument("--digest", metavar="8位", help="纸质件上的内容摘要：在台账中查它是哪一份")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    from xladdin.cli.output import print_json
    from xladdin.submission.verify.verdict import Status

    if options.digest is not None:
        return _look_up(options.file, options.digest, as_json=options.json)
    registry = None
    if options.registry is not None:
        from xladdin.submission.keys.registry import load_registry

        registry = load_registry(options.registry)
    verdict = _verified(options.file, registry, options.ledger)
    if options.json:
        print_json(verdict.as_json())
    else:
        who = f"{verdict.unit} {verdict.project} {verdict.year} 年度 第 {verdict.version} 版，" if verdict.unit else ""
        print(f"{verdict.status.title}：{who}{verdict.reason}")
        if verdict.office_signature is not None and verdict.office_signature["valid"]:
            print(f"另有 Office 签名：{verdict.office_signature['signer']}（证书是否可信由登记或发证机构确认）")
    return {Status.VALID: 0, Status.REFUSED: 3}.get(verdict.status, 1)


def _verified(path: Path, registry: Registry | None, ledger: Path | None) -> Verdict:
    """The verdict; with a ledger by the time of receipt, and held against the versions that it knows."""
    from xladdin.submission.verify.verify import verify

    if ledger is None:
        return verify(path, registry)
    from xladdin.ledger.store import open_ledger
    from xladdin.receiving.replayed import verified

    with open_ledger(ledger) as open_one:
        return verified(open_one, path, registry)


def _look_up(ledger: Path, digits: str, *, as_json: bool) -> int:
    """Which file a printed digest belongs to."""
    from xladdin.cli.output import print_json
    from xladdin.errors import UserError
    from xladdin.ledger.clock import shown
    from xladdin.ledger.files import by_content
    from xladdin.ledger.store import open_ledger

    wanted = "".join(digits.split()).lower()
    if len(wanted) < _DIGITS or set(wanted) - set("0123456789abcdef"):
        raise UserError("usage", cause=f"内容摘要应为至少 {_DIGITS} 位的 0-9、A-F，实际为“{digits}”")
    with open_ledger(ledger) as open_one:
        files = by_content(open_one, wanted)
    if as_json:
        print_json(
            {
                "files": [
                    {
                        "name": one.name,
                        "state": one.state,
                        "unit": one.who.unit.said,
                        "project": one.who.project.said,
                        "year": one.year,
                        "version": one.version,
                        "digest": one.content_digest,
                        "received_at": one.received_at,
                    }
                    for one in files
                ]
            }
        )
    for one in files if not as_json else ():
        print(
            f"{one.state}：{one.who.said} 第 {one.version} 版，{shown(one.received_at)} 收到（{one.name}）。{one.reason}"
        )
    if not files and not as_json:
        print("台账里没有内容摘要与此相符的文件：纸质件与收到的文件不是同一份，或摘要看错了。")
    return 0 if any(one.stands for one in files) else 1
