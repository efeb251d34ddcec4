"""Workbooks, and what they are made of."""

from __future__ import annotations

from xladdin.messages.message import Message

MESSAGES: dict[str, Message] = {
    # reading workbooks
    "template-other": Message("不是本工具的自评工作簿。", "请使用下发的工作簿，或用 xladdin new 由绩效目标生成。"),
    "template-newer": Message(
        "工作簿由更新的版本生成（模板第 {version} 版，本程序支持到第 {known} 版）。", "请升级本程序后再打开。"
    ),
    "template-damaged": Message("工作簿缺少名称“{name}”，结构已被改动。", "请从未改动的副本重新填报。"),
    "name-lost": Message(
        "找不到“{printed}”的单元格，它或它的名称被剪切、删除过。",
        "请撤销刚才的改动，或从未改动的副本重新填报；移动内容请用复制和清除，不要剪切或拖动。",
    ),
    "name-twice": Message(
        "“{one}”和“{other}”指向同一个单元格，可能是把一格剪切到了另一格上。",
        "请撤销刚才的改动，或从未改动的副本重新填报；移动内容请用复制和清除，不要剪切或拖动。",
    ),
    "name-astray": Message(
        "“{printed}”的名称指向了 {where}，不在这张工作表上。",
        "请在“公式—名称管理器”中改回，或从未改动的副本重新填报。",
    ),
    "name-uneven": Message(
        "“{printed}”一列的名称指到第 {rows} 行，与同一张表的其他列不一致。",
        "可能是剪切或拖动过单元格；请撤销，或从未改动的副本重新填报。",
    ),
    "sheet-lost": Message(
        "这张工作表被删除、替换过，或它的名称全部失效。", "请从未改动的副本重新填报，不要删除或替换工作表。"
    ),
    "sheet-missing": Message("缺少这张工作表。", "请从未改动的副本重新填报，不要删除或改名工作表。"),
    "cell-not-number": Message("“{found}”不是数值：{why}。", "请只填数字，例如 1234.56。"),
    "money-unit": Message(
        "金额单位填的是“{found}”。", "请从下拉框里选“万元”或“元”，并核对自评表中的金额是不是按它填的。"
    ),
    "cell-negative": Message("数值 {found} 为负数。", "资金、权重和分值不能为负，请核对后改正。"),
    "cell-too-large": Message("数值 {found} 过大。", "请核对单位（资金为万元）和位数后改正。"),
    "link-foreign": Message(
        "工作簿链接到别的文件“{target}”。", "请在 Excel 的“数据—编辑链接”中断开链接，使公式变成数值，保存后再试。"
    ),
    "key-twice": Message("指标行标识“{key}”重复，可能整行复制过。", "请删除重复的行，用“增加指标行”添加。"),
    "keys-lost": Message(
        "隐藏的行标识一列被清空，分不清哪一行是哪项指标。", "请撤销刚才的清除，或从未改动的副本重新填报。"
    ),
    "upgrade-sealed": Message("这是锁定的报送件，不能升级。", "请对自评工作簿运行。"),
    "restore-refused": Message(
        "Excel 不让改写这里的单元格，公式未能恢复。",
        "其中有合并的单元格或成块的数组公式；请取消合并，或选中整块数组公式按 Delete 清除，再点“重新计算”。",
    ),
    "recalc-sealed": Message("这是锁定的报送件，没有公式可以计算。", "请对自评工作簿运行。"),
    "summary-values": Message(
        "这是汇总工作簿，数由下级的表汇总而来，不在这里重算。", "要改数请更正下级的表，再运行 xladdin rollup。"
    ),
    # building workbooks
    "form-unsupported": Message("表样 {form} 尚不能生成工作簿。", "目前支持：{known}。"),
    "field-without-cell": Message("自评工作簿没有填写这一项的位置。", "请从 PROJECT.json 中去掉这一项。"),
    "text-too-long": Message("文字有 {count} 个字，一个单元格最多 {most} 个。", "请缩短，或另附材料。"),
    "too-many-indicators": Message("指标有 {count} 行，超过 {most} 行。", "请拆分为几个项目。"),
    # last year's workbook
    "carry-year": Message(
        "上年工作簿的年度是 {found}，不是 {year} 年度的上一年。", "请给出同一项目 {expected} 年度的自评工作簿或报送件。"
    ),
    "carry-no-year": Message("上年工作簿没有填写年度。", "请先在其中填写年度并保存。"),
    "carry-other": Message(
        "上年工作簿是项目“{found}”的，不是“{name}”的。",
        "请给出同一项目的工作簿；项目改过名称的，请在两处写同一个项目编码。",
    ),
    # rule profiles
    "profile-unknown": Message(
        "没有名为“{name}”的评分规则。",
        "可用的有：{known}；别处下发的规则文件（.toml）先用 xladdin profile add 加入，或用 --profile 文件.toml 指定。",
        2,
    ),
    "profile-of-file": Message(
        "文件注明的评分规则“{name}”本程序没有。",
        "可用的有：{known}；请向下发单位索取规则文件（.toml），用 xladdin profile add 加入，或用 --profile 指定。",
    ),
    "profile-invalid": Message("评分规则有误：{cause}。", "{remedy}。"),
    "profile-incomplete": Message("评分规则“{name}”没有给出 {key}。", "请补全规则，或在 extends 中写明沿用 mof-2020。"),
    "profile-other": Message(
        "本程序已有名为“{name}”的评分规则，内容不同（摘要 {known}，此文件 {found}）。",
        "改过的规则请另取名称（改 id 和文件名），已用旧规则生成的工作簿才不会算错。",
    ),
    "profile-changed": Message(
        "工作簿注明的评分规则“{name}”与本程序的同名规则内容不同（工作簿 {found}，本程序 {known}），未计分。",
        "请向下发单位确认用哪一套：换用生成它的程序版本；或用 xladdin upgrade --profile {name} 改按本程序的规则。",
    ),
    "profile-taken": Message("规则文件夹里已有同名文件，未覆盖。", "请先用 xladdin profile list 查看，再移走或改名。"),
    # marking
    "mark-impossible": Message("只有自评工作簿能写入校验结果。", "请去掉 --mark，或对工作簿运行。", 2),
    # the open workbook
    "book-foreign": Message("这不是绩效自评工作簿，未做任何操作。", "请先打开自评工作簿，或点“新建工作簿”。"),
    "undo-nothing": Message("没有可以恢复的操作。", "只能恢复本选项卡最近一次改动单元格的操作。"),
    "undo-moved": Message("工作簿的行有变动，不能再恢复“{title}”。", "请手工改回，或关闭工作簿且不保存。"),
    "row-none": Message("没有选中指标行。", "请先在{sheets}的行中选一个单元格，再点按钮。"),
    "row-issued": Message(
        "“{name}”是上级下达的指标，不能删除。", "不再适用的，请在评分表该行填写调整类型“不适用”和理由，报主管部门批准。"
    ),
    "rows-few": Message("表中至少要留两行。", "不用的行可以空着，空行不参加计算，也不会报送。"),
    "rows-differ": Message(
        "标识为“{key}”的指标行不是各张表都有。", "请用“恢复上一步”或从未改动的副本恢复，不要手工插入或删除行。"
    ),
    "findings-none": Message("“校验结果”是空的，没有可跳转的问题。", "请先点“校验”。"),
    "excel-busy": Message(
        "Excel 正忙，没有响应。", "请按 Enter 或 Esc 结束单元格编辑，关闭 Excel 的对话框，再点一次按钮。"
    ),
    "copy-refused": Message(
        "Excel 不允许另存副本，可能设有敏感度标签或限制编辑，按钮暂不能用。",
        "请在 Excel 中另存一份不带标签的工作簿，关闭后拖到“校验.cmd”或“导出.cmd”上。",
    ),
    "copy-encrypted": Message(
        "Excel 给出的副本已被加密（敏感度标签或加密软件），程序读不了，按钮暂不能用。",
        "请在 Excel 中另存一份不加密的工作簿，关闭后拖到“校验.cmd”或“导出.cmd”上。",
    ),
    "sheet-password": Message("工作表设有保护密码，不能写入。", "请撤销工作表保护（“审阅”选项卡）后再试。"),
}
