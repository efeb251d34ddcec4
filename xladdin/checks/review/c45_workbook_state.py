"""C45 the workbook around its inputs (ours, beside the 38 of the catalogue): what its sheets show is what its inputs
give. Remarks of the reader about results, sheets and names.
"""

from __future__ import annotations

from xladdin.checks.check import Cases, Check, Fault, Message
from xladdin.checks.subject import Subject

_KINDS = {
    "formula-overwritten": "overwritten",
    "formula-changed": "formula_changed",
    "fixed-changed": "fixed_changed",
    "result-stale": "stale",
    "result-changed": "result_changed",
    "sheet-copied": "copied",
    "sheet-names": "own_names",
    "other-year": "other_year",
    "other-first-year": "other_first_year",
    "row-lost": "row_lost",
    "name-lost": "name_lost",
    "content-changed": "content_changed",
    "sheet-unlocked": "unlocked",
}


def workbook_state(subject: Subject) -> Cases:
    for note in subject.notes:
        if note.kind in _KINDS:
            yield Fault(_KINDS[note.kind], note.path, note.detail, note.expected)


CHECK = Check(
    id="C45",
    title="表中显示的结果与填报内容一致",
    basis="本工具的填报说明",
    applies_to="读取工作簿时需要提示的结果、工作表和名称",
    messages={
        "overwritten": Message(
            "error",
            "此格的公式已被覆盖，不再随填报内容计算。",
            "要么点“重新计算”恢复公式（没有加载项的，关闭工作簿后用 xladdin recalc），要么撤销刚才的输入。",
        ),
        "formula_changed": Message(
            "error",
            "此格的公式已被改动，显示的结果与按填报内容计算的不同。",
            "要么点“重新计算”恢复公式（没有加载项的，关闭工作簿后用 xladdin recalc），要么撤销刚才的改动。",
        ),
        "fixed_changed": Message(
            "error",
            "此格由下达的指标值确定，现在的内容与指标值不符。",
            "要么点“重新计算”恢复原值（没有加载项的，关闭工作簿后用 xladdin recalc），要么从未改动的副本重新填报。",
        ),
        "stale": Message(
            "warning",
            "表中存的结果不是按现在的填报内容算出的，其余结果也可能是旧的。",
            "要么点“重新计算”，要么用 Excel 或 WPS 打开并保存一次。",
        ),
        "result_changed": Message(
            "error",
            "报送件中的结果与按其填报内容重新计算的不同，可能在导出后被改动。",
            "要么由填报单位用自评工作簿重新导出，要么向填报单位核实。",
        ),
        "copied": Message(
            "warning",
            "这是“{found}”的复制件，其中填的内容不会读取，也不会报送。",
            "要么删除这张复制件，要么把要报的内容填回“{found}”。",
        ),
        "own_names": Message(
            "error",
            "这张工作表另有自己的名称“{found}”，表上的公式可能取错了单元格。",
            "要么在“公式—名称管理器”中删除范围为这张工作表的 JX_ 名称，要么从未改动的副本重新填报。",
        ),
        "other_year": Message(
            "error",
            "工作簿由 {expected} 年度的绩效目标生成，现在的年度是 {found}，表中可能还有往年的实际完成值、原因和评分调整。",
            "要么把年度改回 {expected}，要么用 {found} 年度的绩效目标新建工作簿。",
        ),
        "other_first_year": Message(
            "warning",
            "这本工作簿最先填的是 {expected} 年度，现在的年度是 {found}，表中可能还有往年的实际完成值、原因和评分调整。",
            "要么用空白工作簿重新填报 {found} 年度，要么核对每一项都是 {found} 年度的（{expected} 是当初填错的也请说明）。",
        ),
        "content_changed": Message(
            "error",
            "报送件的内容与导出时的内容摘要（{found}…）不符，导出后被改动过。",
            "要么用 xladdin verify 查看改动的单元格并向填报单位核实，要么由填报单位用自评工作簿重新导出。",
        ),
        "unlocked": Message(
            "error",
            "报送件的工作表“{found}”已被取消保护，内容可能被改动。",
            "要么用 xladdin verify 核对，要么由填报单位用自评工作簿重新导出。",
        ),
        "name_lost": Message(
            "error",
            "“{found}”的名称被删除，用到它的公式在 Excel 中会出错。",
            "要么关闭工作簿后用 xladdin recalc 恢复名称，要么撤销刚才的删除。",
        ),
        "row_lost": Message(
            "error",
            "“{found}”在“{expected}”中的行已被删除，表中显示的得分不再对应这一项。",
            "要么撤销删除，要么从未改动的副本重新填报；不再考核的指标请保留行，在评分表填“不适用”的调整。",
        ),
    },
    function=workbook_state,
)
