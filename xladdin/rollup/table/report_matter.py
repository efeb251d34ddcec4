"""报告资料 of the region: what its units state of documents, payments, measures; and how its units did, in one paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from xladdin.model.funds import total_of
from xladdin.model.grammar.decimals import plain_text, round_half_up
from xladdin.model.grammar.fold import name_key
from xladdin.model.report_matter import Document, Improvement, ReportMatter
from xladdin.rollup.member import Member
from xladdin.rollup.table.from_below import joined
from xladdin.rules.total.execution import execution_rate

_GRADES = ("优", "良", "中", "差")
_MOST_NAMED, _MOST_ROWS = 20, 60
_Row = TypeVar("_Row", bound=Any)


def report_matter(members: Sequence[Member]) -> ReportMatter:
    """What ``xladdin report`` prints of the region beside its tables."""
    every = [(one.unit, one.evaluation.report) for one in members]
    return ReportMatter(
        documents=_numbered(_documents(members)),
        payments=_numbered(row for _, one in every for row in one.payments),
        improvements=_numbered(_improvements(members)),
        problems=_numbered(row for _, one in every for row in one.problems),
        overview=_overview(members),
        arrival_gap=joined(((unit, one.arrival_gap) for unit, one in every), "各报送件"),
        benefits=joined(((unit, one.benefits) for unit, one in every), "各报送件"),
        application=joined(((unit, one.application) for unit, one in every), "各报送件"),
        other=joined(((unit, one.other) for unit, one in every), "各报送件"),
    )


def _numbered(rows: Iterator[_Row]) -> tuple[_Row, ...]:
    """Each row once, with a key of its own; a page has room for so many."""
    once = dict.fromkeys(replace(row, key="") for row in rows)
    return tuple(replace(row, key=f"w{number:02d}") for number, row in enumerate(list(once)[:_MOST_ROWS], 1))


def _documents(members: Sequence[Member]) -> Iterator[Document]:
    """Every document once, with the units' shares of it added up."""
    found: dict[tuple[str, str], Document] = {}
    for one in members:
        for row in one.evaluation.report.documents:
            key = (name_key(row.number), name_key(row.title))
            there = found.get(key)
            if there is None:
                found[key] = row
            elif row.amount is not None:
                found[key] = replace(there, amount=(there.amount or 0) + row.amount)
    yield from found.values()


def _improvements(members: Sequence[Member]) -> Iterator[Improvement]:
    for one in members:
        for row in one.evaluation.report.improvements:
            yield replace(row, responsible=row.responsible or one.unit)


def _overview(members: Sequence[Member]) -> str:
    """``本地区汇总 2 个项目：优 1 个、良 1 个。克拉玛依市自然资源局 93.1 分（优），预算执行率 58.23%；…``"""
    counts = Counter(one.sheet.grade for one in members)
    grades = "、".join(f"{grade}{counts[grade]}个" for grade in _GRADES if counts[grade])
    head = f"本地区汇总{len(members)}个项目" + (f"，其中{grades}。" if grades else "。")
    ordered = sorted(members, key=lambda one: (one.sheet.total is None, -(one.sheet.total or 0), one.unit))
    said = "；".join(_unit(one) for one in ordered[:_MOST_NAMED])
    more = f"；其余{len(ordered) - _MOST_NAMED}个见汇总工作簿“单位得分”" if len(ordered) > _MOST_NAMED else ""
    return f"{head}{said}{more}。"


def _unit(one: Member) -> str:
    money = total_of(one.evaluation.funds)
    rate = execution_rate(money.budget, money.executed)
    score = "没有总分" if one.sheet.total is None else f"{plain_text(one.sheet.total)}分（{one.sheet.grade}）"
    spent = "" if rate is None else f"，预算执行率{plain_text(round_half_up(100 * rate, 2))}%"
    return f"{one.unit}{score}{spent}"
