"""What stays behind is listed sheet by sheet, each kind of thing once."""

from __future__ import annotations

import pytest

from tests.forms.conftest import sample
from tests.hostile.kit import OFFICE
from xladdin.forms.build.workbook import build
from xladdin.forms.choices import PICTURES
from xladdin.forms.family import family
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.relationships import sheet_parts
from xladdin.rules import profile as profiles
from xladdin.submission.left_behind import left_behind

KINDS = {
    "comments": "批注",
    "threadedComment": "批注",
    "drawing": "图片或图形",
    "ctrlProp": "控件",
    "table": "表格对象",
    "pivotTable": "数据透视表",
}
TRANSFER = family("transfer")


@pytest.fixture(scope="module")
def book() -> Archive:
    return Archive.read(build(sample("karamay-2024"), profiles.load("xinjiang-2024")))


def with_things(book: Archive, sheet: str, *kinds: str) -> Archive:
    part = sheet_parts(book)[sheet]
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    lines = "".join(
        f'<Relationship Id="rIdZ{n}" Type="{OFFICE}/{kind}" Target="../x{n}.xml"/>' for n, kind in enumerate(kinds)
    )
    content = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )
    return book.replaced({rels: content.encode()})


def test_a_fresh_book_leaves_nothing_behind(book: Archive) -> None:
    assert left_behind(book, TRANSFER) == []


def test_a_chart_of_something_else_is_named_and_ours_are_not(book: Archive) -> None:
    charts = [part for part in book if part.startswith("xl/charts/chart")]
    assert charts
    (ours,) = {title for title in PICTURES.values() if title.encode() in book[charts[0]]}
    other = book.replaced({charts[0]: book[charts[0]].replace(ours.encode(), "近三年支出".encode())})
    assert [line for line in left_behind(other, TRANSFER) if "图片或图形" not in line] == []
    assert len(left_behind(other, TRANSFER)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_on_a_sheet_is_named(kind: str, book: Archive) -> None:
    assert left_behind(with_things(book, "评分表", kind), TRANSFER) == [
        f"工作表“评分表”中的{KINDS[kind]}未带入报送件。"
    ]


def test_things_are_named_once_a_sheet_and_others_are_nothing(book: Archive) -> None:
    archive = with_things(book, "绩效自评表", "comments", "threadedComment", "drawing", "hyperlink")
    assert left_behind(archive, TRANSFER) == [
        "工作表“绩效自评表”中的批注未带入报送件。",
        "工作表“绩效自评表”中的图片或图形未带入报送件。",
    ]


def test_an_extra_sheet_is_named_and_not_looked_into(book: Archive) -> None:
    part = "xl/workbook.xml"
    renamed = book.replaced({part: book[part].replace('name="校验结果"'.encode(), 'name="台账"'.encode())})
    things = with_things(renamed, "台账", "drawing")
    assert left_behind(things, TRANSFER) == ["工作表“台账”不属于申报表，未带入报送件。"]
    for ours in ("校验结果", "参数"):
        assert ours in sheet_parts(book)
