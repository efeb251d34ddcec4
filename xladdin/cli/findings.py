"""Findings as lines: severity, place, what is wrong, how to mend it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from xladdin.checks.finding import Finding, grouped
from xladdin.model.input_note import InputNote


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


def say_changed_parameters(notes: Iterable[InputNote]) -> bool:
    """Tell on standard error which numbers of 参数 are not the rule profile's; whether there are any."""
    from xladdin.model.place import default_place

    found = False
    for note in notes:
        place, found = default_place(note.path), True
        print(
            f"工作表“{place.sheet}”单元格 {place.cell}：“{note.name}”被改动，现为“{note.detail}”，规则为“{note.expected}”，"
            "表中显示的得分与本程序计算的不同。请用 xladdin upgrade 转成新工作簿，参数恢复原样，已填内容保留。",
            file=sys.stderr,
        )
    return found
