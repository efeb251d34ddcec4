"""Units of measurement: what is the same, what is comparable, what is not a unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import examples
from xladdin.model.grammar import unit_table
from xladdin.model.grammar.unit import (
    Unit,
    closing_brackets,
    convert,
    longest_unit,
    name_without_unit,
    own_unit,
    read_unit,
    unit_in_name,
)


def unit(text: str) -> Unit:
    found = read_unit(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("first", "second", "factor"),
    [
        ("公顷", "ha", "1"),
        ("公顷", "hm²", "1"),
        ("公顷", "亩", "15"),
        ("平方公里", "公顷", "100"),
        ("公顷", "平方米", "10000"),
        ("公里", "km", "1"),
        ("公里", "米", "1000"),
        ("万元", "元", "10000"),
        ("亿元", "万元", "10000"),
        ("百万元", "万元", "100"),
        ("万人", "人", "10000"),
        ("万人次/年", "人次/年", "10000"),
        ("万元/公顷", "元/公顷", "10000"),
        ("万元／公顷", "万元/ha", "1"),
        ("元/亩", "元/公顷", "15"),
        ("元/生.年", "元/生·年", "1"),
        ("%", "‰", "10"),
        ("％", "个百分点", "1"),
        ("天", "日", "1"),
        ("个月", "月", "1"),
        ("吨", "公斤", "1000"),
        ("万立方米", "方", "10000"),
        ("千米", "m", "1000"),
        ("元/每户", "元/户", "1"),
        ("KM", "km", "1"),
    ],
)
def test_units_of_one_kind_convert_both_ways(first: str, second: str, factor: str) -> None:
    assert unit(first).comparable(unit(second))
    assert convert(Decimal(1), unit(first), unit(second)) == Decimal(factor)
    assert convert(Decimal(factor), unit(second), unit(first)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("处", "个"),
        ("人", "人次"),
        ("公顷", "公里"),
        ("元", "元/公顷"),
        ("元/公顷", "公顷/元"),
        ("%", "个"),
        ("天", "个工作日"),
        ("年", "月"),
        ("次", "次/年"),
    ],
)
def test_different_things_are_never_converted(first: str, second: str) -> None:
    assert not unit(first).comparable(unit(second))
    with pytest.raises(ValueError, match="different things"):
        convert(Decimal(1), unit(first), unit(second))


@pytest.mark.parametrize(
    "text",
    ["", " ", "各地（州、市）", "x", "万", "亿", "/", "元/", "/户", "元//户", "元户", "左右", "5个", "月前", "个" * 25],
)
def test_what_the_table_does_not_know_is_no_unit(text: str) -> None:
    assert read_unit(text) is None


@pytest.mark.parametrize(
    ("name", "found", "rest"),
    [
        ("矿山生态修复面积（公顷）", "公顷", "矿山生态修复面积"),
        ("修复废弃矿山（矿点）数量（个）", "个", "修复废弃矿山（矿点）数量"),
        ("单位成本控制数(万元/公顷)", "万元/公顷", "单位成本控制数"),
        ("合格率（%） ", "%", "合格率"),
        ("修复废弃矿山（矿点）数量", None, "修复废弃矿山（矿点）数量"),
        ("补助对象（各地（州、市））", None, "补助对象（各地（州、市））"),
        ("培训次数", None, "培训次数"),
        ("（公顷）面积", None, "（公顷）面积"),
    ],
)
def test_the_unit_stands_in_the_closing_brackets_of_the_name(name: str, found: str | None, rest: str) -> None:
    inside = unit_in_name(name)
    assert (inside.printed if inside else None) == found
    assert name_without_unit(name) == rest


def test_a_unit_keeps_its_printed_text() -> None:
    assert unit("万元／公顷").printed == "万元／公顷"
    assert unit("万元／公顷").factor == Fraction(10000, 15)


@examples(200)
@given(st.text(max_size=12))
def test_any_text_is_either_a_unit_or_none(text: str) -> None:
    found = read_unit(text)
    assert found is None or found.factor > 0


@pytest.mark.parametrize(
    ("prefix", "times"),
    [
        ("十", 10),
        ("百", 100),
        ("千", 1_000),
        ("万", 10_000),
        ("十万", 100_000),
        ("百万", 1_000_000),
        ("千万", 10_000_000),
        ("亿", 100_000_000),
    ],
)
def test_a_number_word_before_a_unit_multiplies_it(prefix: str, times: int) -> None:
    unit, plain = read_unit(f"{prefix}元"), read_unit("元")
    assert unit is not None
    assert plain is not None
    assert unit.factor == plain.factor * times


#: Every unit that is converted, beside another one: so many of the second are one of the first.
CONVERTED = """
公顷 15 亩; ha 15 亩; hm2 15 亩; 平方公里 1500 亩; 平方千米 1500 亩; 平方km 1500 亩; km2 1500 亩; 亩 2000/3 平方米; 亩 2000/3 平米;
亩 2000/3 平方; 亩 2000/3 平方m; 亩 2000/3 m2; 平方米 10000 平方厘米; 平方米 10000 cm2; 米 1 m; 米 1 延米; 米 1 延长米;
公里 1000 米; 千米 1000 米; km 1000 米; 里 500 米; 米 10 分米; 米 10 dm; 米 100 厘米; 米 100 cm; 米 1000 毫米; 米 1000 mm;
海里 1852 米; 立方米 1 立方; 立方米 1 m3; 立方米 1 方; 立方米 1000 升; 立方米 1000 公升; 立方米 1000 l; 升 1000 毫升; 升 1000 ml;
吨 1 t; 吨 1000 公斤; 吨 1000 千克; 吨 1000 kg; 公斤 2 斤; 公斤 2 市斤; 公斤 1000 克; 公斤 1000 g; 克 1000 毫克; 克 1000 mg;
毫克 1000 微克; 毫克 1000 μg; 毫克 1000 ug; 元 1 人民币; % 1 百分比; % 1 个百分点; % 1 百分点; % 10 ‰; % 10 千分比; % 100 ‱;
小时 1 h; 小时 60 分钟; 小时 60 min; 分钟 60 秒; 天 24 小时; 日 24 小时; 周 7 天; 星期 7 天; 工作日 1 个工作日; 月 1 个月; 月 1 月份;
季度 1 个季度; 千瓦 1 kw; 千瓦 1000 瓦; 兆瓦 1000 千瓦; mw 1000 千瓦; 吉瓦 1000 兆瓦; gw 1000 兆瓦; 千伏安 1 kva; 兆伏安 1000 千伏安;
mva 1000 kva; 千瓦峰 1 kwp; 兆瓦峰 1000 千瓦峰; mwp 1000 kwp; 千伏 1 kv; 千伏 1000 伏; 千伏 1000 v; 千瓦时 1 kwh; 千瓦时 1 度;
兆瓦时 1000 千瓦时; mwh 1000 度; kbps 1000 bps; mbps 1000 kbps; gbps 1000 mbps; 兆帕 1 mpa; 兆帕 1000 千帕; 兆帕 1000 kpa; °c 1 摄氏度;
分贝 1 db; 分贝 1 db(a); 人 1 名; 人 1 生; 株 1 棵; 场 1 场次; 批 1 批次; 册 1 本; 栋 1 幢; 台套 1 台(套); 台套 1 套(台); 台套 1 台/套;
台套 1 套/台; 元/人年 1 元/人.年; 元/人.天 1/24 元/人.小时; 立方米/d 1 立方米/天; 吨/a 1 吨/年; m3/s 3600 m3/小时; 百亩 100 亩; 十亩 10 亩;
千人 1000 人; 万人 10000 人; 十万元 100000 元; 百万元 1000000 元; 千万元 10000000 元; 亿元 100000000 元; 元/平方米 2000/3 元/亩
"""


@pytest.mark.parametrize("line", [line.strip() for line in CONVERTED.split(";")])
def test_a_unit_is_so_many_of_another(line: str) -> None:
    first, times, second = line.split(" ")
    assert unit(first).dimensions == unit(second).dimensions
    assert unit(first).factor / unit(second).factor == Fraction(times)


def test_every_unit_that_has_a_scale_stands_in_that_list() -> None:
    known = {name for line in CONVERTED.split(";") for name in line.split()[::2]}
    scaled = {entry.partition("=")[0] for entries in unit_table.SCALED.values() for entry in entries.split()}
    assert scaled - known == {"人次"}


#: What is counted one by one; each is a dimension of its own.
COUNTED = """
个 处 条 起 次 种 户 家 座 台 套 件 项 部 份 篇 期 班 班次 辆 头 只 羽 尾 块 片 间 所 村 镇 乡 县 市 区 乡镇 社区 行政村 自然村 车次 点 段 孔 眼
口 张 幅 例 宗 亩次 学时 课时 分 年 学年 学期 学分 学位 标段 图斑 小班 地块 床 床位 张床 位 支 组 团 轮 门 节 款 枚 门次 店 站 艘 架 顶 瓶 袋 箱
公里年 对 盏 遍 届 倍 级 粒 户次 台次 件次 辆次 架次 艘次 家次 份次 例次 项次 条次 期次 点次 人份 剂 剂次 针次 头份 羽份 毫升份 头次 只次 公顷次
台班 工日 穴 丛 茬 根 杆 基 盒 罐 桶 筐 捆 卷 集 版 页 字 首 则 笔 单 票 柜 车 列 趟 吨公里 航次 班列 标箱 teu 道 面 把 副 双 席 校 院 名次
站点 点位 断面 美元 千字 公顷年 亩年 kb mb gb tb pb dn 人次
"""


@pytest.mark.parametrize("name", COUNTED.split())
def test_what_is_counted_is_a_dimension_of_its_own(name: str) -> None:
    assert unit(name).dimensions == ((name, 1),)
    assert unit(name).factor == 1
    assert unit(f"万{name}").factor == 10_000
    assert unit(f"元/{name}").dimensions == tuple(sorted([(name, -1), ("money", 1)]))


@pytest.mark.parametrize("text", ["G", "T", "M", "K", "Kb", "Mb", "Gb", "Tb"])
def test_letters_that_may_mean_two_things_are_no_unit(text: str) -> None:
    assert read_unit(text) is None


@pytest.mark.parametrize("text", ["g", "t", "m", "KB", "kb", "MB", "GB", "TB", "tb", "KG", "Kg"])
def test_letters_that_mean_one_thing_are_a_unit(text: str) -> None:
    assert read_unit(text) is not None


PLACES = (
    "村 镇 乡 县 市 区 乡镇 社区 行政村 自然村 年 月 日 天 周 季度 学期 学年 期 批 批次 组 段 级 站 店 校 院 站点 点位"
)


def test_places_and_times_give_way_to_the_unit_of_the_value() -> None:
    assert sorted(PLACES.split()) == sorted(unit_table.PLACE_OR_TIME)


@pytest.mark.parametrize("head", "人 生 户 村 床 亩 台 班 校 公里".split())
@pytest.mark.parametrize("tail", "学期 学年 年 月 天 日".split())
def test_two_units_may_be_written_without_a_dot(head: str, tail: str) -> None:
    pair = unit(f"元/{head}{tail}")
    one, other = unit(head), unit(tail)
    if f"{head}{tail}" in COUNTED:
        assert pair.dimensions == tuple(sorted([("money", 1), (f"{head}{tail}", -1)]))
    else:
        assert pair.dimensions == tuple(
            sorted([("money", 1), (one.dimensions[0][0], -1), (other.dimensions[0][0], -1)])
        )
        assert pair.factor == 1 / (one.factor * other.factor)


@pytest.mark.parametrize("text", ["元/个年", "元/处月", "个年", "元/年人", "元/人人"])
def test_other_pairs_need_a_dot(text: str) -> None:
    assert read_unit(text) is None


@pytest.mark.parametrize(
    ("text", "dimensions", "factor"),
    [
        ("元/人·月", (("money", 1), ("months", -1), ("人", -1)), "1"),
        ("元∕人•月", (("money", 1), ("months", -1), ("人", -1)), "1"),
        ("元\\人.月", (("money", 1), ("months", -1), ("人", -1)), "1"),
        ("元╱人＊月", (("money", 1), ("months", -1), ("人", -1)), "1"),
        ("元/人×月", (("money", 1), ("months", -1), ("人", -1)), "1"),
        ("元/人*月", (("money", 1), ("months", -1), ("人", -1)), "1"),
        ("元/(人·月)", (("money", 1), ("months", -1), ("人", -1)), "1"),
        ("元/（人月）", (("money", 1), ("months", -1), ("人", -1)), "1"),
        ("元/人/月", (("money", 1), ("months", -1), ("人", -1)), "1"),
        ("元/每人", (("money", 1), ("人", -1)), "1"),
        ("元每人", (("money", 1), ("人", -1)), "1"),
        ("人·次", (("人次", 1),), "1"),
        ("千瓦·时", (("energy", 1),), "1"),
        ("万元/万人", (("money", 1), ("人", -1)), "1"),
        ("万元/百人", (("money", 1), ("人", -1)), "100"),
        ("m/m", (), "1"),
        ("㎡", (("area", 1),), "3/2000"),
        ("个（处）", (("个或处", 1),), "1"),
        ("处(个)", (("个或处", 1),), "1"),
        ("万个（处）", (("个或处", 1),), "10000"),
        ("场（次）", (("场", 1),), "1"),
        ("台（套）", (("台套", 1),), "1"),
        ("公里（处）", None, ""),
        ("个（万处）", None, ""),
        ("个（%）", None, ""),
        ("%（个）", None, ""),
        ("个（）", (("个", 1),), "1"),
        ("（个）处", None, ""),
        ("个(处", None, ""),
        ("元.", None, ""),
        (".元", None, ""),
        ("元/d", (("money", 1), ("time", -1)), "1/24"),
        ("元.d", None, ""),
        ("d", None, ""),
        ("s", None, ""),
        ("元/s", (("money", 1), ("time", -1)), "3600"),
        ("元/a", (("money", 1), ("年", -1)), "1"),
        ("每", None, ""),
        ("每人", None, ""),
        ("亿", None, ""),
    ],
)
def test_a_unit_is_a_product_of_what_is_known(
    text: str, dimensions: tuple[tuple[str, int], ...] | None, factor: str
) -> None:
    found = read_unit(text)
    if dimensions is None:
        assert found is None
    else:
        assert found is not None
        assert (found.dimensions, found.factor) == (dimensions, Fraction(factor))


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("万元", 10**4),
        ("元", 1),
        ("亿元/公顷", 10**8),
        ("元/万人", 1),
        ("百万元/人", 10**6),
        ("千瓦", 1),
        ("千克", 1),
        ("个", 1),
        ("千字", 1),
    ],
)
def test_the_prefix_is_that_of_the_first_name(text: str, prefix: int) -> None:
    assert unit(text).prefix == prefix


def test_a_unit_says_whether_it_is_a_share_points_or_money() -> None:
    for text, share, points, money in (
        ("%", True, False, False),
        ("‰", True, False, False),
        ("百分点", True, True, False),
        ("个百分点", True, True, False),
        ("元", False, False, True),
        ("万元/户", False, False, True),
        ("户/元", False, False, False),
        ("个", False, False, False),
        ("%/年", False, False, False),
    ):
        assert (unit(text).is_share, unit(text).is_points, unit(text).is_money) == (share, points, money)


def test_a_unit_has_at_most_24_characters_without_its_blanks() -> None:
    long = "平方公里/平方公里.平方公里/平方公里.平方公里"  # 24
    assert len(long) == 24
    assert read_unit(long) is not None
    assert read_unit(" ".join(long)) is not None
    assert read_unit(long + "/m") is None
    assert read_unit("个" + " " * 95) is not None
    assert read_unit("个" + " " * 96) is None


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("个基层医疗机构", "个", "基层医疗机构"),
        ("公里", "公里", ""),
        ("人次数", "人次", "数"),
        ("人", "人", ""),
        ("甲人", None, "甲人"),
        ("", None, ""),
        ("平方公里/平方公里.平方公里/平方公里.平方公里多", "平方公里/平方公里.平方公里/平方公里.平方公里", "多"),
    ],
)
def test_the_longest_unit_at_the_beginning_is_taken(text: str, found: str | None, rest: str) -> None:
    unit_, behind = longest_unit(text)
    assert (unit_.printed if unit_ else None, behind) == (found, rest)


def test_a_word_that_only_its_column_knows_converts_to_itself_alone() -> None:
    points = own_unit(" 绩点 ")
    assert (points.printed, points.dimensions, points.factor, points.prefix) == ("绩点", (("绩点", 1),), 1, 1)
    assert points.comparable(own_unit("绩 点"))
    assert own_unit("GPA").comparable(own_unit("gpa"))
    assert not points.comparable(unit("分"))


@pytest.mark.parametrize(
    ("name", "inside", "unit_text", "rest"),
    [
        ("治理面积（一期）", "一期", None, "治理面积（一期）"),
        ("治理面积（公顷）", "公顷", "公顷", "治理面积"),
        (" 治理面积（公顷） ", "公顷", "公顷", "治理面积"),
        ("治理面积(公顷)", "公顷", "公顷", "治理面积"),
        ("治理面积（公顷", "", None, "治理面积（公顷"),
        ("治理面积公顷）", "", None, "治理面积公顷）"),
        ("治理面积（）", "", None, "治理面积（）"),
        ("购置设备（台（套））", "套)", "台(套)", "购置设备"),
        ("购置（进口）设备（台（套））", "套)", "台(套)", "购置（进口）设备"),
        ("购置设备台（套））", "套)", None, "购置设备台（套））"),
        ("购置设备（一期）（台）", "台", "台", "购置设备（一期）"),
        ("数量（≥5人）", "≥5人", None, "数量（≥5人）"),
        ("（公顷）", "公顷", "公顷", ""),
        ("面积 （公顷）", "公顷", "公顷", "面积"),
    ],
)
def test_the_brackets_at_the_end_of_a_name(name: str, inside: str, unit_text: str | None, rest: str) -> None:
    assert closing_brackets(name) == inside
    found = unit_in_name(name)
    assert (found.printed if found else None) == unit_text
    assert name_without_unit(name) == rest.strip()


#: Kinds of measures by name; checks ask for some of them.
KINDS = {
    "area": "亩",
    "length": "米",
    "volume": "立方米",
    "mass": "吨",
    "money": "元",
    "share": "%",
    "time": "小时",
    "working time": "工作日",
    "months": "月",
    "quarters": "季度",
    "power": "千瓦",
    "apparent power": "千伏安",
    "peak power": "千瓦峰",
    "voltage": "千伏",
    "energy": "千瓦时",
    "bandwidth": "bps",
    "pressure": "兆帕",
    "temperature": "°c",
    "noise": "分贝",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_measure_is_of_its_kind(kind: str) -> None:
    assert unit(KINDS[kind]).dimensions == ((kind, 1),)
    assert unit(KINDS[kind]).factor == 1
