"""评分说明: one sentence that says how the score came about, in the user's language."""

from __future__ import annotations

import pytest

from tests.rules.situations import DIRECT, MOF, SATISFACTION, TIER, XINJIANG, row, with_numbers
from xladdin.rules.profile import Profile
from xladdin.rules.row.explain import PHRASES, explain
from xladdin.rules.row.terms import Terms
from xladdin.rules.words import UNREAD

PASS_MARK = with_numbers(MOF, pass_mark="0.6")


@pytest.mark.parametrize(
    ("terms", "profile", "sentence"),
    [
        (row("≥85.79", "133.44", weight="6"), XINJIANG, "完成率 155.54%，超过 130% 的部分按 50% 扣减，得 5.23 分。"),
        (row("≥426.94", "458.79", weight="5"), XINJIANG, "完成率 107.46%，得满分 5 分。"),
        (row("≥50", "25", weight="4"), XINJIANG, "完成率 50%，按完成比例得 2 分。"),
        (row("≤40", "50"), MOF, "完成率 80%，按完成比例得 8 分。"),
        (row("≥90", "90", rule=SATISFACTION), MOF, "完成率 100%，得满分 10 分。"),
        (row("≥50", "50", rule=DIRECT), MOF, "已达标，得满分 10 分。"),
        (row("≥50", "49", rule=DIRECT), MOF, "未达标，得 0 分。"),
        (row("0起", "0"), MOF, "已达标，得满分 10 分。"),
        (row("良好", "0.85", rule=TIER), MOF, "评定等级比例 85%（达成），得 8.5 分。"),
        (row("良好", "0", rule=TIER), MOF, "评定等级比例 0%（未达成），得 0 分。"),
        (row("良好", "1", rule=TIER), MOF, "评定等级比例 100%（达成），得 10 分。"),
        (row("良好", "1.2", rule=TIER), MOF, "评定等级比例 100%（达成），得 10 分。"),
        (row("良好", "0.7"), MOF, "评定等级比例 70%（部分达成），得 7 分。"),
        (row("良好", "1"), MOF, "已达标，得满分 10 分。"),
        (row("良好", "0"), MOF, "未达标，得 0 分。"),
        (row("良好", "0.7", rule=DIRECT), MOF, "未达标，得 0 分。"),
        (row("≥100", "50"), PASS_MARK, "完成率 50%，低于及格门槛，得 0 分。"),
        (row("≥50", None), MOF, "未填实际完成值，计 0 分。"),
        (row("≥50", UNREAD), MOF, "实际完成值或指标值需核对，暂不计分。"),
        (row("≥50", "50", weight=None), MOF, "未给分值，不计分。"),
        (
            row("≥94.58", "0", weight="4", keep="0.8"),
            XINJIANG,
            "按批准的评分调整保留分值的 80%，得 3.2 分（按规则得 0 分）。",
        ),
        (
            row("≤37.21", UNREAD, weight="3", keep="1"),
            XINJIANG,
            "按批准的评分调整保留分值的 100%，得 3 分。",
        ),
    ],
)
def test_the_sentence_says_rate_reduction_and_points(terms: Terms, profile: Profile, sentence: str) -> None:
    assert explain(terms, profile) == sentence


def test_every_phrase_fits_into_a_formula_and_a_cell() -> None:
    assert all(0 < len(phrase) <= 255 for phrase in PHRASES.values())
