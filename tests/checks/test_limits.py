"""Thresholds of the checks live in the rule profile, each with its source."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

import xladdin.checks
from tests.checks.material import clean, evaluation_of
from xladdin.checks.runner import run_checks
from xladdin.errors import UserError
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

CODE = "\n".join(path.read_text("utf-8") for path in Path(xladdin.checks.__file__).parent.rglob("*.py"))


def _with(key: str, value: str) -> Profile:
    base = profiles.load("mof-2020")
    changed = msgspec.structs.replace(base.checks[key], value=Decimal(value))
    return msgspec.structs.replace(base, checks={**base.checks, key: changed})


@pytest.mark.parametrize("name", profiles.names())
def test_every_profile_has_every_limit_with_title_unit_and_source(name: str) -> None:
    profile = profiles.load(name)
    assert set(re.findall(r'\.limit\("([a-z_]+)"\)', CODE)) == set(profile.checks)
    assert all(one.title and one.source and one.value is not None for one in profile.checks.values())


def test_missing_limit_is_said_in_chinese() -> None:
    profile = msgspec.structs.replace(profiles.load("mof-2020"), checks={})
    with pytest.raises(UserError, match="没有给出 score_tolerance"):
        profile.limit("score_tolerance")


def test_a_limit_of_the_profile_changes_what_is_found() -> None:
    data = clean()
    data["indicators"][12]["declared_score"] = "3.9"  # the rule gives 3.8
    evaluation = evaluation_of(data)
    assert "C06" in [one.rule for one in run_checks(evaluation, _with("score_tolerance", "0.05")).findings]
    assert "C06" not in [one.rule for one in run_checks(evaluation, _with("score_tolerance", "0.2")).findings]
