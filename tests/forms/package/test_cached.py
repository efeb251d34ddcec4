"""New results in formula cells, everything else untouched."""

from __future__ import annotations

import contextlib
import math
import re
import time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.forms.package.books import (
    EXCEL_SHEET,
    FORMULAS,
    RESULTS,
    SHEET_NS,
    patch_cached_values,
    patch_cells,
    prefixed,
    raw_book,
    raw_parts,
    scoring_book,
    stored_values,
)
from tests.support.audit import package_findings
from tests.support.libreoffice import convert
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cached import with_cached_values
from xladdin.forms.package.edit.values import CellValue

EVERY_KIND: dict[str, CellValue] = {
    "B1": 7.25, "C1": "文字 & <尖括号>", "B2": 31, "C2": False, "B3": Decimal("40.5"), "C3": "#DIV/0!", "B4": None, "C4": "补",
}  # fmt: skip
READ_BACK = {"B1": 7.25, "C1": "文字 & <尖括号>", "B2": 31, "C2": False, "B3": 40.5, "C3": "#DIV/0!", "C4": "补"}


def formulas(path: Path, sheet: str) -> dict[str, object]:
    cells = openpyxl.load_workbook(path)[sheet]
    return {cell.coordinate: cell.value for row in cells.iter_rows() for cell in row if cell.data_type == "f"}


def without_results(sheet: bytes) -> bytes:
    """The sheet with type and result of every formula cell taken out by an XML library: what must never change."""
    root = etree.fromstring(sheet)
    for cell in root.iter("{*}c"):
        if cell.find("{*}f") is not None:
            cell.attrib.pop("t", None)
            for value in cell.findall("{*}v"):
                cell.remove(value)
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize("sheet", [EXCEL_SHEET, prefixed(EXCEL_SHEET)], ids=["Excel", "Open XML SDK"])
def test_every_kind_of_value_goes_in_and_formulas_stay(tmp_path: Path, sheet: str) -> None:
    source, target = raw_book(tmp_path / "a.xlsx", sheet), tmp_path / "b.xlsx"
    assert patch_cached_values(source, target, {"数据": EVERY_KIND}) == (8, ())
    values = stored_values(target, "数据")
    assert {ref: values.get(ref) for ref in READ_BACK} == READ_BACK
    assert "B4" not in values
    assert {ref: values[ref] for ref in ("A1", "A2", "A3", "A4", "A5")} == {
        "A1": 2,
        "A2": 3,
        "A3": 4,
        "A4": 5,
        "A5": "文字",
    }
    assert formulas(target, "数据") == formulas(source, "数据")
    assert package_findings(target) == package_findings(source)


@pytest.mark.parametrize("sheet", [EXCEL_SHEET, prefixed(EXCEL_SHEET)], ids=["Excel", "Open XML SDK"])
def test_only_types_and_results_of_formula_cells_change(tmp_path: Path, sheet: str) -> None:
    source = raw_book(tmp_path / "a.xlsx", sheet)
    archive, _ = with_cached_values(Archive.read(source), {"数据": EVERY_KIND})
    assert without_results(archive["xl/worksheets/sheet1.xml"]) == without_results(sheet.encode())
    before, after = raw_parts(source), {name: (archive.stored(name).raw, archive.stored(name).crc) for name in archive}
    assert list(after) == list(before)
    assert {name for name in after if after[name] != before[name]} == {"xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize("sheet", [EXCEL_SHEET, prefixed(EXCEL_SHEET)], ids=["Excel", "Open XML SDK"])
def test_one_new_number_changes_just_its_digits(tmp_path: Path, sheet: str) -> None:
    archive, _ = with_cached_values(Archive.read(raw_book(tmp_path / "a.xlsx", sheet)), {"数据": {"B3": 41}})
    assert archive["xl/worksheets/sheet1.xml"].decode() == sheet.replace("v>40<", "v>41<")


def test_the_results_already_there_leave_the_file_byte_for_byte(tmp_path: Path) -> None:
    source = raw_book(tmp_path / "a.xlsx")
    same = {"B1": 20, "C1": "结果 2", "B2": 30, "C2": True, "B3": 40, "C3": "#N/A", "B4": 50, "C4": ""}
    assert patch_cached_values(source, tmp_path / "b.xlsx", {"数据": same}) == (0, ())
    assert raw_parts(tmp_path / "b.xlsx") == raw_parts(source)


def test_a_workbook_fresh_from_openpyxl_gets_its_first_results(tmp_path: Path) -> None:
    path = scoring_book(tmp_path / "a.xlsx")
    assert patch_cached_values(path, path, {"评分表": RESULTS}).changed == len(RESULTS)
    values = stored_values(path, "评分表")
    assert {ref: values.get(ref, "") for ref in RESULTS} == RESULTS
    assert formulas(path, "评分表") == FORMULAS


def test_what_a_user_typed_over_a_formula_stays_and_is_reported(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx")
    outcome = patch_cached_values(path, path, {"数据": {"A1": 99, "B1": 21, "Z9": 1}, "其他": {"A1": 5}})
    assert outcome == (1, (("数据", "A1"), ("数据", "Z9"), ("其他", "A1")))
    assert stored_values(path, "数据")["A1"] == 2
    assert stored_values(path, "其他") == {"A1": 1}


def test_an_unknown_sheet_is_a_key_error_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        patch_cached_values(raw_book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", {"没有": {"A1": 1}})
    assert not (tmp_path / "b.xlsx").exists()


@pytest.mark.libreoffice
def test_a_file_saved_by_libreoffice_is_patched_and_patched_back_to_the_same_bytes(tmp_path: Path) -> None:
    saved = convert([scoring_book(tmp_path / "a.xlsx")], "xlsx", tmp_path / "saved")[0]
    original = Archive.read(saved)
    true_results = stored_values(saved, "评分表")
    assert {ref: true_results.get(ref, "") for ref in RESULTS} == pytest.approx(RESULTS)
    wrong: dict[str, CellValue] = {"D2": "甲", "D3": 1, "D4": "#REF!", "D5": True, "D6": 2.5, "D7": None}
    patched, outcome = with_cached_values(original, {"评分表": wrong})
    assert outcome == (6, ())
    restored, _ = with_cached_values(patched, {"评分表": {ref: true_results.get(ref) for ref in RESULTS}})
    assert dict(restored) == dict(original)


@pytest.mark.libreoffice
def test_libreoffice_shows_the_patched_results_until_it_recalculates(tmp_path: Path) -> None:
    saved = convert([scoring_book(tmp_path / "a.xlsx")], "xlsx", tmp_path / "saved")[0]
    patch_cached_values(saved, tmp_path / "b.xlsx", {"评分表": {"D7": 777, "D3": "另一个结果", "D2": 5}})
    shown = stored_values(convert([tmp_path / "b.xlsx"], "xlsx", tmp_path / "shown", recalculate=False)[0], "评分表")
    assert (shown["D7"], shown["D3"], shown["D2"], shown["D5"]) == (777, "另一个结果", 5, "#N/A")
    again = stored_values(convert([tmp_path / "b.xlsx"], "xlsx", tmp_path / "again")[0], "评分表")
    assert (again["D7"], again["D3"], again["D2"]) == (pytest.approx(612.84), "达到 & 超过", 1.0746)


def test_calamine_reads_the_patched_results(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx")
    patch_cached_values(path, path, {"数据": EVERY_KIND})
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name("数据").to_python()
    assert rows[0] == [2, 7.25, "文字 & <尖括号>"]
    assert rows[1] == [3, 31, False]


UNUSUAL = {
    "comments": EXCEL_SHEET.replace("<sheetData>", '<sheetData><!-- <c r="B1"><f>9</f><v>9</v></c> -->'),
    "CDATA": EXCEL_SHEET.replace("<f>A1*10</f>", "<f><![CDATA[A1*10]]></f>"),
    "no references": re.sub(r'<(c|row) r="\w+"', r"<\1", EXCEL_SHEET),
    "single quotes and spaces": re.sub(r'<c r="(\w+)"', r"<c\n  r = '\1'", EXCEL_SHEET).replace("</c>", "</c >"),
    "attribute with a bracket": EXCEL_SHEET.replace('<c r="B1"', '<c x14ac:foo="a>b/" r="B1"'),
}


@pytest.mark.parametrize("sheet", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_legal_but_unusual_parts_are_patched_too(tmp_path: Path, sheet: str) -> None:
    path = raw_book(tmp_path / "a.xlsx", sheet)
    assert patch_cached_values(path, path, {"数据": EVERY_KIND}) == (8, ())
    values = stored_values(path, "数据")
    assert {ref: values.get(ref) for ref in READ_BACK} == READ_BACK


def test_a_utf16_part_is_refused(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", EXCEL_SHEET.replace("UTF-8", "UTF-16").encode("utf-16"))
    with pytest.raises(UserError, match="不是 UTF-8") as caught:
        patch_cached_values(path, path, {"数据": EVERY_KIND})
    assert caught.value.code == "xml-unusual"


@pytest.mark.parametrize(
    "sheet",
    ["<html/>", "", "<worksheet><sheetData><row>", '<!DOCTYPE w [<!ENTITY e "x">]>' + EXCEL_SHEET.split("\r\n")[1]],
)
def test_a_part_that_is_no_sheet_is_refused(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(UserError) as caught:
        patch_cached_values(raw_book(tmp_path / "a.xlsx", sheet), tmp_path / "b.xlsx", {"数据": {"B1": 1}})
    assert caught.value.code in ("file-not-workbook", "xml-unusual")


@pytest.mark.parametrize(
    "piece", ['<c r="B1"><f>1</f>', '<c r="B1"', "<c ", '<c r="B1"><f>1</f><v>', "<row>", "<c r='"]
)
def test_a_broken_part_is_answered_at_once_however_long(tmp_path: Path, piece: str) -> None:
    data = f'<worksheet xmlns="{SHEET_NS}"><sheetData>{piece * 200_000}</sheetData></worksheet>'
    source = raw_book(tmp_path / "a.xlsx", data)
    started = time.perf_counter()
    with contextlib.suppress(UserError):
        patch_cached_values(source, tmp_path / "b.xlsx", {"数据": {"B1": 1}})
    with contextlib.suppress(UserError):
        patch_cells(source, tmp_path / "c.xlsx", {"数据": {"B1": 1, "C9": 2}})
    assert time.perf_counter() - started < 30  # a minute and more where the work grows with the square


texts = st.text(st.characters(min_codepoint=32, blacklist_categories=["Cs", "Cn", "Co"]), max_size=30).filter(
    lambda text: "_x" not in text and not text.startswith("#")
)
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15)


@settings(max_examples=60, deadline=None)
@given(values=st.dictionaries(st.sampled_from(sorted(READ_BACK)), texts | numbers | st.booleans(), min_size=1))
def test_whatever_goes_in_comes_out(tmp_path_factory: pytest.TempPathFactory, values: dict[str, CellValue]) -> None:
    folder = tmp_path_factory.mktemp("patched")
    source, target = raw_book(folder / "a.xlsx"), folder / "b.xlsx"
    patch_cached_values(source, target, {"数据": values})
    read = stored_values(target, "数据")
    for ref, value in values.items():
        found = read.get(ref, "")
        assert type(found) is bool if isinstance(value, bool) else True
        assert found == value or (isinstance(value, float) and math.isclose(float(found), value, rel_tol=1e-15))
