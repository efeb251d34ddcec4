"""C14 dates and years: periods contain the evaluation's year, dates lie in it, deadlines can be decided.

``9月前`` against ``9月`` leaves open whether the deadline was kept: asked about, never guessed.
"""

from __future__ import annotations

import itertools

from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.objective_period import annual_texts
from xladdin.checks.subject import Subject, row_path
from xladdin.checks.texts.days import read_day
from xladdin.checks.texts.years import other_year
from xladdin.model.grammar.deadline import read_moment
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import Kind
from xladdin.model.report_matter import MINISTRY, PROVINCE
from xladdin.patterns import pattern
from xladdin.rules.words import UNREAD

_YEAR = pattern(r"(?:19|20)\d{2}")


def period_years(period: str) -> tuple[int, int] | None:
    """``2024—2026年`` → (2024, 2026); None when no year is said."""
    years = [int(year) for year in _YEAR.findall(fold(period))]
    return (min(years), max(years)) if years else None


def dates(subject: Subject) -> Cases:
    yield from _periods(subject)
    year = subject.evaluation.year
    for row in subject.rows:
        deadline, moment = row.target.deadline, row.actual.moment
        path, target = row_path(row, "actual"), row_path(row, "target")
        if deadline is not None and deadline.year not in (0, year):
            yield Fault("target_year", target, row.target.printed, f"{year}年")
        if moment is None:
            continue
        if moment.year not in (0, year):
            yield Fault("actual_year", path, row.actual.printed, f"{year}年", "", (target,))
        elif row.target.kind is Kind.DATE and row.terms.actual == UNREAD and row.terms.keep is None:
            yield Fault("undecided", path, row.actual.printed, row.target.printed, "", (target,))
        else:
            yield PASSED
    yield from _texts(subject)
    yield from _signed(subject)
    yield from _passed_on(subject)
    yield from _milestones(subject)


def _texts(subject: Subject) -> Cases:
    """Names of indicators and texts about the year that are about another year."""
    evaluation, year = subject.evaluation, subject.evaluation.year
    overall = evaluation.goals.overall
    span = period_years(overall.period) if overall is not None else None
    places = [("name_year", row_path(row, "level3"), row.indicator.level3) for row in subject.rows]
    places += [("text_year", path, text) for path, text in subject.once(annual_texts)]
    places += [
        ("text_year", "achievement", evaluation.achievement),
        ("name_year", "project.name", evaluation.project.name),
    ]
    carried = any(row.source == "carryover" and row.budget for row in evaluation.funds)
    for key, path, text in places:
        if carried and path == "project.name":
            continue  # last year's money, under last year's name
        found = other_year(text, year) if year else None
        if found is None or (span is not None and span[0] <= found <= span[1]):
            continue
        yield Fault(key, path, f"{found}年", f"{year}年")


def _periods(subject: Subject) -> Cases:
    goals, year = subject.evaluation.goals, subject.evaluation.year
    if goals.annual is not None and (span := period_years(goals.annual.period)):
        annual = Fault("annual_period", "goals.annual.period", goals.annual.period, f"{year}年")
        yield PASSED if span == (year, year) else annual
    if goals.overall is not None and (span := period_years(goals.overall.period)):
        overall = Fault("overall_period", "goals.overall.period", goals.overall.period, f"包含{year}年")
        yield PASSED if span[0] <= year <= span[1] else overall


def _signed(subject: Subject) -> Cases:
    """A self-evaluation covers the whole year, so it is signed after its end."""
    printed = subject.evaluation.signatures.date
    moment = read_moment(fold(printed))
    if moment is None or not moment.year:
        return
    early = moment.year <= subject.evaluation.year
    yield Fault("signed", "signatures.date", printed, f"{subject.evaluation.year + 1}年") if early else PASSED


def _passed_on(subject: Subject) -> Cases:
    """Money is passed on after the document that brings it down (报告资料)."""
    report = subject.evaluation.report
    issued = [(day, row) for row in report.documents_of(MINISTRY, PROVINCE) if (day := read_day(row.date)) is not None]
    by_number = {row.number.strip(): (day, row) for day, row in issued if row.number.strip()}
    for payment in report.payments:
        paid = read_day(payment.date)
        first = by_number.get(payment.document.strip()) or min(issued, key=lambda one: one[0], default=None)
        if paid is None or first is None:
            continue
        path, document = f"report.payments[{payment.key}].date", f"report.documents[{first[1].key}].date"
        early = Fault("paid_early", path, payment.date.strip(), first[1].date.strip(), "", (document,))
        yield early if paid < first[0] else PASSED


#: What follows what: words of 项目节点.
_STEPS = (("招标", "采购", "中标"), ("开工", "动工"), ("完工", "竣工"), ("验收",))


def _milestones(subject: Subject) -> Cases:
    known = []
    for row in subject.evaluation.report.milestones:
        step = next((number for number, words in enumerate(_STEPS) if any(word in row.name for word in words)), None)
        day = read_day(row.date)
        if step is not None and day is not None:
            known.append((step, day, row))
    known.sort(key=lambda one: one[0])
    for (step, day, row), (later, then, after) in itertools.pairwise(known):
        path, other = f"report.milestones[{after.key}].date", f"report.milestones[{row.key}].date"
        facts = {"after": after.name.strip(), "before": row.name.strip()}
        late = Fault("milestone", path, after.date.strip(), row.date.strip(), "", (other,), facts)
        yield late if step < later and then < day else PASSED


CHECK = Check(
    id="C14",
    title="日期和年度合理",
    basis="常见问题：期间、日期与自评年度不符",
    applies_to="日期或年度",
    messages={
        "annual_period": Message(
            "warning", "年度绩效目标表的期间为“{found}”，自评年度为 {expected}。", "要么改正期间，要么改正自评年度。"
        ),
        "overall_period": Message(
            "warning", "总体绩效目标表的期间为“{found}”，不{expected}。", "要么改正期间，要么改正自评年度。"
        ),
        "target_year": Message(
            "warning",
            "指标值“{found}”不在自评年度（{expected}）内。",
            "要么改为年度目标，要么说明为什么按跨年目标考核。",
            explained="跨年|上年|下年|次年|去年|明年|延期|顺延|推迟|延至",
        ),
        "actual_year": Message(
            "warning",
            "完成时间“{found}”不在自评年度（{expected}）内。",
            "要么改正日期，要么说明原因。",
            explained="跨年|上年|下年|次年|去年|明年|延期|顺延|推迟|延至",
        ),
        "undecided": Message(
            "error",
            "完成时间“{found}”是否早于“{expected}”无法判定，不能计分。",
            "要么填写到日，要么把指标值写到日。",
        ),
        "name_year": Message(
            "warning",
            "名称中写的是{found}，自评年度为 {expected}。",
            "要么改正名称中的年度，要么在该行说明为什么按{found}考核。",
            explained="跨年|上年|下年|次年|往年|去年|结转|延期|顺延|续建",
        ),
        "text_year": Message(
            "warning",
            "文字说的是{found}，自评年度为 {expected}。",
            "要么改为自评年度的内容，要么写明与自评年度的关系（如上年结转）。",
        ),
        "paid_early": Message(
            "warning",
            "拨付日期“{found}”早于下达文件的日期“{expected}”。",
            "要么改正日期，要么在依据文号里写明按哪份文件拨付。",
        ),
        "milestone": Message(
            "warning",
            "“{after}”的日期“{found}”早于“{before}”的日期“{expected}”。",
            "要么改正日期，要么在文字说明里写明先后的原因。",
        ),
        "signed": Message(
            "warning", "填报日期“{found}”早于年度终了，全年数据尚不完整。", "要么改正日期，要么在年度终了后重新填报。"
        ),
    },
    function=dates,
)
