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

from decimal import Decimal
from functools import lru_cache

from msgspec import structs

from xladdin import __version__
from xladdin.excel.udf.declare import worksheet_function
from xladdin.excel.udf.params import profile_of
from xladdin.model.grammar.decimals import cell_decimal
from xladdin.model.grammar.quantity import Direction, read_actual, read_target
from xladdin.model.grammar.unit import read_unit
from xladdin.rules.reading.actual_value import actual_value
from xladdin.rules.reading.target_bounds import target_text
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

Cell = float | str | None
Block = Cell | list[object]

BLANK = ""

_scoring_rule = lru_cache(maxsize=64)(read_scoring_rule)

_DIRECTION = "方向：≥、≤、＞、＜、＝、区间 或 定性"
_LOW = "目标下限；没有的留空"
_HIGH = "目标上限；没有的留空"
_ACTUAL = "实际数值（评分表中的实际数值列，或 JX_VALUE 的结果）"
_WEIGHT = "指标分值权重"
_RULE = "指标赋分规则：直接赋分、按照完成比例赋分、按评判等级赋分 或 满意度赋分"
_KEEP = "经批准的评分调整保留的权重比例，如 0.8；没有调整的留空"
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
)
def JX_VALUE(
    text: Cell,
    unit: Cell = None,
    target: Cell = None,
    rule: Cell = None,
    tier: Cell = None,
    year: Cell = None,
    params: Block = None,
) -> Cell:
    """Reads the text of an actual value as a number in the unit of the indicator."""
    wanted = read_unit(_text(unit)) if _text(unit) else None
    aim = read_target(_text(target) or "100", wanted)  # any number: without a target the text must be one
    return _outcome(
        actual_value(
            read_actual(_text(text), aim.unit),
            aim,
            profile_of(params),
            rule=_scoring_rule(_text(rule)),
            tier_percent=_number(tier),
            year=int(_number(year) or 0),
        ),
        BLANK,
    )


@worksheet_function("完成率：实际值与目标值之比，不取整。", direction=_DIRECTION, low=_LOW, high=_HIGH, actual=_ACTUAL)
def JX_RATE(direction: Cell, low: Cell, high: Cell, actual: Cell) -> Cell:
    """Completion rate of one indicator, as a fraction."""
    number = _number(actual)
    if number is None:
        return _not_a_number(actual)
    known = _direction(direction)
    return _outcome(completion_rate(known, _number(low), _number(high), number) if known else None, NO_RATE)


@worksheet_function(
    "偏差率：实际值偏离目标值的比例，超过为正、不足为负。", direction=_DIRECTION, low=_LOW, high=_HIGH, actual=_ACTUAL
)
def JX_DEVIATION(direction: Cell, low: Cell, high: Cell, actual: Cell) -> Cell:
    """Deviation of the actual value from the target, as a signed fraction."""
    number = _number(actual)
    if number is None:
        return _not_a_number(actual)
    known = _direction(direction)
    return _outcome(deviation_rate(known, _number(low), _number(high), number) if known else None, NO_RATE)


@worksheet_function(
    "指标得分：按赋分规则计算，有经批准的评分调整时按调整计算；不取整。",
    direction=_DIRECTION,
    low=_LOW,
    high=_HIGH,
    actual=_ACTUAL,
    weight=_WEIGHT,
    rule=_RULE,
    keep=_KEEP,
    params=_PARAMS,
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
) -> Cell:
    """Score of one indicator by its scoring rule, after an approved adjustment."""
    terms = _terms(direction, low, high, actual, weight, rule, keep)
    if terms.weight is None:
        return BLANK
    return _outcome(row_score(terms, profile_of(params)), UNREAD)


@worksheet_function(
    "预算执行率或资金到位率：执行数（到位数）除以预算数。", budget="预算数（万元）", executed="执行数或到位数（万元）"
)
def JX_EXEC_RATE(budget: Cell, executed: Cell) -> Cell:
    """Budget execution rate, as a fraction."""
    planned, spent = _number(budget), _number(executed)
    if planned is None or spent is None:
        return BLANK
    return _outcome(execution_rate(planned, spent), NO_RATE)


@worksheet_function(
    "一级指标得分：标准分 × 得分之和 ÷ 权重之和，按规定取整；有一行不能计分的留空。",
    scores="该一级指标下各行的得分，或其和",
    weights="与得分对应的权重，或其和",
    standard="该一级指标的标准分",
    params=_PARAMS,
)
def JX_LEVEL(scores: Block, weights: Block, standard: Cell, params: Block = None) -> Cell:
    """Score of a level-1 group, scaled to its standard and rounded."""
    points, shares, full = _cells(scores), _cells(weights), _number(standard)
    if len(points) != len(shares):
        raise ValueError(f"{len(points)} scores for {len(shares)} weights")
    if full is None:
        return BLANK
    score_sum, weight_sum = level_sums(zip(map(_number, points), map(_number, shares), strict=True))
    if score_sum is None:
        return BLANK
    places = int(profile_of(params).required("level_places"))
    return _outcome(level_score(score_sum, weight_sum, full, places), BLANK)


@worksheet_function("自评总分：各一级指标得分（已取整）之和；有一项为空时留空。", levels="各一级指标的得分")
def JX_TOTAL(levels: Block) -> Cell:
    """Total score: the sum of the rounded level scores."""
    return _outcome(total_score(map(_number, _cells(levels))), BLANK)


@worksheet_function("评价等级：优、良、中、差。", total="自评总分", params=_PARAMS)
def JX_GRADE(total: Cell, params: Block = None) -> Cell:
    """Grade of a total score."""
    return grade(_number(total), profile_of(params))


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
) -> Cell:
    """One sentence that explains the score of an indicator."""
    terms = _terms(direction, low, high, actual, weight, rule, keep)
    if is_ceiling(terms.direction, target_text(_text(target))):
        terms = structs.replace(terms, ceiling=True)
    return explain(terms, profile_of(params))


@worksheet_function("本工具的版本号。")
def JX_VERSION() -> Cell:
    """Version of the add-in's Python side."""
    return __version__


def _terms(direction: Cell, low: Cell, high: Cell, actual: Cell, weight: Cell, rule: Cell, keep: Cell) -> Terms:
    value: ActualNumber = _number(actual)
    if value is None and _text(actual) != "":
        value = UNREAD
    return Terms(
        direction=_direction(direction) or Direction.QUALITATIVE,
        low=_number(low),
        high=_number(high),
        actual=value,
        weight=_number(weight),
        rule=_scoring_rule(_text(rule)),
        keep=_number(keep),
    )


@lru_cache(maxsize=4096, typed=True)
def _number(cell: object) -> Decimal | None:
    """A number as ISNUMBER understands it: neither a text nor TRUE; ValueError when too large to be one of ours."""
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        return None
    number = cell_decimal(cell)
    if number is None:
        raise ValueError(f"{cell!r} is out of range")
    return number


def _text(cell: object) -> str:
    """What the cell shows without a number format."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    number = _number(cell)
    return str(cell).strip() if number is None else format(number.normalize(), "f")


_DIRECTIONS = {direction.value: direction for direction in Direction}


def _direction(cell: Cell) -> Direction | None:
    return _DIRECTIONS.get(_text(cell))


def _cells(block: Block) -> list[object]:
    """The cells of a block in reading order; a single cell is a block of one."""
    if isinstance(block, list | tuple):
        return [cell for part in block for cell in _cells(part)]  # type: ignore[arg-type]
    return [block]


def _not_a_number(actual: Cell) -> str:
    return BLANK if _text(actual) == "" else UNREAD


def _outcome(value: Decimal | str | None, nothing: str) -> float | str:
    if value is None:
        return nothing
    return value if isinstance(value, str) else float(value)
