"""Every check has a passing and a failing example, worked out by hand on a common base; every message is said once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import xladdin.checks
from tests.checks.material import FIXTURES, Example, fixture, profile_of
from xladdin.checks.check import Check, Message
from xladdin.checks.finding import Finding
from xladdin.checks.registry import CHECKS
from xladdin.checks.runner import CheckReport, run_checks

BY_ID = {check.id: check for check in CHECKS}


def _examples(kind: str) -> list[object]:
    rows = [
        (check, example)
        for check in CHECKS
        if (FIXTURES / f"{check.id}.toml").exists()
        for example in getattr(fixture(check.id), kind)
    ]
    return [pytest.param(check, example, id=f"{check.id}-{example.note}") for check, example in rows]


def _run(check: Check, example: Example) -> CheckReport:
    evaluation = example.evaluation()
    return run_checks(evaluation, profile_of(evaluation), notes=example.notes, checks=[check])


def _says(finding: Finding, message: Message) -> bool:
    pattern = re.sub(r"\\\{[a-z_]+\\\}", ".*", re.escape(message.text))
    return finding.severity == message.severity and re.fullmatch(pattern, finding.message, re.DOTALL) is not None


@pytest.mark.parametrize(("check", "example"), _examples("passing"))
def test_passing_example_gives_no_finding(check: Check, example: Example) -> None:
    assert _run(check, example).findings == ()


@pytest.mark.parametrize(("check", "example"), _examples("failing"))
def test_failing_example_is_found_with_its_figures(check: Check, example: Example) -> None:
    """The sentence to the letter, the cells that the contradiction is between, and nothing found besides."""
    findings = _run(check, example).findings
    assert len(findings) == example.count
    (found,) = (one for one in findings if one.path == example.where and _says(one, check.messages[example.message]))
    assert (found.found, found.expected, found.difference) == (example.found, example.expected, example.difference)
    assert found.message == example.says
    assert found.related_paths == example.related_paths
    assert "{" not in found.remedy


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_check_has_a_passing_and_a_failing_example_for_every_message(check: Check) -> None:
    examples = fixture(check.id)
    assert examples.passing
    assert {example.message for example in examples.failing} == set(check.messages)


@pytest.mark.parametrize(
    "check", [one for one in CHECKS if one.id not in ("C39", "C45", "C46")], ids=lambda check: check.id
)
def test_check_applies_to_at_least_one_of_its_passing_examples(check: Check) -> None:
    assert any(_run(check, example).checked[0].applied for example in fixture(check.id).passing)


def test_every_check_file_is_registered_under_its_own_number() -> None:
    folder = Path(xladdin.checks.__file__).parent / "review"
    files = sorted(path.stem for path in folder.glob("c[0-9]*.py"))
    modules = [check.function.__module__.rsplit(".", 1)[-1] for check in CHECKS]
    assert modules == files
    assert [check.id for check in CHECKS] == [name[:3].upper() for name in files]


def test_every_fixture_file_belongs_to_a_check() -> None:
    assert {path.stem for path in FIXTURES.glob("*.toml")} == set(BY_ID)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_texts_are_whole_sentences_and_offer_two_ways_out(check: Check) -> None:
    assert check.title
    assert check.basis
    assert check.applies_to
    for message in check.messages.values():
        assert message.text.endswith("。")
        assert re.fullmatch(r"要么.*，要么.*。", message.remedy)
