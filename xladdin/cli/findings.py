"""Findings as lines: severity, place, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xladdin.checks.finding import Finding, grouped


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """One line for each group of findings that say the same."""
    for group in grouped(findings):
        first = group.first
        figures = "，".join(
            f"{title} {value}"
            for title, value in (("现值", first.found), ("应为", first.expected), ("差额", first.difference))
            if value
        )
        figures = f"〔{figures}〕" if figures else ""
        place = f"{first.sheet} {group.cells_text}"
        yield f"[{first.severity_title} {first.rule}] {place}：{first.message}{figures}{first.remedy}"
