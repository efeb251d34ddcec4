"""Target texts (指标值) as the published tables print them, read by the one grammar."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import examples
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.grammar.quantity import Direction, Kind, read_target
from xladdin.model.grammar.unit import read_unit


class Case(NamedTuple):
    printed: str
    direction: str
    low: str | None
    high: str | None
    unit: str | None = None
    given: str = ""
    """The unit of the indicator's name or unit column."""


NUMBERS = [
    # every number of the published tables, without and with the unit of the name
    Case("≥426.94", "≥", "426.94", None),
    Case("≥426.94", "≥", "426.94", None, "公顷", "公顷"),
    Case(">=21933人", "≥", "21933", None, "人"),
    Case("≧ 735 人次", "≥", "735", None, "人次"),
    Case("═ 100 %", "＝", "100", "100", "%"),
    Case("﹦ 72890 元", "＝", "72890", "72890", "元"),
    Case("=100%", "＝", "100", "100", "%"),
    Case("≤37.21", "≤", None, "37.21", "万元/公顷", "万元/公顷"),
    Case("<=5300元/户", "≤", None, "5300", "元/户"),
    Case("100", "＝", "100", "100"),
    Case("100%", "＝", "100", "100", "%"),
    Case("≥70%", "≥", "70", None, "%", "%"),
    Case("29.5亩", "＝", "29.5", "29.5", "亩"),
    Case("不少于12种", "≥", "12", None, "种"),
    Case("0", "＝", "0", "0"),
    Case("0起", "＝", "0", "0", "起"),
    Case("1000元/生.年", "＝", "1000", "1000", "元/生.年"),
    Case("20±2", "区间", "18", "22"),
    Case("3-5个", "区间", "3", "5", "个"),
    Case("≥1.2亿元", "≥", "1.2", None, "亿元"),
    # operators: full-width, look-alikes, two characters, words in front and behind
    Case("＞5", "＞", "5", None),
    Case("＜５", "＜", None, "5"),
    Case("> 5 个", "＞", "5", None, "个"),
    Case("＝7", "＝", "7", "7"),
    Case("==7", "＝", "7", "7"),
    Case("≦5", "≤", None, "5"),
    Case("⩾5", "≥", "5", None),
    Case("⩽5", "≤", None, "5"),
    Case("＞＝5", "≥", "5", None),
    Case("＜＝5", "≤", None, "5"),
    Case("=>5", "≥", "5", None),
    Case("=<5", "≤", None, "5"),
    Case("﹥5", "＞", "5", None),
    Case("不低于80%", "≥", "80", None, "%"),
    Case("不超过3天", "≤", None, "3", "天"),
    Case("大于等于5", "≥", "5", None),
    Case("小于或等于5", "≤", None, "5"),
    Case("大于5", "＞", "5", None),
    Case("少于5个", "＜", None, "5", "个"),
    Case("至少3次", "≥", "3", None, "次"),
    Case("95%以上", "≥", "95", None, "%"),
    Case("5个及以上", "≥", "5", None, "个"),
    Case("10%以内", "≤", None, "10", "%"),
    Case("5%以下", "≤", None, "5", "%"),
    # ways of writing a number
    Case("１２.５", "＝", "12.5", "12.5"),
    Case("1,234.5", "＝", "1234.5", "1234.5"),
    Case("１，２３４", "＝", "1234", "1234"),
    Case("≥95％", "≥", "95", None, "%"),
    Case("\u200b≥\ufeff95\u00a0%\u3000", "≥", "95", None, "%"),
    Case("≥\n95", "≥", "95", None),
    Case("≥-5", "≥", "-5", None),
    Case("007", "＝", "7", "7"),
    # ranges
    Case("3—5个", "区间", "3", "5", "个"),
    Case("3～5", "区间", "3", "5"),
    Case("80%-90%", "区间", "80", "90", "%"),
    Case("80%至90%", "区间", "80", "90", "%"),
    Case("1到2公里", "区间", "1", "2", "公里"),
    Case("20±0.5", "区间", "19.5", "20.5"),
    Case("20+-2%", "区间", "18", "22", "%", "%"),
    # units with a figure in them
    Case("≥5hm²", "≥", "5", None, "hm2"),
    Case("≥5㎡", "≥", "5", None, "m2"),
    Case("3m2-5m2", "区间", "3", "5", "m2"),
    Case("≤2元/m3", "≤", None, "2", "元/m3"),
    # converted into the unit of the name
    Case("≥1.2亿元", "≥", "12000", None, "万元", "万元"),
    Case("≤30亩", "≤", None, "2", "公顷", "公顷"),
    Case("0.09万人", "＝", "900", "900", "人", "人"),
    Case("3-5公里", "区间", "3000", "5000", "米", "米"),
    Case("≤37.21万元/公顷", "≤", None, "372100", "元/公顷", "元/公顷"),
    Case("≥30万元/亩", "≥", "450", None, "万元/公顷", "万元／公顷"),
    # operator or unit in brackets
    Case("(≤)0.9", "≤", None, "0.9"),
    Case("（≥）3场", "≥", "3", None, "场"),
    Case("（不低于）90%", "≥", "90", None, "%"),
    Case("(%) 90", "＝", "90", "90", "%"),
    Case("(%)≥90", "≥", "90", None, "%"),
    Case("≥90（%）", "≥", "90", None, "%"),
    Case("（≥90%）", "≥", "90", None, "%"),
    Case("≥95%（含）", "≥", "95", None, "%"),
    Case("95%（含）以上", "≥", "95", None, "%"),
    Case("95%以上（含95%）", "≥", "95", None, "%"),
    Case("≥3个(处)", "≥", "3", None, "个(处)"),
    Case("≥12台（套）", "≥", "12", None, "台套"),
    Case("≥100百分比", "≥", "100", None, "%"),
    Case("【≥】90%", "≥", "90", None, "%"),
    # more words
    Case("达到95%以上", "≥", "95", None, "%"),
    Case("达95%", "＝", "95", "95", "%"),
    Case("提高到95%", "＝", "95", "95", "%"),
    Case("控制在5%以内", "≤", None, "5", "%"),
    Case("控制在20万元", "≤", None, "20", "万元"),
    Case("降至5%以下", "≤", None, "5", "%"),
    Case("不得低于90%", "≥", "90", None, "%"),
    Case("最多5天", "≤", None, "5", "天"),
    Case("超过5%", "＞", "5", None, "%"),
    Case("15个工作日内", "≤", None, "15", "工作日"),
    Case("24小时内响应", "≤", None, "24", "小时"),
    Case("群众满意度达90%以上", "≥", "90", None, "%"),
    Case("培训人数不少于37人", "≥", "37", None, "人"),
    # a number among words
    Case("37个基层医疗机构", "＝", "37", "37", "个"),
    Case("实施改造项目37个。", "＝", "37", "37", "个"),
    Case("新增37个", "＝", "37", "37", "个"),
    Case("100%覆盖", "＝", "100", "100", "%"),
    Case("100%全覆盖", "＝", "100", "100", "%"),
    Case("百分之百", "＝", "100", "100", "%"),
    # bare 万 and units that were missing
    Case("≥5万", "≥", "50000", None),
    Case("≥5万", "≥", "50000", None, "人", "人"),
    Case("≥5万", "≥", "5", None, "万人", "万人"),
    Case("≥1.2亿", "≥", "12000", None, "万元", "万元"),
    Case("3-5万", "区间", "30000", "50000", "人", "人"),
    Case("≥550万粒", "≥", "550", None, "万粒"),
    Case("≥25TB", "≥", "25", None, "tb"),
    Case("≥5000m³/d", "≥", "5000", None, "m3/d"),
    Case("≤50mg/L", "≤", None, "50", "mg/l"),
    Case("≥400千伏安", "≥", "400", None, "kVA"),
    Case("≥300元／人•月", "≥", "300", None, "元/人月"),
]


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: f"{case.printed!r}-{case.given}")
def test_a_numeric_target_gives_direction_bounds_and_unit(case: Case) -> None:
    target = read_target(case.printed, read_unit(case.given))
    assert target.kind is Kind.NUMBER, target.reason
    assert target.printed == case.printed
    assert target.direction.value == case.direction
    assert (target.low, target.high) == tuple(None if b is None else Decimal(b) for b in (case.low, case.high))
    expected = read_unit(case.given or case.unit or "")
    if expected is None:
        assert target.unit is None
    else:
        assert target.unit is not None
        assert (target.unit.dimensions, target.unit.factor) == (expected.dimensions, expected.factor)


@pytest.mark.parametrize(
    "printed",
    [
        "全覆盖",
        "是",
        "良好",
        "显著提升",
        "达成预期指标",
        "较上年提高",
        "达标",
        "A级",
        "优于上年",
        "不低于上年",
        "√",
    ],
)
def test_words_are_a_qualitative_target_without_bounds(printed: str) -> None:
    target = read_target(printed)
    assert target.kind is Kind.TEXT
    assert target.direction is Direction.QUALITATIVE
    assert target.low is target.high is target.unit is None


@pytest.mark.parametrize(
    "printed", ["", " ", "　", "\u200b", "—", "——", "-", "---", "/", "／", "无", "N/A", "…", "待填"]
)
def test_a_mark_for_nothing_is_a_blank_target(printed: str) -> None:
    assert read_target(printed).kind is Kind.BLANK


@pytest.mark.parametrize(
    ("printed", "given"),
    [
        ("NaN", ""),
        ("nan%", ""),
        ("∞", ""),
        ("≥∞", ""),
        ("Infinity", ""),
        ("1e400", ""),
        ("1E5", ""),
        ("≥1e5", ""),
        ("0x10", ""),
        ("1_000", ""),
        ("1.2.3", ""),
        ("5.", ""),
        (".5", ""),
        ("12,34", ""),
        ("1 / 2", ""),
        ("3/4", ""),
        ("≥", ""),
        ("≥≥5", ""),
        ("≥x", ""),
        ("≥三种", ""),
        ("不少于三种", ""),
        ("至少一次", ""),
        ("约95", ""),
        ("5个左右", ""),
        ("5-3个", ""),
        ("3个-5处", ""),
        ("20±5%", ""),
        ("20±5%", "个"),
        ("≥95%", "个"),
        ("≥5亩", "公里"),
        ("10处", "个"),
        ("13月前", ""),
        ("2月30日前", ""),
        ("12②", ""),
        ("①", ""),
        ("10²", ""),
        ("½", ""),
        ("٣", ""),
        ("9" * 16, ""),
        ("1" * 41, ""),
        ("≥5" * 150, ""),
        ("各地完成情况良好" * 6, ""),
        ("各地（州、市）5", ""),
        ("#N/A", ""),
        ("TRUE", ""),
        ("-5%", ""),
        ("12 34", ""),
        ("≥90且≤95", ""),
        ("九成以上", ""),
        ("约200人", ""),
        ("200余人", ""),
        ("4G", ""),
        ("20%个", ""),
        ("不低于95%以下", ""),
        ("1小时30分钟", ""),
        ("2万5千元", ""),
        ("90%以上（含85%）", ""),
        ("1:3", ""),
        ("3个以上乡镇各5人", ""),
    ],
)
def test_what_is_not_understood_says_so_and_gives_no_bound(printed: str, given: str) -> None:
    target = read_target(printed, read_unit(given))
    assert target.kind is Kind.UNREADABLE
    assert target.low is target.high is target.deadline is None
    assert target.reason
    assert target.printed == printed


def test_a_unit_said_twice_is_noticed() -> None:
    share = read_unit("%")
    assert read_target("≥70%", share).unit_repeated
    assert not read_target("≥70", share).unit_repeated
    assert not read_target("≥70%").unit_repeated


@pytest.mark.parametrize(
    ("printed", "given", "shown"),
    [
        ("≥1.2亿元", "万元", "1.2亿元 = 12000万元"),
        ("0.09万人", "人", "0.09万人 = 900人"),
        ("15亩", "公顷", "15亩 = 1公顷"),
        ("10亩", "公顷", "10亩 ≈ 0.666667公顷"),
        ("5公里", "km", ""),
        ("5公顷", "ha", ""),
        ("5", "公顷", ""),
    ],
)
def test_every_conversion_is_shown_and_equal_units_need_none(printed: str, given: str, shown: str) -> None:
    assert read_target(printed, read_unit(given)).conversion == shown


def test_a_conversion_that_does_not_end_keeps_all_its_digits() -> None:
    low = read_target("≥10亩", read_unit("公顷")).low
    assert low is not None
    assert abs(low * 3 - 2) < Decimal("1e-26")


@pytest.mark.parametrize(
    ("printed", "earliest", "latest", "year"),
    [
        ("9月前", (8, 31), (9, 30), 0),
        ("12月底之前完成", (12, 31), (12, 31), 0),
        ("2021年11月30日前", (11, 30), (11, 30), 2021),
        ("２０２１年１１月３０日前", (11, 30), (11, 30), 2021),
        ("3月前", (2, 29), (3, 31), 0),
        ("2023年3月前", (2, 28), (3, 31), 2023),
        ("2月底前", (2, 29), (2, 29), 0),
        ("6月份以前", (5, 31), (6, 30), 0),
        ("10月中旬前开工", (10, 11), (10, 20), 0),
        ("11月底完成", (11, 30), (11, 30), 0),
        ("11月底", (11, 30), (11, 30), 0),
        ("12月31日", (12, 31), (12, 31), 0),
        ("2023年底", (12, 31), (12, 31), 2023),
        ("2023年年底", (12, 31), (12, 31), 2023),
        ("2023年底前", (12, 31), (12, 31), 2023),
        ("年底前完成", (12, 31), (12, 31), 0),
        ("2024年12月31日前完成项目建设", (12, 31), (12, 31), 2024),
        ("2024-12-31前", (12, 31), (12, 31), 2024),
        ("2024年", (12, 31), (12, 31), 2024),
        ("2024年内完成", (12, 31), (12, 31), 2024),
        ("三季度末", (9, 30), (9, 30), 0),
        ("第4季度完成", (12, 31), (12, 31), 0),
        ("上半年完成", (6, 30), (6, 30), 0),
        ("2024年3月-2024年10月", (10, 31), (10, 31), 2024),
        ("1-12月", (12, 31), (12, 31), 0),
        ("不晚于11月30日", (11, 30), (11, 30), 0),
        ("2023年秋季学期开学前", (8, 20), (9, 15), 2023),
    ],
)
def test_a_deadline_is_a_date_and_not_a_number(
    printed: str, earliest: tuple[int, int], latest: tuple[int, int], year: int
) -> None:
    target = read_target(printed)
    assert target.kind is Kind.DATE
    assert target.low is target.high is None
    assert target.deadline is not None
    assert (target.deadline.year, target.deadline.earliest, target.deadline.latest) == (year, earliest, latest)


@pytest.mark.parametrize("printed", ["2023年秋季学期完成", "2023年秋季学期", "2024年持续推进", "2023-2025年持续实施"])
def test_a_text_whose_only_figures_are_years_is_no_number(printed: str) -> None:
    target = read_target(printed)
    assert target.kind is Kind.TEXT
    assert target.low is target.high is target.deadline is None


class Changing(NamedTuple):
    printed: str
    last_year: str
    direction: str
    low: str | None
    high: str | None
    given: str = ""


@pytest.mark.parametrize(
    "case",
    [
        Changing("较上年增长5%", "15000元", "≥", "15750", None),
        Changing("提高5%", "15000", "≥", "15750", None, "元"),
        Changing("同比增长5%以上", "15000", "≥", "15750", None, "元"),
        Changing("比上年增长≥5%", "15000", "≥", "15750", None, "元"),
        Changing("农民人均收入增长5%", "15000", "≥", "15750", None, "元"),
        Changing("增长不超过5%", "15000", "≤", None, "15750", "元"),
        Changing("较上年下降10%", "200", "≤", None, "180", "起"),
        Changing("减少20起", "200起", "≤", None, "180"),
        Changing("较上年提高3个百分点", "85%", "≥", "88", None),
        Changing("提高3个百分点", "85", "≥", "88", None, "%"),
        Changing("较上年提高3个百分点", "", "定性", None, None),
        Changing("提高5%", "", "定性", None, None),
        Changing("提高5%", "—", "定性", None, None),
        Changing("同比增长5%", "良好", "定性", None, None),
        Changing("环比增长5%", "15000", "定性", None, None, "元"),
    ],
    ids=lambda case: f"{case.printed}-{case.last_year}",
)
def test_a_change_has_bounds_only_with_last_years_value(case: Changing) -> None:
    target = read_target(case.printed, read_unit(case.given), case.last_year)
    assert target.direction.value == case.direction
    assert (target.low, target.high) == tuple(None if b is None else Decimal(b) for b in (case.low, case.high))
    assert (case.low or case.high) is None or case.last_year.rstrip("%元起") in target.conversion


@pytest.mark.parametrize(("printed", "last_year"), [("提高5%", "85%"), ("提高5", "85%"), ("减少30人", "20人")])
def test_a_change_that_may_mean_two_things_is_asked_about(printed: str, last_year: str) -> None:
    assert read_target(printed, None, last_year).kind is Kind.UNREADABLE


# ---- properties -----------------------------------------------------------------------------------------------------

ODD_TEXT = st.text(
    st.sampled_from("≥≤＞<=＝±~-—/0123456789.,０９％%eE月年日前底个人亩公顷万亿元 ²②½三\u200b\n良好无")
    | st.characters(),
    max_size=30,
)


@examples(400)
@given(ODD_TEXT)
def test_any_text_is_read_without_an_error_and_kept_as_printed(printed: str) -> None:
    for unit in (None, read_unit("%"), read_unit("公顷"), read_unit("月")):
        target = read_target(printed, unit)
        assert target.printed == printed
        assert (target.kind is Kind.NUMBER) == (target.low is not None or target.high is not None)
        for bound in (target.low, target.high):
            assert bound is None or bound.is_finite()
        if target.kind is Kind.UNREADABLE:
            assert target.reason


NUMBER = st.decimals(0, 10**12, places=4, allow_nan=False).map(lambda value: Decimal(plain_text(value)))


@examples(200)
@given(NUMBER, st.sampled_from(["≥", "≤", "＞", "＜", "＝"]), st.sampled_from(["", "%", "个", "万元/公顷", "hm2"]))
def test_a_written_number_with_operator_and_unit_reads_back(value: Decimal, sign: str, unit: str) -> None:
    target = read_target(f"{sign}{plain_text(value)}{unit}")
    assert target.direction.value == sign
    assert {bound for bound in (target.low, target.high) if bound is not None} == {value}


@examples(200)
@given(NUMBER, NUMBER)
def test_a_written_range_reads_back(first: Decimal, second: Decimal) -> None:
    low, high = sorted((first, second))
    target = read_target(f"{plain_text(low)}-{plain_text(high)}个")
    assert (target.direction, target.low, target.high) == (Direction.RANGE, low, high)
