"""Years that a text is about, and years that it only mentions."""

from __future__ import annotations

import pytest

from xladdin.checks.texts.years import other_year


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022年新增签约老人（人）", 2022),
        ("2021年度培训教师人次", 2021),
        ("２０２１年完成新建水池24座。", 2021),
        ("2019年安排资金300万元，支持12个村。", 2019),
    ],
)
def test_another_year_is_found(text: str, found: int) -> None:
    assert other_year(text, 2023) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "新建蓄水池（座）",
        "2023年改造渠道18.50公里",
        "2023年新建24座，比2022年增加6座。",
        "较2022年提高3个百分点",
        "比2021年下降5%",
        "2022—2024年分年实施",
        "2022-2023学年资助学生人数",
        "2021年至2025年规划任务",
        "按〔2022〕18号文件执行",
        "2022年结转资金支付率",
        "2022年底存量",
        "2022年提前下达资金",
        "2022年12月完成招标",
        "截至2022年末累计",
        "2020年代",
        "以2020年为基数",
        "编号20221234",
    ],
)
def test_a_year_that_is_only_mentioned_is_none(text: str) -> None:
    assert other_year(text, 2023) is None
