"""The plan's workbook: what its definition says, and a column for every indicator on the sheets that share them out."""

from __future__ import annotations

import datetime

from msgspec.structs import replace

from xladdin.errors import UserError
from xladdin.forms.defined_names import KEY, column_name
from xladdin.forms.register.definition import Column, Line, Page, Register, Table, register
from xladdin.forms.register.write import Data, write
from xladdin.issuing.shapes import TRANSFER, Shape
from xladdin.rules import profile as profiles
from xladdin.rules.indicators import nature
from xladdin.rules.indicators.nature import Nature

#: Indicators and units of a blank plan.
INDICATORS, UNITS = 45, 20
MOST_INDICATORS, MOST_UNITS = 200, 1000
_SIGNS = ("≥", "≤", "＞", "＜", "＝", ">", "<", "=")
_LATER = "下达时核对"
_WIDTH = 13.0


def plan_definition(indicators: int = INDICATORS, units: int = UNITS, shape: Shape = TRANSFER) -> Register:
    """The definition with so many rows and columns. Raises UserError usage for numbers out of reason."""
    if not 1 <= indicators <= MOST_INDICATORS:
        raise UserError("usage", cause=f"指标数应在 1 到 {MOST_INDICATORS} 之间")
    if not 1 <= units <= MOST_UNITS:
        raise UserError("usage", cause=f"项目数应在 1 到 {MOST_UNITS} 之间")
    plan = register(shape.register)
    pages = tuple(_page(page, indicators, units, shape) for page in plan.page)
    return replace(plan, page=pages)


def plan_workbook(
    data: Data | None = None, indicators: int = INDICATORS, units: int = UNITS, shape: Shape = TRANSFER
) -> bytes:
    """The workbook, blank or filled in; the same input gives the same bytes."""
    created = datetime.datetime.combine(profiles.load(profiles.DEFAULT).issued, datetime.time(), datetime.UTC)
    return write(plan_definition(indicators, units, shape), data or Data(), created=created)


def indicator_keys(indicators: int) -> list[str]:
    """``y01`` …: keys of the indicators, on 收到的目标 and as names of the columns that share them out."""
    return [f"y{number:02d}" for number in range(1, indicators + 1)]


def _page(page: Page, indicators: int, units: int, shape: Shape) -> Page:
    table = page.table
    if table is None:
        return page
    if table.name == "received":
        columns = tuple(_proposing(column, shape) if column.formula else column for column in table.columns)
        return replace(page, table=replace(table, rows=indicators, columns=columns))
    if table.name == "units":
        return replace(page, table=replace(table, rows=units, lines=_money_lines(shape.money)))
    if table.name not in shape.shared:
        return page
    return replace(page, table=_sharing(table, indicators, units, shape))


def _proposing(column: Column, shape: Shape) -> Column:
    target = (
        '${annual}{row}&""'
        if len(shape.tables) == 1
        else 'IF(${annual}{row}&""="",${overall}{row}&"",${annual}{row}&"")'
    )
    braces = nature.native("${level3}{row}", "${unit}{row}", target)
    return replace(column, formula=_escaped(braces))


def _escaped(formula: str) -> str:
    """Braces of array constants are doubled, those of placeholders are not."""
    names = ("level3", "unit", "overall", "annual", "row")
    for name in names:
        formula = formula.replace(f"{{{name}}}", f"\0{name}\1")
    formula = formula.replace("{", "{{").replace("}", "}}")
    return formula.replace("\0", "{").replace("\1", "}")


def _money_lines(money: tuple[str, ...]) -> tuple[Line, ...]:
    issued = dict.fromkeys(money, "=SUM({letter}{first}:{letter}{last})")
    gap = dict.fromkeys(money, "=ROUND(N({letter}{row_received})-{letter}{row_issued},6)")
    return (
        Line("received", "收到", inputs=money, kind="money", hint="收到的资金总数（万元），由各项目分完。"),
        Line("issued", "已分解合计", cells=issued),
        Line("gap", "差额", cells=gap),
    )


def _sharing(table: Table, indicators: int, units: int, shape: Shape) -> Table:
    keys = indicator_keys(indicators)
    source = shape.shared[table.name]
    echoes = (
        Column("unit", "填报单位", 24, style="left", formula=_of_unit("unit")),
        Column("project", "项目名称", 38, style="left", formula=_of_unit("project")),
    )
    kind, hint = (
        ("weight", shape.weight)
        if table.name == "weight"
        else ("value", "绝对量可以只写数字，符号照收到的；空着表示没有这项指标。")
    )
    columns = tuple(Column(key, "", _WIDTH, kind=kind, hint=hint) for key in keys)  # type: ignore[arg-type]
    heads = {key: _of_received(key, "level3", source) for key in keys}
    return replace(
        table, rows=units, columns=(*echoes, *columns), lines=tuple(_lines(table.name, source, keys)), headed=heads
    )


def _of_unit(column: str) -> str:
    name, key = column_name("units", column), column_name("units", KEY)
    return f'=IFERROR(INDEX({name},MATCH($A{{row}},{key},0))&"","")'


def _of_received(key: str, column: str, where: str = "") -> str:
    """What 收到的目标 says of an indicator; with ``where``, only of one that was received there."""
    found = f'INDEX({column_name("received", column)},MATCH("{key}",{column_name("received", KEY)},0))&""'
    if where:
        there = f'INDEX({column_name("received", where)},MATCH("{key}",{column_name("received", KEY)},0))&""'
        return f'=IFERROR(IF({there}="","",{found}),"")'
    return f'=IFERROR({found},"")'


def _lines(table: str, source: str, keys: list[str]) -> list[Line]:
    if table == "weight":
        return []
    nature_of = {key: _of_received(key, "nature", source) for key in keys}
    received = {key: _of_received(key, source) for key in keys}
    return [
        Line("nature", "性质", cells=nature_of),
        Line("received", "收到", cells=received),
        Line("issued", "已分解合计", cells={key: _issued() for key in keys}),
        Line("gap", "差额", cells={key: _gap() for key in keys}),
    ]


def _plain(text: str) -> str:
    """Formula: a text without the sign in front, as a number; an error for words."""
    for sign in _SIGNS:
        text = f'SUBSTITUTE({text},"{sign}","")'
    return text


def _issued() -> str:
    """Σ of what stands below: numbers, and numbers behind a sign. Only absolute indicators are added up."""
    absolute = f'{{letter}}{{row_nature}}="{Nature.ABSOLUTE}"'
    cells = _plain("{letter}{first}:{letter}{last}")
    return f'=IF({absolute},IFERROR(ROUND(SUMPRODUCT(--(0&{cells})),9),"{_LATER}"),"")'


def _gap() -> str:
    absolute = f'{{letter}}{{row_nature}}="{Nature.ABSOLUTE}"'
    received = _plain("{letter}{row_received}")
    issued = "{letter}{row_issued}"
    return f'=IF({absolute},IFERROR(ROUND(0&{received},9)-{issued},"{_LATER}"),"")'
