"""One number among words: which words are a comparison, a level or a change, and which make the number another one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.model.grammar.quantity import Direction, Kind, read_actual, read_target
from xladdin.model.grammar.unit import read_unit

AT_LEAST = "不少于 不低于 不小于 不得少于 不得低于 不得小于 不能少于 不能低于 大于等于 大于或等于 高于等于 高于或等于 至少 最少 最低"
AT_MOST = (
    "不超过 不高于 不多于 不大于 不得超过 不得高于 不得多于 不得大于 不能超过 不能高于 小于等于 小于或等于 低于等于 低于或等于 "
    "至多 最多 最高"
)
WORDS = {
    "≥": AT_LEAST,
    "≤": AT_MOST,
    "＞": "大于 高于 多于 超过 超",
    "＜": "小于 低于 少于",
    "＝": "等于",
}
FLAT = [(word, direction) for direction, words in WORDS.items() for word in words.split()]


def bounds(text: str, unit: str = "") -> tuple[str, Decimal | None, Decimal | None]:
    target = read_target(text, read_unit(unit) if unit else None)
    assert target.kind is Kind.NUMBER, target.reason
    return target.direction.value, target.low, target.high


@pytest.mark.parametrize(("word", "direction"), FLAT)
def test_a_comparison_in_words_is_its_sign(word: str, direction: str) -> None:
    low = Decimal(5) if direction in "≥＞＝" else None
    high = Decimal(5) if direction in "≤＜＝" else None
    for text in (f"{word}5个", f"培训{word}5个", f"（{word}）5个", f"培训人数{word} 5 个"):
        assert bounds(text) == (direction, low, high)
        assert read_target(text).signed
    assert read_actual(f"{word}5个").copied_target


@pytest.mark.parametrize(
    ("behind", "direction"),
    [
        ("以上", "≥"),
        ("及以上", "≥"),
        ("或以上", "≥"),
        ("(含)以上", "≥"),
        ("以上(含)", "≥"),
        ("以上(含本数)", "≥"),
        ("以下", "≤"),
        ("及以下", "≤"),
        ("或以下", "≤"),
        ("以内", "≤"),
        ("之内", "≤"),
        ("内", "≤"),
        ("(含)以下", "≤"),
    ],
)
def test_a_comparison_behind_the_number(behind: str, direction: str) -> None:
    five = Decimal(5)
    assert bounds(f"5个{behind}") == (direction, five if direction == "≥" else None, five if direction == "≤" else None)
    assert read_actual(f"5个{behind}").copied_target


def test_inclusive_alone_is_no_comparison() -> None:
    for text in ("5个(含)", "5个(含本数)"):
        assert bounds(text) == ("＝", Decimal(5), Decimal(5))
        assert not read_target(text).signed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("≥≤5", "有两个比较符号"),
        ("不低于≥5", "有两个比较符号"),
        ("(≥)(≥)5", "有两个比较符号"),
        ("≥5个以下", "有两个不同的比较符号"),
        ("不超过5个以上", "有两个不同的比较符号"),
        ("5≤", "不认识的单位或文字“≤”"),
        ("5个以上以下", "“以下”使这个数值不明确"),
    ],
)
def test_two_comparisons_are_asked_about(text: str, says: str) -> None:
    assert read_target(text).reason == says


def test_a_comparison_said_twice_alike_is_one() -> None:
    assert bounds("≥5个以上") == ("≥", Decimal(5), None)
    assert bounds("不超过5天以内") == ("≤", None, Decimal(5))


LEVELS = "提高到 提升至 增加到 增长至 上升到 升到 增至 达到 达 为 是 ："
CEILINGS = "控制在 控制到 降低到 下降至 降到 减少到 压减至 压缩到 缩短至 减到"


@pytest.mark.parametrize("word", LEVELS.split())
def test_a_verb_that_leads_to_a_level_leaves_the_number_as_it_is(word: str) -> None:
    assert bounds(f"{word}5个") == ("＝", Decimal(5), Decimal(5))
    assert read_actual(f"总数{word}5个").value == 5


@pytest.mark.parametrize("word", CEILINGS.split())
def test_a_verb_that_leads_down_makes_a_target_an_upper_bound(word: str) -> None:
    assert bounds(f"{word}5个") == ("≤", None, Decimal(5))
    assert read_target(f"{word}5个").signed
    assert bounds(f"{word}为5个") == ("≤", None, Decimal(5))
    assert bounds(f"{word}≥5个") == ("≥", Decimal(5), None)  # a written sign goes before
    assert read_actual(f"{word}5个").value == 5


UP = "提高 提升 增长 增加 上升 升高 提高了 增长幅 增长幅度 提高率"
DOWN = "下降 降低 减少 缩短 压减 下降率 降低了 减少幅度"


@pytest.mark.parametrize(("word", "step"), [(w, 1) for w in UP.split()] + [(w, -1) for w in DOWN.split()])
def test_a_verb_of_change_tells_a_step_and_no_level(word: str, step: int) -> None:
    target, actual = read_target(f"较上年{word}5个"), read_actual(f"较上年{word}5个")
    for found in (target, actual):
        assert found.kind is Kind.TEXT
        assert found.change is not None
        assert (found.change.direction, found.change.amount) == (step, 5)
        assert found.change.unit == read_unit("个")


@pytest.mark.parametrize("text", ["提高：5个", "降低幅度为5个", "提高率达5个", "逐步增长约5个"])
def test_a_change_that_is_said_as_a_level_is_asked_about(text: str) -> None:
    assert read_target(text).kind is Kind.UNREADABLE


@pytest.mark.parametrize("period", ["环比", "年均", "累计", "每年", "较上月", "较上季", "较上期", "建成以来", "翻番"])
def test_a_change_over_another_period_has_no_bounds(period: str) -> None:
    target = read_target(f"{period}增长5%", read_unit("元"), "15000")
    assert (target.kind, target.low, target.high) == (Kind.TEXT, None, None)
    actual = read_actual(f"{period}增长5%")
    assert (actual.kind, actual.reason) == (Kind.UNREADABLE, "看不出变化了多少")


class TestChange:
    @pytest.mark.parametrize(
        ("text", "direction", "bound"),
        [
            ("增长5%", "≥", "15750"),
            ("增长5%以上", "≥", "15750"),
            ("增长=5%", "≥", "15750"),
            ("增长>5%", "＞", "15750"),
            ("增长不低于5%", "≥", "15750"),
            ("增长不超过5%", "≤", "15750"),
            ("增长<5%", "＜", "15750"),
            ("下降5%", "≤", "14250"),
            ("下降5%以上", "≤", "14250"),
            ("下降>5%", "＜", "14250"),
            ("下降不超过5%", "≥", "14250"),
            ("下降<5%", "＞", "14250"),
            ("增长0%", "≥", "15000"),
            ("下降100%", "≤", "0"),
            ("增长5万", "≥", "65000"),
            ("增长5万元", "≥", "65000"),
            ("增长500", "≥", "15500"),
            ("增长5‰", "≥", "15075"),
            ("增长5%（含）", "≥", "15750"),
        ],
    )
    def test_with_last_years_value_it_has_one_bound(self, text: str, direction: str, bound: str) -> None:
        target = read_target(text, read_unit("元"), "15000")
        up = direction in "≥＞"
        assert target.direction.value == direction
        assert (target.low, target.high) == ((Decimal(bound), None) if up else (None, Decimal(bound)))
        assert target.conversion == f"{text}：上年 15000元，即 {bound}元"
        assert (target.signed, target.base) == (True, 15000)
        assert target.change is not None

    @pytest.mark.parametrize(
        ("text", "unit", "last_year"),
        [
            ("下降101%", "元", "15000"),
            ("减少5万", "元", "15000"),
            ("增长5%", "%", "85"),
            ("增长5", "%", "85"),
            ("增长5", "", "85%"),
            ("提高3个百分点", "元", "15000"),
            ("提高3个百分点", "", "15000"),
            ("增长5人", "元", "15000"),
            ("增长5人", "", "15000"),
            ("下降6起", "起", "5"),
        ],
    )
    def test_a_step_that_does_not_fit_last_years_value_is_asked_about(
        self, text: str, unit: str, last_year: str
    ) -> None:
        target = read_target(text, read_unit(unit) if unit else None, last_year)
        assert target.kind is Kind.UNREADABLE
        assert target.reason == "看不出是提高（降低）几个百分点，还是提高（降低）百分之几"

    @pytest.mark.parametrize(
        ("text", "unit", "last_year", "shown"),
        [
            ("增长5%", "", "1.5万元", "增长5%：上年 1.5万元，即 1.575万元"),
            ("增长500元", "万元", "1.5", "增长500元：上年 1.5万元，即 1.55万元"),
            ("增长5%", "", "15000", "增长5%：上年 15000，即 15750"),
            ("提高3个百分点", "‰", "85", "提高3个百分点：上年 85‰，即 115‰"),
            ("增长33.3333333%", "", "1", "增长33.3333333%：上年 1，即 1.333333"),
            (" 增长5% ", "个", "100", "增长5%：上年 100个，即 105个"),
        ],
    )
    def test_the_step_is_shown_with_last_years_value_and_unit(
        self, text: str, unit: str, last_year: str, shown: str
    ) -> None:
        assert read_target(text, read_unit(unit) if unit else None, last_year).conversion == shown

    @pytest.mark.parametrize("text", ["增长5%左右", "增长-5%", "增长+5%", "@增长5%", "增长5%的样子"])
    def test_a_step_that_is_not_clear_is_asked_about(self, text: str) -> None:
        assert read_target(text, read_unit("元"), "15000").kind is Kind.UNREADABLE
        assert read_actual(text).kind is Kind.UNREADABLE

    def test_a_result_with_a_comparison_tells_no_step(self) -> None:
        assert read_actual("增长5%以上").reason == "看不出变化了多少"
        found = read_actual("增长5万").change
        assert found is not None
        assert found.amount == 50000


DOUBTS = (
    "一 二 三 四 五 六 七 八 九 十 百 千 万 亿 两 半 不 未 没 尚 缺 欠 还差 相差 扣除 除外 除去 取消 撤 退 提高 提升 增长 增加 增幅 上升 升高 "
    "下降 降 减 涨 超 较 比 同期 上年 去年 往年 上期 翻 大概 大约 大致 约 近 接近 第 每 均 各 分别 其中 计划 拟 预计 预期 预算 预估 "
    "应完 应达 应建 需要 需完 待 目标 剩 其余 其他 原有 原计 折 分之 以外 至少 至多 最多 最少 最高 最低 中标限 中标价限"
).split()
IN_FRONT_ONLY = "左右 上下 含 另 还有 结余 节余 盈余 节约 节省 以上 以下 以内".split()
HARMLESS = "占比 比例 比重 比率 合约 契约 近年 均衡 均等 各类 各项 各级 各种 各地 目前 当前 中标价".split()


@pytest.mark.parametrize("word", DOUBTS)
def test_a_word_that_makes_the_number_another_one_is_named(word: str) -> None:
    in_front, behind = read_actual(f"{word}修建5个"), read_actual(f"修建5个{word}")
    assert in_front.kind is behind.kind is Kind.UNREADABLE
    assert (
        in_front.reason
        == behind.reason
        == f"“{word.removesuffix('价限')}{'价限' if '价限' in word else ''}”使这个数值不明确"
    )
    assert read_target(f"{word}修建5个").kind is Kind.UNREADABLE


@pytest.mark.parametrize("word", IN_FRONT_ONLY)
def test_in_front_of_the_number_these_words_make_it_a_part_or_a_rest(word: str) -> None:
    assert read_actual(f"{word}修建5个").reason == f"“{word}”使这个数值不明确"


@pytest.mark.parametrize("word", HARMLESS)
def test_these_words_only_look_like_a_doubt(word: str) -> None:
    assert read_actual(f"{word}修建5个").value == 5
    assert read_actual(f"修建5个{word}").value == 5


@pytest.mark.parametrize("word", "多 余 来 几 许 左右 上下 个左右".split())
def test_a_number_that_is_only_near_is_not_taken(word: str) -> None:
    assert read_actual(f"修建5人{word}").reason == "不是确切的数值"


@pytest.mark.parametrize("word", ["含", "另", "还有", "结余", "节约", "目前", "中标价"])
def test_behind_the_number_these_words_say_what_it_counts(word: str) -> None:
    assert read_actual(f"修建5个{word}").value == 5


@pytest.mark.parametrize("word", "年 月 日 天 周 季度 分 度 级 点 期 学期 学年 倍 位 市 区 分钟 小时".split())
def test_these_units_begin_other_words(word: str) -> None:
    text = f"共15{word}刊物"  # 15, or a month would be a date
    assert read_actual(text).reason == f"看不出“{word}”是不是单位"
    assert bounds(f"≥15{word}刊物")[0] == "≥"
    assert read_actual(f"共15{word}").value == 15


ODD = "%‰≥≤<>=±+*/^~#@&|_"


@pytest.mark.parametrize("sign", [sign for sign in ODD if sign not in "%‰"])
def test_an_odd_sign_among_the_words_is_asked_about(sign: str) -> None:
    assert read_actual(f"修建5个{sign}").kind is Kind.UNREADABLE
    assert read_actual(f"修{sign}建5个").kind is Kind.UNREADABLE
    assert read_actual(f"修{sign}建5个").reason == "无法识别其中的数值"


@pytest.mark.parametrize("sign", "%‰")
def test_a_share_among_the_words_is_asked_about(sign: str) -> None:
    assert read_actual(f"修{sign}建5个").kind is Kind.UNREADABLE
    assert read_actual(f"修建5个（{sign}）").kind is Kind.UNREADABLE
    assert read_unit(f"个（{sign}）") is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("¥5", "5", "元"),
        ("￥5万", "5", "万元"),
        ("¥5千", "5", "千元"),
        ("¥5亿", "5", "亿元"),
        ("¥5万元", "5", "万元"),
        ("(个)5", "5", "个"),
        ("(个)5个", "5", "个"),
        ("【5个】", "5", "个"),
        ("〔5个〕", "5", "个"),
        ("{5个}", "5", "个"),
        ("“5个”", "5", "个"),
        ("'5个'", "5", "个"),
        ("5个。", "5", "个"),
        ("5个；", "5", "个"),
        ("5个，", "5", "个"),
        ("5个、", "5", "个"),
        ("5个！", "5", "个"),
        ("5台（台）", "5", "台(台)"),
        ("5公里（km）", "5", "公里"),
        ("5（公里）", "5", "公里"),
        ("（-5个）", "-5", "个"),
        ("5km2", "5", "km2"),
        ("5 m3", "5", "m3"),
        ("5M2", "5", "M2"),
        ("百分之95", "95", "%"),
        ("百分之95.5", "95.5", "%"),
        ("5个内设机构", "5", "个"),
        ("5个内部机构", "5", "个"),
        ("5个乡镇", "5", "个"),
        ("5公里乡镇", "5", "公里"),
        ("5个abc", "5", "个"),
        ("共5个", "5", "个"),
        ("（5个", "5", "个"),
        ("5个）", "5", "个"),
    ],
)
def test_signs_around_the_number_are_looked_through(text: str, value: str, unit: str) -> None:
    actual = read_actual(text)
    assert actual.value == Decimal(value), actual.reason
    assert actual.unit is not None
    assert actual.unit.printed == unit


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("约¥5", "“约”使这个数值不明确"),
        ("5mol", "不认识的单位或文字“mol”"),
        ("5m4", "文字中有多个数值，看不出哪一个是这一项的数值"),
        ("3x2", "文字中有多个数值，看不出哪一个是这一项的数值"),
        ("x5", "不认识的单位或文字“x”"),
        ("M2", "无法识别其中的数值"),
        ("m3", "无法识别其中的数值"),
        ("--5", "无法识别其中的数值"),
        ("-+5", "无法识别其中的数值"),
        (".-5", "无法识别其中的数值"),
        ("项目-5", "无法识别其中的数值"),
        ("。5个", "不认识的单位或文字“。”"),
        ("5十", "不认识的单位或文字“十”"),
        ("5百", "不认识的单位或文字“百”"),
        ("5万万", "不认识的单位或文字“万”"),
        ("(%)90个", "前后写了两个单位：“%”和“个”"),
        ("(个)90处", "前后写了两个单位：“个”和“处”"),
        ("20%个", "写了两个单位：“%”和“个”"),
        ("5个公里", "写了两个单位：“个”和“公里”"),
        ("5个百分比", "写了两个单位：“个”和“百分比”"),
        ("5%乡镇", "写了两个单位：“%”和“乡镇”"),
        ("abc5个", "无法识别其中的数值"),
        ("1.2.3", "数值超出可处理的范围或写法不完整"),
        ("9999999999999999个", "数值超出可处理的范围或写法不完整"),
        ("1,23", "逗号的位置不对：“1,23”"),
        ("3个5个", "文字中有多个数值，看不出哪一个是这一项的数值"),
        ("1、2、3", "文字中有多个数值，看不出哪一个是这一项的数值"),
        ("90%以上(含85%)", "文字中有多个数值，看不出哪一个是这一项的数值"),
        ("5甲" + "项目完成情况良好" * 3, "不认识的单位或文字“甲项目完成情况良好项目完成情况良好项目完”"),
    ],
)
def test_what_is_refused_is_refused_for_its_reason(text: str, says: str) -> None:
    assert read_target(text).reason == says


@pytest.mark.parametrize("text", ["90%以上(含90%)", "90%以上（包括90%）", "90%以上（包含90%）", "90%(含90%)以上"])
def test_a_bound_that_is_said_to_be_included_is_one_number(text: str) -> None:
    assert bounds(text) == ("≥", Decimal(90), None)


class TestTwoNumbers:
    @pytest.mark.parametrize(
        ("text", "low", "high"),
        [
            ("3-5个", "3", "5"),
            ("3--5个", "3", "5"),
            ("3~5个", "3", "5"),
            ("3至5个", "3", "5"),
            ("3到5个", "3", "5"),
            ("3—5个之间", "3", "5"),
            ("3个至5个之间", "3", "5"),
            ("5-5个", "5", "5"),
            ("0-0个", "0", "0"),
            ("20±2个", "18", "22"),
            ("20+-2个", "18", "22"),
            ("20+/-2个", "18", "22"),
            ("20±0个", "20", "20"),
            ("2±3个", "-1", "5"),
            ("3万个-5万个", "3", "5"),
        ],
    )
    def test_a_range_has_two_bounds(self, text: str, low: str, high: str) -> None:
        target = read_target(text)
        assert (target.direction, target.low, target.high) == (Direction.RANGE, Decimal(low), Decimal(high))
        assert target.signed
        assert read_actual(text).reason == "填的是一个区间，不是一个数值"

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("5-3个", "区间的两端无法识别或次序颠倒"),
            ("3,4-5", "区间的两端无法识别或次序颠倒"),
            ("3-4,5", "区间的两端无法识别或次序颠倒"),
            ("3个-5处", "区间两端的单位不同"),
            ("3%-5", "区间两端的单位不同"),
            ("3m-5m2", "区间两端的单位不同"),
            ("3万-5万元", "区间两端的单位不同"),
            ("共3-5个", "文字中有多个数值，看不出哪一个是这一项的数值"),
            ("3-5个左右", "文字中有多个数值，看不出哪一个是这一项的数值"),
            ("3-5-7", "文字中有多个数值，看不出哪一个是这一项的数值"),
            ("20±2%", "看不出“±”后面是百分数还是相对偏差"),
            ("20%±2%", "看不出“±”后面是百分数还是相对偏差"),
        ],
    )
    def test_a_range_that_is_none_is_refused_for_its_reason(self, text: str, says: str) -> None:
        assert read_target(text).reason == says

    def test_a_spread_in_per_cent_needs_a_share(self) -> None:
        assert bounds("20±2%", "%") == ("区间", Decimal(18), Decimal(22))
        assert read_target("20±2%", read_unit("个")).kind is Kind.UNREADABLE
        assert bounds("20-22%", "%") == ("区间", Decimal(20), Decimal(22))

    def test_a_range_is_converted_and_says_so(self) -> None:
        target = read_target("3-5万", read_unit("人"))
        assert (target.low, target.high, target.conversion) == (30000, 50000, "3万 = 30000人")
        assert not target.unit_repeated
        assert read_target("3-5人", read_unit("人")).unit_repeated
        assert not read_target("3-5人").unit_repeated


@pytest.mark.parametrize(
    ("text", "unit", "value", "shown"),
    [
        ("5万", "人", "50000", "5万 = 50000人"),
        ("5万", "万人", "5", ""),
        ("5万", "亿元", "0.0005", "5万 = 0.0005亿元"),
        ("5万", "千元", "50", "5万 = 50千元"),
        ("5万", "百万元", "0.05", "5万 = 0.05百万元"),
        ("5千", "元", "5000", "5千 = 5000元"),
        ("5十万", "元", "500000", "5十万 = 500000元"),
        ("5百万", "元", "5000000", "5百万 = 5000000元"),
        ("5千万", "万元", "5000", "5千万 = 5000万元"),
        ("5亿", "万元", "50000", "5亿 = 50000万元"),
        ("0万", "人", "0", ""),
        ("1亩", "公顷", "0.0666666666666666666666666667", "1亩 ≈ 0.066667公顷"),
        ("1元", "亿元", "0.00000001", "1元 ≈ 0亿元"),
        ("1.5亩", "公顷", "0.1", "1.5亩 = 0.1公顷"),
        ("0.5个百分点", "%", "0.5", ""),
        ("5‰", "%", "0.5", "5‰ = 0.5%"),
    ],
)
def test_the_number_comes_out_in_the_unit_of_the_row_and_says_how(text: str, unit: str, value: str, shown: str) -> None:
    actual = read_actual(text, read_unit(unit))
    assert actual.value is not None
    assert abs(actual.value - Decimal(value)) < Decimal("1e-25")
    assert actual.conversion == shown
    assert actual.unit == read_unit(unit)
    target = read_target(text, read_unit(unit))
    assert target.conversion == shown
    assert not target.signed


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("5万", "%", "百分数不会以万计"),
        ("-5%", "", "百分数前面有正负号，看不出是数值还是变化"),
        ("+5", "%", "百分数前面有正负号，看不出是数值还是变化"),
        ("5亩", "公里", "单位“亩”与指标单位“公里”不是同一种量"),
        ("5%", "个", "单位“%”与指标单位“个”不是同一种量"),
        ("999999999999999万个", "个", "数值超出可处理的范围"),
        ("100000000000000千个", "个", "数值超出可处理的范围"),
        ("100000000000000十万", "", "数值超出可处理的范围"),
    ],
)
def test_a_number_that_does_not_fit_its_row_is_refused_for_its_reason(text: str, unit: str, says: str) -> None:
    assert read_actual(text, read_unit(unit) if unit else None).reason == says
    assert read_target(text, read_unit(unit) if unit else None).reason == says


def test_the_largest_number_is_just_below_ten_to_the_fifteenth() -> None:
    assert read_actual("99999999999999千个", read_unit("个")).kind is Kind.UNREADABLE
    assert read_actual("999999999999千个", read_unit("个")).value == 999_999_999_999_000
    assert read_actual("1万亿个", read_unit("个")).kind is Kind.UNREADABLE
    assert read_target("≥999999999999千个", read_unit("个")).low == 999_999_999_999_000


def test_points_stay_points_in_a_target() -> None:
    target = read_target("≥3个百分点", read_unit("%"))
    assert target.unit is not None
    assert (target.unit.printed, target.low) == ("个百分点", 3)
    actual = read_actual("3个百分点", read_unit("%"))
    assert actual.unit == read_unit("%")
    assert actual.said == read_unit("个百分点")


def test_a_unit_of_the_column_alone_is_known_in_its_row() -> None:
    from xladdin.model.grammar.unit import own_unit

    target = read_target("≥5绩点", own_unit("绩点"))
    assert (target.low, target.unit_repeated) == (5, True)
    assert read_actual("5绩点", own_unit("绩点")).value == 5
    assert read_actual("5绩点左右", own_unit("绩点")).kind is Kind.UNREADABLE
    assert read_actual("5学分", own_unit("绩点")).kind is Kind.UNREADABLE
