"""What the hidden sheet 参数 says, line by line: written when a workbook is built, compared when it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xladdin.forms.defined_names import LEVELS_TO, standard_key, standard_name
from xladdin.model.fields import FieldValue
from xladdin.rules.profile import Parameter, Profile
from xladdin.rules.reading.actual_value import word_lists
from xladdin.rules.row.explain import PHRASES

_WORD_TITLES = {"met": "视为达成的说法", "unmet": "视为未达成的说法", "blank": "视为空白的写法"}


class Line(NamedTuple):
    """One line; ``name`` is the defined name of its value, or of the list that it is part of."""

    key: str
    value: FieldValue
    title: str
    unit: str = ""
    source: str = ""
    verified: str = ""
    name: str = ""


def identity_line(key: str, value: FieldValue) -> Line:
    """What kind of workbook it is."""
    return Line(key, value, "工作簿标识", name=f"JX_V_{key}")


def profile_line(profile: Profile) -> Line:
    return Line("profile", profile.id, profile.title, "", profile.source, name="JX_V_profile")


def number_lines(profile: Profile) -> Iterator[Line]:
    """Parameters and standard scores."""
    for number in profile.parameters.values():
        yield _number(number.key, number, f"JX_P_{number.key}")
    for level in profile.levels:
        yield _number(f"standard_{standard_key(level.id)}", level.standard, standard_name(level.id))


def phrase_lines() -> Iterator[Line]:
    """Pieces of the sentences that explain scores."""
    for key, phrase in PHRASES.items():
        yield Line(f"phrase_{key}", phrase, "评分说明用语", name=f"JX_T_{key}")


def word_lines(profile: Profile) -> Iterator[Line]:
    """Words that stand for a result, list after list."""
    for name, words in word_lists(profile).items():
        kind = name.removeprefix("JX_W_")
        for word in words:
            yield Line(f"words_{kind}", word, _WORD_TITLES[kind], name=name)


def level_lines(profile: Profile) -> Iterator[Line]:
    """Which level an 一级指标 is counted in: value = level, title = as printed, with 指标 at its end."""
    for printed, level in profile.printed_levels.items():
        yield Line("level", level.name, printed, name=LEVELS_TO)


def _number(key: str, number: Parameter, name: str) -> Line:
    verified = "是" if number.verified else "否（推定或未见原文）"
    return Line(key, number.value, number.title, number.unit, f"{number.source}〔{number.profile}〕", verified, name)
