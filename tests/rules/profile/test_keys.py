"""The numbers that a profile may state: unit, range, whether it may be left empty, whole, and what it was before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xladdin.rules.profile.keys import LIMITS, MOST_PLACES, PARAMETERS, STANDARD, Range
from xladdin.rules.profile.schema import FileEntry, NumberEntry, instead, said_of

#: key: unit, least, most; then ``o`` may be empty, ``w`` whole, and the value of profiles from before.
KEYS = {
    "over_threshold": "倍 1 10 o",
    "over_factor": "- 0.01 10 o",
    "over_floor": "- 0 1",
    "over_on_direct": "是否 0 1 w",
    "over_on_proportional": "是否 0 1 w",
    "over_on_tier": "是否 0 1 w",
    "over_on_satisfaction": "是否 0 1 w",
    "pass_mark": "倍 0 1 o",
    "grade_excellent": "分 0 100",
    "grade_good": "分 0 100",
    "grade_medium": "分 0 100",
    "rate_places": "位 0 4 w",
    "level_places": "位 0 4 w",
    "row_places": "位 0 4 w =2",
    "reason_above": "倍 1 100 o",
    "reason_below": "倍 0 1",
    "cost_ceiling": "是否 0 1 w =0",
    "missing_level": "- 0 1 w =0",
    "tier_first": "- 0 1 =0.8",
    "tier_second": "- 0 1 =0.6",
    "band1_from": "倍 0.01 1 o =off",
    "band1_share": "- 0.01 1 o =off",
    "band2_from": "倍 0.01 1 o =off",
    "band2_share": "- 0.01 1 o =off",
    "band3_from": "倍 0.01 1 o =off",
    "band3_share": "- 0.01 1 o =off",
    "sum_tolerance": "- 0 1",
    "rate_tolerance": "百分点 0 10",
    "score_tolerance": "分 0 1",
    "yuan_above": "万元 1 100000000",
    "copied_share": "- 0 1",
    "copied_rows": "行 1 1000 w",
    "weight_rows": "行 1 1000 w",
    "name_likeness": "- 0 1",
    "identity_parts": "项 2 8 w",
    "identity_chance": "- 0 1",
    "unit_cost_likeness": "- 0 1",
    "unit_cost_tolerance": "- 0 1",
    "execution_reason_below": "倍 0 1",
}


def written(one: Range) -> str:
    marks = [*(["o"] if one.optional else []), *(["w"] if one.whole else [])]
    marks += [f"={'off' if one.absent is None else one.absent}"] if one.later else []
    return " ".join([one.unit or "-", str(one.least), str(one.most), *marks])


@pytest.mark.parametrize("key", KEYS)
def test_a_number_has_its_unit_and_range(key: str) -> None:
    assert written({**PARAMETERS, **LIMITS}[key]) == KEYS[key]


def test_standards_are_points_above_nothing() -> None:
    assert (STANDARD.unit, STANDARD.least, STANDARD.most) == ("分", Decimal("0.1"), 100)
    assert MOST_PLACES == 6
    assert set(PARAMETERS) - set(KEYS) == set()


SENTENCES = {
    "Expected `str`, got `int` - at `$.fold[...]`": (("fold",), "应为文字（写在引号里），实际为数字"),
    "Expected `str | null`, got `bool` - at `$.level[2].name`": (
        ("level", 2, "name"),
        "应为文字（写在引号里），实际为true 或 false",
    ),
    "Expected `array`, got `object` - at `$.level`": (("level",), "应为列表 […]，实际为{…}"),
    "Expected `bool`, got `float` - at `$.parameter[...].verified`": (
        ("parameter", "verified"),
        "应为true 或 false，实际为数字",
    ),
    "Expected `date`, got `str` - at `$.issued`": (("issued",), "应为日期"),
    "Expected `date`, got `datetime` - at `$.issued`": (("issued",), "应为日期"),
    "Object missing required field `id`": ((), "缺少“id”"),
    "Object contains unknown field `x` - at `$.words`": (("words", "x"), "不认识的键“x”"),
    "Invalid enum value 'x' - at `$.not_applicable`": (("not_applicable",), "取值“x”不在允许的范围内"),
    "Something else": ((), "内容不符合规则文件的格式"),
}


@pytest.mark.parametrize("error", SENTENCES)
def test_the_decoders_sentences_are_told_in_chinese_with_their_place(error: str) -> None:
    path, cause, remedy = said_of(error, FileEntry, ())
    assert (path, cause) == SENTENCES[error]
    assert remedy


@pytest.mark.parametrize(
    ("error", "kind", "path", "remedy"),
    [
        ("Object contains unknown field `nmae` - at `$.level[0]`", FileEntry, (), "是否应为 name？请改正或删去"),
        (
            "Object contains unknown field `valeu` - at `$.level[0].standard`",
            FileEntry,
            (),
            "是否应为 value？请改正或删去",
        ),
        ("Object contains unknown field `valeu`", NumberEntry, ("parameter", "x"), "是否应为 value？请改正或删去"),
        ("Object contains unknown field `mett` - at `$.words`", FileEntry, (), "是否应为 met？请改正或删去"),
        ("Object contains unknown field `titel`", FileEntry, (), "是否应为 title？请改正或删去"),
        ("Object contains unknown field `zzz` - at `$.words`", FileEntry, (), "请删去；可用的有 met、unmet"),
        ("Object missing required field `id`", FileEntry, (), "请补上 id，写法见随程序的规则文件 mof-2020.toml"),
        ("Invalid enum value 'x' - at `$.not_applicable`", FileEntry, (), "请写 keep 或 drop"),
        ("Invalid enum value 'x' - at `$.level[0].role`", FileEntry, (), "请写 execution 或 indicators"),
        ("Expected `date`, got `str` - at `$.issued`", FileEntry, (), "请写成 2024-01-01 这样，不加引号"),
    ],
)
def test_the_remedy_names_what_is_known_there(error: str, kind: type, path: tuple[str, ...], remedy: str) -> None:
    assert said_of(error, kind, path)[2] == remedy


def test_a_key_that_is_near_none_gets_all_of_them() -> None:
    assert instead("titel", ["title", "note"]) == "是否应为 title？请改正或删去"
    assert instead("zzz", ["title", "note"]) == "请删去；可用的有 title、note"
