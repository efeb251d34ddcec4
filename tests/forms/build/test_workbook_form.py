"""The workbook as a form: names, inputs and locks, drop-downs and hints, formulas within Excel's limits, pages."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import ImageFont

from tests.forms.office import names, sheet_parts, stored
from tests.support.audit import assert_package_clean
from tests.support.requirements import require, song_font
from xladdin.forms.defined_names import column_name, field_name
from xladdin.forms.family import family
from xladdin.forms.package.parts.sheetxml import column_number

Book = Callable[..., Path]
BOOKS = ("turpan-2024", "karamay-2024", "blank")


@pytest.fixture(params=BOOKS)
def path(request: pytest.FixtureRequest, book: Book) -> Path:
    """The workbooks of both projects and a blank one."""
    return book(request.param)


def test_office_would_open_it_without_a_word(path: Path) -> None:
    assert_package_clean(path)


# ---- names --------------------------------------------------------------------------------------------------------


def test_every_field_and_column_of_the_definitions_has_a_name(path: Path) -> None:
    known = names(path)
    for form in family("transfer").sheets:
        for cell in form.fields():
            assert field_name(cell.field) in known
        for block in form.block:
            for row in block.rows:
                for cell in row:
                    if cell.result.startswith("funds"):
                        assert field_name(cell.result) in known
        for block in form.tables():
            if block.continued:  # stands there only where it has rows
                continue
            for column in block.columns:
                assert column_name(block.table, column.field or column.result) in known
            if "key" in block.roles:
                assert column_name(block.table, "key") in known


def test_names_are_ascii_and_none_looks_like_a_cell(path: Path) -> None:
    for name in names(path):
        if name.startswith("_xlnm."):
            continue
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{1,254}", name)
        assert not re.fullmatch(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*", name)
    assert len({name.lower() for name in names(path)}) == len(names(path))


def test_names_point_at_cells_that_are_there(path: Path) -> None:
    workbook = openpyxl.load_workbook(path)
    for name, reference in names(path).items():
        if name.startswith("_xlnm."):
            continue
        sheet, _, area = reference.rpartition("!")
        cells = workbook[sheet.strip("'")][area.replace("$", "")]
        assert cells is not None
        assert "#REF" not in reference


def test_all_names_in_formulas_are_defined(path: Path) -> None:
    known = {name.upper() for name in names(path)}
    used = set()
    for cells in stored(path).formulas.values():
        for formula in cells.values():
            bare = re.sub(r'"[^"]*"', "", formula)
            used |= {name.upper() for name in re.findall(r"\bJX_[A-Za-z0-9_]+\b(?!\()", bare)}
    assert used
    assert used <= known


# ---- formulas -----------------------------------------------------------------------------------------------------

#: What Excel 2010, WPS and LibreOffice 7 share.
FUNCTIONS = set(
    "ABS ADDRESS AND CHAR CLEAN COLUMN COUNT COUNTA COUNTIFS DATE DAY EXACT FIND HYPERLINK IF IFERROR INDEX INT ISERROR ISNUMBER LEFT LEN "
    "LOG10 LOOKUP LOWER MATCH MAX MID MIN MOD N NOT OR REPT RIGHT ROUND ROW SEARCH SUBSTITUTE SUM SUMIF SUMIFS SUMPRODUCT TEXT "
    "TRIM UPPER VALUE".split()
)
#: Calculated anew at every edit, whatever was edited: a workbook full of them is slow, and never looks saved.
VOLATILE = {"CELL", "INDIRECT", "INFO", "NOW", "OFFSET", "RAND", "RANDBETWEEN", "TODAY"}
OURS = set(
    "JX_VALUE JX_TARGET JX_RATE JX_DEVIATION JX_SCORE JX_EXEC_RATE JX_LEVEL JX_TOTAL JX_GRADE JX_EXPLAIN".split()
)


def test_formulas_keep_within_the_limits_and_functions_of_excel_2010(path: Path) -> None:
    for formula in {formula for cells in stored(path).formulas.values() for formula in cells.values()}:
        assert len(formula) <= 8192
        depth = deepest = 0
        for token in Tokenizer(f"={formula}").items:
            if token.type == Token.FUNC and token.subtype == Token.OPEN:
                assert token.value.strip(":(").upper() in (FUNCTIONS - VOLATILE) | OURS
            if token.type in (Token.FUNC, Token.PAREN):
                depth += 1 if token.subtype == Token.OPEN else -1
                deepest = max(deepest, depth)
            if token.subtype == Token.TEXT:
                assert len(token.value) - 2 <= 255
        assert deepest <= 64


def test_a_function_of_the_addin_always_has_the_native_rule_behind_it(path: Path) -> None:
    """Whatever calls one of our functions is the first argument of an IFERROR."""
    calls = 0
    for cells in stored(path).formulas.values():
        for formula in cells.values():
            for found in re.finditer(r"JX_[A-Z_]+\(", formula):
                calls += 1
                assert formula[: found.start()].endswith("IFERROR(")
    assert calls > 100


# ---- inputs and locks ---------------------------------------------------------------------------------------------


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _validations(path: Path) -> Iterator[tuple[str, etree._Element]]:
    parts = _parts(path)
    for sheet, part in sheet_parts(parts).items():
        for element in etree.fromstring(parts[part]).iter("{*}dataValidation"):
            yield sheet, element


def test_a_hint_in_a_table_says_which_column_it_is_about(path: Path) -> None:
    """In a long table the heading scrolls out of sight; what is selected says the head of its column."""
    book = openpyxl.load_workbook(path)
    for name in ("自治区项目绩效目标表", "绩效自评表", "评分表"):
        sheet = book[name]
        heading = int(sheet.print_title_rows.split("$")[1].rstrip(":"))
        told = 0
        for rule in sheet.data_validations.dataValidation:
            for area in rule.sqref.ranges if rule.prompt else ():
                head = sheet.cell(heading, area.min_col).value
                if heading < area.min_row and head and sheet.cell(heading + 1, area.min_col).has_style:
                    below = area.max_row <= _last(sheet, heading)
                    told += below
                    assert not below or rule.promptTitle == head.replace("\n", ""), (name, area.coord)
        assert told or name == "自治区项目绩效目标表", name  # which comes down filled in


def _last(sheet: openpyxl.worksheet.worksheet.Worksheet, heading: int) -> int:
    """Last row of the table below the heading: there 一级指标 is filled or merged."""
    column = next(cell.column for cell in sheet[heading] if "三级指标" in str(cell.value))
    row = heading
    while sheet.cell(row + 1, column).value:
        row += 1
    return row


def test_what_stays_in_view_is_the_heading_alone(path: Path) -> None:
    """Where more than six rows would stay, nothing does: they would leave no room to scroll in."""
    frozen = {sheet.title: sheet.freeze_panes for sheet in openpyxl.load_workbook(path) if sheet.freeze_panes}
    assert frozen.keys() == {"评分表", "校验结果"}
    for name, cell in frozen.items():
        assert 2 <= int(re.sub(r"\D", "", cell)) <= 7, name


def test_drop_downs_and_hints_keep_within_the_limits_of_excel(path: Path) -> None:
    count = 0
    for _, element in _validations(path):
        count += 1
        assert len(element.get("promptTitle", "")) <= 32
        assert len(element.get("prompt", "")) <= 255
        assert len(element.get("errorTitle", "")) <= 32
        assert len(element.get("error", "")) <= 255
        formula = element.findtext("{*}formula1") or ""
        if element.get("type") == "list" and formula.startswith('"'):
            assert len(formula) - 2 <= 255
            assert all(choice == choice.strip() and choice for choice in formula.strip('"').split(","))
    assert count > 8


def test_no_hint_of_the_definitions_is_cut() -> None:
    for form in family("transfer").sheets:
        hints = [cell.hint for cell in form.fields()]
        hints += [column.hint for block in form.tables() for column in block.columns]
        assert all(len(hint) <= 255 for hint in hints)


def test_every_sheet_is_protected_without_a_password_and_stays_usable(path: Path) -> None:
    parts = _parts(path)
    for sheet, part in sheet_parts(parts).items():
        protection = etree.fromstring(parts[part]).find("{*}sheetProtection")
        assert protection is not None, sheet
        assert protection.get("sheet") == "1"
        assert protection.get("password") is protection.get("hashValue") is None
        assert {protection.get(name) for name in ("autoFilter", "formatRows", "formatColumns")} == {"0"}


def _unlocked(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def test_formula_cells_are_locked_and_inputs_are_not(path: Path) -> None:
    """Echoes of a blank workbook and money totals may be typed over: their cells are inputs all the same."""
    book, workbook = stored(path), openpyxl.load_workbook(path)
    results = {
        f"{reference.partition('!')[0]}!{cell}"
        for name, reference in names(path).items()
        if name.startswith(("JX_C_score_", "JX_F_levels", "JX_F_total", "JX_F_grade", "JX_F_computed"))
        for cell in _cells(reference)
    }
    for sheet, formulas in book.formulas.items():
        unlocked = _unlocked(workbook[sheet])
        assert not {f"'{sheet}'!{address}" for address in unlocked & set(formulas)} & results
    inputs = [
        (reference.partition("!")[0].strip("'"), cell)
        for name, reference in names(path).items()
        if name
        in (column_name("self", "actual"), column_name("self", "reason"), "JX_F_remarks", "JX_F_funds_local_executed")
        for cell in _cells(reference)
    ]
    assert len(inputs) > 30
    for sheet, address in inputs:
        assert address in _unlocked(workbook[sheet]), f"{sheet} {address} cannot be filled in"


def _cells(reference: str) -> list[str]:
    letters = re.findall(r"\$([A-Z]+)\$(\d+)", reference)
    first, last = letters[0], letters[-1]
    return [f"{first[0]}{row}" for row in range(int(first[1]), int(last[1]) + 1)]


def test_issued_goals_are_locked(book: Book) -> None:
    path = book("turpan-2024")
    workbook = openpyxl.load_workbook(path)
    known = names(path)
    for name in (
        "JX_C_weighted_level3",
        "JX_C_weighted_weight",
        "JX_C_overall_target",
        "JX_F_goals_annual_funds_total",
    ):
        reference = known[name]
        sheet = workbook[reference.partition("!")[0].strip("'")]
        assert all(sheet[cell].protection.locked for cell in _cells(reference))


def test_all_cells_of_a_merged_input_are_unlocked(path: Path) -> None:
    """Excel asks every cell of a merged area before it lets somebody empty it."""
    parts = _parts(path)
    styles = etree.fromstring(parts["xl/styles.xml"]).find("{*}cellXfs")
    locked = [
        style.find("{*}protection") is None or style.find("{*}protection").get("locked") != "0" for style in styles
    ]
    for part in sheet_parts(parts).values():
        root = etree.fromstring(parts[part])
        style = {cell.get("r"): int(cell.get("s", "0")) for cell in root.iter("{*}c")}
        for area in root.iter("{*}mergeCell"):
            first, last = area.get("ref").split(":")
            columns = range(column_number(first), column_number(last) + 1)
            rows = range(int(re.sub(r"\D", "", first)), int(re.sub(r"\D", "", last)) + 1)
            states = {locked[style[f"{get_column_letter(column)}{row}"]] for column in columns for row in rows}
            assert len(states) == 1, f"{part} {area.get('ref')}"


# ---- pages --------------------------------------------------------------------------------------------------------


def test_pages_are_a4_with_repeated_headings_and_page_numbers(path: Path) -> None:
    workbook = openpyxl.load_workbook(path)
    for form in family("transfer").sheets:
        sheet = workbook[form.sheet]
        assert sheet.page_setup.paperSize in (9, "9")
        assert sheet.page_setup.orientation == form.orientation
        assert sheet.print_area
        assert 55 <= (sheet.page_setup.scale or 100) <= 100
        footer = sheet.oddFooter.center.text
        assert "&P" in footer
        assert "&N" in footer
        if len(form.tables()) == 1:  # the heading of one table of several is not repeated
            assert sheet.print_title_rows, form.sheet
        assert sheet.oddFooter.center.size is None or sheet.oddFooter.center.size >= 8


@pytest.mark.parametrize("name", ["turpan-2024", "karamay-2024"])
def test_no_row_is_too_low_for_its_texts(name: str, book: Book) -> None:
    """Wrapped greedily with the font that stands in for 宋体, no text needs more than its cell's height: 1.15 of the font
    size a line, at most the 409 points that Excel allows."""
    require("chinese-fonts")
    workbook = openpyxl.load_workbook(book(name), data_only=True)
    low = []
    measured = 0
    for form in family("transfer").sheets:
        if form.working:
            continue
        sheet = workbook[form.sheet]
        merged = {sheet.cell(area.min_row, area.min_col).coordinate: area for area in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell.value, str) or cell.column_letter in form.columns.hidden:
                    continue
                area = merged.get(cell.coordinate)
                columns = range(area.min_col, area.max_col + 1) if area else (cell.column,)
                rows = range(area.min_row, area.max_row + 1) if area else (cell.row,)
                if any(get_column_letter(column) not in form.columns.widths for column in columns):
                    continue
                width = sum(form.columns.widths[get_column_letter(column)] * 8 for column in columns) - 2
                room = sum(sheet.row_dimensions[line].height or 15 for line in rows)
                needed = min(409, _lines(cell.value, width, cell.font.sz) * cell.font.sz * 1.15)
                measured += 1
                if needed > room + 0.5:
                    low.append(f"{form.sheet} {cell.coordinate}: {needed:.0f} > {room:.0f}: {cell.value[:20]!r}")
    assert not low, "\n".join(low)
    assert measured > 300


def _lines(text: str, width: float, size: float) -> int:
    font = ImageFont.truetype(str(song_font()), round(size * 96 / 72))
    count = 0
    for paragraph in text.split("\n"):
        line = ""
        count += 1
        for character in paragraph:
            if font.getlength(line + character) > width:
                count, line = count + 1, character
            else:
                line += character
    return count


def test_hidden_are_only_the_parameters_and_the_steps_of_formulas(path: Path) -> None:
    workbook = openpyxl.load_workbook(path)
    assert [sheet.title for sheet in workbook if sheet.sheet_state != "visible"] == ["参数"]
    for form in family("transfer").sheets:
        sheet = workbook[form.sheet]
        hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
        assert hidden <= set(form.columns.hidden) | {get_column_letter(sheet.max_column + 1)}
        assert not [number for number, row in sheet.row_dimensions.items() if row.hidden]
