"""Last year's workbook gives 上年完成值, goals of several years, codes and names; what does not join is listed."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from xladdin.errors import UserError
from xladdin.model.carry_over import Left, carry_over, next_year
from xladdin.model.evaluation import Evaluation, Project, Unit
from xladdin.model.goals import Goals
from xladdin.model.indicator import Indicator
from xladdin.model.report_matter import Improvement, Promise, ReportMatter

LAST = sample("turpan-2024")


def this_year(**changes: Any) -> Evaluation:
    """Turpan's goals of 2025: the same indicators, nothing else stated than the project's name."""
    rows = tuple(replace(row, actual="", last_year="", adjustment=None) for row in LAST.indicators)
    bare = Evaluation(form="transfer", year=2025, project=Project(name=LAST.project.name), funds=(), indicators=rows)
    return replace(bare, **changes)


def row(name: str = "新增林地面积（公顷）", key: str = "", **more: str) -> Indicator:
    return Indicator(**{"level1": "产出指标", "level3": name, "target": "≥1", "key": key, **more})


def carried(new: Indicator, *last: Indicator) -> tuple[str, tuple[Left, ...]]:
    before = replace(LAST, indicators=last)
    done = carry_over(this_year(indicators=(new,)), before, "上年.xlsx")
    return done.evaluation.indicators[0].last_year, done.left


def test_actual_values_become_last_years_values() -> None:
    done = carry_over(this_year(), LAST, "上年.xlsx")
    values = {one.level3: one.last_year for one in done.evaluation.indicators}
    assert values["矿山生态修复面积（公顷）"] == "458.79"
    assert values["修复废弃矿山（矿点）数量（个）"] == "51"
    blank = [Left(one.level3, "上年没有填写实际完成值") for one in LAST.indicators if not one.actual.strip("—- ")]
    assert list(done.left) == blank
    assert done.joined == 31 - len(blank)


def test_names_codes_and_goals_of_three_years_come_over_where_they_are_blank() -> None:
    last = replace(LAST, unit=Unit(code="650400-ZRZY", name="吐鲁番市自然资源局"))
    done = carry_over(this_year(), last, "上年.xlsx")
    assert done.evaluation.unit == last.unit
    assert done.evaluation.project == last.project
    assert done.evaluation.region_code == "650400"
    assert done.evaluation.goals.overall == LAST.goals.overall
    assert {"单位代码", "填报单位", "所属专项", "行政区划代码", "总体目标（2024—2026年）"} <= set(done.taken)


def test_what_is_stated_stays() -> None:
    own = Project(name=LAST.project.name, fund_user="某局")
    done = carry_over(this_year(project=own, goals=Goals(overall=LAST.goals.annual)), LAST, "上年.xlsx")
    assert done.evaluation.project.fund_user == "某局"
    assert done.evaluation.goals.overall == LAST.goals.annual
    value, left = carried(row(last_year="3"), row(actual="5"))
    assert value == "3"
    assert left == (Left("新增林地面积（公顷）", "已写明上年完成值“3”，上年工作簿为“5”，未改动"),)
    assert carried(row(last_year="-"), row(actual="5")) == ("5", ())


def test_goals_whose_period_has_ended_stay_behind() -> None:
    late = replace(LAST, year=2026)
    done = carry_over(this_year(year=2027), late, "上年.xlsx")
    assert done.evaluation.goals.overall is None


@pytest.mark.parametrize(
    ("new", "last", "value"),
    [
        (row(), row(actual="5"), "5"),
        (row(level1="产出"), row(actual="5公顷"), "5公顷"),
        (row("新增林地面积(公顷)"), row(actual="5"), "5"),
        (row("新增林地面积（万亩）"), row(actual="75"), "75公顷"),
        (row("新增林地面积（万亩）"), row(actual="75公顷"), "75公顷"),
        (row("长效机制"), row("长效机制", actual="已建立"), "已建立"),
    ],
)
def test_a_row_of_the_same_level_and_name_is_the_same_indicator(new: Indicator, last: Indicator, value: str) -> None:
    assert carried(new, last) == (value, ())


@pytest.mark.parametrize(
    ("new", "last", "why"),
    [
        (row(), row(actual=" — "), "上年没有填写实际完成值"),
        (row("新增林地面积（人）"), row(actual="5"), "计量单位不同（上年“公顷”，本年“人”）"),
        (row("新增林地面积"), row(actual="5"), "计量单位不同（上年“公顷”，本年“没有单位”）"),
    ],
)
def test_what_cannot_be_compared_is_listed_and_left_blank(new: Indicator, last: Indicator, why: str) -> None:
    assert carried(new, last) == ("", (Left(new.level3, why),))


def test_another_name_joins_nothing_whatever_the_key() -> None:
    value, left = carried(row("新增草地面积（公顷）", "q01"), row("新增林地面积（公顷）", "q01", actual="5"))
    assert value == ""
    assert left == (
        Left("新增草地面积（公顷）", "上年没有这项指标"),
        Left("新增林地面积（公顷）", "上年的指标，本年没有"),
    )


def test_of_two_rows_of_one_name_the_second_level_or_the_key_tells() -> None:
    twins = (row(key="a", level2="数量指标", actual="1"), row(key="b", level2="质量指标", actual="2"))
    assert carried(row(key="b", level2="数量指标"), *twins)[0] == "1"
    same = (row(key="a", actual="1"), row(key="b", actual="2"))
    assert carried(row(key="b"), *same)[0] == "2"
    value, left = carried(row(key="c"), *same)
    assert value == ""
    assert left[0] == Left("新增林地面积（公顷）", "上年有 2 项同名的指标，分不清是哪一项")


@pytest.mark.parametrize(
    ("evaluation", "last", "code", "says"),
    [
        (this_year(year=2026), LAST, "carry-year", "年度是 2024，不是 2026 年度的上一年"),
        (this_year(), replace(LAST, year=0), "carry-year", "年度是 没有写明"),
        (this_year(project=Project(name="别的项目")), LAST, "carry-other", "不是“别的项目”的"),
    ],
)
def test_a_workbook_of_another_year_or_project_is_refused(
    evaluation: Evaluation, last: Evaluation, code: str, says: str
) -> None:
    with pytest.raises(UserError) as caught:
        carry_over(evaluation, last, "上年.xlsx")
    assert caught.value.code == code
    assert says in caught.value.line()
    assert "上年.xlsx" in caught.value.line()


def test_a_project_that_was_renamed_is_known_by_its_code() -> None:
    last = replace(LAST, project=replace(LAST.project, code="P-1"))
    done = carry_over(this_year(project=Project(name="新名称", code="P-1")), last, "上年.xlsx")
    assert done.evaluation.project.name == "新名称"


def test_without_goals_of_this_year_the_names_go_on() -> None:
    done = next_year(LAST, "上年.xlsx")
    one = done.evaluation
    assert (one.year, len(one.indicators), one.indicators[0].last_year) == (2025, 31, "458.79")
    assert not any(each.target or each.actual or each.weight or each.adjustment for each in one.indicators)
    assert one.goals.overall == LAST.goals.overall
    with pytest.raises(UserError) as caught:
        next_year(replace(LAST, year=0), "上年.xlsx")
    assert caught.value.code == "carry-no-year"


PROMISED = ReportMatter(
    improvements=(
        Improvement(key="x", title="补足配套资金", text="列入预算", due="2025年6月", responsible="市财政局"),
        Improvement(key="y", due="只有时限的一行不是措施"),
        Improvement(key="z", text="按季度调度"),
    )
)


def test_last_years_measures_become_promises_to_answer() -> None:
    done = carry_over(this_year(), replace(LAST, report=PROMISED, measures="另一种说法"), "上年.xlsx")
    assert done.evaluation.report.promises == (
        Promise(key="r01", title="补足配套资金", text="列入预算", due="2025年6月", responsible="市财政局"),
        Promise(key="r02", text="按季度调度"),
    )
    assert "上年改进措施 2 条" in done.taken
    assert done.evaluation.report.improvements == ()
    assert done.evaluation.measures == ""


@pytest.mark.parametrize(("text", "promised"), [("加快支付。\n完善制度", 1), ("无。", 0), (" — ", 0), ("", 0)])
def test_measures_written_as_one_text_are_one_promise(text: str, promised: int) -> None:
    done = next_year(replace(LAST, report=ReportMatter(), measures=text), "上年.xlsx")
    assert [one.text for one in done.evaluation.report.promises] == [text] * promised
    assert ("上年改进措施 1 条" in done.taken) == bool(promised)


def test_promises_that_are_stated_stay_and_those_left_out_are_listed() -> None:
    own = ReportMatter(promises=(Promise(key="a", title="补足配套资金。", text="列入预算", result="已补足"),))
    done = carry_over(this_year(report=own), replace(LAST, report=PROMISED), "上年.xlsx")
    assert done.evaluation.report == own
    assert done.left[-1] == Left("按季度调度", "上年的改进措施，本年写明的上年改进措施里没有")
    assert not any("补足" in one.name for one in done.left)


def test_a_departments_own_form_takes_what_it_has_a_place_for() -> None:
    """项目支出 prints no 上年完成值; its names are called as it calls them, and amounts stay in 元."""
    last = replace(sample("changhe-2024"), money_unit="元")
    done = next_year(last, "上年.xlsx")
    one = done.evaluation
    assert (one.form, one.money_unit, len(one.indicators), done.joined, done.left) == ("project", "元", 8, 0, ())
    assert {row.last_year for row in one.indicators} == {""}
    assert done.taken == (
        "项目编码", "主管部门", "实施单位", "单位代码", "填报单位", "行政区划代码", "上年改进措施 1 条",
    )  # fmt: skip
