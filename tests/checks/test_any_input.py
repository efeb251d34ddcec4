"""Whatever stands in the cells, the checks answer; they never stop at bad input."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.material import DATA, SAMPLES, change, clean, evaluation_of, profile_of, raw
from xladdin.checks.runner import run_checks

TEXTS = st.one_of(
    st.text(alphabet="0123456789.,-+±≥≤＞＜=%％～至约（）()公顷亩元万亿个处年月日前底完成无—/ \n", max_size=14),
    st.sampled_from(
        ["无", "-", "≥", "1e400", "NaN", "0", "9月前", "2024年2月30日", "{found}", "{", "%s", "各县", "（", "=1+2"]
    ),
)
NUMBERS = st.sampled_from([None, "0", "0.0001", "1", "90", "99999999", "33.333333"])
INDICATOR_TEXTS = (
    "level1",
    "level2",
    "level3",
    "unit",
    "target",
    "issued_target",
    "basis",
    "last_year",
    "scoring_rule",
)
INDICATOR_TEXTS += ("evidence", "actual", "reason")
KEYS = [row["key"] for row in clean()["indicators"]]

#: Taken away after the cells in them were changed.
WHOLES = ("declared", "goals.overall", "goals.annual", "goals.weighted", "goals", "funds", "management")
PROSE = "objective achievement remarks measures project.name project.fund_user goals.annual.objective declared.grade"
PROSE += " goals.annual.period goals.overall.period goals.overall.objective"

CHANGES = st.one_of(
    st.tuples(st.sampled_from([f"indicators[{key}].{field}" for key in KEYS for field in INDICATOR_TEXTS]), TEXTS),
    st.tuples(
        st.sampled_from([f"indicators[{key}].{f}" for key in KEYS for f in ("weight", "declared_score")]), NUMBERS
    ),
    st.tuples(
        st.sampled_from(
            [f"funds[{s}].{f}" for s in ("total", "central", "local") for f in ("budget", "arrived", "executed")]
        ),
        NUMBERS,
    ),
    st.tuples(st.sampled_from([f"funds[{source}].declared_rate" for source in ("total", "central", "local")]), TEXTS),
    st.tuples(
        st.sampled_from(
            [
                f"goals.{t}.indicators[{n}].{f}"
                for t in ("annual", "overall")
                for n in range(18)
                for f in ("level3", "target")
            ]
        ),
        TEXTS,
    ),
    st.tuples(st.sampled_from(PROSE.split()), TEXTS),
    st.tuples(st.sampled_from(WHOLES[:5]), st.none()),
    st.tuples(st.sampled_from(WHOLES[5:]), st.just([])),
    st.tuples(st.just("form"), st.just("project")),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=12))
def test_checks_answer_whatever_stands_in_the_cells(changes: list[tuple[str, Any]]) -> None:
    data = clean()
    for path, value in sorted(changes, key=lambda one: one[0] in WHOLES):
        change(data, path, value)
    evaluation = evaluation_of(data)
    report = run_checks(evaluation, profile_of(evaluation))
    json.dumps(report.as_json())
    assert all(one.message and one.remedy and one.sheet and one.cell for one in report.findings)


@pytest.mark.parametrize("field", ["goals", "declared", "management", "objective", "achievement", "remarks"])
def test_optional_parts_may_be_absent(field: str) -> None:
    data = clean()
    data.pop(field)
    evaluation = evaluation_of(data)
    assert run_checks(evaluation, profile_of(evaluation)).errors == ()


def test_minimal_project_with_true_numbers_has_no_error() -> None:
    minimal = {
        "form": "project",
        "year": 2024,
        "project": {"name": "某项目"},
        "funds": [{"source": "total", "budget": "100", "executed": "90"}],
        "indicators": [
            {"level1": "产出指标", "level3": "新建水池（座）", "target": "≥10", "actual": "10", "weight": "90"}
        ],
    }
    evaluation = evaluation_of(minimal | {"profile": "mof-2020"})
    assert run_checks(evaluation, profile_of(evaluation)).errors == ()


@pytest.mark.parametrize(
    "path", [*DATA.glob("*-20[0-9][0-9]*.json"), *SAMPLES.glob("*.json")], ids=lambda path: path.stem
)
def test_no_finding_shows_four_decimals(path: Any) -> None:
    evaluation = evaluation_of(raw(path))
    for one in run_checks(evaluation, profile_of(evaluation)).findings:
        for text in (one.expected, one.difference):
            assert len(text.partition(".")[2].split("%")[0].split(" ")[0]) <= 2 or "、" in text
