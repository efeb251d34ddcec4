"""Which way is better, by the name: words that tell, words that turn it round, and names that do not tell."""

from __future__ import annotations

from xladdin.checks.facts.directions import is_sane
from xladdin.model.grammar.quantity import read_target

UPWARD = """
合格 达标 优良 开工 完工 竣工 完成 执行 到位 及时 成活 保存 覆盖 利用 满意 知晓 参与 入学 就业 受益 合规 准确 公开 增收 增长 增加
接种 入园 入户 巩固 结案 办结 息诉 调解 普及 签约 收集 无害化 绿化 保障 兑现 落实 完好 通过 参保 参合 投保 救治 治愈 毕业 持证 整改
达产 投产 支付 拨付 发放 兑付 足额
""".split()
DOWNWARD = """
成本 费用 单价 造价 投诉 事故 死亡 差错 违规 超支 损失 排放 能耗 发案率 发病率 空置率 逾期率 不良率 损耗率 漏损率 失业率 辍学率
流失率 故障率 信访率
""".split()
MITIGATED = """
降低 下降 减少 节约 压缩 控制率 挽回 避免 处理 处置 办结 化解 赔付 修复 报告 整改 治理 防治 防范 救助 救治 保险 监测 筛查 排查
宣传 培训 演练 受理 答复 回复 及时 覆盖 报销 补助 补偿 减免 减排
""".split()
LOW_RATES = "负债 含水 偏差 控制 上限 降低 下降 减少 使用强度 容积 密度 风险 负荷 占用 入住 床 近视 消耗 折旧".split()
RATIONED = """
控制 上限 限额 超 压减 减少 下降 降低 削减 淘汰 事件 事故 投诉 信访 上访 违 亡 伤 病例 火灾 污染 误 错 缺 漏 停 坏 损 逾期 欠 拖 退
罚 接待 出国 出境 公车 公务 会议 干部 职工 人员 辅警 聘 编外 在职 供养 车辆 用车 时间 天数 用时 时限 时长 周期 间隔 响应 等待 时效 费 编制
""".split()


def sane(name: str, target: str, *, counted: bool = False) -> bool:
    return is_sane(name, read_target(target), counted)


def test_rates_of_what_is_wanted_have_no_upper_bound() -> None:
    for words in (UPWARD, ["满意"]):
        assert [word for word in words if sane(f"{word}率（%）", "≤70%")] == []
    assert not sane("群众满意度（%）", "≤70%")
    assert not sane("服务覆盖面（%）", "＜70%")
    assert [word for word in UPWARD if not sane(f"{word}率（%）", "≥70%")] == []


def test_what_is_unwanted_has_no_lower_bound() -> None:
    assert [word for word in DOWNWARD if sane(f"年度{word}", "≥5") or sane(f"年度{word}", "＞5")] == []
    assert [word for word in DOWNWARD if not sane(f"年度{word}", "≤5") or not sane(f"年度{word}", "5")] == []


def test_what_is_done_about_the_unwanted_is_wanted() -> None:
    assert [word for word in MITIGATED if not sane(f"{word}事故成本", "≥5")] == []


def test_a_rate_that_is_wanted_from_eighty_per_cent_on_is_wanted_high() -> None:
    assert not sane("资料齐备率", "≤80%")
    assert sane("资料齐备率", "≤79.99%")
    assert [
        end for end in ("率", "度", "比例", "比重", "占比", "率（%）", "率(百分比)") if sane(f"资料齐备{end}", "≤85%")
    ] == []
    assert sane("资料齐备率之差", "≤85%")
    assert sane("资料齐备情况", "≤85%")
    assert sane("资料齐备率", "≤85个百分点")
    assert sane("资料齐备率", "≤85件")
    assert not sane(" 资料齐备率 ", "≤85%")


def test_rates_that_may_be_high_and_are_wanted_low() -> None:
    assert [word for word in LOW_RATES if not sane(f"{word}率（%）", "≤85%")] == []
    assert [word for word in ("费用", "成本") if not sane(f"{word}补偿率（%）", "≤85%")] == []


def test_a_count_of_what_is_done_has_no_upper_bound() -> None:
    assert not sane("新建水池", "≤24座", counted=True)
    assert sane("新建水池", "≤24座", counted=False)
    assert sane("新建水池", "≥24座", counted=True)
    assert sane("新建水池", "≤0座", counted=True)
    assert sane("新建渠道", "≤24公里", counted=True)
    assert sane("新建水池", "≤24", counted=True)
    assert [word for word in RATIONED if not sane(f"{word}数量", "≤24件", counted=True)] == []
    assert [word for word in DOWNWARD if not sane(f"年度{word}", "≤24件", counted=True)] == []
