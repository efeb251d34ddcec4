"""Seeded random rule profiles, written as a province would write them: a TOML file that extends the ministry's rules.

Level names and order, standards, decimals, thresholds, grades and folds differ; nothing here computes a result.
"""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from tests.forms.random_books import evaluation
from xladdin.model.evaluation import Declared, Evaluation
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

#: Ids with the names that provinces print; the order of levels is drawn too.
NAMES = {
    "output": ("产出指标", "产出", "成果指标"),
    "benefit": ("效益指标", "效益", "影响指标"),
    "satisfaction": ("满意度指标", "服务对象满意度指标"),
    "cost": ("成本指标", "成本控制"),
    "process": ("过程指标", "管理指标"),
    "decision": ("决策指标",),
}
#: Standards in points; a last one takes what is left.
SHARES = ("5", "7.5", "10", "12.25", "15", "20", "22.5")


def random_profile(seed: int, folder: Path) -> Profile:
    """The profile of this seed, read from its file in ``folder``."""
    path = folder / f"random-{seed}.toml"
    path.write_text(_text(random.Random(f"profile {seed}"), seed), "utf-8")
    return profiles.load_file(path)


def _text(chance: random.Random, seed: int) -> str:
    ids = chance.sample(sorted(NAMES), chance.randint(2, len(NAMES)))
    levels = [(one, chance.choice(NAMES[one]), "") for one in ids]
    if chance.random() < 0.8:
        levels.insert(
            chance.randint(0, len(levels)), ("execution", chance.choice(["预算执行", "预算执行率"]), "execution")
        )
    total = chance.choice([Decimal(100), Decimal(100), Decimal("95.5")])
    standards: list[Decimal] = []
    while not standards or min(standards) <= 0:
        standards = [Decimal(chance.choice(SHARES)) for _ in levels[1:]]
        standards.insert(chance.randint(0, len(standards)), total - sum(standards))
    indicator_names = [name for _, name, role in levels if not role]
    taken = {name.removesuffix("指标") for _, name, _ in levels}
    others = [name for names in NAMES.values() for name in names if name.removesuffix("指标") not in taken]
    folded = {name.removesuffix("指标"): chance.choice(indicator_names) for name in others if chance.random() < 0.5}
    parameters = _parameters(chance, "benefit" in ids, any(role for _, _, role in levels))
    lines = [
        f'id = "random-{seed}"',
        'title = "随机规则"',
        "issued = 2024-05-01",
        "effective_from = 2024-01-01",
        'extends = "mof-2020"',
        'source = "测试"',
        f'total = "{total}"',
        "fold = { " + ", ".join(f'"{name}指标" = "{into}"' for name, into in folded.items()) + " }",
        f'not_applicable = "{chance.choice(["keep", "drop"])}"',
    ]
    for (level, name, role), standard in zip(levels, standards, strict=True):
        lines += ["[[level]]", f'id = "{level}"', f'name = "{name}"', *([f'role = "{role}"'] if role else [])]
        lines += [f'standard = {{ value = "{standard}", unit = "分", source = "测试", verified = false }}']
    lines.append("[parameter]")
    for key, value in parameters.items():
        unit = _UNITS.get(key, "")
        lines.append(
            f'{key} = {{ title = "{key}", value = "{value}", unit = "{unit}", source = "测试", verified = false }}'
        )
    return "\n".join(lines) + "\n"


_UNITS = {
    "over_threshold": "倍",
    "pass_mark": "倍",
    "reason_above": "倍",
    "reason_below": "倍",
    "rate_places": "位",
    "level_places": "位",
    **dict.fromkeys(("grade_excellent", "grade_good", "grade_medium"), "分"),
    **dict.fromkeys(("over_on_direct", "over_on_proportional", "over_on_tier", "over_on_satisfaction"), "是否"),
    "cost_ceiling": "是否",
    **dict.fromkeys(("band1_from", "band2_from", "band3_from"), "倍"),
}

#: Bands of the execution's score: rate from which one counts and its share, three times.
BANDS = (
    ("", "", "", "", "", ""),
    ("1", "1", "0.8", "0.7", "0.6", "0.5"),
    ("0.95", "1", "0.5", "0.333333", "", ""),
    ("0.9", "0.85", "", "", "", ""),
)


def _parameters(chance: random.Random, benefit: bool, execution: bool) -> dict[str, str]:
    found = {
        "level_places": str(chance.randint(0, 4)),
        "rate_places": str(chance.randint(0, 4)),
        "over_floor": chance.choice(["0", "0.5", "0.85", "1"]),
        "pass_mark": chance.choice(["", "0.6", "0.605", "1"]),
        "missing_level": chance.choice(["0", "1"]) if benefit else "0",
        "cost_ceiling": chance.choice(["0", "1"]),
        **{key: chance.choice(["0", "1"]) for key in _UNITS if key.startswith("over_on_")},
        **dict(zip(("grade_excellent", "grade_good", "grade_medium"), chance.choice(
            [("90", "80", "60"), ("95", "85", "70"), ("88.5", "75.25", "60.1")]), strict=True)),
    }  # fmt: skip
    over = chance.choice([("", ""), ("1.3", "0.5"), ("1", "0.25"), ("1.205", "10")])
    found |= dict(zip(("over_threshold", "over_factor"), over, strict=True))
    found |= dict(
        zip(("tier_first", "tier_second"), chance.choice([("0.8", "0.6"), ("0.8", "0.5"), ("0.9", "0")]), strict=True)
    )
    keys = [f"band{number}_{part}" for number in (1, 2, 3) for part in ("from", "share")]
    found |= dict(zip(keys, chance.choice(BANDS if execution else BANDS[:1]), strict=True))
    return found


def evaluation_for(seed: int, profile: Profile, rows: int) -> Evaluation:
    """A random project whose indicators stand in this profile's levels, in folded ones and, rarely, in none."""
    chance = random.Random(f"rows {seed}")
    one = evaluation(seed, rows)
    printed = list(profile.printed_levels)
    ways = ("{}", "{}", "{}（20分）", "{} (20分)")
    indicators = tuple(
        replace(
            row,
            level1="附加指标"
            if chance.random() < 0.01
            else chance.choice(ways).format(chance.choice([name, name.removesuffix("指标")])),
        )
        for position, row in enumerate(one.indicators)
        for name in [printed[position] if position < len(printed) and seed % 3 else chance.choice(printed)]
    )
    names = [level.name for level in profile.levels]
    declared = Declared(levels={names[-1]: Decimal("12.5")}, total=Decimal(80), grade="良")
    return replace(one, indicators=indicators, profile=profile.id, declared=declared if seed % 2 else None)
