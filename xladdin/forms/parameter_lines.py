"""What the hidden sheet 参数 says, line by line: written when a workbook is built, compared when it is read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from xladdin.forms.defined_names import LEVELS_FROM, LEVELS_TO, standard_key, standard_name
from xladdin.model.fields import FieldValue
from xladdin.model.grammar.decimals import plain_text
from xladdin.rules.profile import Parameter, Profile
from xladdin.rules.reading.actual_value import word_lists
from xladdin.rules.reading.native import tables
from xladdin.rules.row.explain import PHRASES
from xladdin.sha256 import sha256_hex

_WORD_TITLES = {"met": "视为达成的说法", "unmet": "视为未达成的说法", "blank": "视为空白的写法"}
_WORD_TITLES |= {
    "doubt": "使数值不明确的字词",
    "start": "后面不能再有文字的单位",
    "no_unit": "不作单位的字母",
    "place": "可能表示地点、时间的单位",
    "counted": "也可能是计数对象的单位",
    "span": "时间单位，后面写“内”即为上限",
}
_WORD_TITLES |= {"done": "日期后面可有的字词", "until": "期限前面可有的字词", "since": "日期前面可有的字词"}
_WORD_TITLES |= {"no_cost": "不作成本上限的指标名称用词", "ceiling": "仍作上限的指标名称用词"}


class Line(NamedTuple):
    """One line; ``name`` is the defined name of its value, or of the list that it is part of."""

    key: str
    value: FieldValue
    title: FieldValue
    unit: FieldValue = ""
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


def reading_lines() -> Iterator[Line]:
    """What the native reading looks things up in: words around numbers; units with the code of their dimension and their
    size in it; prefixes and comparisons with what they mean."""
    for name, words in tables.lists().items():
        kind = name.removeprefix("JX_W_")
        for word in words:
            yield Line(f"words_{kind}", word, _WORD_TITLES[kind], name=name)
    for unit in tables.unit_words():
        yield Line("unit", unit.word, Decimal(unit.code), Decimal(unit.size), name=tables.UNITS)
    for word, times in tables.prefixes():
        yield Line("prefix", word, Decimal(times), name=tables.PREFIX)
    for word, meaning in tables.signs():
        yield Line("sign", word, meaning, name=tables.SIGN)
    for word, meaning in tables.behind():
        yield Line("behind", word, meaning, name=tables.BEHIND)


#: What the lists are whose lines have no words for themselves.
LIST_TITLES = {
    LEVELS_TO: "一级指标的归类",
    tables.UNITS: "读数用的单位",
    tables.PREFIX: "读数用的倍数词",
    tables.SIGN: "读数用的比较词",
    tables.BEHIND: "读数用的比较词",
}

#: Name of the lines above, from key to unit.
READING = "JX_READING"


@cache
def reading_digest(lines: tuple[tuple[str, ...], ...] | None = None) -> str:
    """Eight figures that stand for these lines (key, value, title, unit as texts); of the program's own by default."""
    if lines is None:
        lines = tuple(reading_texts(line) for line in reading_lines())
    return sha256_hex("\n".join("\t".join(line) for line in lines).encode())[:8]


def reading_texts(line: Line) -> tuple[str, ...]:
    """Key, value, title and unit of a line as texts."""
    return tuple(plain_text(part) if isinstance(part, Decimal) else str(part) for part in line[:4])


@cache
def reading_keys() -> frozenset[str]:
    """The keys of the lines above."""
    return frozenset(line.key for line in reading_lines())


#: Lists that stand beside another one: its name → where they stand and the column, from the left.
BESIDE = {
    LEVELS_FROM: (LEVELS_TO, "C"),
    tables.CODES: (tables.UNITS, "C"),
    tables.SIZES: (tables.UNITS, "D"),
    tables.TIMES: (tables.PREFIX, "C"),
    tables.MEANING: (tables.SIGN, "C"),
    tables.BOUND: (tables.BEHIND, "C"),
}


def _number(key: str, number: Parameter, name: str) -> Line:
    verified = "是" if number.verified else "否（推定或未见原文）"
    return Line(key, number.value, number.title, number.unit, f"{number.source}〔{number.profile}〕", verified, name)
