"""Whether a row reached its target, and whether it reached it without being so far above that points go."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.facts.table import row, table
from xladdin.checks.facts.results import is_met_in_full, is_row_met


@pytest.mark.parametrize(
    ("printed", "met", "full"),
    [
        (row("新建水池", "≥24座", "24座"), True, True),
        (row("新建水池", "≥24座", "23座"), False, False),
        (row("新建水池", "≥24座", ""), False, False),
        (row("新建水池", "≥24座", "约24座"), False, False),
        (row("新建水池", "≥100座", "130座"), True, True),  # up to 130 % nothing is taken off
        (row("新建水池", "≥100座", "131座"), True, False),
        (row("违规资金", "0万元", "0万元"), True, True),  # no rate of nothing
    ],
)
def test_a_row_is_met_by_what_can_be_read(printed: dict[str, Any], met: bool, full: bool) -> None:
    subject = table(printed, profile="xinjiang-2024")
    (one,) = subject.rows
    assert is_row_met(one) is met
    assert is_met_in_full(one, subject.profile) is full


def test_what_was_adjusted_is_not_full() -> None:
    adjusted = row(
        "新建水池", "≥24座", "24座", adjustment={"kind": "不可抗力", "keep": "0.8", "approved_by": "县财政局"}
    )
    subject = table(adjusted)
    assert is_row_met(subject.rows[0])
    assert not is_met_in_full(subject.rows[0], subject.profile)


def test_where_nothing_is_taken_off_any_result_above_is_full() -> None:
    subject = table(row("新建水池", "≥100座", "1000座"), profile="mof-2020")
    assert subject.profile.number("over_threshold") is None
    assert is_met_in_full(subject.rows[0], subject.profile)
