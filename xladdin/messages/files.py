"""Files, commands, and what the system refuses."""

from __future__ import annotations

from xladdin.messages.message import INTERNAL, INTERRUPTED, Message

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
