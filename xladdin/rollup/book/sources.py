"""来源 and 汇总指标: every consolidated value is a formula over the rows it was made of, and every row names its file and cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from xladdin.model.funds import SOURCE_TITLES, total_of
from xladdin.model.place import Places
from xladdin.receiving.table_book import Column, Formula, Table, Value
from xladdin.rollup.book.values import INDICATOR, is_number, percent
from xladdin.rollup.combine import Combined, Left, Part
from xladdin.rollup.member import BASES
from xladdin.rollup.ratio import Ratio
from xladdin.rollup.region import Region
from xladdin.rollup.table.stated import stated
from xladdin.rules.indicators.nature import Nature

SHEET = "来源"
#: Rows of a sheet beyond which the workbook would be no use to anybody: it could not be opened here again (48 MB unpacked).
MOST_ROWS = 25_000

_LOW, _HIGH, _ACTUAL, _WEIGHT = "H", "I", "J", "K"
_TITLES = {"budget": "全年预算数", "arrived": "到位数", "executed": "全年执行数"}
_NOTE = "每个汇总数由哪些报送件的哪些单元格得来；换算和没有计入的都写明。“汇总指标”中的数是本表各行的公式。"
_TOO_MANY = f"共 {{count}} 行，超过 {MOST_ROWS} 行，不在本工作簿里列出；逐行的来源见基础数据的 indicators.parquet、funds.parquet。"


class Span(NamedTuple):
    """The sheet rows of 来源 that one indicator has."""

    first: int
    last: int

    def area(self, column: str) -> str:
        return f"{SHEET}!${column}${self.first}:${column}${self.last}"


def sources(region: Region, places: Places) -> tuple[Table, list[Span | None]]:
    """The sheet, and where each combined indicator stands on it; None where there are too many rows to list."""
    columns = (
        Column("汇总序号", 5, "count"), Column("三级指标", 22), Column("汇总单元格", 13), Column("单位", 18),
        Column("单位表中的名称", 20), Column("指标值", 9), Column("实际完成值", 10), Column("折算后指标值（下限）", 11, "value"),
        Column("折算后指标值（上限）", 11, "value"), Column("折算后完成值", 11, "value"),
        Column("加权资金（万元）", 11, "value"), Column("说明", 22), Column("指标值单元格", 11), Column("单元格", 11),
        Column("内容摘要", 10), Column("文件", 20),
    )  # fmt: skip
    every = (*region.combined, *region.dropped)
    count = sum(len(one.parts) for one in every)
    if count > MOST_ROWS:
        note = _TOO_MANY.format(count=count)
        return Table(SHEET, "汇总数的来源", columns, [], (note,)), [None] * len(region.combined)
    cells = [_cells(places, row.key) for row in region.evaluation.indicators]
    rows = [
        _row(number, cell, one, part)
        for number, (one, cell) in enumerate(zip_longest(every, cells, fillvalue=""), 1)
        if isinstance(one, Combined)
        for part in one.parts
    ]
    table = Table(SHEET, "汇总数的来源", columns, rows, (_NOTE,))
    spans: list[Span | None] = []
    first = table.head + 1
    for one in region.combined:
        spans.append(Span(first, first + len(one.parts) - 1))
        first += len(one.parts)
    return table, spans


def _cells(places: Places, key: str) -> str:
    """``绩效自评表!E22、F22``: where target and actual value stand."""
    found = [places[path] for path in (f"indicators[{key}].target", f"indicators[{key}].actual") if path in places]
    return f"{found[0].sheet}!{'、'.join(place.cell for place in found)}" if found else ""


def _row(number: int, cell: object, one: Combined, part: Part) -> tuple[Value, ...]:
    indicator = part.row.indicator
    counts = part.left in (None, Left.BLANK)
    low = part.low if is_number(one) else Decimal(1)
    said = part.left.value if part.left is not None else part.conversion
    path = f"indicators[{indicator.key}]"
    return (
        number,
        one.name,
        str(cell),
        part.member.unit,
        indicator.level3,
        indicator.target,
        indicator.actual,
        low if counts else None,
        part.high if counts else None,
        part.actual if counts else None,
        part.weight if counts else None,
        said,
        part.member.cell(f"{path}.target"),
        part.member.cell(f"{path}.actual"),
        part.member.digest[:8].upper(),
        part.member.source,
    )


def money_sources(region: Region, places: Places) -> Table:
    """Every amount of the region's table: whose amounts it is the sum of, and where they stand."""
    columns = (
        Column("资金", 18), Column("项", 11), Column("汇总单元格", 16), Column("汇总数（万元）", 14, "money"),
        Column("单位", 24), Column("金额（万元）", 14, "money"), Column("单元格", 18), Column("说明", 30),
        Column("内容摘要", 10), Column("文件", 30),
    )  # fmt: skip
    notes = ("本地区的资金是各单位之和；一份文件的资金被几个项目写作全额的只计一次（C33）。",)
    table = Table("来源（资金）", "汇总资金的来源", columns, [], notes)
    count = len(region.members) * len(region.evaluation.funds) * len(_TITLES)
    if count > MOST_ROWS:
        return table._replace(notes=(*notes, _TOO_MANY.format(count=count)))
    rows: list[tuple[Value, ...]] = []
    for money in region.evaluation.funds:
        for amount, title in _TITLES.items():
            value = getattr(money, amount)
            parts = _amounts(region, money.source, amount)
            if value is None or not parts:
                continue
            first = table.head + 1 + len(rows)
            place = places.get(f"funds[{money.source}].{amount}")
            cell = f"{place.sheet}!{place.cell}" if place is not None else ""
            whole = Formula(f"SUM(F{first}:F{first + len(parts) - 1})", value)
            for number, part in enumerate(parts):
                head: tuple[Value, ...] = (cell, whole) if number == 0 else ("", None)
                rows.append((SOURCE_TITLES[money.source], title, *head, *part))
    return table._replace(rows=rows)


def _amounts(region: Region, source: str, amount: str) -> list[tuple[Value, ...]]:
    """Unit, amount, cell, remark, digest, file of each part of a sum."""
    found: list[tuple[Value, ...]] = []
    for one in region.members:
        row = next((row for row in one.evaluation.funds if row.source == source), None)
        said = ""
        if source == "total":
            whole = total_of(one.evaluation.funds)
            said = "表中没有写，由各项相加" if row is None or getattr(row, amount) is None else ""
            row = whole
        value = getattr(row, amount) if row is not None else None
        if value is not None:
            cell = one.cell(f"funds[{source}].{amount}") if not said else ""
            found.append((one.unit, value, cell, said, one.digest[:8].upper(), one.source))
    for shared in region.shared:
        often = getattr(shared, amount, None)
        if often and source in ("total", shared.source):
            found.append(("", -often, "", f"{shared.document}重复计的部分（C33）", "", ""))
    return found


def indicators(region: Region, ratios: Sequence[Ratio], spans: Sequence[Span | None]) -> Table:
    """汇总指标: how each indicator was put together, in exact numbers."""
    columns = (
        Column("汇总序号", 6, "count"), Column("编码", 27), Column("一级指标", 11), INDICATOR,
        Column("性质", 8), Column("性质依据", 10), Column("怎样汇总", 18), Column("符号", 5),
        Column("指标值（下限）", 15, "value"), Column("指标值（上限）", 15, "value"), Column("全年实际完成值", 15, "value"),
        Column("计量单位", 10), Column("完成率", 10, "rate"), Column("单位数", 7, "count"), Column("达标数", 7, "count"),
        Column("未计入", 7, "count"),
    )  # fmt: skip
    rows = []
    for number, (one, scored, span) in enumerate(zip(region.combined, region.sheet.rows, spans, strict=True), 1):
        rows.append(
            (
                number,
                one.code,
                one.level1,
                f"　{one.name}" if one.part_of else one.name,
                one.nature.value,
                one.said_by,
                _how(one, region.base),
                one.direction.value if is_number(one) else "",
                _value(one, one.low, _LOW, span),
                _value(one, one.high, _HIGH, span),
                "待补" if one.actual is None else _value(one, one.actual, _ACTUAL, span),
                (one.unit.printed if one.unit is not None else "") if is_number(one) else "达标占比",
                scored.completion_rate,
                one.rows,
                one.met,
                one.rows_left or None,
            )
        )
    return Table("汇总指标", f"{region.evaluation.unit.name}汇总指标", columns, rows, tuple(_notes(region, ratios)))


def _notes(region: Region, ratios: Sequence[Ratio]) -> Iterator[str]:
    yield (
        f"绝对量相加；相对量按{BASES[region.base]}加权（Σ资金×数值÷Σ资金），指标值和完成值用同一口径；时限和定性指标不相加，"
        f"按各自达标程度的{BASES[region.base]}占比计。完成率由汇总后的数算出，不取平均。"
    )
    if region.told.programme is not None:
        yield f"编码和性质取自指标目录“{region.told.programme.title}”（{region.told.programme.id}，{region.told.programme.source}）。"
    for one in ratios:
        yield f"真实比例　{one.name}：指标值 {percent(one.target)}，完成 {percent(one.actual)}（分子、分母各自相加后相除，供与加权平均对照）。"
    for gone in region.dropped:
        why = "；".join(dict.fromkeys(part.left.value for part in gone.parts if part.left is not None))
        yield f"没有汇总的指标：{gone.name}（{why}）。"


def _how(one: Combined, base: str) -> str:
    if one.nature is Nature.ABSOLUTE:
        return "相加"
    return f"按{BASES[base]}加权" if one.nature is Nature.RELATIVE else "达标程度按资金加权"


def _value(one: Combined, value: Decimal | None, column: str, span: Span | None) -> Value:
    """A formula over 来源; the plain value where 来源 has no rows."""
    if value is None or span is None:
        return value
    own = span.area(column)
    if one.nature is Nature.ABSOLUTE:
        return Formula(f"SUM({own})", value)
    weights = span.area(_WEIGHT)
    shown = stated(value).partition(".")[2]
    places = len(shown) if Decimal(stated(value)) != value else None
    return Formula(f"SUMPRODUCT({weights},{own})/SUMPRODUCT(--ISNUMBER({own}),{weights})", value, places)
