"""The corrected samples stand without a single error or warning; what they explain in their rows is kept."""

from __future__ import annotations

import pytest

from tests.checks.material import DATA, SAMPLES, evaluation_of, profile_of, raw
from xladdin.checks.runner import CheckReport, run_checks
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import load

NAMES = ("turpan-2024", "karamay-2024", "changhe-2024")
READERS = {
    "as printed": lambda path: evaluation_of(raw(path)),
    "loaded": load,
}


def _report(evaluation: Evaluation) -> CheckReport:
    return run_checks(evaluation, profile_of(evaluation))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("reader", READERS)
def test_sample_has_no_error_and_no_warning(name: str, reader: str) -> None:
    report = _report(READERS[reader](SAMPLES / f"{name}.json"))
    assert report.errors == ()
    assert report.warnings == ()


@pytest.mark.parametrize(
    ("name", "rule", "path"),
    [
        ("turpan-2024", "C19", "indicators[q17].actual"),
        ("turpan-2024", "C32", "indicators[q21].actual"),
        ("karamay-2024", "C15", "indicators[q01].actual"),
        ("karamay-2024", "C31", "indicators[q11].actual"),
    ],
)
def test_explained_warning_is_kept_as_reasoned(name: str, rule: str, path: str) -> None:
    reasoned = _report(load(SAMPLES / f"{name}.json")).reasoned
    assert (rule, path) in [(one.rule, one.path) for one in reasoned]


def test_clean_project_has_no_finding_of_any_kind() -> None:
    clean = DATA / "clean-2024.json"
    assert _report(evaluation_of(raw(clean))).findings == ()
    assert _report(load(clean)).findings == ()
