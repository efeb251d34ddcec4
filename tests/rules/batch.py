"""A seeded batch of rows as a county could fill them in: ordinary, odd, on the edge.

The same seed gives the same batch; nothing here computes an expected value.
"""

from __future__ import annotations

import random
from decimal import Decimal

import msgspec

from xladdin.model.grammar.quantity import Direction
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.row.terms import ActualNumber, Terms
from xladdin.rules.words import UNREAD

#: Printed forms of the four rules; table C wraps lines inside them and misprints one.
PRINTED_RULES = {
    ScoringRule.DIRECT: ("直接赋分", "直 接 赋 分", "直接\n赋分"),
    ScoringRule.PROPORTIONAL: ("按照完成比例赋分", "", "按照完成比\n例赋分", "比例"),
    ScoringRule.TIER: ("按评判等级赋分", "按评判登记赋分", "按评判等\n级赋分", "满意度等级赋分", "按评判等　级赋分"),
    ScoringRule.SATISFACTION: ("满意度赋分", "满意\n度赋分", "满意度"),
}

_EIGHTH = Decimal("0.125")


class Row(msgspec.Struct, frozen=True):
    """One row of the score sheet: its terms and the rule as printed."""

    terms: Terms
    printed_rule: str


def strict_profile() -> Profile:
    """A profile that switches on what the published ones leave off: pass mark, floor, satisfaction; direct off."""
    base = profiles.load("xinjiang-2024")
    changes = {
        "pass_mark": Decimal("0.6"),
        "over_floor": Decimal("0.8"),
        "over_factor": Decimal("0.4"),
        "over_threshold": Decimal("1.25"),
        "over_on_direct": Decimal(0),
        "over_on_satisfaction": Decimal(1),
        "level_places": Decimal(2),
        "missing_level": Decimal(1),
    }
    parameters = {
        key: msgspec.structs.replace(parameter, value=changes.get(key, parameter.value))
        for key, parameter in base.parameters.items()
    }
    return msgspec.structs.replace(base, id="strict", parameters=parameters)


def _number(chance: random.Random) -> Decimal:
    """A positive number as people type it: whole, a few decimals, now and then tiny or large."""
    kind = chance.random()
    if kind < 0.35:
        return Decimal(chance.randint(1, 500))
    if kind < 0.75:
        return Decimal(chance.randint(1, 10**6)).scaleb(-2)
    if kind < 0.85:
        return Decimal(chance.randint(1, 9)).scaleb(-chance.randint(3, 6))
    if kind < 0.95:
        return Decimal(chance.randint(1, 10**9)).scaleb(-chance.randint(0, 4))
    return Decimal(chance.randint(10**9, 10**11))


def _bounds(chance: random.Random, direction: Direction) -> tuple[Decimal | None, Decimal | None]:
    if direction is Direction.QUALITATIVE:
        return None, None
    bound = Decimal(0) if chance.random() < 0.06 else _number(chance)
    if direction is Direction.RANGE:
        width = Decimal(0) if chance.random() < 0.1 else _number(chance)
        if chance.random() < 0.08:
            bound = -bound
        return bound, bound + width
    if direction is Direction.EQUAL:
        return bound, bound
    return (bound, None) if direction in (Direction.AT_LEAST, Direction.MORE_THAN) else (None, bound)


def _actual(chance: random.Random, direction: Direction, low: Decimal | None, high: Decimal | None) -> ActualNumber:
    kind = chance.random()
    if kind < 0.05:
        return None
    if kind < 0.10:
        return UNREAD
    if direction is Direction.QUALITATIVE:
        return chance.choice([Decimal(0), Decimal(1), Decimal("0.8"), Decimal("0.595"), _number(chance).scaleb(-3)])
    bound = low if low is not None else high
    assert bound is not None
    if kind < 0.20:
        return Decimal(0)
    if kind < 0.32:
        return bound
    if kind < 0.36 and high is not None:
        return high
    if kind < 0.40:
        return -_number(chance)
    if kind < 0.52:  # exactly on the usual thresholds, and next to them
        share = chance.choice(["1.3", "1.25", "0.6", "1.3001", "1.2999", "0.59999", "0.6001"])
        return bound * Decimal(share)
    if kind < 0.85:
        return (bound * Decimal(chance.randint(0, 300)).scaleb(-2)).normalize() + 0
    return _number(chance)


def random_row(chance: random.Random) -> Row:
    direction = chance.choice(list(Direction))
    low, high = _bounds(chance, direction)
    rule = chance.choice(list(ScoringRule))
    weight = (
        None
        if chance.random() < 0.03
        else chance.choice([Decimal(chance.randint(0, 20)), Decimal("2.5"), _number(chance)])
    )
    keep = chance.choice([Decimal("0.8"), Decimal(1), Decimal(0), Decimal("0.605")]) if chance.random() < 0.15 else None
    actual = _actual(chance, direction, low, high)
    terms = Terms(direction, low, high, actual, weight, rule, keep)
    return Row(terms, chance.choice(PRINTED_RULES[rule]))


def half_way_row(chance: random.Random) -> Row:
    """Rates and scores that end in exactly half of the last printed decimal."""
    rule = chance.choice([ScoringRule.PROPORTIONAL, ScoringRule.SATISFACTION, ScoringRule.TIER])
    if chance.random() < 0.5:  # the score ends in …5 at the third decimal: weight · k/8
        low, weight = Decimal(8), Decimal(chance.choice([1, 3, 5, 7]))
        actual = Decimal(chance.randint(0, 8))
    else:  # the percentage does: 1/20000 = 0.005 %
        low, weight = Decimal(20000), Decimal(chance.randint(1, 9))
        actual = Decimal(chance.randint(1, 25999))
    scale = Decimal(10) ** chance.randint(-4, 2)
    terms = Terms(Direction.AT_LEAST, low * scale, None, actual * scale, weight, rule, None)
    return Row(terms, PRINTED_RULES[rule][0])


def rows(seed: int, count: int) -> list[Row]:
    chance = random.Random(seed)
    return [half_way_row(chance) if index % 5 == 4 else random_row(chance) for index in range(count)]


class Money(msgspec.Struct, frozen=True):
    budget: Decimal | None
    executed: Decimal | None


def money(seed: int, count: int) -> list[Money]:
    chance = random.Random(seed)
    result = []
    for index in range(count):
        budget: Decimal | None = _number(chance)
        executed: Decimal | None = _number(chance) if index % 3 else (budget or Decimal(0)) * Decimal(index % 21) / 20
        if index % 10 == 7:
            budget, executed = Decimal(2000), Decimal(chance.randint(0, 2000))  # 10 · k/2000: halves at one decimal
        if index % 5 == 0:  # on the edges of bands, just above and below
            budget = Decimal(100)
            executed = Decimal(chance.choice([60, 80, 90, 100])) + Decimal(chance.choice(["0", "0", "0.01", "-0.01"]))
        if index % 13 == 0:
            budget = chance.choice([None, Decimal(0)])
        if index % 17 == 0:
            executed = chance.choice([None, Decimal(0)])
        result.append(Money(budget, executed))
    return result


class Level(msgspec.Struct, frozen=True):
    scores: Decimal | None
    weights: Decimal
    standard: Decimal


def levels(seed: int, count: int) -> list[Level]:
    chance = random.Random(seed)
    result = []
    for index in range(count):
        weights, standard = Decimal(chance.choice([10, 22, 66, 90, 7, 3])), Decimal(chance.choice([10, 30, 50]))
        scores: Decimal | None = Decimal(chance.randint(0, int(weights) * 1000)).scaleb(-3)
        if index % 3 == 0:  # standard · scores / weights ends in exactly .x5
            scores = weights * Decimal(2 * chance.randint(0, int(standard) * 10 - 1) + 1) / 20 / standard
        if index % 11 == 0:
            weights = Decimal(0)
        if index % 12 == 0:
            scores = None
        result.append(Level(scores, weights, standard))
    return result


def totals(seed: int, count: int) -> list[list[Decimal | None]]:
    """Four level scores each, rounded to one decimal; some sums lie exactly on a grade's bound."""
    chance = random.Random(seed)
    result: list[list[Decimal | None]] = [
        [Decimal("9.9"), Decimal("50"), Decimal("20.1"), Decimal("10")],
        [Decimal("6.3"), Decimal("44.1"), Decimal("28.4"), Decimal("10")],
        [Decimal("0.1"), Decimal("49.7"), Decimal("30"), Decimal("0.2")],
        [Decimal("0.7"), Decimal("39.1"), Decimal("10.2"), Decimal("10")],
        [Decimal("0.7"), Decimal("39.1"), Decimal("10.2"), Decimal("9.9")],
    ]
    while len(result) < count:
        scores: list[Decimal | None] = [Decimal(chance.randint(0, top * 10)).scaleb(-1) for top in (10, 50, 30, 10)]
        if chance.random() < 0.1:
            scores[chance.randrange(4)] = None
        result.append(scores)
    return result


class Typed(msgspec.Struct, frozen=True):
    """A cell as filled in: text or number (``percent`` says that its format is one), and its row."""

    value: str | Decimal
    unit: str
    target: str
    percent: bool = False
    printed_rule: str = ""
    tier: Decimal | None = None


_TARGETS = (
    ("≥426.94", "公顷"),
    ("100", "%"),
    ("≥70%", "%"),
    ("≥95％", ""),
    ("＜5300", "元/户"),
    ("≤37.21", "万元/公顷"),
    ("3-5个", "个"),
    ("20±2", ""),
    ("≥150", "人"),
    ("0起", "起"),
    ("≥0.09", "万人"),
    ("100", ""),
    ("≥10", "％"),
    ("≥12", "月"),
    ("≥20", "ha"),
    ("良好", ""),
    ("全覆盖", ""),
    (" 显著提升 ", ""),
    ("A级", ""),
    ("12月底之前完成", ""),
    ("9月前", ""),
    ("2021年11月30日前", ""),
    ("不少于x", ""),
    ("", "个"),
    ("≥1.2.3", "个"),
)
_TEXTS = (
    *(
        "95",
        "95%",
        "95％",
        "95 %",
        "９５",
        "0",
        "0%",
        "-5",
        "−5",
        "+5",
        "1,234.5",
        "1234.50",
        ".5",
        "5.",
        "1.2.3",
        "007",
    ),
    *("NaN", "1e400", "1E5", "∞", "--5", "-", "—", "——", "/", "／", "无", "N/A", "n/a", "", " ", "　", "=100", "≥150"),
    *(
        "9-7",
        "9/7",
        "7月",
        "7月15日",
        "2024-07-15",
        "2024年7月",
        "11月底",
        "2021年10月",
        "2021年11月30日",
        "9月前",
        "12月",
    ),
    *(
        "达成预期指标",
        "已完成",
        "是",
        "否",
        "未完成",
        "√",
        "良好",
        "良 好",
        "良好 ",
        "a级",
        "全覆盖",
        "显著提升",
        "基本完成",
    ),
    *(
        "150人",
        "150 人",
        "5万人",
        "0.09万人",
        "900人",
        "150人次",
        "3个",
        "4.5公顷",
        "30亩",
        "20HA",
        "30万元/公顷",
        "8起",
    ),
    *("123456789012345", "1234567890123456", "999999999999999", "0.000001", "123456.789012", "1" * 25, "0" * 23 + "5"),
    *(
        "达成\n预期指标",
        "95%%",
        "%",
        "个",
        "人",
        "约95",
        "95左右",
        "１２.５%",
        "3~5",
        "3-5个",
        "5300元/户",
        "12\n",
        "\t12",
    ),
    *(
        "待填",
        "未填",
        "无。",
        "…",
        "TRUE",
        "12②",
        "10²",
        "½",
        "5㎡",
        "#N/A",
        "'95",
        "95'",
        "１，２３４",
        "1 234",
        "−",
        "－",
    ),
)


def typed(seed: int) -> list[Typed]:
    """Every text against every target once (tier rule now and then), and numbers as cells hold them."""
    chance = random.Random(seed)
    result = []
    for target, unit in _TARGETS:
        for text in (*_TEXTS, target):
            tiered = chance.random() < 0.1
            result.append(
                Typed(
                    text,
                    unit,
                    target,
                    printed_rule="按评判等级赋分" if tiered else "直接赋分",
                    tier=chance.choice([None, Decimal(85), Decimal(0)]) if tiered else None,
                )
            )
        for _ in range(6):
            percent = chance.random() < 0.4
            value = _number(chance).scaleb(-2) if percent else _number(chance)
            result.append(Typed(value, unit, target, percent))
    return result


_PRINTED_TARGETS = (
    *("≥426.94", ">=21933人", "≧ 735 人次", "═ 100 %", "﹦ 72890 元", "=100%", "≤37.21", "<=5300元/户", "100", "100%"),
    *(
        "≥70%",
        "29.5亩",
        "不少于12种",
        "全覆盖",
        "9月前",
        "12月底之前完成",
        "2021年11月30日前",
        "0",
        "0起",
        "是",
        "良好",
    ),
    *(
        "显著提升",
        "达成预期指标",
        "1000元/生.年",
        "20±2",
        "3-5个",
        "≥1.2亿元",
        "较上年提高",
        "≥95％",
        "＞5",
        "＜ 5 个",
        "＝7",
    ),
    *(
        "≥",
        "",
        "无",
        "—",
        "/",
        "NaN",
        "1E5",
        "1e400",
        "∞",
        "≥1.2.3",
        "1234567890123456",
        "999999999999999",
        "-5",
        "≥-5",
    ),
    *(
        "１２",
        "≥１２.５",
        "1,234.5",
        ">5",
        "<5",
        "=>5",
        "=<5",
        "≥≥5",
        "5以上",
        "较上年提高5%",
        "≥x",
        "A级",
        "年底前完成",
    ),
    *(
        "≥三种",
        "不少于三种",
        "10²",
        "5㎡",
        "≥5m2",
        "≥5hm2",
        "≥ 5 hm²",
        "12②",
        "95%%",
        "≥5万",
        "3~5",
        "80%-90%",
        "优于上年",
    ),
    *("≥5公顷", "≥5\n公顷", "　≥5　", "≦5", "⩾5", "≥5 %", "100个百分点", "1.5", "=1/2", "5/户", "待填"),
)


def printed_targets() -> list[tuple[str, str]]:
    """Target texts, each with several units of the row."""
    return [(text, unit) for text in _PRINTED_TARGETS for unit in ("", "%", "个", "公顷", "元/户", "人次", "hm2", "％")]


def printed_names() -> list[str]:
    """Names of indicators, with and without a unit in closing brackets."""
    return [
        "矿山生态修复面积（公顷）",
        "单位成本控制数(万元/公顷)",
        "合格率（%）",
        "合格率（％）",
        "修复废弃矿山（矿点）数量（个）",
        "修复废弃矿山（矿点）数量",
        "培训次数",
        "",
        "面积（公顷",
        "面积公顷）",
        "面积()",
        "面积（公顷）　",
        "年新增旅游人数（万人次/年） ",
    ]


class Table(msgspec.Struct, frozen=True):
    """A table as the level sums see it.

    rows    level in which each row is counted (empty: in none) and its score, a blank or 需核对
    scores  id of every level → its score, where it has one
    """

    rows: tuple[tuple[str, Decimal | str], ...]
    scores: dict[str, Decimal | None]


def tables(seed: int, profile: Profile, times: int) -> list[Table]:
    """Every choice of levels that may have rows, ``times`` over: some rows without score, some levels without sum."""
    chance = random.Random(f"tables {seed}")
    found = []
    levels = profile.indicator_levels
    for choice in range(times << len(levels)):
        present = [level for number, level in enumerate(levels) if choice >> number & 1]
        rows = (
            [(chance.choice(present).name, chance.choice((Decimal(5), UNREAD, ""))) for _ in present] if present else []
        )
        rows += [(level.name, chance.choice((Decimal(5), UNREAD, ""))) for level in present]
        if chance.random() < 0.3:
            rows.append(("", chance.choice((UNREAD, ""))))
        scores = {level.id: chance.choice((Decimal(8), None)) for level in profile.levels}
        if chance.random() < 0.1:
            scores = dict.fromkeys(scores, Decimal(8))
        found.append(Table(tuple(chance.sample(rows, len(rows))), scores))
    return found
