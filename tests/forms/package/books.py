"""Workbooks for these tests: one that uses everything our forms use, written by openpyxl."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cached import Patched, with_cached_values
from xladdin.forms.package.edit.cells import with_cells
from xladdin.forms.package.edit.protection import guard
from xladdin.forms.package.edit.values import CellValue, SheetValues

FORMULAS: dict[str, str] = {
    "D2": '=IFERROR(JX_RATE(B2,C2),IF(C2="","",ROUND(C2/B2,4)))',
    "D3": '=IF(C3>=B3,"达到 & 超过","未达到 <"&B3&">")',
    "D4": "=C4>=B4",
    "D5": '=VLOOKUP("无此指标",A2:B4,2,FALSE)',
    "D6": '=IF(C6="","",C6)',
    "D7": "=SUM(C2:C4)",
}
"""Formulas of sheet 评分表."""

RESULTS: dict[str, CellValue] = {"D2": 1.0746, "D3": "达到 & 超过", "D4": False, "D5": "#N/A", "D6": "", "D7": 612.84}
"""What these formulas give, worked out by hand."""


def scoring_book(path: Path) -> Path:
    """Sheets 评分表, 填报 & 说明 and 参数, with most of what the product's forms use."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "评分表"
    _fill(sheet)
    _dress(sheet)
    _second_sheet(workbook.create_sheet("填报 & 说明"))
    hidden = workbook.create_sheet("参数")
    hidden["A1"], hidden["B1"], hidden["B2"] = "阈值", 1.3, "=B1*2"
    hidden.sheet_state = "hidden"
    workbook.defined_names["JX_PARAMS"] = DefinedName("JX_PARAMS", attr_text="参数!$A$1:$B$2")
    workbook.custom_doc_props.append(StringProperty(name="xladdin.template", value="自评工作簿"))
    workbook.save(path)
    return path


def _fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    for row in (
        ("指标", "目标值", "实际值", "结果"),
        ("矿山生态修复面积", 426.94, 458.79),
        ("新增就业", 100, 109.05),
        ("满意度", 90, 45),
        ("说明", None, None),
        ("  前后空格  ", None, None),
        ("合计", None, None),
    ):
        sheet.append(row)
    for ref, formula in FORMULAS.items():
        sheet[ref] = formula


def _dress(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    edge = Side(style="thin")
    for row in sheet["A1:D7"]:
        for cell in row:
            cell.font = Font(name="宋体", size=11, color="FF1F3864", bold=cell.row == 1)
            cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            cell.protection = Protection(locked=cell.column == 4)
    sheet["D2"].number_format = "0.00%"
    sheet["A5"] = CellRichText("见", TextBlock(InlineFont(b=True), "附件"), "说明")
    sheet["B5"], sheet["C5"] = "0012", "=不是公式"
    sheet["C5"].data_type = "s"
    sheet["C5"].quotePrefix = True
    sheet["C2"].comment = Comment("请核对实际值", "审核")
    sheet.merge_cells("A9:D9")
    sheet["A9"] = "第一行\n第二行 & <标记>"
    lists = DataValidation(type="list", formula1='"数量,质量"', allow_blank=True, promptTitle="提示", prompt="请选择")
    lists.add("B9:B20")
    sheet.add_data_validation(lists)
    sheet.conditional_formatting.add(
        "C2:C7", FormulaRule(formula=["$C2<$B2"], fill=PatternFill(bgColor="FFFFC7CE"), font=Font(color="FF9C0006"))
    )
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.print_area = "A1:D9"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.row_breaks.append(Break(id=5))
    sheet.column_dimensions["A"].width = 24
    sheet.auto_filter.ref = "A1:D7"
    guard(sheet)


def _second_sheet(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet["A1"] = "填报说明"
    sheet["A1"].hyperlink = "#评分表!A1"
    sheet["A2"] = "=评分表!D7"


SHEET_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

# The way Excel 2019 writes a sheet: spans, x14ac attributes, shared formulas, a calculation chain
EXCEL_SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    f'<worksheet xmlns="{SHEET_NS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
    '<dimension ref="A1:C5"/><sheetData>'
    '<row r="1" spans="1:3" x14ac:dyDescent="0.25"><c r="A1"><v>2</v></c><c r="B1" s="0"><f>A1*10</f><v>20</v></c>'
    '<c r="C1" t="str"><f>"结果 "&amp;A1</f><v>结果 2</v></c></row>'
    '<row r="2" spans="1:3" x14ac:dyDescent="0.25"><c r="A2"><v>3</v></c>'
    '<c r="B2"><f t="shared" ref="B2:B4" si="0">A2*10</f><v>30</v></c><c r="C2" t="b"><f>A2&gt;2</f><v>1</v></c></row>'
    '<row r="3" spans="1:3" x14ac:dyDescent="0.25"><c r="A3"><v>4</v></c>'
    '<c r="B3"><f t="shared" si="0"/><v>40</v></c><c r="C3" t="e"><f>NA()</f><v>#N/A</v></c></row>'
    '<row r="4" spans="1:3" x14ac:dyDescent="0.25"><c r="A4"><v>5</v></c>'
    '<c r="B4"><f t="shared" si="0"/><v>50</v></c><c r="C4" t="str"><f>IF(A4=5,"","x")</f><v/></c></row>'
    '<row r="5" spans="1:3" x14ac:dyDescent="0.25"><c r="A5" t="inlineStr"><is><t>文字</t></is></c></row>'
    '</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
)

EXCEL_FORMULAS = ("B1", "C1", "B2", "C2", "B3", "C3", "B4", "C4")


def prefixed(sheet: str) -> str:
    """The sheet as the Open XML SDK writes it: every element of the main namespace with prefix ``x``."""
    for tag in ("worksheet", "dimension", "sheetData", "row", "c", "f", "v", "is", "t", "pageMargins"):
        for mark in (" ", ">", "/>"):
            sheet = sheet.replace(f"<{tag}{mark}", f"<x:{tag}{mark}").replace(f"</{tag}{mark}", f"</x:{tag}{mark}")
    return sheet.replace(f'xmlns="{SHEET_NS}"', f'xmlns:x="{SHEET_NS}"')


def raw_book(path: Path, sheet: str | bytes = EXCEL_SHEET) -> Path:
    """A workbook of two sheets, 数据 (``sheet``) and 其他, with a calculation chain, zipped by Python."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    other = f'<worksheet xmlns="{SHEET_NS}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    chain = "".join(f'<c r="{ref}" i="1"/>' for ref in EXCEL_FORMULAS)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}.calcChain+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET_NS}" xmlns:r="{office}"><sheets>'
        '<sheet name="数据" sheetId="1" r:id="rId1"/><sheet name="其他" sheetId="2" r:id="rId2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/worksheet" Target="/xl/worksheets/sheet2.xml"/>'
        f'<Relationship Id="rId3" Type="{office}/calcChain" Target="calcChain.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/sheet2.xml": other,
        "xl/calcChain.xml": f'<calcChain xmlns="{SHEET_NS}">{chain}</calcChain>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def stored_values(path: Path, sheet: str) -> dict[str, object]:
    """Reference → stored value of every cell that has one, read by openpyxl."""
    cells = openpyxl.load_workbook(path, data_only=True)[sheet]
    return {cell.coordinate: cell.value for row in cells.iter_rows() for cell in row if cell.value is not None}


def raw_parts(path: Path) -> dict[str, tuple[bytes, int]]:
    """Part name → compressed bytes and checksum, read independently of the code under test."""
    data = path.read_bytes()
    found = {}
    with zipfile.ZipFile(path) as package:
        for info in package.infolist():
            name_length, extra_length = struct.unpack_from("<HH", data, info.header_offset + 26)
            begin = info.header_offset + 30 + name_length + extra_length
            found[info.filename] = (data[begin : begin + info.compress_size], info.CRC)
    return found


def patch_cells(source: Path, target: Path, values: SheetValues) -> int:
    """``with_cells`` from file to file; returns how many cells changed."""
    archive, changed = with_cells(Archive.read(source), values)
    archive.write(target)
    return changed


def patch_cached_values(source: Path, target: Path, values: SheetValues) -> Patched:
    """``with_cached_values`` from file to file."""
    archive, patched = with_cached_values(Archive.read(source), values)
    archive.write(target)
    return patched
