"""What a template says instead of a value, in many wordings, and sentences that only sound like it."""

from __future__ import annotations

import pytest

from xladdin.checks.texts.prompts import is_prompt


@pytest.mark.parametrize(
    "text",
    [
        "请填写",
        "请在此处输入",
        "（请填写年度总体目标）",
        "【请概括说明】",
        "此处填写实际完成情况",
        "本栏由主管部门填写",
        "（填写具体完成数）",
        "(据实填写)",
        "目标1：（据实填写完成情况）",
        "目标1：\n目标2：",
        "目标1：……；目标2：……",
        "指标1：",
        "指标 2",
        "质量指标3：",
        "……",
        "示例：≥90%",
        "例如：修建道路5公里",
        "如：≥95%",
        "填写说明：按批复填列",
        "对照年初目标逐项填写",
        "根据实际完成情况填列",
        "按照预算批复金额填写",
        "简要描述项目实施效果",
        "填写未完成的原因及改进措施",
        "说明未完成原因",
        "概述项目年度完成情况",
        "（说明偏差原因）",
        "（如有请附后）",
        "待补充",
        "待定",
        "必填",
        "____公里",
        "XX县水利局",
        "完成XX公里",
        "××单位",
        "未完成原因和改进措施",
        "偏差原因分析及改进措施：",
        "年度总体目标",
    ],
)
def test_prompt_is_recognised_in_any_wording(text: str) -> None:
    assert is_prompt(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "—",
        "0",
        "如期完成",
        "请示已批复，资金按期支付",
        "按时填报月报12次",
        "按要求填报",
        "报表填报及时率",
        "填报数据准确率（%）",
        "示范基地数量（个）",
        "示例基地建设",
        "待开工",
        "例会次数（次）",
        "目标1：培训600人；目标2：就业率七成",
        "目标1：建成道路5公里。",
        "指标达标率",
        "指标完成情况良好",
        "（1）建成水池24座；（2）管道8公里",
        "建成3×4米蓄水池",
        "XL型设备",
        "说明书印制数量（册）",
        "描述性统计报告（份）",
        "根据批复文件调整为86公里",
        "按照合同约定支付",
        "结合汛期安排，工程顺延",
        "（详见附件说明）",
        "对照目标，全部完成。",
        "情况说明会（场）",
        "补助资金已发放。",
        "注重节约，全年支出下降",
    ],
)
def test_sentence_that_says_something_is_no_prompt(text: str) -> None:
    assert not is_prompt(text)
