"""What a person reads of a finding: fields in words, cells in workbooks, and never two texts called different that are one."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.checks import published
from tests.checks.material import DATA, SAMPLES, as_printed, evaluation_of, fixture, profile_of
from xladdin.checks.finding import Finding, grouped
from xladdin.checks.registry import CHECKS
from xladdin.checks.runner import CheckReport, run_checks
from xladdin.cli.findings import finding_lines
from xladdin.forms.build.workbook import build
from xladdin.forms.closed.review import review
from xladdin.forms.read.open_file import open_file
from xladdin.model.evaluation import Declared, Evaluation, ManagementRow, Project, Signatures, Unit
from xladdin.model.funds import FundsRow
from xladdin.model.goals import Goal, GoalFunds, GoalIndicator, Goals, WeightedFunds
from xladdin.model.indicator import Indicator
from xladdin.model.project_json import load

TWINS = ("turpan-2024-as-printed", "karamay-2024-as-printed", "qinghe-2023-as-printed")
_STRUCTS = (
    Declared,
    Evaluation,
    ManagementRow,
    Project,
    Signatures,
    Unit,
    FundsRow,
    Goal,
    GoalFunds,
    GoalIndicator,
    Goals,
    WeightedFunds,
    Indicator,
)
FIELDS = {name for struct in _STRUCTS for name in struct.__struct_fields__}
INTERNAL = re.compile(rf"(?<![A-Za-z_])({'|'.join(sorted(FIELDS, key=len, reverse=True))})(?![A-Za-z_])|[a-z_]+\[")
SAME = re.compile(r"“([^”]*)”[^“。]{0,16}“([^”]*)”[^“。]{0,16}(不同|不一致|不符|写作)")


def _examples() -> Iterator[tuple[str, CheckReport]]:
    for check in CHECKS:
        examples = fixture(check.id)
        for example in (*examples.failing, *examples.passing):
            evaluation = example.evaluation()
            yield check.id, run_checks(evaluation, profile_of(evaluation), notes=example.notes)


@cache
def _all() -> tuple[Finding, ...]:
    """Every finding over the fixtures, the twins, the samples and the published tables."""
    found = [one for _, report in _examples() for one in report.findings]
    evaluations: list[Evaluation] = [as_printed(name) for name in TWINS]
    evaluations += [load(path) for path in sorted(SAMPLES.glob("*.json"))]
    evaluations += [evaluation_of(published.table(name).as_json()) for name in published.NAMES]
    for evaluation in evaluations:
        found += run_checks(evaluation, profile_of(evaluation)).findings
    assert len(found) > 300
    return tuple(found)


def test_no_text_shows_a_path_or_a_field_name_of_the_program() -> None:
    shown = {text for one in _all() for text in (one.message, one.remedy, one.found, one.expected, one.spot)}
    assert [text for text in shown if INTERNAL.search(text)] == []


def test_the_lines_of_the_command_line_show_none_either() -> None:
    outside = [one for one in _all() if one.cell == one.path]  # a note of a reader names its cell itself
    assert [line for line in finding_lines(outside) if INTERNAL.search(line)] == []


def test_a_field_without_a_cell_is_said_in_words() -> None:
    assert {one.path for one in _all() if one.cell == one.path and not one.spot} == set()
    group = grouped([one for one in _all() if one.path == "funds[total].executed"])[0]
    assert group.cells_text == "年度资金总额的全年执行数"


def _fold(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_equal_texts_are_never_said_to_differ() -> None:
    pairs = [match for one in _all() for match in SAME.finditer(one.message)]
    assert pairs
    assert [match[0] for match in pairs if _fold(match[1]) == _fold(match[2])] == []


def _book(evaluation: Evaluation, folder: Path) -> CheckReport:
    path = folder / "book.xlsx"
    path.write_bytes(build(evaluation, profile_of(evaluation)))
    opened = open_file(path)
    assert opened.book is not None and opened.grid is not None
    return review(opened.grid, opened.book)


def _projects() -> list[object]:
    tables = [name for name in published.NAMES if published.table(name).form == "transfer"]
    found = [pytest.param(as_printed(name), id=name) for name in TWINS]
    found += [pytest.param(load(SAMPLES / f"{name}-2024.json"), id=f"sample-{name}") for name in ("turpan", "karamay")]
    return [*found, *(pytest.param(evaluation_of(published.table(name).as_json()), id=name) for name in tables)]


@pytest.mark.parametrize("evaluation", _projects())
def test_every_finding_of_a_workbook_stands_at_a_cell(evaluation: Evaluation, tmp_path: Path) -> None:
    report = _book(evaluation, tmp_path)
    assert report.findings
    assert [one.path for one in report.findings if not re.fullmatch(r"[A-Z]{1,2}\d{1,3}", one.cell)] == []
    assert [one for one in report.findings if one.spot] == []
    assert [line for line in finding_lines(report.findings) if INTERNAL.search(line)] == []


def test_a_published_table_says_the_same_as_a_workbook(tmp_path: Path) -> None:
    for name in published.NAMES:
        if published.table(name).form == "transfer":
            report = _book(evaluation_of(published.table(name).as_json()), tmp_path)
            assert {(one.rule, one.path) for one in report.findings} == set(published.table(name).expected)


def test_what_was_issued_is_mended_by_who_issued_it(tmp_path: Path) -> None:
    """In a workbook made from goals the target is locked; a project file can be changed by who wrote it."""
    data = json.loads((DATA / "clean-2024.json").read_text("utf-8"))
    data["indicators"][5] |= {"target": "≤98", "issued_target": "≤98", "actual": "98"}
    data["goals"]["annual"]["indicators"][5]["target"] = "≤98"
    evaluation = evaluation_of(data)
    (open_one,) = [
        one
        for one in run_checks(evaluation, profile_of(evaluation)).findings
        if (one.rule, one.path) == ("C08", "indicators[q06].target")
    ]
    (locked,) = [
        one for one in _book(evaluation, tmp_path).findings if (one.rule, one.path) == (open_one.rule, open_one.path)
    ]
    assert open_one.remedy.startswith("要么改为“≥98”")
    data["indicators"][5] |= {"actual": "约98%"}
    unread = evaluation_of(data)
    remedies = [
        [one.remedy for one in found if one.path == "indicators[q06].actual" and "指标值写法有误" in one.remedy]
        for found in (run_checks(unread, profile_of(unread)).findings, _book(unread, tmp_path).findings)
    ]
    assert [["改正指标值的写法" in one for one in part] for part in remedies] == [[True], [False]]
    assert "请下达目标的主管部门（南江省财政厅、水利厅）更正指标值" in remedies[1][0]
    assert locked.remedy.startswith(
        "此格随目标下达，已锁定：要么请下达目标的主管部门（南江省财政厅、水利厅）更正后重新下发"
    )


def test_what_was_typed_into_a_blank_workbook_can_be_changed_there() -> None:
    opened = open_file(DATA / "books-0.1.0" / "karamay-2024-typed-into-a-blank.xlsx")
    assert opened.book is not None and opened.grid is not None
    typed = [
        one for one in review(opened.grid, opened.book).findings if one.path.endswith((".weight", ".scoring_rule"))
    ]
    assert {one.rule for one in typed} == {"C03", "C25"}
    assert [one.remedy for one in typed if "下达目标的主管部门" in one.remedy] == []
