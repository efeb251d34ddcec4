"""The review in a workbook: one line a group, what has no room is counted, and the lines beside the titles."""

from __future__ import annotations

from typing import Any

import pytest

from tests.forms.read.memory import Memory
from xladdin.checks.finding import Finding
from xladdin.checks.runner import CheckReport
from xladdin.errors import UserError
from xladdin.forms.build.rowheight import LINE
from xladdin.forms.closed import review_lines
from xladdin.forms.closed.write_findings import COLUMNS, MarkedRow, marked_rows, marking
from xladdin.forms.read.reader import ReadBook
from xladdin.model.place import Place


def finding(**more: Any) -> Finding:
    return Finding(
        **{
            "rule": "C01",
            "severity": "error",
            "sheet": "绩效自评表",
            "cell": "F5",
            "indicator": "",
            "found": "5",
            "expected": "6",
            "difference": "-1",
            "message": "不对。",
            "remedy": "请改。",
            "basis": "常见问题",
            "path": "remarks",
            **more,
        }
    )


def report(*findings: Finding) -> CheckReport:
    return CheckReport(tuple(findings), ())


def test_a_group_is_one_line_with_all_its_cells() -> None:
    one = finding(related=(Place("评分表", "A1"), Place("绩效自评表", "F5")))
    other = finding(cell="F9")
    (row,) = marked_rows(report(one, other), 5)
    assert row == MarkedRow(
        number=1,
        level="错误",
        sheet="绩效自评表",
        found="5",
        expected="6",
        difference="-1",
        message="F5、F9：不对。",
        remedy="请改。",
        basis="常见问题（C01）",
        address="F5",
        where="|绩效自评表!F5|绩效自评表!F9|评分表!A1|",
    )
    (row,) = marked_rows(report(one), 5)
    assert (row.message, row.where) == ("不对。", "|绩效自评表!F5|评分表!A1|")


def many(count: int) -> CheckReport:
    return report(*(finding(message=f"第 {number} 句。") for number in range(count)))


@pytest.mark.parametrize(
    ("count", "room", "listed", "left"), [(3, 3, 3, 0), (4, 3, 2, 2), (9, 3, 2, 7), (1, 1, 1, 0), (2, 1, 0, 2)]
)
def test_what_has_no_room_is_counted_in_the_last_line(count: int, room: int, listed: int, left: int) -> None:
    rows = marked_rows(many(count), room)
    assert [row.number for row in rows[:listed]] == list(range(1, listed + 1))
    assert len(rows) == listed + bool(left)
    if left:
        assert rows[-1].message == f"另有 {left} 项未列出。"
        assert rows[-1].remedy == "请先改正以上各项，再次校验。"
        assert (rows[-1].number, rows[-1].level, rows[-1].address, rows[-1].where) == (None, "", "", "")


def test_a_line_of_the_sheet_has_its_columns() -> None:
    assert COLUMNS == (
        "number",
        "level",
        "sheet",
        "found",
        "expected",
        "difference",
        "message",
        "remedy",
        "basis",
        "address",
        "where",
    )


@pytest.fixture
def memory(built: dict[str, bytes]) -> Memory:
    return Memory(built["turpan-2024"])


def cell_of(book: ReadBook, column: str, row: int) -> str:
    area = book.locator.column("findings", column)
    assert area is not None
    return area.cell(area.first_row + row - 1)


def test_the_sheet_takes_lines_links_summary_and_heights(memory: Memory) -> None:
    book = memory.read()
    done = marking(book, report(finding(message="很长的一句话，" * 40), finding(severity="hint", found="")))
    assert done.sheet == "校验结果"
    assert done.cells[cell_of(book, "number", 1)] == 1
    assert done.cells[cell_of(book, "level", 1)] == "错误"
    assert done.cells[cell_of(book, "level", 2)] == "提示"
    assert done.cells[cell_of(book, "found", 1)] == "5"
    assert done.cells[cell_of(book, "found", 2)] is None
    assert done.cells[cell_of(book, "level", 3)] is None
    assert done.links[cell_of(book, "link", 1)] == "F5"
    assert done.links[cell_of(book, "link", 3)] is None
    summary = memory.where("JX_M_summary")[1]
    assert done.cells[summary] == "错误 1 处，提示 1 处；已核对 0 处（0 项检查）。\n绩效自评表：错误 1、提示 1。"
    area = book.locator.column("findings", "level")
    assert area is not None
    assert set(done.heights) == {*area.rows(), int(summary.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))}
    assert done.heights[area.first_row] > 3 * LINE
    assert done.heights[area.first_row + 2] == LINE
    assert len(done.cells) == len(area.rows()) * len(COLUMNS) + 1
    assert len(done.links) == len(area.rows())


def test_a_review_without_findings_empties_the_sheet(memory: Memory) -> None:
    done = marking(memory.read(), report())
    assert done.rows == []
    summary = memory.where("JX_M_summary")[1]
    assert done.cells.pop(summary) == "未发现问题；已核对 0 处（0 项检查）。"
    assert set(done.cells.values()) == set(done.links.values()) == {None}


def test_a_workbook_without_the_sheet_has_no_place_for_a_review(memory: Memory) -> None:
    for name in list(memory.defined):
        if name.startswith("JX_C_findings_"):
            del memory.defined[name]
    memory.said["xladdin.template_version"] = "1"
    with pytest.raises(UserError) as caught:
        marking(memory.read(), report())
    assert (caught.value.code, caught.value.sheet, caught.value.file) == ("sheet-missing", "校验结果", "自评.xlsx")


class TestLines:
    def put(self, memory: Memory, *rows: tuple[str, str]) -> None:
        for number, (sheet, level) in enumerate(rows, 1):
            memory.put("JX_C_findings_sheet", sheet or None, number)
            memory.put("JX_C_findings_level", level or None, number)

    def said(self, memory: Memory, sheet: str) -> object:
        book = memory.read()
        places = review_lines.places(book)
        where, cell = places[sheet]
        return review_lines.lines(memory, book)[where][cell]

    def test_before_a_review_every_sheet_says_so(self, memory: Memory) -> None:
        assert self.said(memory, "绩效自评表") == "尚未校验"

    def test_after_it_errors_and_warnings_are_counted_by_sheet(self, memory: Memory) -> None:
        own = "绩效自评表"
        self.put(
            memory, (own, "错误"), (own, "错误"), (own, "警告"), ("评分表", "警告"), (own, "提示"), (own, "已说明")
        )
        assert self.said(memory, own) == "校验：错误 2 项，警告 1 项"
        assert self.said(memory, "评分表") == "校验：错误 0 项，警告 1 项"
        assert self.said(memory, "年度绩效目标表") == "校验：错误 0 项，警告 0 项"

    def test_the_list_ends_at_its_first_blank_line(self, memory: Memory) -> None:
        own = "绩效自评表"
        self.put(memory, (own, "错误"), ("", ""), (own, "错误"))
        assert self.said(memory, own) == "校验：错误 1 项，警告 0 项"
        self.put(memory, (own, ""), (own, "错误"), ("", ""))
        assert self.said(memory, own) == "校验：错误 1 项，警告 0 项"

    def test_without_the_columns_there_are_no_lines(self, memory: Memory) -> None:
        for column in ("level", "sheet"):
            name = f"JX_C_findings_{column}"
            kept = memory.defined.pop(name)
            memory.said["xladdin.template_version"] = "1"
            assert review_lines.lines(memory, memory.read()) == {}
            memory.defined[name] = kept

    def test_sheets_of_the_working_book_alone_have_no_line(self, memory: Memory) -> None:
        places = review_lines.places(memory.read())
        assert "校验结果" not in places
        assert {"绩效自评表", "评分表", "资金到位与执行表"} <= set(places)
