"""What running texts say: slips of print, claims of a reason, fields in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.material import change, clean, evaluation_of, profile_of
from xladdin.checks.review.c34_reason_against_data import _read, _stem
from xladdin.checks.review.c38_prose_slips import _unclosed, slips
from xladdin.checks.runner import run_checks
from xladdin.checks.spoken_place import spoken
from xladdin.checks.subject import Subject


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("完成。", ()),
        ("指标指标", (("twice", "指标指标"),)),
        ("存在在建", ()),
        ("实在在理", ()),
        ("在在", (("twice", "在在"),)),
        ("在在于", ()),
        ("的的", (("twice", "的的"),)),
        ("的的确", ()),
        ("和和", (("twice", "和和"),)),
        ("和和气", ()),
        *((f"甲{word}乙", (("twice", word),)) for word in "与与 为为 及及 将将 由由 被被".split()),
        ("甲。。乙", (("doubled", "。。"),)),
        ("甲，、乙", (("doubled", "，、"),)),
        ("甲。.乙", (("doubled", "。."),)),
        ("甲.。乙", (("doubled", ".。"),)),
        ("甲；；；乙", (("doubled", "；；；"),)),
        ("（甲）", ()),
        ("“甲”《乙》【丙】「丁」", ()),
        ("〔2024〕3号﹝2024﹞4号", (("mixed", "〔〕﹝﹞"),)),
        ("1）完成；2）验收", ()),
        ("甲）乙", (("bracket", "甲）"),)),
        ("（甲”", (("bracket", "（甲”"),)),
        ("（1）完成（2", (("bracket", "（2"),)),
    ],
)
def test_slips_of_print(text: str, found: tuple[tuple[str, str], ...]) -> None:
    assert slips(text) == found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("一二三四五六七八）", "三四五六七八）"),
        ("一二）", "一二）"),
        ("前（一二三四五六七八", "（一二三四五六"),
        ("（（一）二", "（（一）二"),
        ("5）", ""),
        ("（甲5）", ""),
        ("（甲", "（甲"),
        ("）", "）"),
    ],
)
def test_a_bracket_without_its_half_is_shown_with_six_signs_beside_it(text: str, shown: str) -> None:
    assert _unclosed(text) == shown


@pytest.mark.parametrize(
    ("text", "percent", "places"),
    [
        ("完成率107.46%", "107.46", 2),
        ("完成率为95%。改进措施：完成率达100%", "95", 0),
        ("完成率达到95.5%", "95.5", 1),
        ("完成率仅为95%", "95", 0),
        ("完成率只有95％", "95", 0),
    ],
)
def test_a_reason_names_its_rate_before_the_measures(text: str, percent: str, places: int) -> None:
    rate = _read(text).rate
    assert rate is not None
    assert (rate.percent, rate.places) == (Decimal(percent), places)


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("已全部完成", "已全部完成"),
        ("任务超额完成。", "超额完成"),
        ("均已完成", "均已完成"),
        ("圆满完成任务", "圆满完成"),
        ("未全部完成", ""),
        ("尚未全部完成", ""),
        ("没有全部完成", ""),
        ("受影响。改进措施：全部完成", ""),
        ("完成", ""),
    ],
)
def test_a_reason_may_call_its_row_done(text: str, done: str) -> None:
    assert _read(text).done == done


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("园地复垦工作已完成", ("园地复垦",)),
        ("园地复垦已全部建成", ("园地复垦",)),
        ("园地复垦完成后再验收", ()),
        ("园地复垦完成", ()),
        ("园地复垦未已完成", ()),
        ("待园地复垦如期完成", ()),
        ("园地复垦完成后尚未验收", ("园地复垦",)),
    ],
)
def test_a_reason_may_call_another_thing_done(text: str, other: tuple[str, ...]) -> None:
    assert tuple(what for what, _ in _read(text).other) == other


def test_the_stem_of_a_name_is_what_tells_it_apart() -> None:
    assert _stem("新增园地面积（公顷）") == "园地"
    assert _stem("改造渠道长度（公里）") == "渠道"
    assert _stem("新建数量（个）") == ""


#: Reason of q01, actual of q01 and q15: field, 现值, 应为.
REASONS: list[tuple[dict[str, Any], list[tuple[str, str, str]]]] = [
    ({"reason": "完成率103.78%。", "actual": "19.20"}, []),
    ({"reason": "完成率103.8%。", "actual": "19.20"}, []),
    ({"reason": "完成率103%。", "actual": "19.20"}, []),
    ({"reason": "完成率104.00%。", "actual": "19.20"}, [("indicators[q01].reason", "104.00%", "103.78%")]),
    ({"reason": "已全部完成。", "actual": "18.49"}, [("indicators[q01].reason", "已全部完成", "99.95%")]),
    ({"reason": "已全部完成。", "actual": "18.50"}, []),
    (
        {"reason": "灌溉区域已完成。", "actual": "19.20", "q15": "0"},
        [("indicators[q01].reason", "灌溉区域已完成", "0")],
    ),
    ({"reason": "灌溉区域已完成。", "actual": "19.20", "q15": "1"}, []),
    ({"reason": "—", "actual": "18.49"}, []),
]


@pytest.mark.parametrize(("said", "found"), REASONS, ids=[str(number) for number in range(len(REASONS))])
def test_a_reason_against_the_figures(said: dict[str, Any], found: list[tuple[str, str, str]]) -> None:
    from tests.checks.test_fixtures import BY_ID

    data = clean()
    change(data, "indicators[q01].reason", said["reason"])
    change(data, "indicators[q01].actual", said["actual"])
    change(data, "indicators[q15].level3", "灌溉面积（亩）")
    if "q15" in said:
        change(data, "indicators[q15].actual", said["q15"])
    evaluation = evaluation_of(data)
    report = run_checks(evaluation, profile_of(evaluation), checks=[BY_ID["C34"]])
    assert [(one.path, one.found, one.expected) for one in report.findings] == found


FIELDS = {
    "indicators[q01].level1": "第 1 行“改造渠道长度”的一级指标",
    "indicators[q01].level2": "第 1 行“改造渠道长度”的二级指标",
    "indicators[q02].level3": "第 2 行“新建蓄水池”的三级指标",
    "indicators[q02].unit": "第 2 行“新建蓄水池”的计量单位",
    "indicators[q02].target": "第 2 行“新建蓄水池”的指标值",
    "indicators[q02].issued_target": "第 2 行“新建蓄水池”的指标值（分值权重表）",
    "indicators[q02].basis": "第 2 行“新建蓄水池”的指标值设置依据",
    "indicators[q02].last_year": "第 2 行“新建蓄水池”的上年完成值",
    "indicators[q02].weight": "第 2 行“新建蓄水池”的分值权重",
    "indicators[q02].scoring_rule": "第 2 行“新建蓄水池”的指标赋分规则",
    "indicators[q02].evidence": "第 2 行“新建蓄水池”的佐证资料",
    "indicators[q18].actual": "第 18 行“受益农户满意度”的全年实际完成值",
    "indicators[q18].tier_percent": "第 18 行“受益农户满意度”的评定等级比例",
    "indicators[q18].reason": "第 18 行“受益农户满意度”的未完成原因和改进措施",
    "indicators[q18].declared_score": "第 18 行“受益农户满意度”的填报得分",
    "indicators[q18].adjustment": "第 18 行“受益农户满意度”的评分调整",
    "funds[total].budget": "年度资金总额的全年预算数",
    "funds[local].executed": "地方财政资金的全年执行数",
    "funds[central].arrived": "中央财政资金的到位数",
    "funds[other].initial": "其他资金的年初预算数",
    "funds[total].declared_rate": "年度资金总额的预算执行率",
    "management[执行准确性].statement": "执行准确性的情况说明",
    "management[执行准确性].problems": "执行准确性的存在问题和改进措施",
    "project.name": "项目名称",
    "project.central_department": "中央主管部门",
    "project.local_department": "地方主管部门",
    "project.provincial_finance": "省级财政部门",
    "project.provincial_department": "省级主管部门",
    "project.budget_unit": "预算单位",
    "project.implementing_unit": "具体实施单位",
    "project.fund_user": "资金使用单位",
    "project.code": "项目信息",
    "declared.levels[产出指标]": "产出指标的填报得分",
    "cells[评分表!N12]": "",
    "goals.annual.indicators[2].target": "第 3 行的指标值",
    "goals.overall.indicators[0].level3": "第 1 行的三级指标",
    "goals.annual.indicators[2]": "第 3 行的指标",
    "indicators[q02]": "第 2 行“新建蓄水池”的指标",
    "funds[total]": "年度资金总额的金额",
    "management[执行准确性]": "执行准确性的情况说明",
    "goals.overall.period": "期间",
    "goals.overall.objective": "目标",
    "goals.annual.funds.total": "项目总投资",
    "goals.annual.funds.central": "中央资金",
    "goals.annual.funds.local": "地方配套",
    "goals.annual.funds.social": "社会资本",
    "goals.weighted.funds.fiscal": "财政拨款",
    "goals.weighted.funds.other": "其他资金",
}


@pytest.mark.parametrize("path", FIELDS)
def test_a_field_in_words(path: str) -> None:
    evaluation = evaluation_of(clean())
    assert spoken(Subject(evaluation, profile_of(evaluation)), path) == FIELDS[path]


SINGLE = {
    "year": "自评年度",
    "objective": "总体目标",
    "achievement": "全年实际完成情况",
    "remarks": "说明",
    "measures": "下一步改进措施",
    "unit.name": "填报单位",
    "signatures.date": "填报日期",
    "declared.total": "填报总分",
    "declared.grade": "填报等级",
}


@pytest.mark.parametrize("path", SINGLE)
def test_a_single_field_in_words(path: str) -> None:
    evaluation = evaluation_of(clean())
    assert spoken(Subject(evaluation, profile_of(evaluation)), path) == SINGLE[path]
