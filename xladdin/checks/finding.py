"""Findings: errors as values, each with its place, the figures at stake and a way to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from xladdin.model.place import Place

Severity = Literal["error", "warning", "hint"]

#: 级别 as users read it. 错误 stops an export, 警告 asks for a reason, 提示 is for information.
SEVERITY_TITLES: dict[Severity, str] = {"error": "错误", "warning": "警告", "hint": "提示"}
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")

#: What a warning is called once its row holds a reason.
REASONED_TITLE = "已说明"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a reviewer would send back.

    rule        id of the check, e.g. ``C01``
    sheet, cell where it stands; ``cell`` is an A1 address, or a JSON path where there is no workbook
    indicator   name of the indicator as printed; empty when it is not about one row
    found, expected, difference   现值, 应为, 差额 as a clerk writes them; empty where no number is at stake
    message     what is wrong; remedy: either … or …; basis: document, clause or 常见问题
    path        the field (see ``model.place``); related: the other cells that are marked with it; related_paths: every field that it is about
    spot        the field in words where there is no workbook; empty where ``cell`` is an address
    reasoned    a warning whose row holds a reason: kept and exported, but no longer counted
    """

    rule: str
    severity: Severity
    sheet: str
    cell: str
    indicator: str
    found: str
    expected: str
    difference: str
    message: str
    remedy: str
    basis: str
    path: str
    title: str = ""
    related: tuple[Place, ...] = ()
    related_paths: tuple[str, ...] = ()
    spot: str = ""
    reasoned: bool = False

    @property
    def place(self) -> Place:
        return Place(self.sheet, self.cell)

    @property
    def severity_title(self) -> str:
        """错误, 警告, 提示, or 已说明 for a warning with a reason."""
        return REASONED_TITLE if self.reasoned else SEVERITY_TITLES[self.severity]

    def as_json(self) -> dict[str, str | bool]:
        """The contract of ``check --json``."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "sheet": self.sheet,
            "cell": self.cell,
            "indicator": self.indicator,
            "found": self.found,
            "expected": self.expected,
            "difference": self.difference,
            "message": self.message,
            "remedy": self.remedy,
            "basis": self.basis,
            "reasoned": self.reasoned,
        }


class FindingGroup(msgspec.Struct, frozen=True):
    """Findings of one sheet that say the same in the same words: shown once, with all their cells."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(finding.cell for finding in self.findings)

    @property
    def cells_text(self) -> str:
        """``B4、B7、B9``, or the fields in words where there is no workbook."""
        return "、".join(finding.spot or finding.cell for finding in self.findings)


def grouped(findings: Sequence[Finding]) -> tuple[FindingGroup, ...]:
    """Group equal messages by cells; groups stand where their first finding stands."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for one in findings:
        key = (one.rule, one.severity_title, one.sheet, one.message, one.remedy, one.found, one.expected)
        groups.setdefault(key, []).append(one)
    return tuple(FindingGroup(tuple(group)) for group in groups.values())
