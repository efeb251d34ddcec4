"""Short hand for situations: one row's terms, and profiles that differ from a published one in a number or two."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec

import xladdin
from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.quantity import Direction, Kind, read_target
from xladdin.model.project_json import load
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.row.terms import ActualNumber, Terms
from xladdin.rules.words import UNREAD

MOF = profiles.load("mof-2020")
XINJIANG = profiles.load("xinjiang-2024")
SAMPLES = Path(xladdin.__file__).parent / "samples"

DIRECT, PROPORTIONAL = ScoringRule.DIRECT, ScoringRule.PROPORTIONAL
TIER, SATISFACTION = ScoringRule.TIER, ScoringRule.SATISFACTION


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def row(
    target: str,
    actual: str | None,
    *,
    weight: str | None = "10",
    rule: ScoringRule = PROPORTIONAL,
    keep: str | None = None,
) -> Terms:
    """Terms from a printed target; ``actual`` is the 实际数值 (a number, None for blank, 需核对)."""
    read = read_target(target)
    assert read.kind in (Kind.NUMBER, Kind.TEXT), read.reason
    value: ActualNumber = UNREAD if actual == UNREAD else number(actual)
    return Terms(read.direction, read.low, read.high, value, number(weight), rule, number(keep))


def bounds(target: str) -> tuple[Direction, Decimal | None, Decimal | None]:
    read = read_target(target)
    return read.direction, read.low, read.high


def with_numbers(profile: Profile, **values: str | None) -> Profile:
    """``profile`` with some parameters changed; None switches one off."""
    parameters = dict(profile.parameters)
    for key, text in values.items():
        parameters[key] = msgspec.structs.replace(parameters[key], value=number(text))
    return msgspec.structs.replace(profile, id=f"{profile.id}-changed", parameters=parameters)


def sample(name: str) -> Evaluation:
    return load(SAMPLES / f"{name}-2024.json")
