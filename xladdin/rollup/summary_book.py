"""汇总.xlsx: the region's scores and indicators, its units side by side, and where every consolidated value comes from."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from xladdin.model.funds import SOURCE_TITLES, total_of
from xladdin.model.grammar.decimals import plain_text, round_half_up
from xladdin.receiving.table_book import Column, Table, Value, table_book
from xladdin.rollup.combine import Combined, Left, Part
from xladdin.rollup.gather import Gathered
from xladdin.rollup.member import BASES, Member
from xladdin.rollup.ratio import Ratio
from xladdin.rollup.region import Region
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.total.execution import execution_rate

_PLACES = 2
_UNIT, _PROJECT, _INDICATOR = Column("单位", 22), Column("项目", 30), Column("三级指标", 26)


def summary_book(
    region: Region,
    gathered: Gathered,
    ratios: Sequence[Ratio],
    alone: Sequence[tuple[str, str, str]],
    created: datetime.datetime,
) -> bytes:
    """The workbook as file content.

    alone  indicators that not every unit has: name, units that have it, the name that looks most like it
    """
    tables = (
        _scores(region, gathered),
        _indicators(region, ratios),
        _units(region),
        _sources(region),
        _alone(alone),
        _left_out(gathered),
    )
    return table_book(tables, f"{region.evaluation.unit.name}绩效自评汇总", created)


def _notes(region: Region, gathered: Gathered) -> tuple[str, ...]:
    counts = (
        "只计台账中已批准的评分调整"
        if gathered.approved
        else "评分调整按填报计入（目录中没有审批记录，批准情况请用收件台账）"
    )
    return (
        f"{region.evaluation.year} 年度，{len(region.members)} 个项目；评分规则 {region.sheet.profile.title}（{region.sheet.profile.id}）；{counts}。",
        f"绝对量相加；相对量按{BASES[region.base]}加权；时限和定性指标不相加，按达标项目的{BASES[region.base]}占比计；完成率和得分由汇总后的数算出，不取平均。",
    )


def _scores(region: Region, gathered: Gathered) -> Table:
    columns = (Column("项目", 26), Column("标准分", 12, "points"), Column("得分", 12, "points"), Column("说明", 60))
    rows: list[tuple[Value, ...]] = [
        (level.name, level.standard, level.score, level.reason) for level in region.sheet.levels
    ]
    rows.append(("总分", Decimal(100), region.sheet.total, region.sheet.why_no_total))
    rows.append(("评价等级", None, None, region.sheet.grade))
    for money in region.evaluation.funds:
        rate = execution_rate(money.budget, money.executed)
        said = "，".join(
            f"{title} {plain_text(value)} 万元"
            for title, value in (("预算", money.budget), ("到位", money.arrived), ("执行", money.executed))
            if value is not None
        )
        executed = f"；执行率 {plain_text(round_half_up(rate * 100, _PLACES))}%" if rate is not None else ""
        rows.append((SOURCE_TITLES[money.source], None, None, said + executed))
    return Table("汇总得分", f"{region.evaluation.unit.name}绩效自评汇总", columns, rows, _notes(region, gathered))


def _indicators(region: Region, ratios: Sequence[Ratio]) -> Table:
    columns = (
        Column("序号", 6, "count"), Column("一级指标", 12), Column("二级指标", 12), _INDICATOR, Column("性质", 8),
        Column("指标值", 13), Column("全年实际完成值", 13), Column("完成率", 10, "rate"), Column("偏差率", 10, "rate"),
        Column("权重", 8, "points"), Column("得分", 8, "points"), Column("单位数", 7, "count"),
        Column("达标数", 7, "count"), Column("未计入", 7, "count"), Column("未完成原因和改进措施", 44),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for number, (one, scored) in enumerate(zip(region.combined, region.sheet.rows, strict=True), 1):
        left = sum(part.left is not None for part in one.parts)
        rows.append(
            (
                number,
                one.level1,
                one.level2,
                one.name,
                one.nature.value,
                *_printed(one),
                scored.completion_rate,
                scored.deviation_rate,
                scored.terms.weight,
                scored.score,
                len(one.parts),
                one.met,
                left or None,
                scored.indicator.reason,
            )
        )
    notes = tuple(
        f"{one.name}：指标值 {_percent(one.target)}，完成 {_percent(one.actual)}（分子分母各自相加后的真实比例）。"
        for one in ratios
    )
    return Table("区域绩效自评表", f"{region.evaluation.unit.name}绩效指标完成情况", columns, rows, notes)


def _percent(value: Decimal | None) -> str:
    return "—" if value is None else f"{plain_text(round_half_up(100 * value, _PLACES))}%"


def _printed(one: Combined) -> tuple[str, str]:
    """Target and actual value, rounded for the eye; the scores come from the exact ones."""
    if one.nature not in (Nature.ABSOLUTE, Nature.RELATIVE):
        return "全部达标", f"{one.met}/{len(one.parts)} 达标" if one.actual is not None else "待补"
    bounds = [value for value in (one.low, one.high) if value is not None]
    unit = one.unit.printed if one.unit is not None else ""
    if not bounds:
        return "—", "—"
    sign = "" if len(bounds) > 1 else one.direction.value
    target = sign + "—".join(_number(value) for value in bounds) + unit
    return target, f"{_number(one.actual)}{unit}" if one.actual is not None else "待补"


def _number(value: Decimal) -> str:
    """Sums as they add up, means with two decimals."""
    exact = plain_text(value)
    return exact if len(exact.partition(".")[2]) <= 4 else plain_text(round_half_up(value, _PLACES))


def _units(region: Region) -> Table:
    levels = region.members[0].sheet.levels
    columns = (
        Column("名次", 6, "count"), _UNIT, _PROJECT, Column("版本", 6, "count"),
        Column("全年预算数（万元）", 14, "money"), Column("全年执行数（万元）", 14, "money"), Column("执行率", 10, "rate"),
        *(Column(level.name, 10, "points") for level in levels),
        Column("总分", 8, "points"), Column("等级", 6), Column("规则得分（不计调整）", 11, "points"),
        Column("内容摘要", 11), Column("文件", 40),
    )  # fmt: skip
    ordered = sorted(region.members, key=lambda one: (one.sheet.total is None, -(one.sheet.total or 0), one.unit))
    rows = [_unit(place, one, ordered) for place, one in enumerate(ordered, 1)]
    return Table("单位得分", "各单位得分与排名", columns, rows, ("名次按总分；总分相同名次相同。没有总分的排在最后。",))


def _unit(place: int, one: Member, ordered: Sequence[Member]) -> tuple[Value, ...]:
    money = total_of(one.evaluation.funds)
    rank = next((number for number, other in enumerate(ordered, 1) if other.sheet.total == one.sheet.total), place)
    return (
        rank if one.sheet.total is not None else None,
        one.unit,
        one.project,
        one.evaluation.version,
        money.budget,
        money.executed,
        execution_rate(money.budget, money.executed),
        *(level.score for level in one.sheet.levels),
        one.sheet.total,
        one.sheet.grade,
        one.sheet.computed_total,
        one.digest[:8].upper(),
        one.source,
    )


def _sources(region: Region) -> Table:
    columns = (
        Column("汇总序号", 7, "count"), _INDICATOR, Column("汇总指标值", 13), Column("汇总完成值", 13), _UNIT,
        Column("单位表中的名称", 26), Column("指标值", 12), Column("实际完成值", 14), Column("折算后指标值", 12),
        Column("折算后完成值", 12), Column("加权资金（万元）", 13, "money"), Column("说明", 34),
        Column("单元格", 18), Column("内容摘要", 11), Column("文件", 40),
    )  # fmt: skip
    rows = [
        _source(number, one, part)
        for number, one in enumerate((*region.combined, *region.dropped), 1)
        for part in one.parts
    ]
    notes = ("每个汇总数由哪些报送件的哪些单元格得来；换算和没有计入的都写明。",)
    return Table("来源", "汇总数的来源", columns, rows, notes)


def _source(number: int, one: Combined, part: Part) -> tuple[Value, ...]:
    indicator = part.row.indicator
    bound = part.low if part.low is not None else part.high
    said = part.left.value if isinstance(part.left, Left) else part.conversion
    return (
        number,
        one.name,
        *_printed(one),
        part.member.unit,
        indicator.level3,
        indicator.target,
        indicator.actual,
        _number(bound) if bound is not None else "",
        _number(part.actual) if part.actual is not None else "",
        part.weight,
        said,
        part.member.cell(f"indicators[{indicator.key}].actual"),
        part.member.digest[:8].upper(),
        part.member.source,
    )


def _alone(alone: Sequence[tuple[str, str, str]]) -> Table:
    columns = (_INDICATOR, Column("只有这些单位有", 44), Column("名称最相近的指标", 30))
    notes = ("名称或计量单位与其他单位不同的指标，各自成行汇总。是同一指标的，在对照表中确认后重新汇总。",)
    return Table("未对上的指标", "没有在所有单位中找到的指标", columns, list(alone), notes)


def _left_out(gathered: Gathered) -> Table:
    columns = (Column("文件", 50), Column("为什么没有计入", 80))
    rows = [(one.source, one.reason) for one in gathered.left_out]
    return Table("未计入的文件", "没有计入汇总的文件", columns, rows)
