"""应报清单: written when goals are sent down, read when submissions come in."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from xladdin.errors import UserError
from xladdin.rules import profile as profiles
from xladdin.submission.expected import Expected, ExpectedList, expected_workbook, read_expected

LISTED = ExpectedList(
    year=2024,
    deadline=datetime.date(2025, 3, 31),
    profile="xinjiang-2024",
    entries=(
        Expected("650400-ZRZY", "吐鲁番市自然资源局", "2024-001", "矿山修复（吐鲁番）", "a@example.cn", "甲.xlsx"),
        Expected("650200-ZRZY", "克拉玛依市自然资源局", "0012", "=矿山修复"),
    ),
    programme="重点生态保护修复治理资金",
    issuer="自治区财政厅",
    form="transfer",
    profile_digest=profiles.load("xinjiang-2024").digest,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "应报清单.xlsx"
    target.write_bytes(expected_workbook(LISTED))
    return target


def change(path: Path, changes: dict[str, object]) -> None:
    """Type into the list, as a person would."""
    book = openpyxl.load_workbook(path)
    for cell, value in changes.items():
        book["应报清单"][cell] = value
    book.save(path)


def cell_of(path: Path, text: str) -> str:
    sheet = openpyxl.load_workbook(path)["应报清单"]
    return next(cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_what_was_listed_is_read_again_codes_as_they_were_typed(path: Path) -> None:
    assert read_expected(path) == LISTED
    assert LISTED.rules().id == "xinjiang-2024"


def test_the_same_list_gives_the_same_bytes() -> None:
    assert expected_workbook(LISTED) == expected_workbook(LISTED)


def test_a_line_may_be_added_by_hand_and_a_line_may_be_cleared(path: Path) -> None:
    first = int(cell_of(path, "650400-ZRZY").lstrip("ABCDEFGH"))
    change(path, {f"{letter}{first}": None for letter in "BCDEFG"})
    change(path, {f"B{first + 4}": "650100", f"C{first + 4}": "某局", f"D{first + 4}": 77, f"E{first + 4}": "项目三"})
    assert [one.project_code for one in read_expected(path).entries] == ["0012", "77"]


@pytest.mark.parametrize("typed", ["2025-03-31", "2025/3/31", "2025年3月31日", datetime.date(2025, 3, 31), "2025.3.31"])
def test_the_deadline_may_be_written_in_many_ways(path: Path, typed: object) -> None:
    change(path, {cell_of(path, "2025年3月31日"): typed})
    assert read_expected(path).deadline == datetime.date(2025, 3, 31)


@pytest.mark.parametrize(
    ("at", "typed", "code", "says"),
    [
        ("0012", "2024-001", "expected-twice", "项目编码“2024-001”在"),
        ("0012", None, "expected-blank", "没有填写项目编码"),
        ("650200-ZRZY", "650400-ZRZY", "expected-unit", "有两个名称：“吐鲁番市自然资源局”和“克拉玛依市自然资源局”"),
        ("2025年3月31日", "三月底", "expected-day", "“三月底”不是可用的日期"),
        ("2025年3月31日", "2025年2月30日", "expected-day", "“2025年2月30日”不是可用的日期"),
    ],
)
def test_a_slip_is_named_with_its_cell(path: Path, at: str, typed: object, code: str, says: str) -> None:
    cell = cell_of(path, at)
    change(path, {cell: typed})
    with pytest.raises(UserError) as caught:
        read_expected(path)
    assert caught.value.code == code
    assert says in caught.value.line()
    assert "应报清单.xlsx" in caught.value.line()
    assert caught.value.exit_code == 3


def test_a_year_that_is_none_and_an_empty_list_are_refused(path: Path) -> None:
    year = next(
        cell.coordinate
        for row in openpyxl.load_workbook(path)["应报清单"].iter_rows()
        for cell in row
        if cell.value == 2024
    )
    change(path, {year: "去年"})
    with pytest.raises(UserError, match="年度“去年”不可用") as caught:
        read_expected(path)
    assert caught.value.code == "expected-year"
    path.write_bytes(expected_workbook(LISTED._replace(entries=())))
    with pytest.raises(UserError, match="没有登记任何") as caught:
        read_expected(path)
    assert caught.value.code == "expected-empty"


def test_another_workbook_is_no_list(tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(other)
    with pytest.raises(UserError, match="这不是本工具的应报清单"):
        read_expected(other)


def test_rules_of_another_content_are_refused(path: Path) -> None:
    change(path, {cell_of(path, LISTED.profile_digest): "0" * 64})
    with pytest.raises(UserError, match="profile-changed"):
        read_expected(path).rules(path.name)


def test_sheets_are_protected_without_a_password_and_inputs_are_open(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["应报清单"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet[cell_of(path, "0012")].protection.locked
    assert sheet[cell_of(path, "单位代码")].protection.locked
    assert sheet.column_dimensions["A"].hidden
