"""What the plans of the forms hold: one for 转移支付项目 (three years and the year), one for 项目支出 (the year alone)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xladdin.model.evaluation import FormId
from xladdin.model.funds import SOURCE_TITLES


class Shape(NamedTuple):
    """
    form      the form that is sent down; ``register`` = definition of its plan, ``file`` = name of a blank one
    tables    tables of goals that are shared out, and what they are called
    sources   of money, in each of these tables, and what they are called
    heads     fields of the first sheet, and ``own`` fields of a project's row, that go into the head of its table
    weight    what the form prints beside the points of an indicator
    """

    form: FormId
    register: str
    file: str
    tables: Mapping[str, str]
    sources: Mapping[str, str]
    heads: tuple[str, ...]
    own: tuple[str, ...]
    weight: str

    @property
    def shared(self) -> dict[str, str]:
        """Sheets that share indicators out: table → the column of 收到的目标 that says what was received."""
        return {**{table: table for table in self.tables}, "weight": "annual"}

    @property
    def money(self) -> tuple[str, ...]:
        """Columns of money on 单位和项目: the periods one after the other."""
        return tuple(f"{table}_{source}" for table in self.tables for source in self.sources)

    def money_title(self, column: str) -> str:
        table, _, source = column.partition("_")
        return f"{self.tables[table] if len(self.tables) > 1 else ''}{self.sources[source]}"


TRANSFER = Shape(
    form="transfer",
    register="plan",
    file="绩效目标分解下达表.xlsx",
    tables={"overall": "总体", "annual": "年度"},
    sources={"central": "中央资金", "local": "地方配套", "social": "社会资本和其他资金"},
    heads=("central_department", "local_department", "provincial_finance", "provincial_department"),
    own=("implementing_unit", "fund_user", "budget_unit"),
    weight="分值权重",
)
PROJECT = Shape(
    form="project",
    register="plan_project",
    file="项目支出绩效目标分解下达表.xlsx",
    tables={"annual": "年度"},
    sources={source: SOURCE_TITLES[source] for source in ("fiscal", "carryover", "unit", "other")},
    heads=("local_department",),
    own=("implementing_unit",),
    weight="分值",
)
SHAPES: dict[str, Shape] = {shape.form: shape for shape in (TRANSFER, PROJECT)}
