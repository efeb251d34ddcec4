"""Rule profiles are data: dated, every number with its source, the unverified ones shown as such."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from tests.rules.situations import MOF, XINJIANG, with_numbers
from xladdin.errors import UserError
from xladdin.rules import profile as profiles

FILES = sorted(profiles.FOLDER.glob("*.toml"))


def numbers_of(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    levels = {level["id"]: level["standard"] for level in document.get("level", [])}
    return levels | document.get("parameter", {})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_number_has_a_source_and_says_whether_it_was_verified(path: Any) -> None:
    document = tomllib.loads(path.read_text("utf-8"))
    assert document["id"] == path.stem
    assert document["source"].strip()
    assert document["issued"]
    assert document["effective_from"]
    numbers = numbers_of(document)
    assert numbers
    for key, number in numbers.items():
        assert number["source"].strip(), key
        assert isinstance(number["verified"], bool), key
        assert isinstance(number["value"], str), f"{key}: a TOML float would be binary"
    known = profiles.load(path.stem).parameters
    assert all(known[key].title.strip() for key in document.get("parameter", {}))  # its own or that of the base


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_unverified_number_is_shown_as_such(path: Any) -> None:
    profile = profiles.load(path.stem)
    shown = {parameter.key for parameter in profile.unverified()}
    document = tomllib.loads(path.read_text("utf-8"))
    for key, number in numbers_of(document).items():
        assert (key in shown) == (not number["verified"] and number["value"] != ""), key


def test_the_inferred_numbers_of_xinjiang_are_marked() -> None:
    assert {"over_threshold", "over_factor", "reason_above"} <= {number.key for number in XINJIANG.unverified()}
    assert XINJIANG.number("over_threshold") == Decimal("1.30")
    assert XINJIANG.number("over_factor") == Decimal("0.5")


def test_an_extending_profile_inherits_what_it_does_not_say() -> None:
    assert XINJIANG.extends == MOF.id
    assert XINJIANG.levels == MOF.levels
    assert XINJIANG.number("grade_good") == MOF.number("grade_good") == 80
    assert XINJIANG.parameters["grade_good"].profile == "mof-2020"
    assert XINJIANG.parameters["over_factor"].profile == "xinjiang-2024"
    assert XINJIANG.met_words == MOF.met_words


def test_the_levels_are_those_of_the_ministry() -> None:
    assert [(level.id, level.name, level.standard.value) for level in MOF.levels] == [
        ("execution", "预算执行", 10),
        ("output", "产出指标", 50),
        ("benefit", "效益指标", 30),
        ("satisfaction", "满意度指标", 10),
    ]


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("产出指标（50分）", "产出指标"),
        ("效益 (30分)", "效益指标"),
        ("成本指标(20)", "产出指标"),
        ("产出指标", "产出指标"),
        ("产出", "产出指标"),
        (" 效益指标 ", "效益指标"),
        ("成本指标", "产出指标"),  # folded: the profile decides, not the table
        ("满意度", "满意度指标"),
        ("预算执行", ""),  # scored from the money: an indicator there would count nowhere, and a check says so
        ("其他指标", ""),
        ("", ""),
    ],
)
def test_a_printed_level_is_counted_where_the_profile_says(printed: str, level: str) -> None:
    assert MOF.level_of(printed) == level


def test_an_unknown_profile_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserError) as caught:
        profiles.load("mars-2024")
    assert caught.value.exit_code == 2
    for name in profiles.names():
        assert name in caught.value.line()


def test_a_book_that_names_no_profile_is_scored_by_the_ministrys() -> None:
    assert profiles.of_file("", "book.xlsx").id == profiles.load(profiles.DEFAULT).id == "mof-2020"
    assert profiles.of_file("xinjiang-2024", "book.xlsx") == XINJIANG


def test_a_book_with_a_profile_that_nobody_knows_is_refused_by_its_name() -> None:
    with pytest.raises(UserError, match="mars-2024") as caught:
        profiles.of_file("mars-2024", "book.xlsx")
    assert caught.value.code == "profile-of-file"
    assert "book.xlsx" in caught.value.line()


def test_a_number_that_is_switched_off_or_missing_is_told_where_it_is_needed() -> None:
    off = with_numbers(MOF, grade_good=None)
    assert off.number("grade_good") is None
    with pytest.raises(UserError, match="grade_good"):
        off.required("grade_good")
    assert MOF.required("grade_good") == 80


def test_a_threshold_of_the_checks_that_is_switched_off_or_unknown_is_told() -> None:
    off = msgspec.structs.replace(MOF.checks["copied_share"], value=None)
    silent = msgspec.structs.replace(MOF, checks={"copied_share": off})
    for key in ("copied_share", "nobody_knows_it"):
        with pytest.raises(UserError, match=key):
            silent.limit(key)
    assert MOF.limit("copied_share") == MOF.checks["copied_share"].value


def test_what_a_profile_says_itself_is_not_inherited(tmp_path: Any) -> None:
    text = (
        'id = "county"\ntitle = "某县规则"\nissued = 2025-01-02\neffective_from = 2024-01-01\nextends = "mof-2020"\n'
        'source = "某县文件"\nnote = "试行"\nnot_applicable = "drop"\n'
    )
    (tmp_path / "county.toml").write_text(text, encoding="utf-8")
    county = profiles.load_file(tmp_path / "county.toml")
    assert (county.title, county.source, county.note) == ("某县规则", "某县文件", "试行")
    assert county.not_applicable == "drop"
    assert MOF.not_applicable == "keep"
    assert county.parameters == MOF.parameters
