"""Just within a limit nothing is found, just beyond it the figures are told: one change of the clean project each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.material import change, clean, evaluation_of, profile_of
from tests.checks.test_fixtures import BY_ID
from xladdin.checks.review.c15_parts_of_whole import _targets_differ
from xladdin.checks.runner import run_checks

#: check, changes, (field, 现值, 应为, 差额) of every finding. Budget 2400, executed 2310 (96.25 %), weights 90, total 99.4.
EDGES: list[tuple[str, dict[str, str | None], list[tuple[str, str, str, str]]]] = [
    (
        "C01",
        {"funds[total].declared_rate": "96.75%"},
        [("funds[total].declared_rate", "96.75%", "96.25%", "0.50 个百分点")],
    ),
    (
        "C01",
        {"funds[total].declared_rate": "96.76%"},
        [("funds[total].declared_rate", "96.76%", "96.25%", "0.51 个百分点")],
    ),
    (
        "C01",
        {"funds[total].declared_rate": "95.75%"},
        [("funds[total].declared_rate", "95.75%", "96.25%", "-0.50 个百分点")],
    ),
    (
        "C01",
        {"funds[total].declared_rate": "95.74%"},
        [("funds[total].declared_rate", "95.74%", "96.25%", "-0.51 个百分点")],
    ),
    ("C01", {"funds[total].declared_rate": "96%"}, []),
    ("C01", {"funds[total].declared_rate": "97%"}, [("funds[total].declared_rate", "97%", "96.25%", "0.75 个百分点")]),
    ("C01", {"funds[total].declared_rate": "约96%"}, [("funds[total].declared_rate", "约96%", "96.25%", "")]),
    ("C01", {"funds[total].declared_rate": ""}, []),
    ("C01", {"funds[total].budget": "0", "funds[total].executed": "0", "funds[total].declared_rate": "100%"}, []),
    ("C01", {"funds[total].budget": None}, []),
    ("C02", {"funds[total].budget": "2400.02"}, []),
    ("C02", {"funds[total].budget": "2400.03"}, [("funds[total].budget", "2400.03", "2400.00", "0.03")]),
    ("C02", {"funds[total].budget": "2399.98"}, []),
    ("C02", {"funds[total].budget": "2399.97"}, [("funds[total].budget", "2399.97", "2400.00", "-0.03")]),
    ("C02", {"funds[total].executed": "2310.02"}, []),
    ("C02", {"funds[total].executed": "2310.03"}, [("funds[total].executed", "2310.03", "2310.00", "0.03")]),
    ("C02", {"funds[total].arrived": "2400.03"}, [("funds[total].arrived", "2400.03", "2400.00", "0.03")]),
    ("C02", {"funds[local].budget": None}, []),
    ("C02", {"funds[central]": None, "funds[local]": None}, []),
    ("C03", {"indicators[q01].weight": "7"}, [("indicators[q01].weight", "91", "90", "1")]),
    ("C03", {"indicators[q01].declared_score": "6.01"}, [("indicators[q01].declared_score", "6.01", "6", "0.01")]),
    ("C03", {"indicators[q01].declared_score": "6"}, []),
    ("C03", {"indicators[q18]": None}, []),
    ("C03", {"indicators[q18]": None, "indicators[q17].level1": ""}, []),
    (
        "C03",
        {"indicators[q18]": None, "indicators[q17].level1": "附加指标"},
        [
            ("indicators[q17].level1", "附加指标", "产出指标、效益指标、满意度指标", ""),
            ("indicators[q01].weight", "80", "90", "-10"),
        ],
    ),
    (
        "C03",
        {"indicators[q01].weight": "7", "indicators[q02].weight": "4"},
        [("indicators[q02].declared_score", "5", "4", "1")],
    ),
    (
        "C03",
        {"indicators[q01].weight": "7", "indicators[q12].weight": "5"},
        [
            ("indicators[q12].declared_score", "6", "5", "1"),
            ("indicators[q01].weight", "51", "50", "1"),
            ("indicators[q12].weight", "29", "30", "-1"),
        ],
    ),
    ("C04", {"declared.total": "99.41"}, [("declared.total", "99.41", "99.4", "0.01")]),
    ("C04", {"declared.total": "99.45"}, [("declared.total", "99.45", "99.4", "0.05")]),
    ("C04", {"declared.total": "99.46"}, [("declared.total", "99.46", "99.4", "0.06")]),
    ("C04", {"declared.total": "99.34"}, [("declared.total", "99.34", "99.4", "-0.06")]),
    ("C04", {"declared.total": "99.35"}, [("declared.total", "99.35", "99.4", "-0.05")]),
    ("C04", {"declared.grade": "良"}, [("declared.grade", "良", "优", "")]),
    ("C04", {"declared.levels[产出指标]": "49"}, [("declared.levels[产出指标]", "49", "50", "-1")]),
    ("C04", {"declared.total": None}, []),
    ("C05", {"declared.levels[预算执行]": "9.65"}, [("declared.levels[预算执行]", "9.65", "9.63", "0.03")]),
    ("C05", {"declared.levels[预算执行]": "9.66"}, [("declared.levels[预算执行]", "9.66", "9.6", "0.06")]),
    ("C05", {"declared.levels[预算执行]": "9.7"}, [("declared.levels[预算执行]", "9.7", "9.6", "0.1")]),
    ("C05", {"declared.levels[预算执行]": "9.55"}, [("declared.levels[预算执行]", "9.55", "9.63", "-0.08")]),
    ("C05", {"declared.levels[预算执行]": "10"}, []),
    ("C06", {"indicators[q01].declared_score": "5.95"}, []),
    ("C06", {"indicators[q01].declared_score": "5.94"}, []),
    ("C06", {"indicators[q01].actual": "9.25", "indicators[q01].declared_score": "3.05"}, []),
    (
        "C06",
        {"indicators[q01].actual": "9.25", "indicators[q01].declared_score": "3.06"},
        [("indicators[q01].declared_score", "3.06", "3.0", "0.06")],
    ),
    ("C06", {"indicators[q01].actual": "9.25"}, [("indicators[q01].declared_score", "6", "3.0", "3.0")]),
    (
        "C07",
        {"indicators[q01].actual": "18.49", "indicators[q01].declared_score": "6"},
        [("indicators[q01].reason", "99.95%", "100.00%", "-0.05 个百分点")],
    ),
    ("C07", {"indicators[q01].actual": "18.50"}, []),
    ("C07", {"indicators[q01].actual": "24.05"}, []),
    ("C07", {"indicators[q01].actual": "24.06"}, [("indicators[q01].reason", "130.05%", "130.00%", "0.05 个百分点")]),
    ("C07", {"indicators[q01].declared_score": "5"}, [("indicators[q01].reason", "5", "6", "-1")]),
    ("C08", {"indicators[q02].target": "≤24"}, [("indicators[q02].target", "≤24", "≥24", "")]),
    (
        "C08",
        {"indicators[q02].level3": "新建蓄水池", "indicators[q02].target": "≤24"},
        [("indicators[q02].target", "≤24", "≥24", "")],
    ),
    ("C08", {"indicators[q06].target": "≤100"}, [("indicators[q06].target", "≤100", "100", "")]),
    ("C08", {"indicators[q10].target": "≥4"}, [("indicators[q10].target", "≥4", "≤4", "")]),
    ("C08", {"indicators[q02].target": "≤0"}, []),
    ("C08", {"indicators[q06].issued_target": "≤95"}, [("indicators[q06].issued_target", "≤95", "≥95", "")]),
    ("C08", {"goals.annual.indicators[5].target": "≤100"}, [("goals.annual.indicators[5].target", "≤100", "100", "")]),
    ("C09", {"indicators[q01].target": "≥18.50公里"}, [("indicators[q01].target", "≥18.50公里", "≥18.50", "")]),
    ("C09", {"indicators[q11].unit": "元"}, [("indicators[q11].unit", "元", "万元", "")]),
    ("C12", {"indicators[q01].actual": "6"}, []),
    (
        "C12",
        {"indicators[q01].actual": "6", "indicators[q02].actual": "5", "indicators[q03].actual": "5"},
        [("indicators[q01].actual", "6", "", "")],
    ),
    ("C12", {"indicators[q01].actual": "6", "indicators[q02].actual": "5"}, []),
    ("C16", {"indicators[q01].target": "≥0"}, [("indicators[q01].target", "≥0", "", "")]),
    ("C16", {"indicators[q10].actual": "0"}, [("indicators[q10].actual", "0", "≤4", "")]),
    ("C17", {"funds[total].executed": "2400"}, []),
    ("C17", {"funds[total].executed": "2400.03"}, [("funds[total].executed", "2400.03", "≤2400.00", "0.03")]),
    ("C17", {"funds[total].executed": "2400.02"}, []),
    (
        "C17",
        {"funds[central].executed": "1800.03", "funds[central].arrived": "1800"},
        [("funds[central].executed", "1800.03", "≤1800", "0.03")],
    ),
    ("C17", {"funds[total].arrived": "2300"}, [("funds[total].executed", "2310.00", "≤2300", "10.00")]),
    ("C17", {"funds[total].arrived": "2400.03"}, [("funds[total].arrived", "2400.03", "≤2400.00", "0.03")]),
    ("C18", {"goals.overall.indicators[0].target": "≤15"}, []),
    ("C18", {"goals.overall.indicators[0].target": "≥18.50"}, []),
    (
        "C18",
        {"goals.overall.indicators[0].target": "≥18.49"},
        [("goals.overall.indicators[0].target", "≥18.49", "≥18.50", "-0.01")],
    ),
    ("C18", {"goals.weighted.funds.total": None}, []),
    ("C18", {"goals.annual.funds.total": None}, []),
    ("C18", {"goals.weighted.funds.total": "2400.01"}, [("goals.weighted.funds.total", "2400.01", "2400.00", "0.01")]),
    ("C18", {"goals.annual": None}, []),
    ("C18", {"goals.overall": None}, []),
    ("C18", {"goals.overall.indicators[5].target": "≥99"}, []),
    ("C20", {"management[执行准确性].problems": "支付较慢"}, [("management[执行准确性].problems", "支付较慢", "", "")]),
    ("C20", {"management[执行准确性].statement": ""}, []),
    ("C20", {"management[执行准确性].problems": "无"}, []),
    ("C21", {"indicators[q01].evidence": ""}, []),
    (
        "C23",
        {"goals.annual.indicators[0].level3": "改造渠道的长度（公里）"},
        [("goals.annual.indicators[0].level3", "改造渠道的长度（公里）", "改造渠道长度（公里）", "")],
    ),
    ("C23", {"goals.annual.indicators[0].level3": "改造渠道长度(公里)"}, []),
    (
        "C25",
        {"indicators[q01].scoring_rule": "按评判等级赋分"},
        [("indicators[q01].scoring_rule", "按评判等级赋分", "按照完成比例赋分", "")],
    ),
    ("C26", {"indicators[q01].actual": "19.2"}, []),
    ("C26", {"indicators[q01].actual": "19"}, []),
    ("C26", {"funds[central].declared_rate": "97.1%"}, [("funds[central].declared_rate", "97.1%", "97.11%", "")]),
    ("C26", {"funds[central].declared_rate": "97.12%"}, []),
    ("C27", {"remarks": ""}, [("remarks", "", "", "")]),
    ("C27", {"remarks": "无"}, []),
    ("C28", {"indicators[q01].unit": "各地（州、市）"}, []),
    ("C29", {"declared.grade": "良"}, []),
    ("C29", {"declared.grade": "优秀"}, []),
    ("C29", {"declared.grade": ""}, []),
    (
        "C35",
        {"indicators[q17].target": "≥5年", "indicators[q17].actual": "5年"},
        [("indicators[q17].actual", "5年", "至多 1 年", "4")],
    ),
    ("C36", {"achievement": "改造渠道19.30公里。"}, [("achievement", "19.30公里", "19.20", "0.10")]),
    ("C36", {"objective": "改造渠道18.60公里。"}, [("objective", "18.60公里", "≥18.50", "0.10")]),
    ("C38", {"achievement": "在在完成。"}, [("achievement", "在在", "", "")]),
    ("C38", {"achievement": "完成。。"}, [("achievement", "。。", "", "")]),
    ("C38", {"achievement": "（完成。"}, [("achievement", "（完成。", "", "")]),
    ("C40", {"indicators[q18]": None}, [("declared.levels[满意度指标]", "", "", "")]),
]


@pytest.mark.parametrize(
    ("check", "changes", "found"), EDGES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_at_the_edge(check: str, changes: dict[str, Any], found: list[tuple[str, str, str, str]]) -> None:
    data = clean()
    for path, value in changes.items():
        change(data, path, value)
    evaluation = evaluation_of(data)
    report = run_checks(evaluation, profile_of(evaluation), checks=[BY_ID[check]])
    assert [(one.path, one.found, one.expected, one.difference) for one in report.findings] == found


@pytest.mark.parametrize(
    ("gap", "reached", "parts", "differ"),
    [
        ("0.03", "0", 2, True),  # more than the whole
        ("0.02", "0", 2, False),
        ("-0.02", "0", 2, False),
        ("-50", "0.02", 2, True),  # the actual values add up all the same
        ("-50", "-0.02", 2, True),
        ("-50", "0.03", 2, False),
        ("-50", "0", 1, False),
    ],
)
def test_parts_that_are_fewer_than_the_whole_count_where_the_actual_values_add_up(
    gap: str, reached: str, parts: int, differ: bool
) -> None:
    from decimal import Decimal

    found = _targets_differ(Decimal(gap), Decimal(reached), Decimal(100), parts, Decimal("0.02"))
    assert found is differ
