"""What a file is when it is no workbook, in words its sender understands."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from tests.forms.package.books import scoring_book
from tests.support.libreoffice import convert
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive


def cause(content: bytes | Path) -> str:
    with pytest.raises(UserError) as caught:
        Archive.read(content)
    assert caught.value.code == "file-not-workbook"
    assert "另存为" in caught.value.remedy
    return str(caught.value.facts["cause"])


def archive_of(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "空的"),
        (b"\0" * 600, "空的"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        ("\ufeff\r\n<!DOCTYPE html>\n<p>自评".encode(), "网页"),
        (b'<table border="1"><tr><td>1</td></tr></table>', "网页"),
        ("\ufeff<html>自评".encode("utf-16-le"), "网页"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", ".mht"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML 表格 2003"),
        ("指标,目标值\n面积,426.94\n".encode(), ".csv"),
        ("指标,目标值\n面积,426.94\n".encode("gb18030"), ".csv"),
        (("自评，" * 3000).encode("gb18030"), ".csv"),
        (b"%PDF-1.7\n", "PDF"),
        (bytes(range(1, 256)), "无法识别"),
        (b"PK\x03\x04 and then the download broke off", "没有下载完整"),
    ],
)
def test_files_that_are_no_zip_are_named(content: bytes, expected: str) -> None:
    assert expected in cause(content)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("[Content_Types].xml", "xl/workbook.bin"), ".xlsb"),
        (("[Content_Types].xml", "word/document.xml"), "Word"),
        (("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
        (("mimetype", "content.xml"), "OpenDocument"),
        (("附件1.xlsx", "附件2.xlsx"), "压缩包"),
        (("[Content_Types].xml", "visio/document.xml"), "没有工作簿内容"),
    ],
)
def test_zip_files_that_are_no_workbook_are_named(names: tuple[str, ...], expected: str) -> None:
    assert expected in cause(archive_of(*names))


def test_a_workbook_with_an_opening_password_is_told_apart_from_an_old_xls(tmp_path: Path) -> None:
    encrypted = io.BytesIO()
    with scoring_book(tmp_path / "a.xlsx").open("rb") as plain:
        OOXMLFile(plain).encrypt("密码", encrypted)
    with pytest.raises(UserError) as caught:
        Archive.read(encrypted.getvalue())
    assert caught.value.code == "file-encrypted"


@pytest.mark.libreoffice
def test_files_really_saved_as_xls_and_ods_are_named(tmp_path: Path) -> None:
    book = scoring_book(tmp_path / "a.xlsx")
    assert "旧版 .xls" in cause(convert([book], "xls", tmp_path / "out")[0])
    assert "OpenDocument" in cause(convert([book], "ods", tmp_path / "out")[0])
