"""What a reviewer finds in the published tables, and in an invented project with other names and the same kinds of defects.

The figures are those of ``tests/data/defects.md``, worked out by hand from the tables.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.checks.material import as_printed, profile_of
from xladdin.checks.finding import Finding
from xladdin.checks.runner import CheckReport, run_checks

TURPAN, KARAMAY, QINGHE = "turpan-2024-as-printed", "karamay-2024-as-printed", "qinghe-2023-as-printed"


@cache
def _report(name: str) -> CheckReport:
    evaluation = as_printed(name)
    return run_checks(evaluation, profile_of(evaluation))


def _actual(key: str) -> str:
    return f"indicators[{key}].actual"


def _goal(table: str, number: int, field: str) -> str:
    return f"goals.{table}.indicators[{number}].{field}"


def _row(key: str, field: str) -> str:
    return f"indicators[{key}].{field}"


# rule, severity, path, 现值, 应为, 差额
TURPAN_FINDS = [
    ("C01", "error", "funds[local].declared_rate", "0%", "100.00%", "-100.00 个百分点"),
    ("C02", "error", "funds[total].executed", "10000", "15886.03", "-5886.03"),
    ("C03", "hint", _row("q01", "weight"), "66", "50", "16"),
    ("C03", "hint", _row("q20", "weight"), "22", "30", "-8"),
    ("C03", "hint", _row("q31", "weight"), "2", "10", "-8"),
    ("C06", "error", "declared.levels[产出指标]", "44.1", "23.3", "20.8"),
    ("C06", "error", "declared.levels[效益指标]", "28.4", "21.8", "6.6"),
    ("C07", "warning", _row("q04", "reason"), "239.28%", "130.00%", "109.28 个百分点"),
    ("C07", "warning", _row("q11", "reason"), "131.20%", "130.00%", "1.20 个百分点"),
    ("C09", "hint", _row("q14", "issued_target"), "≥70%", "≥70", ""),
    ("C09", "hint", "goals.annual.objective", "公里", "km", ""),
    ("C09", "hint", "goals.overall.objective", "千米", "km", ""),
    ("C10", "error", _actual("q19"), "", "", ""),
    ("C10", "warning", _row("q28", "scoring_rule"), "", "", ""),
    ("C10", "warning", _row("q28", "evidence"), "", "", ""),
    ("C11", "warning", _actual("q03"), "7", "≥7", ""),
    ("C17", "error", "funds[local].executed", "5886.03", "≤0", "5886.03"),
    *[("C18", "warning", _goal("overall", n, "target"), "≥100", "100", "") for n in (14, 16, 17, 18, 19)],
    ("C18", "hint", _goal("annual", 18, "level1"), "成本指标", "产出指标", ""),
    ("C18", "hint", _goal("overall", 20, "level2"), "经济成本指标", "成本指标", ""),
    ("C18", "hint", _row("q19", "issued_level1"), "成本指标", "产出指标", ""),
    ("C18", "hint", _row("q19", "issued_level2"), "经济成本指标", "成本指标", ""),
    ("C19", "warning", _actual("q17"), "100", "62.95%", "37.05 个百分点"),
    ("C19", "warning", _actual("q18"), "100", "低于100", ""),
    *[
        ("C23", "warning", _row(k, "scoring_rule"), "按评判登记赋分", "按评判等级赋分", "")
        for k in ("q13", "q14", "q15", "q20")
    ],
    (
        "C23",
        "warning",
        _goal("annual", 29, "level3"),
        "矿山生态功能稳定可持续时间（年）",
        "区域生态功能稳定可持续时间（年）",
        "",
    ),
    ("C23", "warning", _goal("overall", 5, "level3"), "林地提质改造修复面积（公顷）", "林地提质改造面积（公顷）", ""),
    ("C23", "warning", _row("q31", "issued_level3"), "服务对象满意度指标（%）", "项目实施区域群众满意度（%）", ""),
    *[
        (
            "C23",
            "warning",
            path,
            f"新疆东天山南麓（吐鲁番市）历史遗留废弃矿山生态修复{end}",
            "新疆东天山南麓（吐鲁番市）历史遗留废弃矿山生态修复示范工程",
            "",
        )
        for path, end in (("goals.overall.head.name", "工程项目"), ("goals.weighted.name", "示范工程项目"))
    ],
    *[
        ("C25", "warning", _row(k, "scoring_rule"), "按评判登记赋分", "按照完成比例赋分", "")
        for k in ("q13", "q14", "q15", "q20")
    ],
    ("C26", "hint", "funds[central].declared_rate", "100%", "100.00%", ""),
    ("C26", "hint", "funds[local].declared_rate", "0%", "0.00%", ""),
    ("C31", "hint", _actual("q19"), "", "21.80", ""),
    ("C32", "warning", _actual("q21"), "393.74", "357.00", "36.74"),
    ("C35", "warning", _actual("q29"), "5", "至多 1 年", "4"),
    ("C35", "warning", _actual("q30"), "10", "至多 1 年", "9"),
]
KARAMAY_FINDS = [
    ("C02", "error", "funds[total].executed", "10875.6", "10874.9", "0.7"),
    ("C03", "hint", _row("q01", "weight"), "60", "50", "10"),
    ("C03", "hint", _row("q12", "weight"), "25", "30", "-5"),
    ("C03", "hint", _row("q17", "weight"), "5", "10", "-5"),
    ("C07", "warning", _row("q02", "reason"), "181.82%", "130.00%", "51.82 个百分点"),
    ("C07", "warning", _row("q07", "reason"), "155.54%", "130.00%", "25.54 个百分点"),
    *[("C08", "warning", _row(key, "issued_target"), "≤100%", "100", "") for key in ("q08", "q09", "q10")],
    ("C08", "warning", _row("q12", "issued_target"), "≤100", "100", ""),
    ("C09", "hint", _row("q01", "level3"), "ha", "公顷", ""),
    ("C09", "hint", _row("q11", "level3"), "万元/ha", "万元／公顷", ""),
    ("C09", "hint", _row("q08", "issued_target"), "≤100%", "≤100", ""),
    *[
        ("C10", "warning", f"management[{item}].problems", "", "", "")
        for item in ("分配科学性", "拨付合规性", "使用规范性", "支出责任履行情况")
    ],
    ("C11", "warning", _actual("q03"), "3", "≥3", ""),
    ("C15", "warning", _actual("q01"), "133.44", "112.43", "21.01"),
    ("C15", "warning", _actual("q07"), "133.44", "112.43", "21.01"),
    *[("C18", "warning", _row(key, "issued_target"), "≤100%", "100", "") for key in ("q08", "q09", "q10")],
    ("C18", "warning", _row("q12", "issued_target"), "≤100", "100", ""),
    ("C18", "warning", _row("q17", "target"), "90", "≥90", ""),
    ("C18", "warning", "objective", "1667.31ha、93个、8个", "≥85.79、≥11、≥3", ""),
    ("C18", "hint", _row("q11", "issued_level1"), "成本指标", "产出指标", ""),
    ("C18", "hint", _row("q11", "issued_level2"), "经济成本指标", "成本指标", ""),
    ("C18", "hint", _row("q12", "issued_level2"), "经济效益", "经济效益指标", ""),
    ("C20", "hint", "management[预算绩效管理情况].problems", "执行率为58%，所欠地方配套2025年补齐", "", ""),
    ("C23", "warning", _goal("overall", 13, "level3"), "被成活率（%）", "植被成活率", ""),
    (
        "C23",
        "warning",
        "goals.weighted.name",
        "新疆准噶尔盆地西缘（克拉玛依市）历史遗留废弃矿山生态修复示范工程项目",
        "新疆准噶尔盆地西缘（克拉玛依市）历史遗留废弃矿山生态修复示范工程",
        "",
    ),
    ("C23", "hint", "goals.overall.head.central_department", "财政部、自然资源部", "自然资源部", ""),
    (
        "C23",
        "hint",
        "goals.overall.head.provincial_department",
        "新疆维吾尔自治区财政厅、自然资源厅",
        "新疆维吾尔自治区自然资源厅",
        "",
    ),
    *[
        ("C23", "hint", _goal("annual", number, "level3"), f"{name}（%)", f"{name}（%）", "")
        for number, name in [(7, "工程质量合格率"), (8, "项目按时开工率"), (9, "项目按时完工率")]
    ],
    *[
        ("C25", "warning", _row(k, "scoring_rule"), "按评判等级赋分", "按照完成比例赋分", "")
        for k in ("q08", "q15", "q16")
    ],
    ("C26", "hint", "funds[total].declared_rate", "58%", "58.24%", ""),
    ("C26", "hint", "funds[local].declared_rate", "10%", "10.09%", ""),
    ("C28", "warning", "project.fund_user", "各地（州、市）", "", ""),
    ("C31", "warning", _actual("q11"), "32", "81.50", "-49.50"),
    ("C35", "warning", _actual("q16"), "5", "至多 1 年", "4"),
    ("C36", "hint", "goals.weighted.objective", "66个", "≥11", "55"),
    ("C36", "hint", "goals.weighted.objective", "834.82公顷", "≥85.79", "749.03"),
]
QINGHE_FINDS = [
    ("C01", "error", "funds[local].declared_rate", "0%", "28.13%", "-28.13 个百分点"),
    ("C02", "error", "funds[total].executed", "8600.00", "9110.40", "-510.40"),
    ("C03", "hint", _row("p01", "weight"), "62", "50", "12"),
    ("C03", "hint", _row("p18", "weight"), "20", "30", "-10"),
    ("C03", "hint", _row("p25", "weight"), "8", "10", "-2"),
    ("C07", "warning", _row("p07", "reason"), "241.64%", "130.00%", "111.64 个百分点"),
    ("C07", "warning", _row("p08", "reason"), "135.42%", "130.00%", "5.42 个百分点"),
    ("C08", "warning", _row("p11", "issued_target"), "≤100%", "100", ""),
    ("C08", "warning", _row("p13", "issued_target"), "≤100", "100", ""),
    ("C09", "hint", _row("p03", "level3"), "hm2", "公顷", ""),
    ("C09", "hint", _row("p17", "level3"), "万元/hm2", "万元/公顷", ""),
    ("C10", "error", _actual("p16"), "", "", ""),
    ("C10", "warning", _row("p22", "scoring_rule"), "", "", ""),
    ("C10", "warning", _row("p22", "evidence"), "", "", ""),
    ("C15", "warning", _actual("p03"), "965.7", "910.9", "54.8"),
    ("C17", "error", "funds[local].executed", "1260.40", "≤600.00", "660.40"),
    ("C18", "warning", _goal("overall", 10, "target"), "≥100", "100", ""),
    ("C18", "warning", _row("p11", "issued_target"), "≤100%", "100", ""),
    ("C18", "warning", _row("p13", "issued_target"), "≤100", "100", ""),
    ("C18", "warning", _row("p25", "target"), "90", "≥90", ""),
    (
        "C18",
        "warning",
        "objective",
        "37800亩、2580hm2、930.5hm2、3.6%、5.6万人",
        "≥12600、≥860、≥310.5、≥1.2、≥1.86",
        "",
    ),
    ("C19", "warning", _actual("p14"), "100", "68.91%", "31.09 个百分点"),
    ("C19", "warning", _actual("p15"), "100", "低于100", ""),
    ("C23", "warning", _goal("overall", 11, "level3"), "草成活率（%）", "林草成活率（%）", ""),
    ("C23", "warning", _goal("annual", 23, "level3"), "流域生态功能持续时间（年）", "水土保持功能持续时间（年）", ""),
    ("C23", "warning", _row("p18", "scoring_rule"), "按照完成比列赋分", "按照完成比例赋分", ""),
    (
        "C23",
        "hint",
        "goals.overall.objective",
        "清禾县青溪小流域农田建设工程项目",
        "清禾县青溪小流域高标准农田建设示范工程",
        "",
    ),
    ("C25", "warning", _row("p11", "scoring_rule"), "按评判等级赋分", "按照完成比例赋分", ""),
    ("C26", "hint", "funds[total].declared_rate", "68.9%", "68.91%", ""),
    ("C28", "warning", "project.fund_user", "各县（市、区）", "", ""),
    ("C31", "hint", _actual("p16"), "", "0.66", ""),
    ("C31", "warning", _actual("p17"), "14.2", "8.91", "5.29"),
    ("C32", "warning", _actual("p19"), "9310", "9020", "290"),
    ("C35", "warning", _actual("p23"), "3", "至多 1 年", "2"),
    ("C35", "warning", _actual("p24"), "10", "至多 1 年", "9"),
]

ALL = [
    pytest.param(name, expected, id=f"{name.split('-')[0]}-{expected[0]}-{expected[2]}")
    for name, table in ((TURPAN, TURPAN_FINDS), (KARAMAY, KARAMAY_FINDS), (QINGHE, QINGHE_FINDS))
    for expected in table
]


def _facts(one: Finding) -> tuple[str, str, str, str, str, str]:
    return (one.rule, one.severity, one.path, one.found, one.expected, one.difference)


@pytest.mark.parametrize(("name", "expected"), ALL)
def test_defect_is_found_with_its_figures(name: str, expected: tuple[str, str, str, str, str, str]) -> None:
    assert expected in [_facts(one) for one in _report(name).findings]


#: Found besides: the same defect in other cells, and levels written with and without 指标.
BESIDES = {
    TURPAN: {
        ("C10", _row("q28", "last_year")),
        ("C18", _goal("annual", 18, "level2")),
        ("C18", _goal("annual", 19, "level2")),
        ("C18", _goal("overall", 21, "level2")),
        ("C23", "goals.overall.objective"),
    },
    KARAMAY: {
        ("C20", "management[下达及时性].problems"),
        ("C20", "management[执行准确性].problems"),
        ("C23", _goal("annual", 11, "level3")),
        ("C23", _goal("annual", 16, "level3")),
    },
    QINGHE: {
        ("C09", _row("p11", "issued_target")),
        ("C10", _row("p22", "last_year")),
        ("C26", "funds[local].declared_rate"),
    },
}


@pytest.mark.parametrize("name", [TURPAN, KARAMAY, QINGHE])
def test_nothing_else_is_found(name: str) -> None:
    listed = {TURPAN: TURPAN_FINDS, KARAMAY: KARAMAY_FINDS, QINGHE: QINGHE_FINDS}[name]
    found = {(one.rule, one.path) for one in _report(name).findings}
    assert found == {(rule, path) for rule, _, path, *_ in listed} | BESIDES[name]


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        (TURPAN, {"C04", "C05", "C15", "C20", "C28", "C29", "C34"}),
        (KARAMAY, {"C01", "C04", "C05", "C06", "C17", "C29", "C32", "C34"}),
        (QINGHE, {"C04", "C05", "C06", "C11", "C16", "C20", "C29", "C34"}),
    ],
)
def test_what_is_in_order_is_not_reported(name: str, rules: set[str]) -> None:
    assert rules.isdisjoint(one.rule for one in _report(name).findings)


@pytest.mark.parametrize("name", [TURPAN, KARAMAY, QINGHE])
def test_nothing_is_called_an_error_but_what_cannot_be_true(name: str) -> None:
    expected = {TURPAN: TURPAN_FINDS, KARAMAY: KARAMAY_FINDS, QINGHE: QINGHE_FINDS}[name]
    assert {(one.rule, one.path) for one in _report(name).errors} == {
        (rule, path) for rule, severity, path, *_ in expected if severity == "error"
    }


@pytest.mark.parametrize(
    ("name", "rule", "path", "others"),
    [
        (TURPAN, "C11", _actual("q03"), [_actual(f"q{n}") for n in (23, 25, 26, 27, 28, 29, 30, 31)]),
        (TURPAN, "C09", _row("q14", "issued_target"), [_row(f"q{n}", "issued_target") for n in (24, 29, 30, 31)]),
        (KARAMAY, "C09", _row("q01", "level3"), [_row(f"q{n}", "level3") for n in ("04", "05", "06", "07")]),
        (KARAMAY, "C09", _row("q08", "issued_target"), [_row(f"q{n}", "issued_target") for n in ("09", "10")]),
        (QINGHE, "C09", _row("p03", "level3"), [_row(f"p{n}", "level3") for n in ("04", "05", "06", "09")]),
    ],
)
def test_one_habit_is_one_finding_that_names_all_its_cells(name: str, rule: str, path: str, others: list[str]) -> None:
    (finding,) = [one for one in _report(name).findings if (one.rule, one.path) == (rule, path)]
    assert set(others) <= set(finding.related_paths)


def test_the_eight_idle_outputs_are_named() -> None:
    finding = next(one for one in _report(TURPAN).findings if one.path == _actual("q18") and one.rule == "C19")
    assert set(finding.related_paths) == {_actual(k) for k in ("q05", "q06", "q07", "q08", "q09", "q10", "q12", "q14")}


def test_the_message_shows_how_the_derived_figure_comes_about() -> None:
    texts = [one.message for one in _report(TURPAN).findings if one.rule in ("C31", "C32")]
    assert any("10000÷458.79" in text for text in texts)
    assert any("384.40=426.94−42.54" in text and "458.79−101.79" in text for text in texts)
