"""What the add-in itself says, in Chinese, when Python cannot be asked to; each becomes a VBA function ``JxText<Name>``."""

from __future__ import annotations

from xladdin.excel.layout import ADDIN_TITLE
from xladdin.excel.udf.vba_text import check_source, literal

MODULE = "JxTexts"

TEXTS: dict[str, str] = {
    "Title": ADDIN_TITLE,
    "NotOurs": "当前工作簿不是绩效自评工作簿，未做任何操作。请先打开自评工作簿，或点“新建工作簿”。",
    "NoPython": "自评工具的后台程序未能启动，按钮暂不可用；表中结果由 Excel 自带的公式计算，不受影响。"
    "请点“诊断”重试；仍不行的，请重新运行安装程序。",
    "Interpreter": "后台程序：",
    "Found": "（存在）",
    "Missing": "（不存在）",
}


def texts_module() -> str:
    """Source of the module with one function for each text."""
    lines = [f'Attribute VB_Name = "{MODULE}"', "Option Explicit", "Option Private Module", ""]
    for name, text in TEXTS.items():
        lines += [
            f"Public Function JxText{name}() As String",
            f"    JxText{name} = {literal(text)}",
            "End Function",
            "",
        ]
    source = "\n".join(lines)
    check_source(MODULE, source)
    return source
