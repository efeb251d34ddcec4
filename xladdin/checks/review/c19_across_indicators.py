"""C19 indicators against facts elsewhere in the workbook.

An execution or arrival rate among the indicators must be the rate of the money table; “finished on time: 100 %” does not
go with outputs at zero. Which indicators are meant is decided by words in their names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.paid_standards import paid_standards
from xladdin.checks.facts.yuan_amounts import amounts_in_yuan
from xladdin.checks.subject import Subject, bound, row_path
from xladdin.checks.texts.money_claims import Claim, Spent, money_claims, spent
from xladdin.model.funds import FundsRow
from xladdin.patterns import pattern
from xladdin.rules.profile import OUTPUT
from xladdin.rules.score_sheet import ScoredRow
from xladdin.rules.total.execution import execution_rate

_EXECUTION = pattern(r"(预算|资金|经费)[^率]{0,6}(执行|支付|支出|拨付|使用)[^率]{0,3}率")
#: Rates of something else: how timely, how proper the money was spent.
_OTHER_RATE = pattern(
    r"及时|合规|合法|准确|规范|合格|正确|安全|公开|偏差|控制|降低|增长|下降|节约|利用|违规|差错|满意|知晓|覆盖|受益|验收|达标|完成"
)
_ARRIVAL = pattern(r"(预算|资金|经费|配套)[^率]{0,6}到位[^率]{0,3}率")
_FINISHED = pattern(r"(工程|项目|任务|建设|施工)[^率]{0,6}(完成|完工|竣工)[^率]{0,3}率")
_SOURCES = {"中央": "central", "地方": "local", "配套": "local", "结转": "carryover"}
#: Shares of a whole.
_WITHIN = pattern(
    r"(合格|优良|达标|满意|知晓|覆盖|及时|准确|成活|保存|完好|通过|合规|巩固|参保|接种|好评|验收|足额发放)(率|度)"
)
_BEYOND = pattern("毛|提高|增长|增加|提升|完成|目标")
_PASSED_ON, _PAID = re.compile("拨付|下达|到位"), re.compile("支付|支出|执行|使用|兑付|发放")
_FULL = Decimal(100)
#: An amount in a text that is no further than this share from what was spent is meant to be it.
_CLOSE = Decimal("0.2")


def across_indicators(subject: Subject) -> Cases:
    yield from _indicators(subject)
    yield from _texts(subject)
    yield from _standards(subject)


@lru_cache(maxsize=4096)
def _kinds(name: str) -> frozenset[str]:
    """Which messages a rate of this name can give."""
    money = not _OTHER_RATE.search(name)
    whole = _WITHIN.search(name) and not _BEYOND.search(name)
    found = (
        ("execution", money and _EXECUTION.search(name)),
        ("arrival", money and _ARRIVAL.search(name)),
        ("beyond", whole),
        ("finished", _FINISHED.search(name)),
    )
    return frozenset(key for key, meant in found if meant)


def _money_of(subject: Subject, name: str) -> FundsRow | None:
    """The row of money that an indicator's name speaks of; None for a source that the table has no row of."""
    source = next((source for word, source in _SOURCES.items() if word in name), "total")
    if source == "total":
        return subject.total
    return next((row for row in subject.evaluation.funds if row.source == source), None)


def _indicators(subject: Subject) -> Cases:
    tolerance = subject.profile.required("rate_tolerance")
    for row, number in subject.numbered:
        name = row.indicator.level3
        if number is None or row.target.unit is None or not row.target.unit.is_share:
            continue
        kinds = _kinds(name)
        for key, amount in (("execution", "executed"), ("arrival", "arrived")):
            money = _money_of(subject, name) if key in kinds else None
            rate = execution_rate(money.budget, getattr(money, amount)) if money is not None else None
            if rate is not None and money is not None:
                related = (f"funds[{money.source}].{amount}", f"funds[{money.source}].budget")
                gap = number - rate * 100
                found, right = show.number(number), show.percent(rate)
                fault = Fault(key, row_path(row, "actual"), found, right, show.points(gap), related)
                yield fault if abs(gap) > tolerance else PASSED
        if "beyond" in kinds and number > _FULL:
            yield Fault("beyond", row_path(row, "actual"), row.actual.printed, "≤100%")
        if "finished" in kinds and number >= _FULL:
            yield _unfinished(subject, row, number) or PASSED


def _texts(subject: Subject) -> Cases:
    """What the texts say of the money against the money table."""
    evaluation = subject.evaluation
    rates = {row.source: execution_rate(row.budget, row.executed) for row in evaluation.funds}
    rates["total"] = execution_rate(subject.total.budget, subject.total.executed)
    known: dict[str, Decimal] = {source: rate for source, rate in rates.items() if rate is not None}
    if "total" not in known or subject.once(amounts_in_yuan):
        return
    places = [("achievement", evaluation.achievement)]
    places += [(f"management[{row.item}].statement", row.statement) for row in evaluation.management]
    for path, text in places:
        for said in money_claims(text):
            if path.startswith("management[") and _PASSED_ON.search(said.text) and not _PAID.search(said.text):
                continue  # these rows speak of money that was passed on
            yield _claim(subject, path, said, known)
        for one in spent(text):
            yield _amount(subject, path, one)


def _claim(subject: Subject, path: str, said: Claim, known: Mapping[str, Decimal]) -> Fault | None:
    """A claim that no source of money bears out; one that names a source is held against that one."""
    sources = ["total"] if said.all_paid else list(known)
    sources = [said.source, *(["total"] if not said.all_paid else [])] if said.source in known else sources
    tolerance = subject.profile.required("rate_tolerance")
    gaps = [abs(said.percent - known[source] * 100) for source in sources]
    if min(gaps) <= tolerance or any(said.rounds(known[source] * 100) for source in sources):
        return PASSED
    rate = known[said.source if said.source in known else "total"]
    related = tuple(
        f"funds[{said.source if said.source in known else 'total'}].{field}" for field in ("executed", "budget")
    )
    gap = show.points(said.percent - rate * 100)
    return Fault("claimed", path, said.text, show.percent(rate), gap, related)


def _amount(subject: Subject, path: str, said: Spent) -> Fault | None:
    """An amount close to what the money table has, and not in it. One that is far from it is about something else."""
    executed = subject.total.executed
    amounts = [getattr(row, field) for row in subject.evaluation.funds for field in ("budget", "arrived", "executed")]
    if not executed or any(amount is not None and said.is_about(amount) for amount in (*amounts, executed)):
        return PASSED
    gap = said.amount - executed
    if abs(gap) > executed * _CLOSE:
        return PASSED
    facts = {"executed": show.number(executed)}
    return Fault("amount", path, said.text, show.number(executed), show.number(gap), ("funds[total].executed",), facts)


def _standards(subject: Subject) -> Cases:
    """So much a head times heads: more than was paid out cannot be."""
    executed = subject.total.executed
    if not executed or subject.once(amounts_in_yuan):
        return
    for one in subject.once(paid_standards):
        needed = one.needed
        if needed <= executed * (1 + subject.limit("unit_cost_tolerance")):
            yield PASSED
            continue
        facts = {
            "division": one.product,
            "quantity": show.name(one.heads.indicator.level3),
            "executed": show.number(executed),
        }
        related = (row_path(one.heads, "actual"), "funds[total].executed")
        found, right, gap = show.number(needed), show.number(executed), show.number(needed - executed)
        yield Fault("standard", row_path(one.standard, "actual"), found, right, gap, related, facts)


def _unfinished(subject: Subject, row: ScoredRow, number: Decimal) -> Fault | None:
    idle = [other for other, done in subject.numbered if done == 0 and other.level_id == OUTPUT and _is_idle(other)]
    if not idle:
        return None
    names = show.listed([show.name(other.indicator.level3) for other in idle])
    related = tuple(row_path(other, "actual") for other in idle)
    facts = {"count": len(idle), "names": names}
    return Fault("finished", row_path(row, "actual"), show.number(number), "低于100", "", related, facts)


def _is_idle(row: ScoredRow) -> bool:
    """Whether a row without result has a lower target above zero."""
    value = bound(row.target)
    return row.target.low is not None and value is not None and value > 0


CHECK = Check(
    id="C19",
    title="指标之间、指标与资金之间不矛盾",
    basis="常见问题：预算执行率、按时完成率填 100%，文字写全部支付，标准乘以人数大于支出，与资金表和其他指标不符",
    applies_to="预算执行率、资金到位率、按时完成率、补助标准一类的指标或写明资金支出的文字",
    messages={
        "execution": Message(
            "warning",
            "“{name}”填报 {found}%，资金表的预算执行率为 {expected}，相差 {difference}。",
            "要么改为 {expected}，要么在该行说明统计口径。",
            explained="口径|统计|拨付|结转|范围|支付",
        ),
        "arrival": Message(
            "warning",
            "“{name}”填报 {found}%，资金表的到位率为 {expected}，相差 {difference}。",
            "要么改为 {expected}，要么在该行说明统计口径。",
            explained="口径|统计|拨付|结转|范围|到位",
        ),
        "claimed": Message(
            "warning",
            "文字写“{found}”，而资金表的执行率为 {expected}，相差 {difference}。",
            "要么改正文字，要么核对全年预算数和全年执行数。",
        ),
        "amount": Message(
            "warning",
            "文字写“{found}”，而资金表的全年执行数为 {executed} 万元，相差 {difference} 万元。",
            "要么改正文字，要么核对全年执行数。",
        ),
        "standard": Message(
            "warning",
            "“{name}”乘以“{quantity}”需要 {found} 万元（{division}），全年只执行了 {executed} 万元，相差 {difference} 万元。",
            "要么改正标准或数量，要么在该行说明发放的期数和范围。",
            explained="口径|期|月|范围|标准|档|垫付|结转|下年|未发|未付|部分",
        ),
        "beyond": Message(
            "warning",
            "“{name}”填报 {found}，这样的比率不会超过 100%。",
            "要么改正实际完成值，要么在该行说明统计口径。",
            explained="口径|统计|范围|分母|换算",
        ),
        "finished": Message(
            "warning",
            "“{name}”填报 {found}%，而有 {count} 项产出的实际完成值为 0（{names}）。",
            "要么按实际完成情况填写，要么在该行说明统计口径。",
            explained="口径|统计|范围|认定|不含|不包括",
        ),
    },
    function=across_indicators,
)
