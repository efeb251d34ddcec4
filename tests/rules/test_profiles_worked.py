"""One small project under every published profile, its total worked out by hand.

Money 10000 of 15886.03 (62.95 %). Weights 90: 产出 40 reached in full, 成本 10 half reached, 效益 30 at 90 %, 满意度 10 in full.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from xladdin.model.evaluation import Evaluation, Project
from xladdin.model.funds import FundsRow
from xladdin.model.indicator import Indicator
from xladdin.rules import profile as profiles
from xladdin.rules.score_sheet import score_sheet


def row(level1: str, weight: str, actual: str) -> Indicator:
    return Indicator(
        key=level1, level1=level1, level3=f"{level1}（个）", target="≥100", actual=actual, weight=Decimal(weight)
    )


PROJECT = Evaluation(
    form="transfer",
    year=2024,
    project=Project(name="某项目"),
    funds=(FundsRow(source="total", budget=Decimal("15886.03"), executed=Decimal(10000)),),
    indicators=(
        row("产出指标", "40", "100"),
        row("成本指标", "10", "50"),
        row("效益指标", "30", "90"),
        row("满意度指标", "10", "100"),
    ),
)

#: Profile → scores of its levels in printed order, total, grade.
WORKED = {
    # 10 × 0.6295; 50 × (40 + 5)/50; 30 × 27/30; 10
    "mof-2020": ("6.3 45.0 27.0 10.0", "88.3", "良"),
    "xinjiang-2024": ("6.3 45.0 27.0 10.0", "88.3", "良"),
    "sichuan": ("6.3 45.0 27.0 10.0", "88.3", "良"),
    # 20 × 0.6295 = 12.59; 40 × 45/50; together 40 × (27 + 10)/40
    "hubei": ("12.6 36.0 37.0", "85.6", "良"),
    # no execution; 40 × 45/50; 40 × 27/30; 20
    "ningxia": ("36.0 36.0 20.0", "92.0", "优"),
    # 62.95 % lies in the third band: 10 × 0.5; 20 × 5/10; 40; 20 × 27/30; 10
    "mof-2021-cost": ("5.0 10.0 40.0 18.0 10.0", "83.0", "良"),
}


def test_every_profile_of_the_program_is_worked_out() -> None:
    assert {path.stem for path in profiles.FOLDER.glob("*.toml")} == set(WORKED)


@pytest.mark.parametrize("name", WORKED)
def test_levels_total_and_grade(name: str) -> None:
    sheet = score_sheet(PROJECT, profiles.load(name))
    levels, total, grade = WORKED[name]
    assert " ".join(str(level.score) for level in sheet.levels) == levels
    assert (str(sheet.total), sheet.grade) == (total, grade)


BANDED = """id = "{name}"
title = "某地规则"
issued = 2025-01-01
effective_from = 2025-01-01
extends = "mof-2020"
source = "某文件"
[parameter]
{numbers}
"""


def number(key: str, value: str, unit: str = "") -> str:
    return f'{key} = {{ value = "{value}", unit = "{unit}", source = "某文件", verified = false }}'


def test_a_file_may_set_bands_and_tiers_and_another_content_has_another_digest(tmp_path: Path) -> None:
    """``--profile FILE.toml``: 62.95 % reaches the second band of 0.5 → 10 × 0.8."""
    path = tmp_path / "mine-2025.toml"
    found = {}
    for share in ("0.8", "0.7"):
        numbers = [number("band1_from", "1", "倍"), number("band1_share", "1"), number("band2_from", "0.5", "倍")]
        text = "\n".join([*numbers, number("band2_share", share), number("tier_second", "0.5")])
        path.write_text(BANDED.format(name="mine-2025", numbers=text), "utf-8")
        profile = profiles.find(str(path))
        assert profile.required("tier_second") == Decimal("0.5")
        found[share] = (score_sheet(PROJECT, profile).levels[0].score, profile.digest)
    assert (found["0.8"][0], found["0.7"][0]) == (Decimal("8.0"), Decimal("7.0"))
    assert found["0.8"][1] != found["0.7"][1]


def test_numbers_that_came_later_change_no_digest_of_profiles_that_were_handed_out() -> None:
    """As workbooks carry them that were made before there were tiers and bands."""
    digests = {name: profiles.load(name).digest[:8] for name in ("mof-2020", "xinjiang-2024")}
    assert digests == {"mof-2020": "6979ba22", "xinjiang-2024": "8e39f598"}
