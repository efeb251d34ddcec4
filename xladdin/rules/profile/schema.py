"""How a profile's file is written, and what is said of a key or value that does not fit."""

import datetime
from collections.abc import Collection
from typing import Literal

import msgspec

from xladdin.patterns import pattern
from xladdin.rules.profile.lines import Path
from xladdin.rules.profile.nouns import Role


class NumberEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: str
    unit: str
    source: str
    verified: bool
    title: str = ""


class LevelEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    standard: NumberEntry
    role: Role = Role.INDICATORS


class WordsEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    met: tuple[str, ...] | None = None
    unmet: tuple[str, ...] | None = None


class FileEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in a file; None where it says nothing and the profile it extends does."""

    id: str
    title: str
    issued: datetime.date
    effective_from: datetime.date
    source: str
    extends: str = ""
    note: str = ""
    total: str | None = None
    fold: dict[str, str] | None = None
    not_applicable: Literal["keep", "drop"] | None = None
    level: tuple[LevelEntry, ...] = ()
    parameter: dict[str, NumberEntry] = {}
    checks: dict[str, NumberEntry] = {}
    words: WordsEntry = WordsEntry()


_TYPES = {"str": "文字（写在引号里）", "bool": "true 或 false", "date": "日期（如 2024-01-01，不加引号）"}
_TYPES |= {"array": "列表 […]", "object": "{…}", "int": "数字", "float": "数字"}
_UNKNOWN = pattern(r"Object contains unknown field `(.*)`")
_MISSING = pattern(r"Object missing required field `(.*)`")
_ENUM = pattern(r"Invalid enum value '(.*)'")
_EXPECTED = pattern(r"Expected `(.*)`, got `(.*)`")
_STEP = pattern(r"\.([A-Za-z_]\w*)|\[(\d+|\.\.\.)\]")

#: Values of ``not_applicable`` and ``role``, for a word that is none of them.
_CHOICES = {"not_applicable": ("keep", "drop"), "role": tuple(Role)}


def said_of(error: str, kind: type, path: Path) -> tuple[Path, str, str]:
    """msgspec's English sentence about what stands at ``path`` and should be ``kind`` → path, cause, remedy."""
    said, _, place = error.partition(" - at `$")
    steps = [name or number for name, number in _STEP.findall(place)]
    path = (*path, *(int(step) if step.isdigit() else step for step in steps if step != "..."))
    if match := _UNKNOWN.match(said):
        return (*path, match[1]), f"不认识的键“{match[1]}”", instead(match[1], _fields(kind, path))
    if match := _MISSING.match(said):
        return path, f"缺少“{match[1]}”", f"请补上 {match[1]}，写法见随程序的规则文件 mof-2020.toml"
    if match := _ENUM.match(said):
        choices = _CHOICES.get(str(path[-1]), ())
        return path, f"取值“{match[1]}”不在允许的范围内", f"请写 {' 或 '.join(choices)}"
    if "date" in said:
        return path, "应为日期", "请写成 2024-01-01 这样，不加引号"
    if match := _EXPECTED.match(said):
        wanted, got = (
            " 或 ".join(_TYPES.get(word.strip(), word.strip()) for word in one.split("|")) for one in match.groups()
        )
        return path, f"应为{wanted.removesuffix(' 或 null')}，实际为{got}", "请对照随程序的规则文件改正写法"
    return path, "内容不符合规则文件的格式", "请对照随程序的规则文件改正写法"


def _fields(kind: type, path: Path) -> Collection[str]:
    """Keys that are known at the place of ``path``."""
    if kind is NumberEntry or (path and path[-1] == "standard"):
        return NumberEntry.__struct_fields__
    if path and path[0] == "level":
        return LevelEntry.__struct_fields__
    if path and path[0] == "words":
        return WordsEntry.__struct_fields__
    return FileEntry.__struct_fields__


def instead(key: str, known: Collection[str]) -> str:
    """The remedy for a key that is not known."""
    import difflib  # only after a mistake

    near = difflib.get_close_matches(key, known, 1)
    return f"是否应为 {near[0]}？请改正或删去" if near else f"请删去；可用的有 {'、'.join(known)}"
