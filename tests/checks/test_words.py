"""The words by which checks know what a text is about: each one tells, and a text without any of them does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.edges import UNSCORED
from tests.checks.material import change, clean, evaluation_of, profile_of
from tests.checks.test_fixtures import BY_ID
from xladdin.checks.review.c19_across_indicators import _kinds
from xladdin.checks.review.c34_reason_against_data import _read, _stem
from xladdin.checks.runner import run_checks
from xladdin.checks.texts.money_claims import money_claims, spent
from xladdin.checks.texts.prompts import is_prompt
from xladdin.checks.texts.years import other_year


def found(check: str, **changes: Any) -> list[str]:
    """Messages that a check says of the clean project with changes."""
    data = clean()
    for path, value in changes.items():
        change(data, path, value)
    evaluation = evaluation_of(data)
    return [one.message for one in run_checks(evaluation, profile_of(evaluation), checks=[BY_ID[check]]).findings]


# ---- years ----------------------------------------------------------------------------------------------------------

BEFORE_A_YEAR = "较 比 同 与 于 从 自 截 至 到 由 以 上年 超过 结转 原 预计 计划 力争 争取".split()
AFTER_A_YEAR = """
年末 年底 底 末 初 3月 12月 一季度 二季度 三季度 四季度 上季度 下季度 季度 上半年 下半年 前 之前 以前 以来 起 开始 结转 结余 提前下达 预下达 预拨
存量 基数 基准 同期 相比 水平 不变价 清算 尾款 欠款 余款 质保金 遗留 剩余 续建 跨年 版 款 级 届 第 财政部 某某文件 通知 批复 中期规划
""".split()
PART_OF_A_YEAR = "代 期 以来 以前 份以来 份以前 限 均 龄".split()


def test_a_year_beside_such_a_word_is_only_mentioned() -> None:
    assert other_year("项目2022年新增", 2023) == 2022
    assert [word for word in BEFORE_A_YEAR if other_year(f"项目{word}2022年新增", 2023)] == []
    assert [word for word in AFTER_A_YEAR if other_year(f"2022年{word}", 2023)] == []
    assert [word for word in PART_OF_A_YEAR if other_year(f"2022年{word}", 2023)] == []
    assert [word for word in ("年", "年度", "学年", "财年") if other_year(f"2022{word}新增", 2023) != 2022] == []


# ---- money ----------------------------------------------------------------------------------------------------------

SOURCES = {
    "中央": "central",
    "地方": "local",
    "省级": "local",
    "自治区": "local",
    "县级": "local",
    "配套": "local",
    "上年结转": "carryover",
    "本级": "",
}
NO_CLAIM = "未 尚 待 将 拟 计划 确保 争取 预计 要求 应 需".split()


def test_a_claim_names_its_source_of_money() -> None:
    said = {word: [one.source for one in money_claims(f"{word}资金执行率95%")] for word in SOURCES}
    assert said == {word: [source] for word, source in SOURCES.items()}


def test_what_is_planned_or_wanted_is_no_claim() -> None:
    assert [word for word in NO_CLAIM if money_claims(f"{word}使资金执行率95%")] == []
    assert [word for word in NO_CLAIM if money_claims(f"资金{word}全部支付")] == []
    assert money_claims("验收后资金执行率95%") == ()
    assert money_claims("验收后的资金执行率95%")


def test_rates_of_spending_in_many_words() -> None:
    rates = [
        f"{what}{how}{kind}95%"
        for what in "预算 资金 经费 支出".split()
        for how in "执行 支付 支出".split()
        for kind in ("进度", "率")
    ]
    rates += [f"执行率{word}95%" for word in "已达到 均达 为 是 完成 实现 ：".split()]
    assert [text for text in rates if [one.percent for one in money_claims(text)] != [95]] == []
    whole = [
        f"{what}{how}支付"
        for what in "资金 款项 经费 预算 补助 补贴".split()
        for how in "已全部 均全额 悉数 全部已 全额均 已100% 已百分之百".split()
    ]
    whole += [
        f"资金已全部{how}{end}"
        for how in "支付 支出 使用 用于 执行 拨付 兑付 发放 兑现".split()
        for end in ("", "完毕", "完成", "到位", "到账", "完")
    ]
    assert [text for text in whole if [(one.text, one.all_paid) for one in money_claims(text)] != [(text, True)]] == []


def test_amounts_that_were_spent_in_many_words() -> None:
    amounts = [
        f"{when}{how}12.5万元"
        for when in "实际 全年 累计 已 共 全年累计实际".split()
        for how in "支出 支付 执行 使用".split()
    ]
    amounts += [
        f"实际支出{what}{sort}{end}12.5万元"
        for what in ("", "项目", "财政", "专项", "预算")
        for sort in ("资金", "经费", "金额")
        for end in ("共计", "合计", "总计", "达", "为", "了", "")
    ]
    assert [text for text in amounts if [(one.text, str(one.amount)) for one in spent(text)] != [(text, "12.5")]] == []


EXECUTION = [f"{what}{how}率" for what in ("预算", "资金", "经费") for how in "执行 支付 支出 拨付 使用".split()]
OTHER_RATES = "及时 合规 合法 准确 规范 合格 正确 安全 公开 偏差 控制 降低 增长 下降 节约 利用 违规 差错 满意 知晓 覆盖 受益 验收 达标 完成".split()
WITHIN = "合格 优良 达标 满意 知晓 覆盖 及时 准确 成活 保存 完好 通过 合规 巩固 参保 接种 好评 验收 足额发放".split()


def test_what_a_rate_is_of_is_known_by_its_name() -> None:
    assert [name for name in EXECUTION if "execution" not in _kinds(name)] == []
    assert [word for word in OTHER_RATES if "execution" in _kinds(f"资金支付{word}率")] == []
    assert [word for word in ("预算", "资金", "经费", "配套") if "arrival" not in _kinds(f"{word}到位率")] == []
    finished = [f"{what}{how}率" for what in "工程 项目 任务 建设 施工".split() for how in "完成 完工 竣工".split()]
    assert [name for name in finished if "finished" not in _kinds(name)] == []
    assert [word for word in WITHIN if "beyond" not in _kinds(f"{word}率") or "beyond" not in _kinds(f"{word}度")] == []
    assert [word for word in "毛 提高 增长 增加 提升 完成 目标".split() if "beyond" in _kinds(f"合格率{word}")] == []


# ---- reasons and texts ----------------------------------------------------------------------------------------------

COMMON = (
    "新增 新建 改造 建设 安装 栽植 种植 增加 面积 数量 长度 人数 收入 指标 修复 治理 提质改造 退化 损毁 恢复".split()
)


def test_words_that_many_names_share_tell_none_apart() -> None:
    assert [word for word in COMMON if _stem(f"{word}园地") != "园地"] == []


def test_a_reason_calls_its_row_done_in_many_words() -> None:
    assert [
        word for word in "已全部完成 全部完成 均已完成 超额完成 圆满完成".split() if _read(f"任务{word}").done != word
    ] == []
    assert [
        word for word in "未 没 不 尚 待 将 拟 计划 无法 才 再 时 如".split() if _read(f"{word}全部完成").done
    ] == []


MEASURES = """
措施 整改 改进 补足 补齐 补拨 落实 督促 加强 加快 完善 优化 规范 健全 列入 下达后 将 拟 计划 2025年支付 2025年一季度拨付 2025年安排 2025年完成
""".split()


def test_a_problem_with_a_measure_in_many_words() -> None:
    def without(text: str) -> bool:
        return any("没有改进措施" in one for one in found("C20", **{"management[执行准确性].problems": text}))

    assert without("资金滞后")
    assert [word for word in MEASURES if without(f"资金滞后，{word}")] == []
    assert [word for word in "无 没有 未发现 未出现 不存在 暂无".split() if without(f"{word}此类情形。")] == []
    assert without("无此类情形；资金滞后")


def test_a_measure_without_a_problem_in_many_words() -> None:
    def silent(text: str) -> bool:
        return any("没有写明存在的问题" in one for one in found("C20", **{"management[执行准确性].problems": text}))

    assert silent("改进措施：加强管理")
    assert [word for word in "问题 不足 偏低 滞后 未".split() if silent(f"{word}。改进措施：加强管理")] == []


def test_years_of_lasting_are_known_by_their_names() -> None:
    def claimed(name: str) -> bool:
        row = {"level3": f"{name}（年）", "unit": "年", "target": "≥5", "actual": "5"}
        return bool(found("C35", **{f"indicators[q17].{field}": value for field, value in row.items()}))

    assert [word for word in "管护 养护 持续 稳定 年限 运行 长效 维护".split() if not claimed(f"渠道{word}时间")] == []
    designed = "设计 使用年限 使用寿命 寿命 质保 保修 保质 合同 租期 租赁 规划 服务期限 协议".split()
    assert [word for word in designed if claimed(f"运行{word}")] == []
    assert not claimed("工期")


def test_a_total_objective_that_is_called_reached_in_many_words() -> None:
    said = [
        f"总体{kind}目标{when}{how}"
        for kind in ("", "绩效")
        for when in ("", "已", "均已", "全部", "已经", "基本")
        for how in "达到 达成 实现 完成".split()
    ]
    assert [text for text in said if not found("C35", achievement=f"{text}。")] == []
    assert not found("C35", achievement="总体目标完成率53%。")


WELL = """
无偏差 没有偏离 不存在差异 未出现明显偏差 未发生较大偏差原因 均完成 已完成 全部完成 按计划完成 按时完成 按期完成 如期完成 按要求完成 正常完成 圆满完成 达标 达成
完成年度目标 完成预期指标 完成年初任务 完成计划 达到目标 达到年度指标 达到预期要求 达到年初目标 正常 良好 完成良好 执行正常 运行良好 符合预期 符合要求
""".split()


def test_a_word_that_all_is_well_explains_nothing() -> None:
    def asked(reason: str) -> bool:
        return bool(found("C07", **{"indicators[q01].actual": "18", "indicators[q01].reason": reason, **UNSCORED}))

    assert [word for word in WELL if not asked(f"{word}。") or not asked(word)] == []
    assert not asked("已完成，但受降温影响。")


def test_amounts_that_a_policy_fixes_are_paid_as_set() -> None:
    numbers = {
        "q01": "18.50",
        "q02": "24",
        "q03": "160",
        "q07": "30",
        "q12": "52.00",
        "q14": "85.00",
        "q15": "6200",
        "q18": "90",
    }
    policy = {"level3": "{}（元/人）", "unit": "元/人", "target": "4200", "actual": "4200"}

    def copied(name: str) -> bool:
        changes: dict[str, Any] = {f"indicators[{key}].actual": number for key, number in numbers.items()}
        changes |= {f"indicators[q16].{field}": text.format(name) for field, text in policy.items()}
        return any(" 9 " in one for one in found("C11", **changes))

    assert copied("人均成本")
    words = "标准 补助 补贴 补偿 资助 津贴 奖励 免学费 低保 救助 保费".split()
    assert [word for word in words if copied(f"人均{word}")] == []


# ---- prompts --------------------------------------------------------------------------------------------------------

HEADERS = """
未完成原因和改进措施 未完成原因及改进措施 未完成原因分析和改进措施 偏差原因分析及改进措施 偏差原因分析和改进措施 存在问题和改进措施 存在问题及改进措施
全年实际完成情况 全年实际完成值 实际完成情况 实际完成值 年度指标值 指标值 三级指标 绩效指标 情况说明 预期目标 总体目标 年度总体目标 项目名称
""".split()
ASKING = [
    f"请{word}清楚"
    for word in "在 您 按 据 根据 如实 简要 简述 概括 详细 具体 逐项 填 选 输 写 说明 描述 概述 注明 列 补 对照 结合 勿".split()
]
ASKING += [
    f"{where}不要{what}"
    for where in "此处 在此 这里 此栏 本栏 该栏 此格 本格 此项".split()
    for what in "填 写 录 输 说明 描述".split()
]
ASKING += [
    f"{word}：内容"
    for word in "示例 样例 举例 例如 例 如 注 提示 填写 填写说明 填写要求 填写示例 填写内容 填报说明 填报要求 填表说明 填表要求".split()
]
ASKING += "示例 样例 填写说明 填报说明 填表说明 填写 填报 输入 选填 必填 可选 待填 待补 待补充 待完善 待定 __ *** ＊＊＊".split()
ASKING += [
    f"{how}内容{what}"
    for how in "对照 对应 根据 按 按照 依据 结合 参照 围绕 逐项 逐条 分项 分条 据实 如实 简要 概括 详细".split()
    for what in "填写 填列 填入 录入 描述 概述 简述".split()
]
ASKING += [
    f"{how}{what}内容"
    for how in "填写 填列 填入 简述 概述 描述 说明".split()
    for what in "本 该 项目 年度 全年 实际 具体 未完成 未达到 偏差 上年".split()
]
ASKING += [
    f"{{}}{word}{{}}".format(*pair)
    for word in "填写 填报 填列 填入 录入 输入 简述 概述 描述 选填 必填 如有 若有 可另附 说明该情况 说明该原因 说明该理由".split()
    for pair in ("（）", "()", "【】", "[]", "〔〕", "<>", "《》")
]
ASKING += [
    f"{word}{number}{end}"
    for word in "指标 目标 任务 措施 问题".split()
    for number in ("1", "十二")
    for end in ("", "：", ":", "、", ".")
]


def test_what_a_template_says_is_a_prompt() -> None:
    assert [text for text in HEADERS if not is_prompt(text) or not is_prompt(f"{text}：")] == []
    assert [text for text in ASKING if not is_prompt(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "按要求逐项填写",
        "按时填写报表",
        "及时录入",
        "详见填写说明附件二",
        "（详见附件填写）",
        "指标1完成",
        "三级指标体系",
    ],
)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert not is_prompt(text)
