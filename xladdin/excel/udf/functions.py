"""The worksheet functions (自定义函数): thin adapters from cells to ``xladdin.rules`` and back.

A cell sends a float, a text, None for an empty cell, or rows of these; the rules take Decimal; a cell gets a float or
a short text (COM would cut a Decimal to four places). An outcome of the domain — blank, no rate, 需核对 — is the text
that the native formula gives. A failure raises: the add-in turns it into #N/A, and IFERROR falls back to the native
formula. Arguments named alike mean the same everywhere:

direction, low, high   方向 and bounds of the target, as the sheet 评分表 shows them
actual                 实际数值: a number, an empty cell or 需核对
weight, keep           points; share of the weight that an approved adjustment keeps
rule                   指标赋分规则 as printed
params                 the sheet 参数, see ``xladdin.excel.udf.params``
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import structs

from xladdin import __version__
from xladdin.excel.udf.cells import (
    BLANK,
    Block,
    Cell,
    cells_of,
    direction_of,
    not_a_number,
    number_of,
    outcome,
    text_of,
)
from xladdin.excel.udf.declare import worksheet_function
from xladdin.excel.udf.params import profile_of
from xladdin.model.grammar.quantity import Direction, read_actual
from xladdin.model.indicator import Indicator, shown_unit, target_beside, target_of
from xladdin.rules.reading.actual_value import actual_value
from xladdin.rules.reading.clean import target_text
from xladdin.rules.reading.cost_ceiling import with_ceiling
from xladdin.rules.reading.target_bounds import TARGET_PARTS, direction_word
from xladdin.rules.row.ceiling import is_ceiling
from xladdin.rules.row.completion_rate import completion_rate
from xladdin.rules.row.deviation_rate import deviation_rate
from xladdin.rules.row.explain import explain
from xladdin.rules.row.row_score import row_score
from xladdin.rules.row.scoring_rule import read_scoring_rule
from xladdin.rules.row.terms import ActualNumber, Terms
from xladdin.rules.total.execution import execution_rate
from xladdin.rules.total.grade import grade
from xladdin.rules.total.level_score import level_score, level_sums
from xladdin.rules.total.total_score import total_score
from xladdin.rules.words import NO_RATE, UNREAD

_scoring_rule = lru_cache(maxsize=64)(read_scoring_rule)

_DIRECTION = "方向：≥、≤、＞、＜、＝、区间 或 定性"
_LOW = "目标下限；没有的留空"
_HIGH = "目标上限；没有的留空"
_ACTUAL = "实际数值（评分表中的实际数值列，或 JX_VALUE 的结果）"
_WEIGHT = "指标分值权重"
_RULE = "指标赋分规则：直接赋分、按照完成比例赋分、按评判等级赋分 或 满意度赋分"
_KEEP = "经批准的评分调整保留的权重比例，如 0.8；没有调整的留空"
_PLACES = "得分取几位小数；省略时不取整（项目支出自评表取两位）"
_PARAMS = "评分规则参数区域；省略时用财政部通用规则"


@worksheet_function(
    "把实际完成值的文字读成数值，换算为指标的单位；读不懂的给出“需核对”，不作猜测。",
    text="实际完成值，如 150、95%、1.2亿元、12月20日",
    unit="指标的计量单位，如 万元、公顷、%",
    target="指标值，如 ≥150、12月底前完成；定性指标必须给出",
    rule=_RULE,
    tier="按评判等级赋分时选定的百分比（0—100）",
    year="自评年度，用于判断日期",
    params=_PARAMS,
    last_year="上年完成值；指标值是“较上年增长5%”一类变化时给出",
)
def JX_VALUE(
    text: Cell,
    unit: Cell = None,
    target: Cell = None,
    rule: Cell = None,
    tier: Cell = None,
    year: Cell = None,
    params: Block = None,
    last_year: Cell = None,
) -> Cell:
    """Reads the text of an actual value as a number in the unit of the indicator."""
    # any number: without a target the text must be one
    aim = target_beside(text_of(target) or "100", "", text_of(unit), text_of(last_year))
    return outcome(
        actual_value(
            read_actual(text_of(text), aim.unit),
            aim,
            profile_of(params),
            rule=_scoring_rule(text_of(rule)),
            tier_percent=number_of(tier),
            year=int(number_of(year) or 0),
        ),
        BLANK,
    )


@worksheet_function(
    "读指标值：给出方向、目标下限、目标上限或单位；读不懂的方向为“需核对”，不作猜测。",
    part="要的是哪一项：方向、下限、上限 或 单位",
    target="指标值，如 ≥150、不低于95%、12月底前完成",
    name="指标名称，末尾括号内可有计量单位",
    level="一级指标",
    sublevel="二级指标",
    last_year="上年完成值；指标值是“较上年增长5%”一类变化时给出",
    params=_PARAMS,
)
def JX_TARGET(
    part: Cell,
    target: Cell,
    name: Cell = None,
    level: Cell = None,
    sublevel: Cell = None,
    last_year: Cell = None,
    params: Block = None,
) -> Cell:
    """Reads a target as it is typed into a blank workbook: its direction, its bounds, or the unit in which they stand."""
    indicator = Indicator(
        level1=text_of(level),
        level2=text_of(sublevel),
        level3=text_of(name),
        target=text_of(target),
        last_year=text_of(last_year),
    )
    read = with_ceiling(target_of(indicator), indicator, profile_of(params))
    found = {
        "direction": direction_word(read),
        "low": read.low,
        "high": read.high,
        "unit": shown_unit(indicator),
    }
    return outcome(next(found[name] for name, asked in TARGET_PARTS.items() if asked == text_of(part)), BLANK)


@worksheet_function("完成率：实际值与目标值之比，不取整。", direction=_DIRECTION, low=_LOW, high=_HIGH, actual=_ACTUAL)
def JX_RATE(direction: Cell, low: Cell, high: Cell, actual: Cell) -> Cell:
    """Completion rate of one indicator, as a fraction."""
    number = number_of(actual)
    if number is None:
        return not_a_number(actual)
    known = direction_of(direction)
    return outcome(completion_rate(known, number_of(low), number_of(high), number) if known else None, NO_RATE)


@worksheet_function(
    "偏差率：实际值偏离目标值的比例，超过为正、不足为负。", direction=_DIRECTION, low=_LOW, high=_HIGH, actual=_ACTUAL
)
def JX_DEVIATION(direction: Cell, low: Cell, high: Cell, actual: Cell) -> Cell:
    """Deviation of the actual value from the target, as a signed fraction."""
    number = number_of(actual)
    if number is None:
        return not_a_number(actual)
    known = direction_of(direction)
    return outcome(deviation_rate(known, number_of(low), number_of(high), number) if known else None, NO_RATE)


@worksheet_function(
    "指标得分：按赋分规则计算，有经批准的评分调整时按调整计算；给出小数位时取整。",
    direction=_DIRECTION,
    low=_LOW,
    high=_HIGH,
    actual=_ACTUAL,
    weight=_WEIGHT,
    rule=_RULE,
    keep=_KEEP,
    params=_PARAMS,
    places=_PLACES,
)
def JX_SCORE(
    direction: Cell,
    low: Cell,
    high: Cell,
    actual: Cell,
    weight: Cell,
    rule: Cell,
    keep: Cell = None,
    params: Block = None,
    places: Cell = None,
) -> Cell:
    """Score of one indicator by its scoring rule, after an approved adjustment."""
    terms = _terms(direction, low, high, actual, weight, rule, keep, places)
    if terms.weight is None:
        return BLANK
    return outcome(row_score(terms, profile_of(params)), UNREAD)


@worksheet_function(
    "预算执行率或资金到位率：执行数（到位数）除以预算数。", budget="预算数（万元）", executed="执行数或到位数（万元）"
)
def JX_EXEC_RATE(budget: Cell, executed: Cell) -> Cell:
    """Budget execution rate, as a fraction."""
    planned, spent = number_of(budget), number_of(executed)
    if planned is None or spent is None:
        return BLANK
    return outcome(execution_rate(planned, spent), NO_RATE)


@worksheet_function(
    "一级指标得分：标准分 × 得分之和 ÷ 权重之和，按规定取整；有一行不能计分的留空。",
    scores="该一级指标下各行的得分，或其和",
    weights="与得分对应的权重，或其和",
    standard="该一级指标的标准分",
    params=_PARAMS,
    places="得分取几位小数；省略时按评分规则",
)
def JX_LEVEL(scores: Block, weights: Block, standard: Cell, params: Block = None, places: Cell = None) -> Cell:
    """Score of a level-1 group, scaled to its standard and rounded."""
    points, shares, full = cells_of(scores), cells_of(weights), number_of(standard)
    if len(points) != len(shares):
        raise ValueError(f"{len(points)} scores for {len(shares)} weights")
    if full is None:
        return BLANK
    score_sum, weight_sum = level_sums(zip(map(number_of, points), map(number_of, shares), strict=True))
    if score_sum is None:
        return BLANK
    wanted = number_of(places)
    decimals = int(profile_of(params).required("level_places") if wanted is None else wanted)
    return outcome(level_score(score_sum, weight_sum, full, decimals), BLANK)


@worksheet_function("自评总分：各一级指标得分（已取整）之和；有一项为空时留空。", levels="各一级指标的得分")
def JX_TOTAL(levels: Block) -> Cell:
    """Total score: the sum of the rounded level scores."""
    return outcome(total_score(map(number_of, cells_of(levels))), BLANK)


@worksheet_function("评价等级：优、良、中、差。", total="自评总分", params=_PARAMS)
def JX_GRADE(total: Cell, params: Block = None) -> Cell:
    """Grade of a total score."""
    return grade(number_of(total), profile_of(params))


@worksheet_function(
    "评分说明：用一句话说明该指标的得分是怎样算出的。",
    direction=_DIRECTION,
    low=_LOW,
    high=_HIGH,
    actual=_ACTUAL,
    weight=_WEIGHT,
    rule=_RULE,
    keep=_KEEP,
    params=_PARAMS,
    target="指标值的文字；用来说明未写符号的成本目标是按上限计的",
    places=_PLACES,
)
def JX_EXPLAIN(
    direction: Cell,
    low: Cell,
    high: Cell,
    actual: Cell,
    weight: Cell,
    rule: Cell,
    keep: Cell = None,
    params: Block = None,
    target: Cell = None,
    places: Cell = None,
) -> Cell:
    """One sentence that explains the score of an indicator."""
    terms = _terms(direction, low, high, actual, weight, rule, keep, places)
    if is_ceiling(terms.direction, target_text(text_of(target))):
        terms = structs.replace(terms, ceiling=True)
    return explain(terms, profile_of(params))


@worksheet_function("本工具的版本号。")
def JX_VERSION() -> Cell:
    """Version of the add-in's Python side."""
    return __version__


def _terms(
    direction: Cell, low: Cell, high: Cell, actual: Cell, weight: Cell, rule: Cell, keep: Cell, places: Cell
) -> Terms:
    value: ActualNumber = number_of(actual)
    decimals = number_of(places)
    if value is None and text_of(actual) != "":
        value = UNREAD
    return Terms(
        direction=direction_of(direction) or Direction.QUALITATIVE,
        low=number_of(low),
        high=number_of(high),
        actual=value,
        weight=number_of(weight),
        rule=_scoring_rule(text_of(rule)),
        keep=number_of(keep),
        places=None if decimals is None else int(decimals),
    )
