"""Units side by side: 单位得分 with ranking, 图表, 区划汇总, 偏离情况."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xladdin.checks.runner import run_checks
from xladdin.model.funds import total_of
from xladdin.model.grammar.region_code import read_region_code
from xladdin.receiving.table_book import Column, Formula, Picture, Table, Value
from xladdin.rollup.book.sources import MOST_ROWS
from xladdin.rollup.book.values import INDICATOR, UNIT
from xladdin.rollup.combine import Left, taken_as_met
from xladdin.rollup.member import Member
from xladdin.rollup.region import Region, region
from xladdin.rules.total.execution import execution_rate

#: Grades in their order; bars of a chart that is to be read.
_GRADES, _MOST_BARS = ("优", "良", "中", "差"), 30
_BUDGET, _EXECUTED = "F", "G"


def ranked(members: Sequence[Member]) -> list[tuple[int | None, Member]]:
    """Rank and member, best first; equal totals have one rank, those without a total stand last and have none."""
    ordered = sorted(members, key=lambda one: (one.sheet.total is None, -(one.sheet.total or 0), one.unit, one.project))
    first: dict[Decimal, int] = {}
    for place, one in enumerate(ordered, 1):
        if one.sheet.total is not None:
            first.setdefault(one.sheet.total, place)
    return [(first[one.sheet.total] if one.sheet.total is not None else None, one) for one in ordered]


def units(region: Region) -> Table:
    levels = region.members[0].sheet.levels
    columns = (
        Column("名次", 5, "count"), Column("单位", 18), Column("区划代码", 8), Column("项目", 24), Column("版本", 5, "count"),
        Column("全年预算数（万元）", 11, "money"), Column("全年执行数（万元）", 11, "money"), Column("执行率", 8, "rate"),
        *(Column(level.name, 8, "points") for level in levels),
        Column("总分", 7, "points"), Column("等级", 5), Column("规则得分（不计调整）", 9, "points"),
        Column("错误", 5, "count"), Column("警告", 5, "count"), Column("内容摘要", 10), Column("文件", 20),
    )  # fmt: skip
    notes = (
        "名次按总分，总分相同名次相同，没有总分的排在最后。“本地区”一行的资金为各单位之和，得分由汇总后的数算出，不是各单位得分的平均，下级的评分调整不带入。",
    )
    table = Table("单位得分", "各单位得分与排名", columns, [], notes)
    first = table.head + 1
    checked = region.sums is None
    listed = ranked(region.members)[:MOST_ROWS]
    if len(listed) < len(region.members):
        note = f"共 {len(region.members)} 个，只列前 {len(listed)} 名；其余见基础数据的 files.parquet。"
        table, first = table._replace(notes=(*notes, note)), first + 1
    rows = [_unit(rank, one, number, checked) for number, (rank, one) in enumerate(listed, first)]
    last = first + len(rows) - 1
    for shared in region.shared:
        said = f"减去重复计的{shared.document}资金（C33）"
        rows.append((None, said, "", "", None, -shared.budget, None, None, *[None] * (len(columns) - 8)))
        last += 1
    return table._replace(rows=[*rows, _whole(region, first, last)])


def _unit(rank: int | None, one: Member, number: int, checked: bool) -> tuple[Value, ...]:
    """``checked``: whether the table is at hand, to be checked."""
    money = total_of(one.evaluation.funds)
    report = run_checks(one.evaluation, one.sheet.profile, sheet=one.sheet) if checked else None
    return (
        rank,
        one.unit,
        one.evaluation.region_code,
        one.project,
        one.evaluation.version,
        money.budget,
        money.executed,
        _rate(number, money.budget, money.executed),
        *(level.score for level in one.sheet.levels),
        one.sheet.total,
        one.sheet.grade,
        one.sheet.computed_total,
        len(report.errors) if report is not None else None,
        len(report.warnings) if report is not None else None,
        one.digest[:8].upper(),
        one.source,
    )


def _rate(row: int, budget: Decimal | None, executed: Decimal | None) -> Value:
    rate = execution_rate(budget, executed)
    return "—" if rate is None else Formula(f"{_EXECUTED}{row}/{_BUDGET}{row}", rate)


def _whole(region: Region, first: int, last: int) -> tuple[Value, ...]:
    money = total_of(region.evaluation.funds)
    cut = len(region.members) > MOST_ROWS

    def added(column: str, value: Decimal | None) -> Value:
        return value if value is None or cut else Formula(f"SUM({column}{first}:{column}{last})", value)

    return (
        None,
        "本地区",
        region.evaluation.region_code,
        f"{len(region.members)} 个项目",
        None,
        added(_BUDGET, money.budget),
        added(_EXECUTED, money.executed),
        _rate(last + 1, money.budget, money.executed),
        *(level.score for level in region.sheet.levels),
        region.sheet.total,
        region.sheet.grade,
        *[None] * 3,
        "",
        "",
    )


def charts(region: Region) -> Table:
    """Execution by unit, lowest first, and how many units have which grade."""
    columns = (
        Column("单位", 60), Column("执行率", 18, "rate"), Column("总分", 14, "points"), Column("等级", 18),
        Column("项目数", 18, "count"),
    )  # fmt: skip
    rates = []
    for one in region.members:
        money = total_of(one.evaluation.funds)
        rate = execution_rate(money.budget, money.executed)
        if rate is not None:
            rates.append((rate, one.unit, one))
    rates.sort(key=lambda entry: entry[:2])
    shown = rates[:_MOST_BARS]
    counts = Counter(one.sheet.grade or "没有总分" for one in region.members)
    grades = [*_GRADES, *(["没有总分"] if counts["没有总分"] else [])]
    rows: list[tuple[Value, ...]] = []
    for number in range(max(len(shown), len(grades))):
        unit = (
            (shown[number][1], shown[number][0], shown[number][2].sheet.total)
            if number < len(shown)
            else ("", None, None)
        )
        grade = (grades[number], counts[grades[number]]) if number < len(grades) else ("", None)
        rows.append((*unit, *grade))
    lowest = f"（最低的 {_MOST_BARS} 个）" if len(rates) > _MOST_BARS else ""
    pictures = (
        Picture(f"各单位预算执行率{lowest}", 0, 1, len(shown), percent=True),
        Picture("各等级的项目数", 3, 4, len(grades)),
    )
    return Table("图表", "各单位执行率与等级", columns, rows, (), pictures)


def regions(whole: Region) -> Table:
    """The region tree: each node is consolidated by itself, from all that lies in it."""
    columns = (
        Column("区划代码", 11), Column("级别", 8), Column("单位", 40), Column("项目数", 8, "count"),
        Column("全年预算数（万元）", 14, "money"), Column("全年执行数（万元）", 14, "money"), Column("执行率", 10, "rate"),
        Column("汇总得分（不计下级的调整）", 12, "points"), Column("等级", 7),
    )  # fmt: skip
    codes = {id(one): read_region_code(one.evaluation.region_code) for one in whole.members}
    nodes = sorted({node for code in codes.values() if code is not None for node in (*code.above, code.code)})
    top = read_region_code(whole.evaluation.region_code)
    rows = []
    for node in nodes:
        code = read_region_code(node)
        if code is None or (top is not None and not top.holds(code)):
            continue
        inside = [one for one in whole.members if (own := codes[id(one)]) is not None and code.holds(own)]
        rows.append(_node(node, code.title, inside, whole))
    unknown = [one for one in whole.members if codes[id(one)] is None]
    if unknown:
        rows.append(_node("", "区划代码不明", unknown, whole))
    notes = ("每个地区的得分由它和下级的自评表汇总后算出，下级的评分调整不带入。区划代码没有填或填错的单列。",)
    return Table("区划汇总", "按行政区划汇总", columns, rows, notes)


def _node(code: str, title: str, inside: list[Member], whole: Region) -> tuple[Value, ...]:
    own = whole if len(inside) == len(whole.members) else _again(inside, whole)
    money = total_of(own.evaluation.funds)
    names = list(dict.fromkeys(one.unit for one in inside))
    return (
        code,
        title,
        "、".join(names[:4]) + (f"等 {len(names)} 个" if len(names) > 4 else ""),
        len(inside),
        money.budget,
        money.executed,
        execution_rate(money.budget, money.executed),
        own.sheet.total,
        own.sheet.grade,
    )


def _again(inside: list[Member], whole: Region) -> Region:
    return region(
        inside,
        whole.sheet.profile,
        name="",
        base=whole.base,
        mapped=whole.told.names,
        natures=whole.told.natures,
        programme=whole.told.programme,
    )


def deviations(region: Region) -> Table:
    """Rows of units that missed their target, went far beyond it, or have no actual value."""
    columns = (
        INDICATOR, Column("汇总完成率", 9, "rate"), UNIT, Column("情况", 9), Column("指标值", 12), Column("实际完成值", 12),
        Column("完成率", 9, "rate"), Column("偏差率", 9, "rate"), Column("未完成原因和改进措施", 60),
    )  # fmt: skip
    rows = list(_deviating(region))
    notes = ("未完成：完成率低于 100%。偏高：高于评分规则要求说明原因的界线。完成率均由各自的指标值和完成值算出。",)
    return Table("偏离情况", "偏离绩效目标的指标", columns, rows, notes)


def _deviating(region: Region) -> Iterator[tuple[Value, ...]]:
    above = region.sheet.profile.number("reason_above")
    for one, scored in zip(region.combined, region.sheet.rows, strict=True):
        for part in one.parts:
            rate = part.row.completion_rate
            met = part.row.terms.number == 1 if rate is None else rate >= 1
            if part.left is None and taken_as_met(part.row):
                continue
            if part.left in (Left.BLANK, Left.UNREAD):
                state = "未填" if part.left is Left.BLANK else "需核对"
            elif part.left is Left.NOT_APPLICABLE or (met and (above is None or rate is None or rate <= above)):
                continue
            else:
                state = "偏高" if met else "未完成"
            indicator = part.row.indicator
            yield (
                one.name,
                scored.completion_rate,
                part.member.unit,
                state,
                indicator.target,
                indicator.actual,
                rate,
                part.row.deviation_rate,
                indicator.reason,
            )
