"""Say in Chinese what a file is when it is not an Excel workbook.

Staff rename, export and download all kinds of things to ``.xlsx``; “not a zip file” helps nobody.
"""

from __future__ import annotations

OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
"""First bytes of an OLE compound file: .xls, .doc, WPS .et, and every encrypted .xlsx ([MS-CFB] 2.2)."""

_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HEAD = 4096


def is_encrypted(data: bytes) -> bool:
    """Whether ``data`` is a workbook with an opening password ([MS-OFFCRYPTO] 2.3: OLE, EncryptedPackage)."""
    return data.startswith(OLE_SIGNATURE) and _ENCRYPTED_STREAM in data


def cause_of_no_zip(data: bytes) -> str:
    """What a file that is not a zip archive seems to be, as the cause in message ``file-not-workbook``."""
    if not data.strip(b"\0 \t\r\n"):
        return "文件是空的"
    if data.startswith(OLE_SIGNATURE):
        return "这是旧版 .xls 或 WPS .et 格式的文件"
    if data.startswith(b"PK"):
        return "文件已损坏或没有下载完整"
    if data.startswith(b"%PDF-"):
        return "这是 PDF 文件"
    text = _as_text(data)
    if text is None:
        return "无法识别文件内容，文件可能已损坏"
    return _cause_of_text(text.lstrip("\ufeff \t\r\n").lower())


def cause_of_other_zip(names: list[str]) -> str:
    """What a zip archive without an Excel workbook seems to be; ``names`` are its members."""
    lowered = {name.lower() for name in names}
    if "xl/workbook.bin" in lowered:
        return "这是二进制工作簿（.xlsb）"
    if any(name.startswith("word/") for name in lowered):
        return "这是 Word 文档"
    if any(name.startswith("ppt/") for name in lowered):
        return "这是 PowerPoint 演示文稿"
    if "mimetype" in lowered and "content.xml" in lowered:
        return "这是 OpenDocument 文件（.ods 等）"
    if "[content_types].xml" in lowered:
        return "文件里没有工作簿内容"
    return "这是普通压缩包"


def _as_text(data: bytes) -> str | None:
    """The first few kilobytes as text, or None when they are not text in an encoding that office programs write."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore")
    if b"\0" in head:
        return None
    cut = len(data) > _HEAD  # the cut may split a character: forgive its last bytes
    for encoding in ("utf-8", "gb18030"):
        for drop in range(4 if cut else 1):
            try:
                return head[: len(head) - drop].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _cause_of_text(text: str) -> str:
    if text.startswith("mime-version:"):
        return "这是另存为网页格式（.mht）的文件"
    if text.startswith(("<!doctype html", "<html", "<table", "<meta", "<head", "<style")) or "<html" in text:
        return "这是网页（HTML），只是扩展名像 Excel"
    if "urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "这是 XML 表格 2003 格式的文件"
    if text.startswith("<"):
        return "这是 XML 文本文件"
    return "这是文本文件（.csv 或 .txt）"
