"""C26 decimals: declared rates are written with the declared number of decimals, rounded and not cut off.

58.24 % printed as 58 % is right as rounded, but nobody can check it; 108.51 % printed as 108 % is truncated.
"""

from __future__ import annotations

from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject
from xladdin.checks.texts.declared_rate import read_declared_rate
from xladdin.model.funds import SOURCE_TITLES
from xladdin.model.grammar.decimals import fixed_text
from xladdin.model.grammar.fold import fold
from xladdin.rules.total.execution import execution_rate


def decimals(subject: Subject) -> Cases:
    places = int(subject.profile.required("rate_places"))
    uniform = _is_uniform(subject)
    for row in subject.money_rows:
        declared = read_declared_rate(row.declared_rate)
        rate = execution_rate(row.budget, row.executed)
        if declared is None or rate is None or "%" not in fold(row.declared_rate):
            continue  # no rate to be compared with (0/0), or a fraction (1 for 100 %), which has no decimals of a percent
        true = rate * 100
        rounded, cut = declared.rounds(true), declared.truncates(true)
        expected = f"{fixed_text(true if rounded or cut else declared.percent, places)}%"
        path, facts = f"funds[{row.source}].declared_rate", {"source": SOURCE_TITLES[row.source], "places": places}
        related = (f"funds[{row.source}].executed", f"funds[{row.source}].budget")
        if cut and not rounded:
            yield Fault("truncated", path, row.declared_rate, expected, "", related, facts)
        elif declared.places != places and not (uniform and (declared.percent == true or not rounded)):
            yield Fault("places", path, row.declared_rate, expected, "", (), facts)
        else:
            yield PASSED


def _is_uniform(subject: Subject) -> bool:
    """Whether all rates of the table have the same decimals: 98 % beside 100 % loses nothing where both are exact."""
    declared = [read_declared_rate(row.declared_rate) for row in subject.evaluation.funds]
    return len({one.places for one in declared if one is not None}) < 2


CHECK = Check(
    id="C26",
    title="比率的小数位统一，四舍五入",
    basis="公开报告通行写法：比率保留两位小数；常见问题：小数位不一，直接截去尾数",
    applies_to="填报的执行率",
    messages={
        "places": Message(
            "hint",
            "{source}的执行率“{found}”没有保留 {places} 位小数。",
            "要么改为 {expected}，要么清空由表格计算。",
        ),
        "truncated": Message(
            "hint",
            "{source}的执行率“{found}”是截去尾数得到的，四舍五入应为 {expected}。",
            "要么改为 {expected}，要么清空由表格计算。",
        ),
    },
    function=decimals,
)
