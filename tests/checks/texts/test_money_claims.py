"""What a text claims about spending."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.checks.texts.money_claims import money_claims, spent


@pytest.mark.parametrize(
    ("text", "percent", "source", "all_paid"),
    [
        ("预算执行率达到98.5%。", "98.5", "", False),
        ("全年资金支付率为100％", "100", "", False),
        ("项目资金已全部支付。", "100", "", True),
        ("补助资金全部发放到位", "100", "", True),
        ("中央资金执行率97.11%", "97.11", "central", False),
    ],
)
def test_a_claim_is_read(text: str, percent: str, source: str, all_paid: bool) -> None:
    (claim,) = money_claims(text)
    assert (claim.percent, claim.source, claim.all_paid) == (Decimal(percent), source, all_paid)


@pytest.mark.parametrize(
    "text",
    [
        "资金尚未全部支付",
        "余款将于2025年全部支付",
        "确保资金全部使用",
        "项目完成率100%",
        "资金支付及时率100%",
        "工程已全部完成",
    ],
)
def test_a_plan_or_another_rate_is_no_claim(text: str) -> None:
    assert money_claims(text) == ()


@pytest.mark.parametrize(
    ("text", "amount"),
    [("全年实际支出36.8万元", "36.8"), ("累计支付资金1.2亿元", "12000"), ("已支出368000元", "36.8")],
)
def test_an_amount_that_was_spent_is_read(text: str, amount: str) -> None:
    (one,) = spent(text)
    assert one.amount == Decimal(amount)
    assert one.is_about(Decimal(amount))
    assert not one.is_about(Decimal(amount) * 2)


def test_an_amount_that_was_planned_is_not() -> None:
    assert spent("计划支出36.8万元，安排资金20万元") == ()
