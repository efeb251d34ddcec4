"""Rule profiles (评分规则): dated TOML files in which every number stands with its source.

No number of a rule is written in code. A profile may extend another; then it holds only what differs. A number whose
official text was not at hand has ``verified = false`` and is shown to the user as such.
"""

from __future__ import annotations

import datetime
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from xladdin.errors import UserError
from xladdin.model.grammar.decimals import plain_decimal

FOLDER = Path(__file__).parent / "profiles"
DEFAULT = "mof-2020"

EXECUTION = "预算执行"


class Parameter(msgspec.Struct, frozen=True):
    """One number of a profile. ``value`` is None where the profile switches the rule off."""

    key: str
    title: str
    value: Decimal | None
    unit: str
    source: str
    verified: bool
    profile: str


class Level(msgspec.Struct, frozen=True):
    """A level-1 group with its standard score (标准分)."""

    name: str
    standard: Parameter


class Profile(msgspec.Struct, frozen=True):
    """A rule profile with its inherited parts filled in.

    levels          预算执行 first, then the indicator levels in printed order
    fold            level-1 names that are counted in another level, e.g. 成本指标 → 产出指标
    not_applicable  ``keep``: 不适用 rows stay in the denominator; ``drop``: they leave it
    checks          thresholds of the review checks; they change no score
    """

    id: str
    title: str
    issued: datetime.date
    effective_from: datetime.date
    extends: str
    source: str
    note: str
    levels: tuple[Level, ...]
    fold: dict[str, str]
    not_applicable: str
    parameters: dict[str, Parameter]
    met_words: tuple[str, ...]
    unmet_words: tuple[str, ...]
    checks: dict[str, Parameter] = {}

    def number(self, key: str) -> Decimal | None:
        """The parameter's value, None where it is switched off. Raises KeyError for a key no profile has."""
        return self.parameters[key].value

    def required(self, key: str) -> Decimal:
        """The value of a parameter that every profile must set."""
        value = self.parameters[key].value
        if value is None:
            raise UserError("profile-invalid", cause=f"{self.id} 缺少 {key}")
        return value

    def limit(self, key: str) -> Decimal:
        """A threshold of the review checks. Raises UserError for one that no profile sets."""
        limit = self.checks.get(key)
        if limit is None or limit.value is None:
            raise UserError("profile-invalid", cause=f"{self.id} 缺少校验参数 {key}")
        return limit.value

    def level_of(self, level1: str) -> str:
        """Name of the level in which an indicator's 一级指标 is counted; empty when no level fits."""
        name = level1.partition("（")[0].partition("(")[0].strip()  # 产出指标（50分）
        name = name if name.endswith("指标") or name == EXECUTION else f"{name}指标"
        name = self.fold.get(name, name)
        return name if any(level.name == name for level in self.levels) else ""

    def unverified(self) -> tuple[Parameter, ...]:
        """Every active number whose official text was not at hand."""
        numbers = [level.standard for level in self.levels] + list(self.parameters.values())
        return tuple(number for number in numbers if not number.verified and number.value is not None)


def _parameter(key: str, raw: dict[str, Any], profile: str, title: str = "") -> Parameter:
    missing = {"value", "unit", "source", "verified"} - raw.keys()
    if missing:
        raise UserError("profile-invalid", cause=f"{profile} 的 {key} 缺少 {'、'.join(sorted(missing))}")
    value = plain_decimal(raw["value"]) if raw["value"] else None
    if raw["value"] and value is None:
        raise UserError("profile-invalid", cause=f"{profile} 的 {key} 不是数值：{raw['value']}")
    return Parameter(key, raw.get("title", title), value, raw["unit"], raw["source"], bool(raw["verified"]), profile)


def names() -> list[str]:
    """Ids of the profiles that come with the program."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def of_file(name: str, file: str) -> Profile:
    """The profile that a file names, or the general one. Raises UserError profile-of-file: the file is refused."""
    if name and name not in names():
        raise UserError("profile-of-file", file=file or None, name=name[:40], known="、".join(names()))
    return load(name or DEFAULT)


@cache
def load(name: str) -> Profile:
    """Profile by id. Raises UserError for a name that does not exist or a file that is not complete."""
    path = FOLDER / f"{name}.toml"
    if name not in names():
        raise UserError("profile-unknown", name=name, known="、".join(names()))
    raw = tomllib.loads(path.read_text("utf-8"))
    base = load(raw["extends"]) if raw.get("extends") else None
    levels = tuple(
        Level(item["name"], _parameter(item["name"], item["standard"], name, f"{item['name']}标准分"))
        for item in raw.get("level", ())
    )
    own = {key: _parameter(key, item, name) for key, item in raw.get("parameter", {}).items()}
    limits = {key: _parameter(key, item, name) for key, item in raw.get("checks", {}).items()}
    words = raw.get("words", {})
    return Profile(
        id=raw["id"],
        title=raw["title"],
        issued=raw["issued"],
        effective_from=raw["effective_from"],
        extends=raw.get("extends", ""),
        source=raw["source"],
        note=raw.get("note", ""),
        levels=levels or (base.levels if base else ()),
        fold=raw.get("fold", base.fold if base else {}),
        not_applicable=raw.get("not_applicable", base.not_applicable if base else "keep"),
        parameters={**(base.parameters if base else {}), **own},
        met_words=tuple(words.get("met", base.met_words if base else ())),
        unmet_words=tuple(words.get("unmet", base.unmet_words if base else ())),
        checks={**(base.checks if base else {}), **limits},
    )
