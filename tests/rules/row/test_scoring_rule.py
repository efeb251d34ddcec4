"""指标赋分规则 as printed in table C, line breaks and one known misprint included."""

from __future__ import annotations

import pytest

from tests.rules.situations import DIRECT, PROPORTIONAL, SATISFACTION, TIER
from xladdin.rules.row.scoring_rule import ScoringRule, is_printed_exactly, read_scoring_rule


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        ("直接赋分", DIRECT),
        ("直接\n赋分", DIRECT),
        ("按照完成比例赋分", PROPORTIONAL),
        ("按照完成\n比例赋分", PROPORTIONAL),
        ("按评判等级赋分", TIER),
        ("按评判登记赋分", TIER),
        ("按评判等　级赋分", TIER),
        ("满意度赋分", SATISFACTION),
        ("", PROPORTIONAL),
        ("其他", PROPORTIONAL),
    ],
)
def test_a_printed_rule_is_recognised(printed: str, rule: ScoringRule) -> None:
    assert read_scoring_rule(printed) is rule


def test_only_the_official_names_are_exact() -> None:
    assert all(is_printed_exactly(rule.value) for rule in ScoringRule)
    assert is_printed_exactly("按照完成\n比例赋分")
    assert not is_printed_exactly("按评判登记赋分")
    assert not is_printed_exactly("")
