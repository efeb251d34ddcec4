"""Files that an inbox may hold and that must never be taken, made from scratch or from a sound submission; each with its refusal.

What is done to the inside of workbooks is in ``tests.hostile``; here stands what reaches an inbox: other kinds of files,
mails and archives that lie, workbooks of others.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

import openpyxl

from tests.receiving.conftest import KARAMAY, KEYS, TURPAN, book, changed, sent, submission, zipped
from tests.submission.verify_cases import ATTACKS

GUARD = "file-not-workbook"


class Hostile(NamedTuple):
    """``name`` of the file in the inbox; ``code`` of its refusal, or a piece of the reason that is said of what is in it;
    several, with ``|`` between, where it holds several files."""

    name: str
    make: Callable[[], bytes]
    code: str


def _mail(*parts: tuple[str, bytes], head: bytes = b"From: <a@b.cn>\r\nSubject: x\r\n") -> bytes:
    import base64

    lines = [head + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"\r\n']
    for name, content in parts:
        lines.append(
            b"--B\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
            + f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'.encode()
            + base64.encodebytes(content)
        )
    return b"\r\n".join(lines) + b"\r\n--B--\r\n"


def _nested(depth: int, content: bytes) -> bytes:
    for number in range(depth):
        content = zipped({f"{number}.zip": content})
    return content


def _bomb(size: int) -> bytes:
    """An entry that unpacks to ``size`` zero bytes and says so."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join([packer.compress(bytes(1 << 20)) for _ in range(size >> 20)]) + packer.flush()
    return _raw_zip([(b"a.xlsx", packed, size)])


def _raw_zip(entries: list[tuple[bytes, bytes, int]], *, flags: int = 0, method: int = 8, crc: int = 0) -> bytes:
    out, central = b"", b""
    for name, packed, size in entries:
        fields = (20, flags, method, 0, 0x21, crc, len(packed), size, len(name), 0)
        central += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, *fields, 0, 0, 0, 0, len(out)) + name
        out += struct.pack("<4s5H3I2H", b"PK\3\4", *fields) + name + packed
    count = len(entries)
    return out + central + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(central), len(out), 0)


def _workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    made, target = openpyxl.Workbook(), io.BytesIO()
    fill(made)
    made.save(target)
    return target.getvalue()


def _imitation(made: openpyxl.Workbook) -> None:
    """Names and properties as if it were ours, nothing behind them."""
    from openpyxl.packaging.custom import StringProperty

    for key, value in (
        ("xladdin.template", "transfer"),
        ("xladdin.template_version", "2"),
        ("xladdin.kind", "submission"),
    ):
        made.custom_doc_props.append(StringProperty(name=key, value=value))
    made.active["A1"] = "得分 100"


def _cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


def _flipped(content: bytes, at: float) -> bytes:
    place = int(len(content) * at)
    return content[:place] + bytes([content[place] ^ 0x40]) + content[place + 1 :]


def _part_of_zip(name: str, change: Callable[[bytes], bytes]) -> bytes:
    source, target = zipfile.ZipFile(io.BytesIO(sent(KARAMAY))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for entry in source.namelist():
            data = source.read(entry)
            package.writestr(entry, change(data) if entry == name else data)
    return target.getvalue()


def _encrypted() -> bytes:
    from xladdin.submission.encrypt import encrypted

    return encrypted(sent(KARAMAY), "long enough")


HEADS = {
    "图片.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "图片二.xlsx": b"\xff\xd8\xff\xe0" + bytes(64),
    "报告.xlsx": b"%PDF-1.7\n" + b"x" * 100,
    "网页.xls": "<html><table><tr><td>得分</td></tr></table>".encode(),
    "表格2003.xls": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "文本.xlsx": "单位,得分\n甲,100\n".encode("gb18030"),
    "存为网页.xls": b"MIME-Version: 1.0\nContent-Type: multipart/related\n",
    "空.xlsx": b"",
    "零.xlsx": bytes(4096),
    "程序.xlsx": b"MZ" + bytes(200),
    "脚本.xlsx": b"#!/bin/sh\nrm -rf /\n",
    "老.xls": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000),
    "一个字.xlsx": b"P",
    "只有头.xlsx": b"PK\3\4",
    "只有尾.xlsx": b"PK\5\6" + bytes(18),
}

FILES: tuple[Hostile, ...] = (
    *(Hostile(name, lambda content=content: content, GUARD) for name, content in HEADS.items()),
    Hostile("密码.xlsx", _encrypted, "file-encrypted"),
    Hostile("文档.xlsx", lambda: zipped({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), GUARD),
    Hostile("演示.xlsx", lambda: zipped({"ppt/presentation.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), GUARD),
    Hostile("普通.xlsx", lambda: zipped({"a.txt": b"x"}), GUARD),
    Hostile("二进制.xlsb", lambda: zipped({"xl/workbook.bin": b"x", "[Content_Types].xml": b"<x/>"}), GUARD),
    Hostile("开放.ods", lambda: zipped({"mimetype": b"x", "content.xml": b"<x/>"}), GUARD),
    Hostile("穿越.xlsx", lambda: zipped({"../../etc/passwd": b"x", "[Content_Types].xml": b"<x/>"}), GUARD),
    Hostile("绝对.xlsx", lambda: zipped({"/etc/passwd": b"x", "[Content_Types].xml": b"<x/>"}), GUARD),
    Hostile("一半.xlsx", lambda: _cut(sent(KARAMAY), 0.5), GUARD),
    Hostile("少个尾.xlsx", lambda: _cut(sent(KARAMAY), 0.99), GUARD),
    Hostile("翻一位.xlsx", lambda: _flipped(sent(KARAMAY), 0.3), GUARD),
    Hostile("翻一位二.xlsx", lambda: _flipped(sent(KARAMAY), 0.6), GUARD),
    Hostile("前面有字.xlsx", lambda: b"x" * 10 + sent(KARAMAY), GUARD),
    Hostile("后面有字.xlsx", lambda: sent(KARAMAY) + b"x" * 10, GUARD),
    Hostile("两份相连.xlsx", lambda: sent(KARAMAY) + sent(TURPAN), GUARD),
    Hostile("炸弹.xlsx", lambda: _bomb(60 << 20), "file-too-large"),
    Hostile("加密条目.xlsx", lambda: _raw_zip([(b"[Content_Types].xml", b"x", 1)], flags=1), "file-encrypted"),
    Hostile("怪压缩.xlsx", lambda: _raw_zip([(b"[Content_Types].xml", b"x", 1)], method=99), GUARD),
    Hostile("校验不符.xlsx", lambda: _raw_zip([(b"[Content_Types].xml", b"x", 1)], method=0, crc=1), GUARD),
    Hostile("别家的.xlsx", lambda: _workbook(lambda made: None), "template-other"),
    Hostile("冒充的.xlsx", lambda: _workbook(_imitation), "tampered"),
    Hostile("实体.xlsx", lambda: _part_of_zip("xl/workbook.xml", _with_entity), "xml-unusual"),
    Hostile("宏.xlsx", lambda: _added("xl/vbaProject.bin"), "part-active"),
    Hostile("控件.xlsx", lambda: _added("xl/activeX/activeX1.xml"), "part-active"),
    Hostile("来历不明.xlsx", lambda: _added("xl/evil.xml"), "part-unknown"),
    *(
        Hostile(f"{key}.xlsx", lambda key=key: ATTACKS[key].make(sent(KARAMAY)), one.verdict)
        for key, one in ATTACKS.items()
        if one.verdict == "tampered"
    ),
    Hostile("坏邮件.eml", lambda: b"\0\1\2", "mail-unreadable"),
    Hostile("空邮件.eml", lambda: b"From: a@b.cn\r\n\r\nhello", "container-empty"),
    Hostile("只有图.eml", lambda: _mail(("a.png", b"x")), "container-empty"),
    Hostile("信里有炸弹.eml", lambda: _mail(("a.xlsx", _bomb(61 << 20))), "file-too-large"),
    Hostile("信里有网页.eml", lambda: _mail(("a.xls", b"<html>1")), GUARD),
    Hostile("信里名字穿越.eml", lambda: _mail(("../../../tmp/x.xlsx", b"x1")), GUARD),
    Hostile("信里有RAR.eml", lambda: _mail(("a.rar", b"Rar!")), "不能打开这种压缩包"),
    Hostile("信头很长.eml", lambda: _mail(("a.xls", b"x2"), head=b"Subject: " + b"x" * 500_000 + b"\r\n"), GUARD),
    Hostile("信头很多.eml", lambda: _mail(("a.xls", b"x3"), head=b"X-A: b\r\n" * 20_000), GUARD),
    Hostile("编码乱.eml", lambda: _mail(("=?utf-8?b?!!!?=.xls", b"x4"), head=b"Subject: =?x?q?=ff?=\r\n"), GUARD),
    Hostile("套娃信.eml", lambda: _deep_mail(60), "container-empty"),
    Hostile("部分很多.eml", lambda: _mail(*[("a.png", b"")] * 3000), "container-too-large"),
    Hostile("坏包.zip", lambda: b"PK\3\4" + b"x" * 100, "container-damaged"),
    Hostile("空包.zip", lambda: zipped({}), "container-empty"),
    Hostile("没有表.zip", lambda: zipped({"a.exe": b"MZ"}), "container-empty"),
    Hostile("太多层.zip", lambda: _nested(4, zipped({"a.xlsx": b"x"})), "太多层"),
    Hostile("太多个.zip", lambda: zipped({f"{number}.txt": b"" for number in range(2001)}), "container-too-large"),
    Hostile("包里炸弹.zip", lambda: _bomb(240 << 20), "文件过大"),
    Hostile("包里很多炸弹.zip", lambda: _many_bombs(), "container-too-large"),
    Hostile("包里穿越.zip", lambda: zipped({"../../../tmp/y.xlsx": b"x5"}), GUARD),
    Hostile("包里校验不符.zip", lambda: _raw_zip([(b"a.xlsx", b"x", 1)], method=0, crc=1), "压缩包已损坏"),
    Hostile("包里怪压缩.zip", lambda: _raw_zip([(b"a.xlsx", b"x", 1)], method=99), "压缩包已损坏"),
    Hostile("包里密码.zip", lambda: _raw_zip([(b"a.xlsx", b"x" * 20, 8)], flags=1), "压缩包设有密码"),
    Hostile("包里重叠.zip", lambda: _overlapping(), f"{GUARD}|container-entry"),
    Hostile("名字有零.zip", lambda: zipped({"a\0b.xlsx": b"x"}), "container-empty"),
    Hostile("尾巴说谎.zip", lambda: zipped({"a.xlsx": b"x6"})[:-6] + b"\xff\xff\xff\x7f\0\0", "压缩包已损坏"),
    Hostile(
        "高版本.xlsx",
        lambda: _part_of_zip("docProps/custom.xml", lambda data: data.replace(b">2<", b">99<", 1)),
        "tampered",
    ),
    Hostile("别人的密钥.xlsx", lambda: submission(changed(KARAMAY, 3), KEYS[TURPAN]), "key-not-registered"),
    Hostile("空白簿.xlsx", lambda: _blank(), "receive-empty"),
    Hostile("外链簿.xlsx", lambda: _linked(), "part-active"),
)


def _with_entity(data: bytes) -> bytes:
    return data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1)


def _added(name: str) -> bytes:
    target = io.BytesIO(book(KARAMAY))
    with zipfile.ZipFile(target, "a") as package:
        package.writestr(name, b"<x/>")
    return target.getvalue()


def _linked() -> bytes:
    return _added("xl/connections.xml")


def _blank() -> bytes:
    from xladdin.forms.build.workbook import build_blank
    from xladdin.rules import profile as profiles

    return build_blank(31, profiles.load("mof-2020"))


def _deep_mail(depth: int) -> bytes:
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="B%d"\r\n\r\n--B%d\r\n' % (number, number) for number in range(depth)
    )
    return b"From: a@b.cn\r\n" + head


def _many_bombs() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(15 << 20)) + packer.flush()
    crc = zlib.crc32(bytes(15 << 20))
    return _raw_zip([(b"%d.xlsx" % number, packed, 15 << 20) for number in range(20)], crc=crc)


def _overlapping() -> bytes:
    """Every entry of the directory leads to the same bytes, under another name than theirs."""
    content = _raw_zip([(b"a.xlsx", b"x7", 2)], method=0, crc=zlib.crc32(b"x7"))
    begin = content.index(b"PK\1\2")
    entry = content[begin : content.index(b"PK\5\6")]
    others = b"".join(entry.replace(b"a.xlsx", b"%s.xlsx" % letter) for letter in (b"b", b"c"))
    directory = entry + others
    return content[:begin] + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 3, 3, len(directory), begin, 0)
