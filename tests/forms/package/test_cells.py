"""Literals into the cells of a closed workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.forms.package.books import (
    EXCEL_SHEET,
    SHEET_NS,
    patch_cells,
    prefixed,
    raw_book,
    raw_parts,
    scoring_book,
    stored_values,
)
from tests.support.audit import package_findings
from tests.support.libreoffice import convert
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cells import with_cells
from xladdin.forms.package.edit.values import CellFormula, CellValue

SHEET1 = "xl/worksheets/sheet1.xml"


def sheet_with(data: str) -> str:
    return f'<worksheet xmlns="{SHEET_NS}"><dimension ref="B2:C3"/>{data}</worksheet>'


def patched_sheet(tmp_path: Path, sheet: str, cells: dict[str, CellValue]) -> str:
    archive, _ = with_cells(Archive.read(raw_book(tmp_path / "a.xlsx", sheet)), {"数据": cells})
    return archive[SHEET1].decode()


def test_text_numbers_and_booleans_replace_what_was_there(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx")
    new: dict[str, CellValue] = {"A1": "需核对 & <现值>", "A2": 3.5, "A5": None, "C2": True, "C1": "#N/A"}
    assert patch_cells(path, path, {"数据": new}) == 5
    values = stored_values(path, "数据")
    assert {ref: values.get(ref) for ref in new} == new
    assert values["B3"] == 40


def test_style_and_neighbours_stay_byte_for_byte(tmp_path: Path) -> None:
    sheet = sheet_with('<sheetData><row r="2"><c r="B2" s="7" t="s"><v>0</v></c><c r="C2" s="3"/></row></sheetData>')
    assert patched_sheet(tmp_path, sheet, {"B2": "错误"}) == sheet.replace(
        ' t="s"><v>0</v>', ' t="inlineStr"><is><t xml:space="preserve">错误</t></is>'
    )
    assert patched_sheet(tmp_path, sheet, {"C2": 5}) == sheet.replace('s="3"/>', 's="3"><v>5</v></c>')
    assert patched_sheet(tmp_path, sheet, {"B2": None}) == sheet.replace(' t="s"><v>0</v></c>', "/>")


def test_all_other_parts_keep_their_compressed_bytes(tmp_path: Path) -> None:
    source, target = scoring_book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    patch_cells(source, target, {"评分表": {"A9": "发现 1 个错误"}})
    before, after = raw_parts(source), raw_parts(target)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet1.xml"}
    sheet = openpyxl.load_workbook(target)["评分表"]
    assert sheet["A9"].value == "发现 1 个错误"
    assert sheet["A2"].font.name == "宋体"


def test_missing_cells_and_rows_are_inserted_in_order(tmp_path: Path) -> None:
    data = '<sheetData><row r="2" spans="2:3"><c r="B2"/><c r="D2"/></row><row r="4"/><row r="6"></row></sheetData>'
    new: dict[str, CellValue] = {"E2": 5, "A2": 1, "C2": 3, "B1": 0, "A4": 4, "B3": 3, "C6": 6, "AA6": 7, "A9": 9}
    assert patched_sheet(tmp_path, sheet_with(data), new) == sheet_with(
        '<sheetData><row r="1"><c r="B1"><v>0</v></c></row><row r="2" spans="1:5"><c r="A2"><v>1</v></c><c r="B2"/>'
        '<c r="C2"><v>3</v></c><c r="D2"/><c r="E2"><v>5</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>'
        '<row r="4"><c r="A4"><v>4</v></c></row><row r="6"><c r="C6"><v>6</v></c><c r="AA6"><v>7</v></c></row>'
        '<row r="9"><c r="A9"><v>9</v></c></row></sheetData>'
    ).replace('ref="B2:C3"', 'ref="A1:AA9"')


@pytest.mark.parametrize("data", ["<sheetData/>", "<sheetData></sheetData>", "<sheetData />"])
def test_an_empty_sheet_takes_cells(tmp_path: Path, data: str) -> None:
    path = raw_book(tmp_path / "a.xlsx", sheet_with(data))
    patch_cells(path, path, {"数据": {"B2": "第一个", "A3": 2, "C9": None}})
    assert stored_values(path, "数据") == {"B2": "第一个", "A3": 2}


def test_an_inserted_cell_takes_the_style_of_its_row(tmp_path: Path) -> None:
    data = '<sheetData><row r="2" s="4" customFormat="1"><c r="B2" s="4"/></row></sheetData>'
    assert '<c r="C2" s="4"><v>1</v></c>' in patched_sheet(tmp_path, sheet_with(data), {"C2": 1})


def test_prefixed_parts_are_patched_in_their_own_prefix(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", prefixed(EXCEL_SHEET))
    patch_cells(path, path, {"数据": {"A1": "甲", "D1": "乙", "A7": 3}})
    values = stored_values(path, "数据")
    assert (values["A1"], values["D1"], values["A7"], values["B4"]) == ("甲", "乙", 3, 50)


def test_replacing_a_formula_drops_the_calculation_chain_excel_would_complain_about(tmp_path: Path) -> None:
    source, target = raw_book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    patch_cells(source, target, {"数据": {"A1": 5}})
    assert "xl/calcChain.xml" in Archive.read(target)
    patch_cells(source, target, {"数据": {"B1": 5}})
    archive = Archive.read(target)
    assert "xl/calcChain.xml" not in archive
    assert b"calcChain" not in archive["[Content_Types].xml"] + archive["xl/_rels/workbook.xml.rels"]
    assert set(package_findings(target)) <= set(package_findings(source))


def test_cells_that_share_the_formula_of_a_replaced_one_keep_it(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx")
    patch_cells(path, path, {"数据": {"B2": 1}})
    sheet = openpyxl.load_workbook(path)["数据"]
    assert [sheet[cell].value for cell in ("B2", "B3", "B4")] == [1, "=A3*10", "=A4*10"]
    patch_cells(path, path, {"数据": {"B3": CellFormula("A3*7", 7)}})
    sheet = openpyxl.load_workbook(path)["数据"]
    assert [sheet[cell].value for cell in ("B2", "B3", "B4")] == [1, "=A3*7", "=A4*10"]


def test_one_that_merely_uses_a_shared_formula_may_go(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx")
    patch_cells(path, path, {"数据": {"B3": 1}})
    assert openpyxl.load_workbook(path)["数据"]["B4"].value == "=A4*10"


ARRAY = (
    '<sheetData><row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3*2</f><v>2</v></c></row>'
    '<row r="2"><c r="A2"><v>4</v></c></row><row r="3"><c r="A3"><v>6</v></c></row></sheetData>'
)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"A1": 9}, '<c r="A1"><v>9</v></c></row><row r="2"><c r="A2"><v>4</v></c></row>'),
        (
            {"A2": 9},
            '<c r="A1"><f t="array" ref="A1">B1:B3*2</f><v>2</v></c></row><row r="2"><c r="A2"><v>9</v></c></row>',
        ),
        ({"C1": 9}, '<c r="A1"><f t="array" ref="A1:A3">B1:B3*2</f><v>2</v></c><c r="C1"><v>9</v></c></row>'),
    ],
)
def test_an_array_formula_keeps_to_its_corner_and_values_stay(
    tmp_path: Path, given: dict[str, CellValue], kept: str
) -> None:
    assert kept in patched_sheet(tmp_path, sheet_with(ARRAY), given)


def test_a_data_table_gives_way_and_its_values_stay(tmp_path: Path) -> None:
    data = (
        '<sheetData><row r="1"><c r="A1"><f t="dataTable" ref="A1:A2" dt2D="0" dtr="0" r1="D1"/><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>4</v></c></row></sheetData>'
    )
    assert '<c r="A1"><v>2</v></c></row><row r="2"><c r="A2"><v>5</v></c>' in patched_sheet(
        tmp_path, sheet_with(data), {"A2": 5}
    )


@pytest.mark.libreoffice
def test_libreoffice_reads_the_patched_cells_and_still_calculates(tmp_path: Path) -> None:
    saved = convert([scoring_book(tmp_path / "a.xlsx")], "xlsx", tmp_path / "saved")[0]
    patch_cells(saved, tmp_path / "b.xlsx", {"评分表": {"C2": 500, "F2": "C07 未说明原因", "A30": "  末尾  "}})
    values = stored_values(convert([tmp_path / "b.xlsx"], "xlsx", tmp_path / "read")[0], "评分表")
    assert (values["F2"], values["A30"]) == ("C07 未说明原因", "  末尾  ")
    assert values["D7"] == pytest.approx(500 + 109.05 + 45)
