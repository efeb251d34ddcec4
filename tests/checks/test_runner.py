"""Places, reasons, grouping and the ledger."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from tests.checks.material import change, clean, evaluation_of, profile_of
from xladdin.checks.check import PASSED, Check, Fault, Message
from xladdin.checks.finding import grouped
from xladdin.checks.registry import CHECKS
from xladdin.checks.runner import CheckReport, run_checks
from xladdin.model.input_note import InputNote
from xladdin.model.place import Place
from xladdin.rules.score_sheet import score_sheet

KEYS = {
    "rule",
    "severity",
    "sheet",
    "cell",
    "indicator",
    "found",
    "expected",
    "difference",
    "message",
    "remedy",
    "basis",
}


def _report(changes: dict[str, Any], **options: Any) -> CheckReport:
    data = clean()
    for path, value in changes.items():
        change(data, path, value)
    evaluation = evaluation_of(data)
    return run_checks(evaluation, profile_of(evaluation), **options)


def test_finding_stands_at_the_cell_that_the_workbook_gives_the_field() -> None:
    places = {"indicators[q01].actual": Place("绩效自评表", "F24")}
    (finding,) = _report({"indicators[q01].actual": ""}, places=places).findings
    assert (finding.sheet, finding.cell, finding.indicator) == ("绩效自评表", "F24", "改造渠道长度（公里）")


def test_without_a_workbook_the_cell_is_the_field_and_the_sheet_its_table() -> None:
    (finding,) = _report({"indicators[q01].evidence": ""}).findings
    assert (finding.sheet, finding.cell) == ("自治区项目绩效目标表", "indicators[q01].evidence")


def test_reason_in_the_row_silences_a_warning_but_keeps_it() -> None:
    changes = {"indicators[q10].actual": "0"}
    open_report = _report(changes)
    told = _report({**changes, "indicators[q10].reason": "当年没有发生管理费用。"})
    assert [one.rule for one in open_report.warnings] == ["C16"]
    assert told.warnings == ()
    assert [(one.rule, one.severity, one.severity_title) for one in told.reasoned] == [("C16", "warning", "已说明")]


def test_a_reason_for_something_else_answers_nothing() -> None:
    report = _report({"indicators[q10].actual": "0", "indicators[q10].reason": "资金下达较晚，年底才完成采购。"})
    assert [(one.rule, one.reasoned) for one in report.findings] == [("C16", False)]


def test_one_habit_is_one_finding_that_names_every_cell_of_it() -> None:
    """Seven missing management rows, a unit said twice in three rows, three weights among the values."""
    items = (
        "分配科学性",
        "下达及时性",
        "拨付合规性",
        "使用规范性",
        "执行准确性",
        "预算绩效管理情况",
        "支出责任履行情况",
    )
    (finding,) = _report({f"management[{item}]": None for item in items}).findings
    assert (finding.rule, len(finding.related_paths)) == ("C20", 6)
    assert all(item in finding.message for item in items)
    twice = {"q01": "≥18.50公里", "q02": "≥24座", "q03": "≥160套"}
    (finding,) = _report({f"indicators[{key}].target": value for key, value in twice.items()}).of("hint")
    assert (finding.rule, finding.path) == ("C09", "indicators[q01].target")
    assert finding.related_paths == ("indicators[q02].target", "indicators[q03].target")


def test_reason_in_the_row_never_silences_an_error() -> None:
    report = _report({"indicators[q01].declared_score": "7", "indicators[q01].reason": "多给一分。"})
    assert [one.rule for one in report.errors] == ["C03"]
    assert not report.errors[0].reasoned


@pytest.mark.parametrize("reason", ["", " ", "无", "—", "/"])
def test_a_mark_for_nothing_is_no_reason(reason: str) -> None:
    report = _report(
        {"indicators[q01].actual": "9.25", "indicators[q01].declared_score": "3", "indicators[q01].reason": reason}
    )
    assert "C07" in [one.rule for one in report.warnings]


def test_equal_messages_of_one_sheet_are_one_group_with_all_their_cells() -> None:
    changes = {f"indicators[{key}].evidence": "" for key in ("q04", "q07", "q09")}
    places = {
        f"indicators[{key}].evidence": Place("自治区项目绩效目标表", cell)
        for key, cell in [("q04", "B4"), ("q07", "B7"), ("q09", "B9")]
    }
    (group,) = _report(changes, places=places).groups
    assert group.cells_text == "B4、B7、B9"


def test_grouping_loses_no_finding() -> None:
    report = _report(
        {f"indicators[{row}].evidence": "" for row in ("q01", "q12")} | {"remarks": "", "declared.grade": "中"}
    )
    assert sorted(one.path for group in grouped(report.findings) for one in group.findings) == sorted(
        one.path for one in report.findings
    )


def test_blank_actual_value_suppresses_what_follows_from_it() -> None:
    report = _report({"indicators[q18].actual": ""})
    assert [(one.rule, one.path) for one in report.findings] == [("C10", "indicators[q18].actual")]


def test_gravest_findings_come_first() -> None:
    report = _report({"remarks": "", "indicators[q01].evidence": "照片", "declared.grade": "中"})
    assert [one.severity for one in report.findings] == ["error", "warning", "hint"]


def test_every_check_has_a_line_in_the_ledger() -> None:
    report = _report({})
    assert [(line.rule, line.title) for line in report.checked] == [(check.id, check.title) for check in CHECKS]


#: The clean project has 18 indicators in three levels, on two goal tables besides; three money rows, each with a rate;
#: seven management rows; declared scores of three levels, a total and a grade; two periods and one date.
COUNTED = {
    "C01": 3,
    "C04": 3 + 1 + 1,
    "C05": 1,
    "C06": 18,
    "C07": 18,
    "C11": 19,
    "C14": 2 + 1,
    "C17": 3,
    "C20": 7,
    "C23": 18 * 2,
    "C25": 18,
    "C26": 3,
    "C27": 1,
}
#: It has no sums among its targets, no indicator of a rate of payment, no total without levels, no unit cost, and
#: nobody has read it from cells; its profile sets no bounds and caps of its own.
ABSENT = {"C15", "C29", "C31", "C32", "C39", "C41", "C42", "C43", "C44", "C45", "C46"}


def test_the_ledger_says_how_often_a_check_was_applied() -> None:
    lines = {line.rule: line for line in _report({}).checked}
    assert {rule: lines[rule].applied for rule in COUNTED} == COUNTED
    assert {rule for rule, line in lines.items() if line.applied == 0} == ABSENT


def test_a_check_that_was_not_applied_says_what_is_not_there_and_no_other_says_anything() -> None:
    titles = {check.id: check.applies_to for check in CHECKS}
    for line in _report({}).checked:
        assert line.not_applied_because == (f"没有{titles[line.rule]}。" if line.rule in ABSENT else "")


@pytest.mark.parametrize("rows", [1, 17])
def test_each_row_less_is_one_case_less(rows: int) -> None:
    changes = {f"indicators[q{number:02}]": None for number in range(1, 19 - rows)}
    lines = {line.rule: line for line in _report(changes).checked}
    assert [lines[rule].applied for rule in ("C06", "C07", "C25")] == [rows] * 3


def _check_of(cases: list[Fault | None]) -> Check:
    return Check(
        id="C00",
        title="试验",
        basis="试验",
        applies_to="试验对象",
        messages={"wrong": Message("hint", "{found} 不对。", "要么改，要么不改。")},
        function=lambda _: cases,
    )


@pytest.mark.parametrize(
    ("cases", "found"),
    [
        ([PASSED] * 5, 0),
        ([Fault("wrong", "remarks", "甲")] * 3, 3),
        ([PASSED, Fault("wrong", "remarks", "甲"), PASSED, Fault("wrong", "objective", "乙")], 2),
    ],
)
def test_passed_and_failed_cases_count_alike(cases: list[Fault | None], found: int) -> None:
    evaluation = evaluation_of(clean())
    checks = [_check_of(cases), _check_of([])]
    report = run_checks(evaluation, profile_of(evaluation), checks=checks)
    assert [(line.applied, line.not_applied_because) for line in report.checked] == [
        (len(cases), ""),
        (0, "没有试验对象。"),
    ]
    assert len(report.findings) == found
    assert report.summary().endswith(f"；已核对 {len(cases)} 处（1 项检查）。")


def test_nothing_found_is_said_together_with_what_was_looked_at() -> None:
    assert _report({}).summary().startswith("未发现问题；已核对 ")


def test_summary_counts_reasoned_warnings_apart() -> None:
    report = _report({"indicators[q10].actual": "0", "indicators[q10].reason": "没有发生。", "remarks": ""})
    assert report.summary().startswith("警告 1 处，已说明 1 处；已核对 ")


def test_json_keeps_the_contract() -> None:
    shown = json.loads(json.dumps(_report({"remarks": ""}).as_json(), ensure_ascii=False))
    assert set(shown) == {"findings", "checked"}
    assert set(shown["findings"][0]) == KEYS | {"reasoned"}
    assert set(shown["checked"][0]) == {"rule", "applied", "not_applied_because"}
    whys = {line["rule"]: line["not_applied_because"] for line in shown["checked"]}
    assert {rule for rule, why in whys.items() if why is None} == set(whys) - ABSENT
    assert shown["findings"][0]["severity"] == "warning"


def test_rows_without_keys_are_given_some() -> None:
    report = _report({"indicators[*].key": None, "remarks": ""})
    assert [one.path for one in report.findings] == ["remarks"]


def test_given_score_sheet_is_used() -> None:
    """A sheet that says something else than the evaluation: what is found follows the sheet."""
    evaluation = evaluation_of(clean())
    sheet = score_sheet(evaluation, profile_of(evaluation))
    first, *others = sheet.rows
    other = replace(first, score=Decimal("2.5"), computed_score=Decimal("2.5"))
    report = run_checks(evaluation, sheet.profile, sheet=replace(sheet, rows=(other, *others)))
    assert [(one.rule, one.path, one.found, one.expected) for one in report.errors + report.warnings] == [
        ("C06", "indicators[q01].declared_score", "6", "2.5")
    ]
    assert run_checks(evaluation, sheet.profile, sheet=sheet) == run_checks(evaluation, sheet.profile)


def test_note_of_the_reader_replaces_the_finding_of_a_blank() -> None:
    note = InputNote("indicators[q01].actual", "formula-without-value", "=1+2")
    report = _report({"indicators[q01].actual": ""}, notes=[note])
    assert [(one.rule, one.found) for one in report.findings] == [("C10", "=1+2")]


def test_checks_say_the_same_every_time() -> None:
    first, second = _report({"remarks": ""}), _report({"remarks": ""})
    assert first == second
