"""Workbooks for these tests: one that uses everything our forms use, written by openpyxl."""

from __future__ import annotations

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

from xladdin.forms.package.protection import guard
from xladdin.forms.package.values import CellValue

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
