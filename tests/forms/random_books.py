"""Seeded random evaluations as counties could fill them in. The same seed gives the same; nothing here computes a result."""

from __future__ import annotations

import random
from decimal import Decimal

from msgspec.structs import replace

from tests.rules import batch
from xladdin.model.adjustment import ADJUSTMENT_KINDS, Adjustment
from xladdin.model.evaluation import Declared, Evaluation, Project, Unit
from xladdin.model.funds import FundsRow
from xladdin.model.indicator import Indicator
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

#: Units with targets in all directions; {} is the number.
UNITS = ("公顷", "个", "人", "%", "万元/公顷", "万人", "处", "")
NUMERIC_TARGETS = (
    "≥{}",
    "≤{}",
    "＞{}",
    "＜{}",
    "{}",
    "={}",
    ">={}",
    "不少于{}",
    "≥{}{unit}",
    "{}{unit}",
    "═ {} {unit}",
)
TEXT_TARGETS = ("全覆盖", "良好", "显著提升", "达成预期指标", "是", "有效改善")
RULES = ("按照完成比例赋分", "直接赋分", "满意度赋分", "按评判等级赋分", "按照完成比\n例赋分", "按评判登记赋分", "")

#: Written so that the small native reader has no excuse not to read them.
PLAIN_FORMS = ("{}", "{}{unit}", "{} {unit}")
WORDS = ("达成预期指标", "已完成", "未完成", "否", "是", "达标")
BLANKS = ("", "", "—", "/", "无", "——", "待填")
#: Understood by Python alone; a workbook without the add-in asks to check them.
ODD_FORMS = (
    *("１２３", "1,234.5", "1,234.5{unit}", "５{unit}", "５", "+7", "012,345.6", "1,234.50", "＋{}"),
    *("约{}", "{}左右", "≥{}", "1E5", "NaN", "1e400", "7月", "2024-07-15", "3-5", "#N/A"),
)


def random_rules(name: str) -> Profile:
    """A published profile, or a strict one: pass mark, floor, two decimals, 不适用 taken out of the denominator."""
    return replace(batch.strict_profile(), not_applicable="drop") if name == "strict" else profiles.load(name)


def number(chance: random.Random) -> Decimal:
    kind = chance.random()
    if kind < 0.4:
        return Decimal(chance.randint(1, 500))
    if kind < 0.8:
        return Decimal(chance.randint(1, 10**6)).scaleb(-2)
    if kind < 0.9:
        return Decimal(chance.randint(1, 99)).scaleb(-chance.randint(2, 5))
    return Decimal(chance.randint(10**6, 10**10))


def plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def evaluation(seed: int, rows: int, *, odd: bool = False) -> Evaluation:
    """One project with ``rows`` indicators; ``odd``: with actual values that only Python reads."""
    chance = random.Random(seed)
    indicators = tuple(_indicator(chance, index, odd) for index in range(rows))
    declared = Declared(levels={"产出指标": Decimal("44.1")}, total=Decimal("88.8"), grade="良")
    return Evaluation(
        form="transfer",
        year=chance.choice([2023, 2024]),
        unit=Unit(name=f"随机单位{seed}"),
        project=Project(name=f"随机项目{seed}", programme=chance.choice(["", "生态保护修复治理资金"])),
        funds=_funds(chance),
        indicators=indicators,
        declared=declared if chance.random() < 0.3 else None,
    )


def _funds(chance: random.Random) -> tuple[FundsRow, ...]:
    """With and without a total of its own; zero, blank, and executions of which ten times the rate ends in …5."""
    kind = chance.random()
    if kind < 0.1:
        return ()
    if kind < 0.35:
        budget, executed = Decimal(2000), Decimal(chance.randint(0, 2000))
        return (FundsRow(source="total", budget=budget, executed=executed),)
    rows = []
    for source in ("central", "local", "other"):
        budget = chance.choice([number(chance), number(chance), number(chance), Decimal(0), None])
        executed = chance.choice([number(chance), Decimal(0), None, budget, budget])
        arrived = chance.choice([number(chance), Decimal(0), None, budget])
        rows.append(FundsRow(source=source, budget=budget, executed=executed, arrived=arrived))
    if kind < 0.5:
        rows.insert(0, FundsRow(source="total", budget=number(chance), executed=number(chance)))
    return tuple(rows)


def _indicator(chance: random.Random, index: int, odd: bool) -> Indicator:
    level1 = chance.choice(["产出指标", "产出指标", "效益指标", "满意度指标", "成本指标"])
    if index < 3:  # every level has a row, so that most books have a total
        level1 = ("产出指标", "效益指标", "满意度指标")[index]
    rule = chance.choice(RULES)
    row = Indicator(
        key=f"k{index:02d}",
        level1=level1,
        level2=chance.choice(["数量指标", "质量指标", ""]),
        level3="",
        target="",
        weight=chance.choice([Decimal(chance.randint(1, 20)), Decimal("2.5"), Decimal("0.35"), Decimal(0)]),
        scoring_rule=rule,
    )
    if chance.random() < 0.04:
        row = replace(row, weight=None)
    kind = chance.random()
    if kind < 0.2:
        row = _half_way(chance, row, index)
    elif kind < 0.4:
        row = _in_words(chance, row, index)
    elif kind < 0.5:
        row = _range(chance, row, index)
    else:
        row = _numeric(chance, row, index)
    row = _deviating(chance, row, odd)
    if chance.random() < 0.3:
        row = replace(row, reason="受施工季节影响，已调整计划。")
    if chance.random() < 0.2:
        row = replace(row, declared_score=Decimal(chance.randint(0, 200)).scaleb(-1))
    return row


def _half_way(chance: random.Random, row: Indicator, index: int) -> Indicator:
    """Scores and percentages that end in exactly half of the last printed decimal."""
    if chance.random() < 0.5:
        weight, low = Decimal(chance.choice([1, 3, 5, 7])), Decimal(8)
        actual = Decimal(chance.randint(0, 8))
    else:
        weight, low = Decimal(chance.randint(1, 9)), Decimal(20000)
        actual = Decimal(chance.randint(1, 25999))
    scale = Decimal(10) ** chance.randint(-4, 2)
    return replace(
        row,
        level3=f"半数指标{index}（个）",
        target=f"≥{plain(low * scale)}",
        actual=plain(actual * scale),
        weight=weight,
    )


def _in_words(chance: random.Random, row: Indicator, index: int) -> Indicator:
    target = chance.choice(TEXT_TARGETS)
    tiered = "等级" in row.scoring_rule or "登记" in row.scoring_rule
    percent = Decimal(chance.randint(0, 100)) if tiered and chance.random() < 0.8 else None
    actual = chance.choice([*WORDS, target])
    return replace(row, level3=f"定性指标{index}", target=target, actual=actual, tier_percent=percent)


def _range(chance: random.Random, row: Indicator, index: int) -> Indicator:
    low = chance.randint(1, 50)
    high = low + chance.randint(0, 20)
    target = chance.choice([f"{low}-{high}个", f"{low}~{high}", f"{high}±{min(low, high)}"])
    actual = chance.choice([low, high, low - 1, high + 1, (low + high) / 2, 0, high * 2])
    return replace(row, level3=f"区间指标{index}（个）", target=target, actual=plain(Decimal(str(actual))))


def _numeric(chance: random.Random, row: Indicator, index: int) -> Indicator:
    unit = chance.choice(UNITS)
    bound = Decimal(0) if chance.random() < 0.06 else number(chance)
    shares = ["1", "1", "0", "1.3", "1.3001", "1.2999", "0.5", "0.85", "2.39", "1.01", "0.99", "9.5"]
    actual = bound * Decimal(chance.choice(shares)) if chance.random() < 0.8 else number(chance)
    target = chance.choice(NUMERIC_TARGETS).format(plain(bound), unit=unit)
    typed = chance.choice(PLAIN_FORMS).format(plain(actual), unit=unit).strip()
    if unit == "%" and chance.random() < 0.2:
        typed = typed.replace("%", "％")
    if unit and chance.random() < 0.2:  # in a column of its own
        return replace(row, level3=f"数量指标{index}（一期）", unit=unit, target=target, actual=typed)
    name = f"数量指标{index}（{unit}）" if unit else f"数量指标{index}"
    return replace(row, level3=name, target=target, actual=typed)


def _deviating(chance: random.Random, row: Indicator, odd: bool) -> Indicator:
    """Blanks, odd spellings, adjustments (approved or not, complete or not)."""
    if chance.random() < 0.06:
        row = replace(row, actual=chance.choice(BLANKS))
    elif odd and chance.random() < 0.6:
        unit = row.level3[row.level3.index("（") + 1 : -1] if "（" in row.level3 else ""
        row = replace(row, actual=chance.choice(ODD_FORMS).format(chance.randint(1, 500), unit=unit))
    if chance.random() < 0.12:
        keep = chance.choice([Decimal("0.8"), Decimal(1), Decimal(0), Decimal("0.605"), None])
        approved = chance.choice(["县财政局", "县财政局", "", "  "])
        kind = chance.choice([*ADJUSTMENT_KINDS, *ADJUSTMENT_KINDS, "", "天气"])
        row = replace(
            row, adjustment=Adjustment(kind=kind, keep=keep, reason="理由", basis="依据", approved_by=approved)
        )
    return row
