"""``xladdin ledger`` and ``xladdin diff``: what stands in the ledger, for people."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from msgspec.structs import replace

from tests.receiving.conftest import KARAMAY, TURPAN, Office, changed, expected_list, line_for, sent, submission
from tests.support.audit import assert_package_clean
from xladdin.receiving.table_book import Column, Table, table_book


def test_the_ledger_as_a_workbook_shows_everybody(office: Office) -> None:
    listed = expected_list(
        office.folder / "应报清单.xlsx", [line_for(KARAMAY), line_for(TURPAN), line_for(TURPAN, 年度="2023")]
    )
    office.put("a.xlsx", sent(KARAMAY))
    office.put("b.xlsx", sent(TURPAN))
    office.receive(options=("--expected", listed))
    target = office.folder / "收件台账.xlsx"
    ran = office.run("ledger", office.ledger, "-o", target)
    assert (ran.code, "应报 3 项：已接收 2，未报 1" in ran.out) == (0, True)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["应报与收到", "得分", "问题", "评分调整", "相互核对", "收到的文件"]
    rows = list(book["应报与收到"].iter_rows(values_only=True))
    heads = next(row for row in rows if row[0] == "单位")
    shown = [dict(zip(heads, row, strict=True)) for row in rows[rows.index(heads) + 1 :]]
    assert [row["状态"] for row in shown] == ["已接收", "已接收", "未报"]
    rows = list(book["得分"].iter_rows(values_only=True))
    scores = [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]
    assert [row["得分（调整全部批准时）"] for row in scores] == [93.1, 88.8]
    assert [row["未批准调整"] for row in scores] == [0, 12]
    assert book["评分调整"].max_row == 2 + 12
    assert_package_clean(target)
    target.write_bytes(b"somebody's notes")
    assert office.run("ledger", office.ledger, "-o", target).code == 3
    assert target.read_bytes() == b"somebody's notes"


def test_texts_never_become_formulas(office: Office) -> None:
    texts = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0")
    import datetime

    now = datetime.datetime.now(datetime.UTC)
    table = Table("表", "=题", (Column("=头", 20),), [(text,) for text in texts], ("=注",))
    content = table_book([table], "=名", now)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["表"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells][-len(texts) :] == list(texts)


def test_what_a_unit_typed_never_becomes_a_formula_in_the_ledger(office: Office) -> None:
    evil = changed(KARAMAY, unit={"name": '=HYPERLINK("http://x","局")'}, remarks="+1")
    office.receive(office.put("=1.xlsx", submission(evil)))
    target = office.folder / "收件台账.xlsx"
    assert office.run("ledger", office.ledger, "-o", target).code == 0
    book = openpyxl.load_workbook(target)
    for sheet in book:
        assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_an_archive_that_was_refused_is_seen_as_well(office: Office) -> None:
    office.receive(office.put("坏包.zip", b"PK"))
    target = office.folder / "收件台账.xlsx"
    office.run("ledger", office.ledger, "-o", target)
    (row,) = list(openpyxl.load_workbook(target)["收到的文件"].iter_rows(min_row=3, values_only=True))
    assert row[1:3] == ("坏包.zip", "拒收")


def test_two_versions_are_compared_cell_by_cell(office: Office) -> None:
    before = office.put("1.xlsx", sent(KARAMAY))
    project = changed(KARAMAY, 2)
    rows = project.indicators
    changed_rows = (replace(rows[0], actual="500", reason="=补充说明"), *rows[1:])
    after = office.put("2.xlsx", submission(replace(project, indicators=changed_rows, declared=None)))
    ran = office.run("diff", before, after)
    assert ran.code == 0
    lines = ran.out.splitlines()
    (actual,) = [line for line in lines if "全年实际完成值" in line]
    assert actual.startswith("绩效自评表 ")
    assert actual.endswith(f"：“{rows[0].actual}” → “500”")
    assert any("报送版本：“1” → “2”" in line for line in lines)
    assert lines[-1].startswith("共 ")
    same = office.run("diff", before, before)
    assert same.out.strip() == "填报内容相同。"


def test_every_field_has_a_word(office: Office, tmp_path: Path) -> None:
    """No path of the model shows in a line."""
    nothing = replace(changed(TURPAN), indicators=changed(TURPAN).indicators[:1], funds=(), management=())
    one, other = office.put("1.xlsx", sent(TURPAN)), office.put("2.xlsx", submission(replace(nothing, declared=None)))
    found = office.run("diff", one, other).out.splitlines()
    assert len(found) > 300
    assert [line for line in found if "[" in line.partition("：")[0] or "_" in line.partition("：")[0]] == []
