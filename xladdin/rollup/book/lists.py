"""What is left for somebody: 期间进度, 相互核对, 未对上的指标, 未报和未计入."""

from __future__ import annotations

from collections.abc import Sequence

from xladdin.checks.finding import SEVERITY_TITLES, Finding
from xladdin.model.grammar.decimals import plain_text
from xladdin.model.place import Places
from xladdin.receiving.table_book import Column, Table, Value
from xladdin.rollup.book.values import INDICATOR
from xladdin.rollup.gather import Gathered
from xladdin.rollup.missing import Missing
from xladdin.rollup.period import Line, periods
from xladdin.rollup.region import Region
from xladdin.rollup.table.stated import stated
from xladdin.rules.indicators.nature import Nature


def progress(region: Region, lines: Sequence[Line], gathered: Gathered) -> Table:
    columns = (
        INDICATOR, Column("性质", 8), Column("期间目标", 14), Column("以前年度完成", 13), Column("本年完成", 13),
        Column("累计完成", 13), Column("累计完成率", 10, "rate"), Column("单位数", 8, "count"), Column("说明", 44),
    )  # fmt: skip
    years = sorted({one.evaluation.year for one in gathered.earlier})
    notes = (
        f"期间：{'、'.join(periods(region.members)) or '各表没有写明'}。"
        + (f"以前年度：{'、'.join(map(str, years))}。" if years else "没有以前年度的自评表（用 --year 汇总时才计入）。")
        + "只计在总体绩效目标表中写了目标的单位；绝对量逐年累加；相对量和按年计的量（如 万人次/年）列本年数，不累加。",
    )
    return Table("期间进度", "总体绩效目标累计进度", columns, [_line(one) for one in lines], notes)


def _line(one: Line) -> tuple[Value, ...]:
    unit = one.unit.printed if one.unit is not None else ""

    def said(value: object, sign: str = "") -> str:
        return "—" if value is None else f"{sign}{stated(value)}{unit}"  # type: ignore[arg-type]

    without = [entry.member.unit for entry in one.done if entry.year is None]
    note = ""
    if one.nature not in (Nature.ABSOLUTE, Nature.RELATIVE):
        note = "不相加；各单位的目标见各报送件"
    elif not one.adds_up:
        note = "列本年数，不逐年累加"
    elif without:
        note = f"{'、'.join(dict.fromkeys(without))}本年的表中没有这项指标或没有完成值"
    return (
        one.name,
        one.nature.value,
        said(one.goal, one.sign),
        said(one.before),
        said(one.year),
        said(one.so_far),
        one.rate,
        len(one.done),
        note,
    )


def cross_checks(region: Region, findings: Sequence[Finding], places: Places) -> Table:
    """C33 over the members, and C22: a consolidated table that somebody stated against what its members give."""
    columns = (
        Column("编号", 7), Column("级别", 7), INDICATOR, Column("工作表", 14), Column("单元格", 9), Column("现值", 13),
        Column("应为", 13), Column("差额", 12), Column("问题", 50), Column("怎样处理", 40),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for money in region.doubtful:
        message = f"{money.said}，可能是同一笔钱；合计中各计一次，若是同一笔，多计 {plain_text(money.budget)} 万元。"
        remedy = "请核对这笔资金的分配：在对照表中确认“只计一次”，或填“否”；写错的请单位更正。"
        rows.append(("C33", SEVERITY_TITLES["warning"], "", "", "", "", "", plain_text(money.budget), message, remedy))
    for money in region.shared:
        remedy = "请单位更正，各项目只写分给自己的数。"
        message = f"{money.said}，按对照表只计一次。"
        rows.append(("C33", SEVERITY_TITLES["warning"], "", "", "", "", "", "", message, remedy))
    rows += [
        (
            one.rule,
            one.severity_title,
            one.indicator,
            one.sheet,
            _cell(one, places),
            one.found,
            one.expected,
            one.difference,
            one.message,
            one.remedy,
        )
        for one in findings
    ]
    return Table("相互核对", "各表相互核对", columns, rows, () if rows else ("没有发现问题。",))


def _cell(one: Finding, places: Places) -> str:
    """Of this workbook for what is said of the region (C15), of the table that was held against it for C22."""
    own = places.get(one.path) if one.rule == "C15" else None
    return own.cell if own is not None else one.cell


def alone(found: Sequence[tuple[str, str, str]]) -> Table:
    columns = (INDICATOR, Column("只有这些单位有", 60), Column("名称最相近的指标", 30))
    notes = ("名称或计量单位与其他单位不同的指标，各自成行汇总。是同一指标的，在对照表中确认后重新汇总。",)
    return Table("未对上的指标", "没有在所有单位中找到的指标", columns, list(found), notes)


def left_out(gathered: Gathered, missing: Sequence[Missing]) -> Table:
    columns = (
        Column("状态", 11),
        Column("单位", 26),
        Column("项目或文件", 46),
        Column("报送截止", 12),
        Column("说明", 70),
    )
    rows: list[tuple[Value, ...]] = [
        (one.state, one.matter.unit.said, one.matter.project.said, one.deadline, one.reason) for one in missing
    ]
    rows += [("未计入", "", one.source, "", one.reason) for one in gathered.left_out]
    notes = () if rows else ("应报的都已收到，收到的都已计入。",)
    return Table("未报和未计入", "没有报来的和没有计入汇总的", columns, rows, notes)
