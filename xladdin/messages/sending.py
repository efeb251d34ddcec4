"""Goals down, submissions up: plans, lists, exports, keys, mail, receiving."""

from __future__ import annotations

from xladdin.messages.message import INTERRUPTED, Message

MESSAGES: dict[str, Message] = {
    # mail upward
    "mail-address": Message("“{address}”不是可用的邮箱地址。", "请改正；多个地址用逗号或分号隔开。", 2),
    "mail-config": Message(
        "发信设置不能用：{cause}。", "请写好 smtp.toml（host、port、user、password、sender）后再发。", 2
    ),
    "mail-send": Message("没有发给 {to}（{cause}）。", "请核对发信设置后重试；草稿已写好，也可以双击用邮件程序发送。"),
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
    "plan-exception": Message(
        "另行规定的项目“{project}”、指标“{name}”：{why}。", "请照“单位和项目”“收到的目标”改正，或清空这一行。"
    ),
    "plan-money-unit": Message("“{found}”不是自评表的金额单位。", "请选“万元”或“元”，空着按万元。"),
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
        "指标“{name}”没有{weight}，同一项目的其他指标有。", "请补填{weight}，或把这个项目的{weight}都空着。"
    ),
    "plan-weight-alone": Message(
        "指标“{name}”有{weight}，这个项目却没有分到这项指标。", "请清空{weight}，或补填指标值。"
    ),
    "plan-weights": Message(
        "项目“{name}”的各项分值合计 {found} 分，应为 {expected} 分，相差 {difference} 分（{cells}）。",
        "请改正分值，使合计等于满分减去预算执行的标准分。",
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
    # report
    "report-template": Message(
        "模板不能使用（{cause}）。", "请改正模板，可用的有 title、unit、year、missing 和正文位置 body。"
    ),
    "report-foreign": Message("这不是本工具生成的报告，没有附数字清单。", "请核对用 xladdin report 生成的 .docx。"),
    "report-empty": Message("没有任何指标，写不出报告。", "请先填写指标，再生成报告。"),
    # consolidating
    "rollup-source": Message("汇总要一个收件台账（.db）或一个存放报送件的目录。", "请检查给出的路径。", 2),
    "rollup-empty": Message("没有可以汇总的自评表。", "请先放入报送件，或用 xladdin receive 接收。"),
    "rollup-years": Message("要汇总的自评表年度不同（{years}）。", "请用 --year 指定其中一年，或按年度分开汇总。"),
    "rollup-forms": Message("要汇总的既有转移支付项目、又有项目支出的自评表。", "请按表样分开汇总。"),
    "rollup-rules": Message(
        "要汇总的自评表写的评分规则不止一套（{rules}）。", "请用 --profile 指定本级的评分规则。", 2
    ),
    "rollup-programmes": Message(
        "要汇总的自评表属于几个专项（{found}）。", "不同专项的指标不能相加；请用 --programme 指定其中一个。"
    ),
    "rollup-nature": Message(
        "指标“{name}”的单位是“{unit}”，不能相加。", "请在对照表中把它的性质改为“相对量”或“时限”。", 2
    ),
    "rollup-against": Message(
        "要核对的汇总表也在被汇总的表里，会重复计算。", "请把它放到别的目录，再用 --against 指定。", 2
    ),
    "region-code": Message("区划代码不能用：{cause}。", "请写六位行政区划代码，如 650400。", 2),
    "rollup-ratio": Message(
        "--ratio “{written}”不能计算：{cause}。", "请写汇总表中的两个绝对量指标，如 土地复垦面积/矿山生态修复面积。", 2
    ),
    "sums-missing": Message(
        "这份汇总工作簿没有带汇总基数，不能继续汇总。", "请下级用 xladdin rollup 重新生成，不要用别的程序另存。"
    ),
    "sums-damaged": Message("这份汇总工作簿所带的汇总基数不完整或被改动。", "请下级重新汇总后再报。"),
    "extra-missing": Message("{what}要另外安装组件。", "请运行 pip install 'xladdin[{extra}]'，再重新运行。", 2),
    "scheduler-missing": Message("连不上 Dask 调度器 {address}。", "请核对 --scheduler 的地址和它是否在运行。", 2),
    "rollup-interrupted": Message(
        "已中断，读完的 {done} 个文件保留着。", "重新运行同样的命令即接着读取。", INTERRUPTED
    ),
    "store-damaged": Message("汇总的基础数据已损坏。", "请删除它所在的目录，重新汇总（报送件会重新读取）。", 2),
    "programme-invalid": Message("指标目录不能用：{cause}。", "请改正后再汇总，或不给 --catalogue。", 2),
    # certificates
    "certificate-unreadable": Message("证书不能使用（{cause}）。", "请使用本单位的 .p12 或 .pfx 证书文件和它的口令。"),
    "certificate-weak": Message("证书的密钥只有 {bits} 位，至少要 {least} 位。", "请向发证机构更换证书。"),
}
