"""Running the checks: faults become findings, warnings with a reason are set apart, and a ledger is kept."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any

import msgspec

from xladdin.checks import show
from xladdin.checks.check import Check, Fault, Message
from xladdin.checks.finding import SEVERITIES, Finding, FindingGroup, Severity, grouped
from xladdin.checks.spoken_place import spoken
from xladdin.checks.subject import Subject
from xladdin.model.evaluation import Evaluation
from xladdin.model.input_note import InputNote
from xladdin.model.place import Places
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import ScoreSheet


class LedgerLine(msgspec.Struct, frozen=True):
    """How often a check was applied, or why it was not. “未发现问题” is only worth saying beside it."""

    rule: str
    title: str
    applied: int
    not_applied_because: str

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "applied": self.applied,
            "not_applied_because": self.not_applied_because or None,
        }


class CheckReport(msgspec.Struct, frozen=True):
    """Everything that the checks say about one evaluation.

    findings  gravest first, then by check and in the order of the tables
    checked   one line per check, in the order of the registry
    """

    findings: tuple[Finding, ...]
    checked: tuple[LedgerLine, ...]

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Findings that count: a warning with a reason does not."""
        return tuple(one for one in self.findings if one.severity == severity and not one.reasoned)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return self.of("error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return self.of("warning")

    @property
    def hints(self) -> tuple[Finding, ...]:
        return self.of("hint")

    @property
    def reasoned(self) -> tuple[Finding, ...]:
        """Warnings whose row holds a reason: kept, exported, not counted."""
        return tuple(one for one in self.findings if one.reasoned)

    @property
    def groups(self) -> tuple[FindingGroup, ...]:
        """Equal messages of one sheet together, for people."""
        return grouped(self.findings)

    def as_json(self) -> dict[str, Any]:
        """The contract of ``check --json``."""
        return {
            "findings": [one.as_json() for one in self.findings],
            "checked": [line.as_json() for line in self.checked],
        }

    def summary(self) -> str:
        """One line: 错误 2 处，警告 5 处，提示 9 处，已说明 3 处；已核对 214 处（27 项）。"""
        counts = (
            ("错误", len(self.errors)),
            ("警告", len(self.warnings)),
            ("提示", len(self.hints)),
            ("已说明", len(self.reasoned)),
        )
        said = "，".join(f"{title} {count} 处" for title, count in counts if count) or "未发现问题"
        applied = [line.applied for line in self.checked if line.applied]
        return f"{said}；已核对 {sum(applied)} 处（{len(applied)} 项检查）。"


def run_checks(
    evaluation: Evaluation,
    profile: Profile,
    *,
    sheet: ScoreSheet | None = None,
    places: Places | None = None,
    notes: Iterable[InputNote] = (),
    issued: bool = False,
    added: Container[str] = (),
    checks: Sequence[Check] | None = None,
) -> CheckReport:
    """Apply every check to one evaluation.

    sheet   score sheet of the same evaluation and profile, to save computing it again
    places  field path → place in the workbook; without it findings name JSON paths
    notes   remarks of the reader about input cells
    issued  the workbook was made from issued goals, which are locked in it; added: keys of rows that were added to it
    checks  all of the registry by default, which is loaded only then: a changed score is found by one check alone
    """
    if checks is None:
        from xladdin.checks.registry import CHECKS

        checks = CHECKS
    subject = Subject(evaluation, profile, sheet=sheet, places=places, notes=notes, issued=issued, added=added)
    findings: list[Finding] = []
    ledger: list[LedgerLine] = []
    for check in checks:
        cases = list(check.function(subject))
        findings.extend(_finding(check, case, subject) for case in cases if case is not None)
        because = "" if cases else f"没有{check.applies_to}。"
        ledger.append(LedgerLine(check.id, check.title, len(cases), because))
    findings.sort(key=lambda one: SEVERITIES.index(one.severity))
    return CheckReport(tuple(findings), tuple(ledger))


def _finding(check: Check, fault: Fault, subject: Subject) -> Finding:
    message = check.messages[fault.message]
    found, expected = fault.found.strip(), fault.expected.strip()  # a PROJECT.json may hold blanks
    if found != fault.found or expected != fault.expected:
        fault = fault._replace(found=found, expected=expected)
    place = subject.place(fault.path)
    name = subject.indicator_name(fault.path)
    facts = dict(fault.facts, found=found, expected=expected, difference=fault.difference, name=show.name(name))
    if "{mend_target}" in message.remedy:
        locked = subject.is_locked(fault.path.rpartition(".")[0] + ".target")
        facts["mend_target"] = f"请{subject.issuer}更正指标值" if locked else "改正指标值的写法"
    return Finding(
        rule=check.id,
        title=check.title,
        severity=message.severity,
        sheet=place.sheet,
        cell=place.cell,
        indicator=name,
        found=fault.found,
        expected=fault.expected,
        difference=fault.difference,
        message=subject.evaluation.asks.worded(message.text).format_map(facts) + _in_yuan(fault, subject),
        remedy=_remedy(message, fault, facts, subject),
        basis=check.basis,
        path=fault.path,
        related=() if message.sum else tuple(subject.place(path) for path in fault.related),
        related_paths=fault.related,
        spot="" if subject.has_cell(fault.path) else spoken(subject, fault.path),
        reasoned=message.severity == "warning" and subject.explains(fault.path, message.explained),
    )


def _in_yuan(fault: Fault, subject: Subject) -> str:
    """A word on the unit where the table prints 元: amounts are compared, and told, in 万元."""
    amount = fault.path.startswith("funds[") and fault.found and not fault.found.endswith("%")
    return "（本表以元填写，以上金额已换算为万元。）" if amount and subject.evaluation.money_unit == "元" else ""


def _remedy(message: Message, fault: Fault, facts: dict[str, object], subject: Subject) -> str:
    """How to mend it; what was issued is locked in a workbook made from goals, and somebody else has to mend it."""
    if fault.found and subject.is_locked(fault.path):
        if message.explained:
            return f"此格随目标下达，已锁定：要么请{subject.issuer}更正后重新下发，要么在该行说明原因。"
        return f"此格随目标下达，已锁定：要么请{subject.issuer}更正后重新下发，要么核对后保持原样。"
    remedy = subject.evaluation.asks.worded(message.remedy)
    return remedy.format_map(facts) if "{" in remedy else remedy
