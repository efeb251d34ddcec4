"""The one catalogue of messages for bad input: code → what is wrong, what to do, exit code of the command.

A text says what is wrong, its remedy what to do; both are whole Chinese sentences ending in 。 Exit codes are the
contract of the command line: 1 the input has errors, 2 usage, 3 the only input was refused, 4 a defect of ours, 130
interrupted.
"""

from __future__ import annotations

from typing import NamedTuple


class Message(NamedTuple):
    text: str
    remedy: str
    exit_code: int = 3


#: A crash is neither a finding nor a refusal, and a script must not take it for one.
INTERNAL = 4
#: What shells and their users expect after Ctrl-C: 128 + SIGINT.
INTERRUPTED = 130

MESSAGES: dict[str, Message] = {
    # files
    "file-missing": Message("找不到这个文件。", "请检查路径和文件名。"),
    "file-unreadable": Message("无法读取这个文件（{cause}）。", "请检查磁盘和访问权限后再试。"),
    "file-open": Message("文件正在 {program} 中打开。", "请先保存并关闭该文件，再重新运行；{hint}。"),
    "file-changed": Message("处理期间文件被别的程序改动，没有覆盖。", "请确认已保存并关闭该文件，再重新运行。"),
    "file-busy": Message("另一个命令正在处理这个文件。", "请等它结束后再运行。"),
    "file-not-regular": Message("这不是普通文件，而是{kind}。", "请给出工作簿或 PROJECT.json 文件本身。"),
    "file-too-large": Message("文件过大，超过 {limit}。", "请删除不需要的图片、工作表和多余的空行，另存后再试。"),
    "memory-short": Message(
        "内存不足，无法处理这么大的文件。", "请删除不需要的图片、工作表和多余的行，或换一台内存更大的电脑再试。"
    ),
    "file-not-workbook": Message(
        "这不是 Excel 工作簿（.xlsx）：{cause}。", "请用 Excel 或 WPS 另存为“Excel 工作簿（.xlsx）”。"
    ),
    "part-active": Message(
        "文件里有{what}（{part}）。", "自评工作簿不需要它；请在 Excel 中删除，或另存为不含宏的 .xlsx 后再试。"
    ),
    "part-unknown": Message(
        "文件里有来历不明的部分“{part}”。", "请用 Excel 打开，另存为“Excel 工作簿（.xlsx）”后再试。"
    ),
    "link-outside": Message(
        "文件从别处取内容（{kind}：{target}）。", "请在 Excel 中删除链接的图片或数据，另存后再试。"
    ),
    "xml-unusual": Message("“{part}”不是 Excel 的写法：{found}。", "请用 Excel 打开，另存为 .xlsx 后再试。"),
    "part-too-large": Message(
        "“{part}”过大：{what} {count}，最多 {most}。", "请删除多余的行、合并单元格、名称和格式，另存后再试。"
    ),
    "name-outside": Message(
        "名称“{name}”指向“{reference}”，超出工作表的范围。", "请从未改动的副本重新填报，或在“公式—名称管理器”中改正。"
    ),
    "cell-unclear": Message("内容可以有两种读法：{found}。", "请用 Excel 打开，核对后另存为 .xlsx 再试。"),
    "submission-shape": Message(
        "报送件与导出时的样子不同：{found}。", "报送件不能改动或另存；请由填报单位用自评工作簿重新导出。"
    ),
    "file-encrypted": Message("工作簿设有打开密码。", "请在 Excel 中取消打开密码，另存后再试。"),
    "file-exists": Message("文件已存在，未覆盖。", "请换一个文件名，或先移走旧文件。"),
    "file-unwritable": Message("无法写入（{cause}）。", "请检查目录是否存在、是否有写权限、文件是否正被打开。"),
    # documents that are imported
    "file-not-document": Message(
        "这不是 Word 文档（.docx）：{cause}。", "请用 Word 或 WPS 打开，另存为“Word 文档（.docx）”后再试。"
    ),
    "document-encrypted": Message("文档设有打开密码。", "请在 Word 中取消打开密码，另存后再试。"),
    "document-too-large": Message("文档过大，超过 {limit}。", "请删除图片和附件，只留文字和表格，另存后再试。"),
    "document-active": Message(
        "文档里有{what}（{part}）。", "导入不需要它；请用 Word 或 WPS 另存为不含宏的 .docx 后再试。"
    ),
    "document-unknown": Message(
        "文档里有来历不明的部分“{part}”。", "请用 Word 打开，另存为“Word 文档（.docx）”后再试。"
    ),
    "document-part-large": Message(
        "“{part}”过大：{what} {count}，最多 {most}。", "请把报告分成几个文档，或只留下表格，另存后再试。"
    ),
    "document-outside": Message("文档从别处取内容（{kind}：{target}）。", "请在 Word 中断开链接，另存后再试。"),
    "document-unusual": Message("“{part}”不是 Word 的写法：{found}。", "请用 Word 打开，另存为 .docx 后再试。"),
    "import-text": Message("这不是文本文件，或编码无法识别。", "请另存为 UTF-8 编码的 .txt，或 .docx、.xlsx 后再试。"),
    "import-kind": Message(
        "不能导入这种文件：{cause}。", "可导入 .docx、.xlsx、.xls、.doc 和 .txt；其他格式请先另存为其中一种。"
    ),
    "import-old": Message(
        "旧版文件读不出来（{cause}）。", "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再导入。"
    ),
    "import-no-office": Message(
        "读旧版 .doc 要用 LibreOffice，这台电脑上没有找到。", "请用 Word 或 WPS 打开，另存为 .docx 后再导入。"
    ),
    "import-large": Message("{what}过多，不像一份绩效表。", "请只留下要导入的表格，另存后再试。"),
    "import-nothing": Message(
        "没有找到绩效目标表或绩效自评表。", "请确认表头有“三级指标”“指标值”等字样；表格若是图片，请改为真正的表格。"
    ),
    "import-no-year": Message("表上没有写明年度。", "请在表题下写明，如“（2024年度）”，再导入。"),
    "import-no-name": Message("表上没有项目名称。", "请填写“项目名称”一栏再导入。"),
    "import-overall-only": Message(
        "只有总体绩效目标表，没有本年度的目标或自评表。", "请连同年度绩效目标表或绩效自评表一起导入。"
    ),
    "import-twice": Message(
        "“{name}”的{kind}出现了两次，后一张没有读入。", "是另一个项目的，请在对照表中改项目名称；是重复的，请删去一张。"
    ),
    "import-which": Message("没有序号为 {found} 的项目。", "请输入 1 到 {most}。"),
    "import-not-blank": Message("当前工作簿已经填有指标，没有改动。", "请另建工作簿：再点一次“导入目标表”，选“否”。"),
    "import-rows": Message(
        "当前空白工作簿只有 {rows} 行，要导入的指标有 {wanted} 行。", "请再点一次“导入目标表”，选“否”，另建工作簿。"
    ),
    "import-layout": Message(
        "当前工作簿与导入内容的表格行数不同（如增加过行，或目标表另有行数），没有改动。",
        "请再点一次“导入目标表”，选“否”，另建工作簿。",
    ),
    "import-exists": Message("同名文件已存在且内容不同，未覆盖。", "请换一个目录，或加 --overwrite 覆盖。"),
    "mapping-invalid": Message("对照表不能使用：{cause}。", "请在导入时写出的对照表上修改，不要改动表头。"),
    "mapping-row": Message("对照表中的“{found}”在表中找不到：{how}。", "请改成表上印的名称。"),
    "mapping-twice": Message("对照表把“{found}”对应了两次。", "一行只能对应一行，请改正。"),
    # PROJECT.json
    "json-invalid": Message("{cause}。", "请对照 xladdin schema 给出的格式改正。"),
    "json-number": Message("“{found}”不是可用的数值。", "请填写普通数字，例如 1234.56。"),
    "json-negative": Message("数值 {found} 为负数。", "资金、权重和分值不能为负，请核对后改正。"),
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
    # mail upward
    "mail-address": Message("“{address}”不是可用的邮箱地址。", "请改正；多个地址用逗号或分号隔开。", 2),
    "mail-config": Message(
        "发信设置不能用：{cause}。", "请写好 smtp.toml（host、port、user、password、sender）后再发。", 2
    ),
    "mail-send": Message("没有发给 {to}（{cause}）。", "请核对发信设置后重试；草稿已写好，也可以双击用邮件程序发送。"),
    # building the add-in
    "addin-build-extra": Message("制作加载项需要组件 pyOpenVBA。", "请先运行 pip install xladdin[build]。", 2),
    "addin-base": Message(
        "已安装的 xlwings（{found}）不是制作加载项所用的版本。", "请安装 xlwings=={wanted} 后重试。", 2
    ),
    # the add-in on a PC
    "addin-windows-only": Message("本命令只能在装有 Excel 的 Windows 电脑上运行。", "请在填报用的电脑上运行。", 2),
    "addin-excel-running": Message("Excel 或 WPS 表格正在运行。", "请先保存并关闭全部工作簿窗口，再重新运行。"),
    "addin-in-use": Message(
        "有程序文件正被占用，未作任何改动：{path}。", "请关闭 Excel，仍不行时重新登录 Windows，再重新运行。"
    ),
    "addin-python-fails": Message(
        "自带的 Python 无法启动（{cause}）。",
        "需要 Windows 10 或更高版本；若杀毒软件拦截了程序，请信任该文件夹后重新运行。",
    ),
    "bundle-incomplete": Message(
        "安装包不完整，缺少 {missing}。", "请先把整个压缩包解压到一个文件夹；若杀毒软件移走了文件，请恢复后重新运行。"
    ),
    "bundle-damaged": Message("安装包中的 {name} 已改变。", "请重新复制或下载安装包，再解压、安装。"),
    # building the bundle
    "bundle-download": Message("无法下载安装包所需的组件（{cause}）。", "请检查网络和软件源（pip config）后重试。"),
    "bundle-pin": Message("下载的 {name} 与锁定的校验值不符。", "请删除缓存后重试；仍不符时不要使用，请告知维护人员。"),
    "bundle-signature": Message("{name} 的数字签名无效（{cause}）。", "请不要使用该文件，并告知维护人员。"),
    "drop-nothing": Message("没有收到工作簿。", "请把一个或几个工作簿文件拖到“{script}”图标上再松手。", 2),
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
    # sending goals down
    "plan-blank": Message("没有填写{what}。", "请补填后再下达。"),
    "plan-empty": Message("下达表里没有{what}。", "请填好后再下达。"),
    "plan-period": Message("总体目标期限“{found}”不包括年度 {year}。", "请改正期限或年度。"),
    "plan-no-period": Message("有总体目标，没有填写总体目标期限。", "请写明期限，例如 2024—2026年。"),
    "plan-deadline": Message("截止日期 {found} 早于自评年度 {year}。", "请改正截止日期或年度。"),
    "plan-twice": Message("指标“{name}”在 {other} 已经有了。", "同一项指标只写一行；请合并，或清空一行。"),
    "plan-level": Message("“{found}”不是所选评分规则的一级指标。", "请改为 {known} 之一，或换用别的评分规则。"),
    "plan-no-target": Message("指标“{name}”总体和年度都没有指标值。", "请填写收到的指标值，或清空整行。"),
    "plan-nature": Message("指标“{name}”没有选定性质，建议“{proposal}”。", "请核对后在“性质”一列选定。"),
    "plan-nature-other": Message("“{found}”不是指标的性质。", "请从 {known} 中选一个。"),
    "plan-nature-share": Message(
        "指标“{name}”的单位是“{unit}”，不能各单位相加。", "请把性质改为“相对量”，并逐个单位写明。"
    ),
    "plan-year": Message("“{found}”说的不是年度 {year}。", "请改正指标值、名称或下达的年度。"),
    "plan-email": Message("“{found}”不是可用的邮箱地址。", "请改正，没有的空着。"),
    "plan-no-goals": Message("项目“{name}”没有分到任何年度指标。", "请在“年度目标分解”填写，或清空这一行。"),
    "plan-money": Message(
        "{name}分解合计 {found} {unit}，收到 {expected} {unit}，相差 {difference} {unit}（{cells}）。",
        "请改正各项目的数，或改正收到的总数。",
    ),
    "plan-weighted-money": Message(
        "项目“{name}”的财政拨款和其他资金合计 {found} 万元，年度资金为 {expected} 万元。", "请改正，使二者相等。"
    ),
    "plan-stray": Message(
        "这里填了“{found}”，但所在的行没有项目或所在的列没有指标。", "请补填项目或指标，或清空这一格。"
    ),
    "plan-not-received": Message(
        "指标“{name}”没有收到{table}目标，这里却分解了。", "请补填收到的指标值，或清空这一格。"
    ),
    "plan-nobody": Message("收到了{table}指标“{name}”，没有一个项目分到。", "请分解到项目，或清空收到的指标值。"),
    "plan-unread": Message("“{found}”读不出数值。", "请写成 ≥100、100 这样的数；不能相加的，请改选性质。"),
    "plan-doubtful": Message("“{found}”{why}。", "请改正指标值或单位。"),
    "plan-measure": Message("“{found}”与收到的“{expected}”单位不能换算。", "请改为同一种计量单位。"),
    "plan-direction": Message("“{found}”与收到的“{expected}”符号方向不同，不能相加。", "请改成同一方向，或只写数字。"),
    "plan-sum": Message(
        "{name}分解合计 {found}{unit}，收到 {expected}{unit}，相差 {difference}{unit}（{cells}）。",
        "请改正各项目的数，或改正收到的总数。",
    ),
    "plan-no-weight": Message(
        "指标“{name}”没有分值权重，同一项目的其他指标有。", "请补填权重，或把这个项目的权重都空着。"
    ),
    "plan-weight-alone": Message("指标“{name}”有权重，这个项目却没有分到这项指标。", "请清空权重，或补填指标值。"),
    "plan-weights": Message(
        "项目“{name}”的权重合计 {found} 分，应为 {expected} 分，相差 {difference} 分（{cells}）。",
        "请改正权重，使合计等于满分减去预算执行的标准分。",
    ),
    # what is expected
    "register-other": Message("这不是本工具的{title}。", "请使用本工具生成的{title}。"),
    "expected-blank": Message("没有填写{what}。", "收件时靠代码认单位和项目；请补填，或清空整行。"),
    "expected-twice": Message(
        "项目编码“{found}”在 {other} 已经有了。", "每个项目用不同的编码；重复登记的，请清空一行。"
    ),
    "expected-unit": Message(
        "单位代码“{found}”有两个名称：“{one}”和“{other}”。", "请改正代码或名称，同一单位各行一致。"
    ),
    "expected-empty": Message("清单里没有登记任何单位和项目。", "请一行一个项目登记后再用。"),
    "expected-year": Message("年度“{found}”不可用。", "请填四位年份，例如 2024。"),
    "expected-day": Message("“{found}”不是可用的日期。", "请写成 2025年3月31日 这样。"),
    # export
    "export-empty": Message("工作簿还没有填写年度或指标，不能导出。", "请先填写后再导出。"),
    "export-sealed": Message("这是锁定的报送件，不能再导出。", "请对自评工作簿运行。"),
    "export-no-total": Message("总分算不出来，没有导出：{why}。", "请补全后再导出；用“校验”可看到每一处。"),
    "export-exists": Message(
        "同名报送件已存在且内容不同，未覆盖。", "修改后再报，请在“填报说明”把报送版本加 1；或换一个目录。"
    ),
    # keys
    "passphrase-short": Message("口令太短，至少 {least} 个字符。", "请换一个长一些、只有本单位知道的口令。", 2),
    "passphrase-missing": Message("没有得到{what}的口令。", "请在终端中运行并输入，或设置环境变量 {variable}。", 2),
    "passphrase-differs": Message("两次输入的口令不同。", "请重新运行，两次输入一致。", 2),
    "key-place": Message(
        "私钥不能放在程序自己的文件夹里。", "那个文件夹会被复制到别的电脑；请换一个只有本单位能用的目录。", 2
    ),
    "key-unreadable": Message("密钥文件不能使用（{cause}）。", "请核对口令和文件；忘记口令的，请重新生成密钥并登记。"),
    "key-text": Message("这不是完整的公钥（{cause}）。", "请与对方逐组核对后重新输入。", 2),
    "key-unknown": Message(
        "登记簿中没有“{wanted}”这个密钥，或不止一个。", "请用 xladdin key list 查看指纹，多输入几位。", 2
    ),
    "key-registered": Message(
        "这个公钥已登记给“{unit}”（指纹 {fingerprint}）。", "请核对是否重复登记；换了密钥的，请用新的公钥登记。", 2
    ),
    "key-revoked": Message(
        "“{unit}”的这个密钥已于 {when} 吊销。", "吊销时间不能再改；需要新密钥的，请重新生成并登记。", 2
    ),
    "registry-invalid": Message("密钥登记簿不完整或被改动。", "请用备份恢复，不要手工修改。"),
    "encrypt-extra": Message("加密需要组件 msoffcrypto-tool。", "请先运行 pip install xladdin[encrypt]。", 2),
    # receiving
    "ledger-other": Message("这不是收件台账，或台账已损坏。", "请核对路径；台账损坏的，请用备份恢复。"),
    "ledger-newer": Message(
        "台账由更新的版本建立（第 {version} 版，本程序支持到第 {known} 版）。", "请升级本程序后再打开。"
    ),
    "ledger-busy": Message("另一个程序一直占用着台账。", "请等它结束后再运行；中断的运行可以重来，不会重复登记。"),
    "ledger-unwritable": Message("无法使用台账（{cause}）。", "请换到本机磁盘，或检查空间和权限后再运行。"),
    "ledger-no-locks": Message(
        "台账所在的位置不能真正加锁，几个人同时使用会写坏。", "请把台账放到本机磁盘，不要放在这个网络盘上。"
    ),
    "original-lost": Message("台账旁的原件 {digest} 丢失或被改动。", "请用备份恢复“台账.原件”目录，或请单位重发。"),
    "receive-nothing": Message(
        "没有找到可以接收的文件。", "请给出报送件、邮件（.eml）、压缩包（.zip）或它们所在的目录。"
    ),
    "receive-empty": Message("工作簿还没有填写年度或指标。", "请该单位填好后，导出报送件再报。"),
    "worker-died": Message(
        "读取时超出内存或时间限制，已中止。", "请该单位用自评工作簿重新导出报送件；仍不行的，请告知维护人员。"
    ),
    "reading-failed": Message("读取时程序内部出错（{cause}）。", "请把这个文件发给维护人员，并请该单位重新导出。"),
    "profile-here": Message("本机没有清单所写的评分规则“{name}”。", "请先用 xladdin profile add 加入，再重新接收。"),
    "mail-unreadable": Message("这不是完整的邮件文件。", "请在邮件程序中把邮件另存为 .eml 后再试。"),
    "container-empty": Message("{what}里没有报送件。", "请核对附件；报送件应为导出的 .xlsx 文件。"),
    "container-damaged": Message("压缩包已损坏或没有下载完整。", "请重新下载，或请该单位重发。"),
    "container-password": Message("压缩包设有密码。", "请解压后再接收，或请该单位重发不加密的。"),
    "container-too-large": Message("压缩包或邮件过大，超过 {limit}。", "请分成几个再报。"),
    "container-kind": Message("不能打开这种压缩包或邮件。", "请解压后再接收，邮件请另存为 .eml，压缩包请用 .zip。"),
    "container-deep": Message("压缩包里套了太多层压缩包。", "请解压后再接收。"),
    "list-heads": Message(
        "找不到应报清单的表头。",
        "表头要有“单位名称”“项目名称”“年度”，可有“单位代码”“项目编码”“评分规则”“截止日期”“邮箱”。",
    ),
    "list-cell": Message("{what}。", "请改正应报清单后再运行。"),
    "returned-none": Message("里面没有退回意见。", "请给出上级发来的退回意见邮件（.eml）或附件“退回意见.json”。"),
    "returned-invalid": Message("退回意见不完整或被改动。", "请用上级发来的原邮件。"),
    "returned-other": Message("这是“{project}”{year} 年度的退回意见，不是这份表的。", "请换用本项目的退回意见。"),
    "forward-nothing": Message("台账里没有可以上报的报送件。", "请先接收；退回和拒收的不上报。"),
    # approving
    "matter-unknown": Message("台账里没有“{unit}”的“{project}”。", "相近的有：{near}；请核对单位和项目的名称或代码。"),
    "matter-several": Message("台账里符合的不止一项：{found}。", "请写全名称或代码，或用 --year 写明年度。", 2),
    "approve-nothing": Message("{project}没有可以批准的报送件，现为“{state}”。", "请等该单位报来新版，接收后再批准。"),
    "approve-no-adjustment": Message("没有标识为“{key}”的评分调整。", "这份报送件提出调整的有：{known}。", 2),
    "approve-done": Message("{what}两步都已批准过。", "不必再批；要改的，请用 --reject 写明理由。"),
    "approve-order": Message("{first}还没有批准，{then}不能先批。", "请先由{first}批准。"),
    "approve-same-person": Message("“{by}”已作为{step}批准过。", "两步要由不同的人批准。"),
    "approve-own": Message("“{by}”是这份表的填报人或负责人。", "自己填报的不能自己批准，请由主管部门和财政批准。"),
    # certificates
    "certificate-unreadable": Message("证书不能使用（{cause}）。", "请使用本单位的 .p12 或 .pfx 证书文件和它的口令。"),
    "certificate-weak": Message("证书的密钥只有 {bits} 位，至少要 {least} 位。", "请向发证机构更换证书。"),
    # usage
    "usage": Message("{cause}。", "用 xladdin --help 查看用法。", 2),
    # defects of ours
    "internal": Message("程序内部出错（{cause}）。", "请加 --debug 重新运行，并把输出发给维护人员。", INTERNAL),
    "internal-logged": Message("程序内部出错（{cause}）。", "请把日志文件 {log} 发给维护人员。", INTERNAL),
    # stopped by the user
    "interrupted": Message(
        "已中断。", "上面说已生成、已导出的文件是完整的，其余没有写完；需要时请重新运行。", INTERRUPTED
    ),
}
