"""What cannot be imported gets one line that says why and what to do; nothing is written."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cli.conftest import Run
from tests.intake import twin
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.kinds import DOCUMENT_KIND
from xladdin.forms.package.guard.limits import DOCUMENT
from xladdin.intake.open_document import open_document
from xladdin.intake.readers.docx import read_docx

_TYPES, _RELS, _MAIN = "[Content_Types].xml", "_rels/.rels", "word/document.xml"
_HYPER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts(**more: bytes) -> dict[str, bytes]:
    return {**dict(Archive.read(twin.docx(twin.paragraph("甲")), kind=DOCUMENT_KIND)), **more}


def packed(content: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as file:
        for name, data in content.items():
            file.writestr(name, data)
    return stream.getvalue()


def rels(*items: str) -> bytes:
    inside = "".join(items)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def link(kind: str, target: str, outside: bool = True) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="rId{abs(hash((kind, target))) % 10**6}" Type="{_HYPER}/{kind}" Target="{target}"{mode}/>'


def with_main(text: str) -> dict[str, bytes]:
    return parts(**{_MAIN: text.encode("utf-8")})


def with_type(old: str, new: str) -> dict[str, bytes]:
    return parts(**{_TYPES: parts()[_TYPES].replace(old.encode(), new.encode())})


_W = twin._W
_DOCUMENT = f"<w:document {_W}><w:body>%s</w:body></w:document>"
_RELS_OF_MAIN = "word/_rels/document.xml.rels"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a package without a document": (
        lambda: packed({_TYPES: b"<Types/>", "word/other.xml": b"<a/>"}),
        "file-not-document",
    ),
    "a document cut off": (lambda: packed(parts())[:-40], "file-not-document"),
    "a main part that is no XML": (lambda: packed(with_main("<w:document")), "file-not-document"),
    "a main part without a body": (lambda: packed(with_main(f"<w:document {_W}/>")), "file-not-document"),
    "a document type": (lambda: packed(with_main("<!DOCTYPE a><a/>")), "document-unusual"),
    "another encoding": (lambda: packed(with_main('<?xml version="1.0" encoding="GBK"?><a/>')), "document-unusual"),
    "entities": (
        lambda: packed(with_main('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "ccccccccc">]><a>&b;</a>')),
        "document-unusual",
    ),
    "macros": (lambda: packed(parts(**{"word/vbaProject.bin": b"x"})), "document-active"),
    "a macro document under another name": (
        lambda: packed(
            with_type(f"{twin._WORD}.document.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml")
        ),
        "document-active",
    ),
    "controls": (lambda: packed(parts(**{"word/activeX/activeX1.xml": b"<a/>"})), "document-active"),
    "a part of nobody": (lambda: packed(parts(**{"payload/run.exe": b"MZ"})), "document-unknown"),
    "a page of another document": (
        lambda: packed(parts(**{_RELS_OF_MAIN: rels(link("subDocument", "http://x/y.docx"))})),
        "document-outside",
    ),
    "relationships of no part": (
        lambda: packed(parts(**{"word/_rels/comments.xml.rels": rels(link("hyperlink", "http://a/b"))})),
        "file-not-document",
    ),
    "a part with a ratio of a bomb": (
        lambda: packed(parts(**{"word/media/a.png": b"0" * (30 << 20)})),
        "file-not-document",
    ),
    "more than any report": (
        lambda: packed(with_main(_DOCUMENT % (" " * (33 << 20))), zipfile.ZIP_STORED),
        "document-part-large",
    ),
    "tables within tables": (
        lambda: packed(with_main(_DOCUMENT % ("<w:tbl><w:tr><w:tc>" * 12 + "</w:tc></w:tr></w:tbl>" * 12))),
        "file-not-document",
    ),
    "a row of a thousand columns": (
        lambda: packed(
            with_main(
                _DOCUMENT % '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr></w:tc></w:tr></w:tbl>'
            )
        ),
        "import-large",
    ),
    "nested beyond measure": (lambda: packed(with_main("<a>" * 400 + "</a>" * 400)), "file-not-document"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_is_refused(name: str, tmp_path: Path) -> None:
    make, code = REFUSED[name]
    path = tmp_path / "报告.docx"
    path.write_bytes(make())
    with pytest.raises(UserError) as caught:
        open_document(path)
    assert caught.value.code == code
    assert "Excel" not in caught.value.line() and "工作簿" not in caught.value.line().replace("没有工作簿内容", "")


def test_size_is_looked_at_first(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(packed(parts()))
    small = replace(DOCUMENT_KIND, limits=replace(DOCUMENT, file_bytes=100))
    with pytest.raises(UserError) as caught:
        Archive.read(path, kind=small)
    assert caught.value.code == "document-too-large"


def test_what_word_alone_would_follow_is_no_reason_to_refuse() -> None:
    """Hyperlinks, an empty list, the template of the office, a linked picture, an embedded workbook: only the text is taken."""
    content = parts(
        **{
            _RELS_OF_MAIN: rels(
                link("hyperlink", "http://a/b"),
                link("image", "http://a/c.png"),
                link("settings", "settings.xml", False),
            ),
            "word/settings.xml": b"<a/>",
            "word/_rels/comments.xml.rels": rels(),  # ONLYOFFICE's, of comments that are not there
            "word/_rels/settings.xml.rels": rels(link("attachedTemplate", "file:///C:/Normal.dotm")),
            "word/embeddings/book.xlsx": b"PK",
            "customXml/item1.xml": b"<?mso-contentType?><a/>",
        }
    )
    read = read_docx(packed(content), "报告.docx")
    assert [block.text for block in read.blocks] == ["甲"]  # type: ignore[union-attr]
    assert "嵌入的对象" in read.notes[0]


OTHER: dict[str, tuple[str, bytes, str]] = {
    "a password": (
        "报告.docx",
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "document-encrypted",
    ),
    "a picture of the page": ("报告.docx", b"%PDF-1.7", "import-kind"),
    "bytes that are no text": ("报告.txt", b"\x81\x00\xff\xff" * 50, "import-text"),
    "text without tables": ("报告.txt", "各项工作顺利。".encode(), "import-nothing"),
    "a table of another kind": ("报告.txt", "\t姓名\n\t电话\n\n\t甲\n\t1\n".encode(), "import-nothing"),
    "a goal for three years alone": (
        "目标.txt",
        "总体绩效目标表（2024—2026年）\n\t项目名称\n\t甲工程\n\n\t一级指标\n\t二级指标\n\t三级指标\n\t指标值\n\n\t产出指标\n\t数量指标\n\t面积\n\t≥1\n".encode(),
        "import-overall-only",
    ),
    "a table without a year": (
        "自评.txt",
        "绩效自评表\n\t项目名称\n\t甲工程\n\n\t一级指标\n\t二级指标\n\t三级指标\n\t指标值\n\t实际完成值\n\n\t产出指标\n\t数量指标\n\t面积\n\t≥1\n\t2\n".encode(),
        "import-no-year",
    ),
    "a table without a name": (
        "自评.txt",
        "绩效自评表（2024年度）\n\t一级指标\n\t二级指标\n\t三级指标\n\t指标值\n\t实际完成值\n\n\t产出指标\n\t数量指标\n\t面积\n\t≥1\n\t2\n".encode(),
        "import-no-name",
    ),
}


@pytest.mark.parametrize("name", OTHER)
def test_a_file_that_gives_no_project(name: str, tmp_path: Path, run: Run) -> None:
    file, content, code = OTHER[name]
    (tmp_path / file).write_bytes(content)
    told = run("import", tmp_path / file, "-o", tmp_path / "读入")
    assert told.code == 3 and told.out == ""
    assert told.err.count("\n") == 1 and f"（{code}）" in told.err and file in told.err
    assert not (tmp_path / "读入").exists()


def test_one_bad_file_among_others_is_told_and_the_others_are_read(tmp_path: Path, run: Run) -> None:
    (tmp_path / "坏.docx").write_bytes(b"%PDF-1.7")
    told = run("import", tmp_path / "坏.docx", twin.DATA / twin.NAMES[".docx"], "-o", tmp_path / "读入")
    assert told.code == 1
    assert any(line.startswith("未读入：文件“坏.docx”") for line in told.out.splitlines())
    assert len(list((tmp_path / "读入").glob("*.json"))) == 2


def test_a_table_that_comes_twice_is_not_mixed_with_the_first(tmp_path: Path, run: Run) -> None:
    content = twin.text_of(twin.blocks()[1:])
    (tmp_path / "一.txt").write_bytes(content)
    (tmp_path / "二.txt").write_bytes(content)
    told = run("import", tmp_path / "一.txt", tmp_path / "二.txt", "-o", tmp_path / "读入", "--json")
    assert told.code == 1
    assert {item["code"] for item in json.loads(told.out)["refused"]} == {"import-twice"}
    assert len(list((tmp_path / "读入").glob("*.json"))) == 1


def test_what_is_there_is_overwritten_on_request_only(tmp_path: Path, run: Run) -> None:
    source = twin.DATA / twin.NAMES[".txt"]
    run("import", source, "-o", tmp_path)
    files = sorted(tmp_path.glob("*.json"))
    kept = files[1].read_bytes()
    files[0].write_text("{}")
    files[1].write_text("{}")
    told = run("import", source, "-o", tmp_path)
    assert told.code == 3 and "（import-exists）" in told.err
    assert {file.read_text() for file in files} == {"{}"}
    assert run("import", source, "-o", tmp_path, "--overwrite").code == 1
    assert files[1].read_bytes() == kept
