"""``xladdin key``: a unit makes its key; the level above registers, revokes and lists keys."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from xladdin.cli.passphrase import Passphrases, add_passphrase_option
from xladdin.errors import UserError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title="操作", metavar="操作", required=True, parser_class=type(parser))
    new = commands.add_parser("new", help="生成本单位的密钥（私钥加密保存），并写出公钥文本")
    new.add_argument("--unit", required=True, metavar="单位名称", help="与填报说明中的填报单位一致")
    new.add_argument("--code", default="", metavar="单位代码", help="与填报说明中的单位代码一致，没有可不填")
    new.add_argument(
        "-o", "--output", type=Path, required=True, metavar="文件.key", help="私钥放到哪里，不要放进共享目录"
    )
    new.add_argument(
        "--replaces", type=Path, metavar="旧文件.key", help="接替旧密钥：公钥文本由旧密钥签名，上级不必电话核对"
    )
    add_passphrase_option(new)
    new.set_defaults(act=_new)
    register = commands.add_parser("register", help="上级把一个单位的公钥记入登记簿")
    register.add_argument("registry", type=Path, metavar="登记簿.json")
    register.add_argument("key", metavar="公钥", help="公钥文本文件，或电话里核对过的公钥")
    register.add_argument("--unit", metavar="单位名称", help="以此名称登记，默认用公钥文本里的")
    register.add_argument("--code", metavar="单位代码", help="以此代码登记，默认用公钥文本里的")
    register.add_argument("--from", dest="start", metavar="日期", help="生效日期，如 2025-01-01，默认今天")
    register.add_argument("--until", metavar="日期", help="失效日期（含当天），默认不限")
    register.set_defaults(act=_register)
    revoke = commands.add_parser("revoke", help="吊销一个密钥：此后收到的文件不再有效")
    revoke.add_argument("registry", type=Path, metavar="登记簿.json")
    revoke.add_argument("key", metavar="指纹", help="指纹的前几位（xladdin key list 可查）")
    revoke.add_argument("--why", required=True, metavar="原因", help="如 遗失、人员变动")
    revoke.set_defaults(act=_revoke)
    use = commands.add_parser("use", help="设定 Excel 中“导出报送件”签名用的密钥（只记路径）")
    use.add_argument("key", nargs="?", type=Path, metavar="文件.key", help="本单位的私钥文件；不写则取消签名")
    use.set_defaults(act=_use)
    listed = commands.add_parser("list", help="列出登记簿中的密钥")
    listed.add_argument("registry", type=Path, metavar="登记簿.json")
    listed.set_defaults(act=_list)


def run(options: argparse.Namespace) -> int:
    code: int = options.act(options)
    return code


def _new(options: argparse.Namespace) -> int:
    from xladdin.disk.writing import create
    from xladdin.submission.keys.key_file import load_key, new_key
    from xladdin.submission.keys.place import refuse_program_folder
    from xladdin.submission.keys.public_text import public_text

    refuse_program_folder(options.output)
    text = options.output.with_suffix(".公钥.txt")
    if text.exists():
        raise UserError("file-exists", file=text)
    ask = Passphrases(options)
    old = load_key(options.replaces, ask.ask("旧密钥")) if options.replaces is not None else None
    key = new_key(options.output, ask.ask("密钥", twice=True))
    content = public_text(options.unit, options.code, key, old)
    create(text, content.encode("utf-8-sig"))
    print(f"私钥已加密保存到 {options.output}，请自己保管，不要发给任何人。")
    print(f"公钥文本 {text}，请交给上级登记；上级可电话逐组核对：")
    print(content, end="")
    return 0


def _register(options: argparse.Namespace) -> int:
    from xladdin.submission.keys.public_text import read_public_text
    from xladdin.submission.keys.registry import Registry, change_registry, new_entry
    from xladdin.submission.keys.spoken import short_fingerprint

    text = read_public_text(_text_of(options.key))
    unit = options.unit or text.unit
    if not unit:
        raise UserError("usage", cause="公钥中没有单位名称，请用 --unit 写明")
    entry = new_entry(
        unit,
        text.key,
        _day(options.start) or datetime.date.today(),
        code=text.code if options.code is None else options.code,
        valid_until=_day(options.until),
        replaces=text.replaces,
    )
    confirmed = False

    def change(registry: Registry) -> Registry:
        nonlocal confirmed
        old = registry.by_fingerprint(text.replaces) if text.replaces else None
        confirmed = (
            old is not None
            and (old.unit, old.code) == (entry.unit, entry.code)
            and old.counts(datetime.datetime.now(datetime.UTC))
            and text.confirmed_by(old.public)
        )
        return registry.with_key(entry)

    change_registry(options.registry, change)
    print(f"已登记：{entry.unit}，指纹 {short_fingerprint(entry.fingerprint)}，{entry.valid_from} 起有效。")
    if confirmed:
        print("公钥由该单位已登记的旧密钥签名，不必再核对。旧密钥仍有效，需要时请吊销。")
    else:
        print("请与该单位电话核对指纹，确认一致后再使用；不一致的，请立即吊销。")
    return 0


def _revoke(options: argparse.Namespace) -> int:
    from xladdin.submission.keys.registry import Registry, change_registry

    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    unit = ""

    def change(registry: Registry) -> Registry:
        nonlocal unit
        entry = registry.find(options.key)
        unit = entry.unit
        return registry.revoked(entry, now, options.why)

    if not options.registry.exists():
        raise UserError("file-missing", file=options.registry)
    change_registry(options.registry, change)
    print(f"已吊销“{unit}”的密钥：此后收到的文件不再有效，此前收到的不受影响。")
    return 0


def _use(options: argparse.Namespace) -> int:
    from xladdin.submission.keys.chosen import choose_key
    from xladdin.submission.keys.place import refuse_program_folder

    if options.key is None:
        choose_key(None)
        print("已取消：Excel 中“导出报送件”不再签名。")
        return 0
    if not options.key.is_file():
        raise UserError("file-missing", file=options.key)
    refuse_program_folder(options.key)
    choose_key(options.key)
    print(f"已设定：Excel 中“导出报送件”用 {options.key} 签名，导出时会问口令。")
    return 0


def _list(options: argparse.Namespace) -> int:
    from xladdin.cli.output import console, table
    from xladdin.submission.keys.registry import load_registry
    from xladdin.submission.keys.spoken import short_fingerprint

    keys = table("单位", "单位代码", "指纹", "有效期", "状态")
    for entry in load_registry(options.registry).keys:
        until = f"至 {entry.valid_until}" if entry.valid_until else "起"
        state = f"{entry.revoked_at:%Y-%m-%d %H:%M} 吊销：{entry.revoked_why}" if entry.revoked_at else "有效"
        keys.add_row(entry.unit, entry.code, short_fingerprint(entry.fingerprint), f"{entry.valid_from} {until}", state)
    console().print(keys)
    return 0


def _text_of(argument: str) -> str:
    """The content of a file, or the argument itself where there is no such file."""
    from xladdin.disk.causes import cause_of

    path = Path(argument)
    try:
        if path.is_file():
            with path.open("rb") as stream:
                return stream.read(1 << 16).decode("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise UserError("file-unreadable", file=path, cause=cause_of(error)) from error
    return argument


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UserError("usage", cause=f"“{text}”不是日期，请写成 2025-01-01 的样子") from None
