"""The words of a reason that answer a question: each of them answers it, and a reason about something else does not."""

from __future__ import annotations

import pytest

from tests.checks.test_fixtures import BY_ID
from xladdin.checks.show import speaks_of

DIRECTION = "越低 越高 为好 方向 下达 符号 口径"
YEAR = "跨年 上年 下年 次年 去年 延期 顺延"
SUM = "差额 相差 合计 口径 包括 其中 分项 重复 以外 核定"

ANSWERS = {
    ("C08", "upward"): DIRECTION,
    ("C08", "downward"): DIRECTION,
    ("C09", "factor"): "单位 换算 口径",
    ("C11", "equal"): (
        "口径 填列 相等 一致 相同 正好 按期 按计划 按合同 按设计 按标准 按批复 按规定 全部完成 如期 已完成 完成任务 达到目标 完成目标 统计"
    ),
    ("C12", "rows"): "权重 相同 巧合 恰好",
    ("C14", "target_year"): YEAR,
    ("C14", "actual_year"): YEAR,
    ("C14", "name_year"): f"{YEAR} 结转 续建",
    ("C15", "sum"): SUM,
    ("C15", "more"): f"{SUM} 交叉",
    ("C15", "target"): f"{SUM} 交叉 列全 其余",
    ("C16", "bound"): ("没有发生 未发生 未产生 没有产生 无发生 无任何投诉 无安全生产责任事故 为0 为零 零 统计"),
    ("C18", "target"): "批复 调整 变更 下达 口径",
    ("C18", "added"): "批复 调整 变更 新增 下达",
    ("C19", "execution"): "口径 统计 拨付 结转 范围 支付",
    ("C19", "arrival"): "口径 统计 拨付 结转 范围 到位",
    ("C19", "standard"): "口径 期 月 范围 标准 档 垫付 结转 下年 未发 未付 部分",
    ("C19", "beyond"): "口径 统计 范围 分母 换算",
    ("C19", "finished"): "口径 统计 范围 认定 不含 不包括",
    ("C25", "number"): "评判 等级 折算",
    ("C31", "differs"): "口径 推算 结算 分母 计价 不含 包括",
    ("C32", "broken"): "推算 相差 差额 口径 核定 合计",
    ("C35", "years"): "年 期限 口径 期",
}


@pytest.mark.parametrize(
    ("check", "message", "word"),
    [(check, message, word) for (check, message), words in ANSWERS.items() for word in words.split()],
)
def test_a_word_answers_the_question(check: str, message: str, word: str) -> None:
    assert speaks_of(f"因{word}。", BY_ID[check].messages[message].explained)


@pytest.mark.parametrize(("check", "message"), ANSWERS)
def test_a_reason_about_something_else_answers_nothing(check: str, message: str) -> None:
    assert not speaks_of("人手紧张。", BY_ID[check].messages[message].explained)


def test_whatever_a_reason_says_answers_a_score_below_its_rule() -> None:
    assert speaks_of("人手紧张。", BY_ID["C06"].messages["low"].explained)


def test_every_question_that_a_reason_can_answer_is_in_the_table() -> None:
    asked = {
        (check.id, name) for check in BY_ID.values() for name, message in check.messages.items() if message.explained
    }
    assert asked == {*ANSWERS, ("C06", "low")}
