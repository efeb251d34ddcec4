"""``xladdin export``: the locked submission workbook, and with ``--mail`` a draft that carries it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xladdin.cli.passphrase import Passphrases, add_passphrase_option

if TYPE_CHECKING:
    from xladdin.submission.export import Exported
    from xladdin.submission.post import Server
    from xladdin.submission.signing import Signing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="工作簿.xlsx", help="填好的自评工作簿")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="目录", help="报送件放到哪个目录")
    parser.add_argument("--key", type=Path, metavar="文件.key", help="用本单位的密钥签名（xladdin key new 生成）")
    parser.add_argument("--cert", type=Path, metavar="证书.p12", help="另加 Office 签名，Excel 中可见")
    parser.add_argument("--encrypt", action="store_true", help="设打开密码（AES-256）")
    add_passphrase_option(parser)
    parser.add_argument("--mail", metavar="邮箱", help="另写邮件草稿（.eml，已附报送件）；多个地址用逗号隔开")
    parser.add_argument("--send", action="store_true", help="写好草稿后直接发出（要有 --mail 和发信设置）")
    parser.add_argument("--smtp", type=Path, metavar="smtp.toml", help="发信设置，默认用本人设置目录里的 smtp.toml")


def run(options: argparse.Namespace) -> int:
    from xladdin.cli.findings import finding_lines
    from xladdin.submission.digest import short
    from xladdin.submission.export import ExportRefusedError, export
    from xladdin.submission.mail import addresses

    if options.mail is not None:
        addresses(options.mail)  # a slip in an address is told before anything is written
    server = _server(options)
    try:
        done = export(options.file, options.output, signing=_signing(options))
    except ExportRefusedError as refused:
        print(f"文件“{refused.file}”有 {len(refused.errors)} 处错误，未导出。请改正后再导出。", file=sys.stderr)
        for line in finding_lines(refused.errors):
            print(line, file=sys.stderr)
        return 1
    print(f"已导出 {done.path}")
    signed = "，已用本单位密钥签名" if done.signed else ""
    print(f"得分 {done.sheet.total} {done.sheet.grade}，内容摘要 {short(done.digest)}{signed}。")
    if done.warnings:
        print(f"有 {len(done.warnings)} 处警告没有说明原因，上级审核时可能退回：")
        for line in finding_lines(done.warnings):
            print(line)
    for line in done.left:
        print(line)
    if options.mail is not None:
        return _mail(done, options.mail, server)
    return 0


def _server(options: argparse.Namespace) -> Server | None:
    """Settings for sending; a slip in them is told before anything is written."""
    if not options.send:
        return None
    from xladdin.errors import UserError
    from xladdin.submission.mail import addresses
    from xladdin.submission.post import load_server

    if not addresses(options.mail or ""):
        raise UserError("usage", cause="--send 要和 --mail 邮箱 一起用")
    return load_server(options.smtp)


def _signing(options: argparse.Namespace) -> Signing:
    """Keys are opened only where they are asked for."""
    from xladdin.submission.signing import PLAIN, Signing

    if options.key is None and options.cert is None and not options.encrypt:
        return PLAIN
    from datetime import UTC, datetime

    ask = Passphrases(options)
    key = certificate = None
    if options.key is not None:
        from xladdin.submission.keys.key_file import load_key

        key = load_key(options.key, ask.ask("密钥"))
    if options.cert is not None:
        from xladdin.submission.office_signature.certificate import load_certificate

        certificate = load_certificate(options.cert, ask.ask("证书"))
    password = ask.ask("打开密码", twice=True) if options.encrypt else ""
    return Signing(key, certificate, password, datetime.now(UTC).replace(microsecond=0))


def _mail(done: Exported, to: str, server: Server | None) -> int:
    """Write the draft; send it, or show the same text for those who write mails on a web page."""
    from xladdin.submission.letter import letter
    from xladdin.submission.mail import write_draft

    draft, _ = write_draft(done, to)
    if server is not None:
        from xladdin.errors import UserError
        from xladdin.submission.post import send

        try:
            send(server, draft.read_bytes(), to)
        except UserError as error:  # the export is done: it is told apart from a refusal
            print(f"邮件草稿 {draft} 已写好。")
            print(error.line(), file=sys.stderr)
            return 1
        print(f"已发给 {to}；邮件草稿 {draft} 留作存底。")
        return 0
    print(f"邮件草稿 {draft}：双击用邮件程序打开，核对后发送。")
    print("用网页邮箱的，请复制下面的主题和正文，并添加报送件为附件：")
    print()
    print(letter(done).text(), end="")
    return 0
