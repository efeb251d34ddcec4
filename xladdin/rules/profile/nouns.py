"""What a rule profile (评分规则) is: levels, numbers, words; immutable, with its inherited parts filled in."""

import datetime
import json
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

import msgspec

from xladdin.errors import UserError
from xladdin.model.grammar.decimals import plain_text
from xladdin.rules.profile.keys import PARAMETERS
from xladdin.sha256 import sha256_hex

#: What indicators print behind the name of their level, or leave out: 产出 and 产出指标 are one level.
_SUFFIX = "指标"

#: Ids of levels that rules or checks speak of.
OUTPUT, BENEFIT = "output", "benefit"


class Parameter(msgspec.Struct, frozen=True):
    """One number of a profile. ``value`` is None where the profile switches the rule off; ``profile`` states it."""

    key: str
    title: str
    value: Decimal | None
    unit: str
    source: str
    verified: bool
    profile: str


class Role(StrEnum):
    """How the score of a level comes about: from the money spent, or from its indicators."""

    EXECUTION = "execution"
    INDICATORS = "indicators"


class Level(msgspec.Struct, frozen=True):
    """A level-1 group (一级指标) with its standard score (标准分).

    id    ASCII letters, for names of cells; name = as printed
    """

    id: str
    name: str
    role: Role
    standard: Parameter

    @property
    def is_execution(self) -> bool:
        """Whether the level scores the money spent (预算执行) and has no indicators."""
        return self.role is Role.EXECUTION

    @property
    def points(self) -> Decimal:
        """The standard score; every level has one."""
        return self.standard.value or Decimal(0)


class Profile(msgspec.Struct, frozen=True, dict=True):
    """A rule profile.

    levels          in printed order; at most one scores the execution of the budget
    total           what the standards add up to, points
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
    total: Decimal = Decimal(100)

    def number(self, key: str) -> Decimal | None:
        """The parameter's value, None where it is switched off. Raises KeyError for a key no profile has."""
        return self.parameters[key].value

    def required(self, key: str) -> Decimal:
        """The value of a parameter that every profile must set."""
        value = self.parameters[key].value
        if value is None:
            raise UserError("profile-incomplete", name=self.id, key=key)
        return value

    def limit(self, key: str) -> Decimal:
        """A threshold of the review checks. Raises UserError for one that no profile sets."""
        limit = self.checks.get(key)
        if limit is None or limit.value is None:
            raise UserError("profile-incomplete", name=self.id, key=key)
        return limit.value

    @property
    def execution(self) -> Level | None:
        """The level that scores the execution of the budget; None where the profile does not score it."""
        return next((level for level in self.levels if level.is_execution), None)

    def level(self, level_id: str) -> Level | None:
        """The level with this id; None where the profile has none."""
        return next((level for level in self.levels if level.id == level_id), None)

    @property
    def indicator_levels(self) -> tuple[Level, ...]:
        """The levels that are made of indicators."""
        return tuple(level for level in self.levels if not level.is_execution)

    @cached_property
    def printed_levels(self) -> dict[str, Level]:
        """一级指标 as printed, with 指标 at its end → the level in which it is counted; folded ones behind their level."""
        found = {}
        for level in self.indicator_levels:
            found[with_suffix(level.name)] = level
            folded = [name for name, into in self.fold.items() if into == level.name]
            found.update((with_suffix(name), level) for name in folded)
        return found

    def level_at(self, level1: str) -> Level | None:
        """The level in which an indicator's 一级指标 is counted; None when no level fits."""
        name = level1.partition("（")[0].partition("(")[0].strip()  # 产出指标（50分）
        return self.printed_levels.get(with_suffix(name)) if name else None

    def level_of(self, level1: str) -> str:
        """Name of that level; empty when no level fits."""
        level = self.level_at(level1)
        return level.name if level is not None else ""

    @property
    def numbers(self) -> tuple[Parameter, ...]:
        """Every number that can change a score, standards first."""
        return (*(level.standard for level in self.levels), *self.parameters.values())

    def unverified(self) -> tuple[Parameter, ...]:
        """Every active number whose official text was not at hand."""
        return tuple(number for number in self.numbers if not number.verified and number.value is not None)

    @cached_property
    def digest(self) -> str:
        """规则摘要: sha256 over all that can change a score or a text of the workbook, 64 hex digits.

        Comments, sources, dates and whether a number was verified are no part of it, nor are the limits of the review
        checks: they change no score. A parameter that came later is left out while it changes nothing (``absent``).
        """
        content = json.dumps(self._content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256_hex(content.encode("utf-8"))

    def _content(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "total": plain_text(self.total),
            "levels": [[level.id, level.name, level.role, plain_text(level.points)] for level in self.levels],
            "fold": self.fold,
            "not_applicable": self.not_applicable,
            "parameters": {
                key: None if number.value is None else plain_text(number.value)
                for key, number in self.parameters.items()
                if key not in PARAMETERS or PARAMETERS[key].changes(number.value)
            },
            "met": sorted(self.met_words),
            "unmet": sorted(self.unmet_words),
        }


def with_suffix(name: str) -> str:
    """产出 → 产出指标; 产出指标 stays."""
    return name if name.endswith(_SUFFIX) else f"{name}{_SUFFIX}"


def short(digest: str) -> str:
    """The digits of a digest that people compare, e.g. ``3F9A 01BC``."""
    return f"{digest[:4]} {digest[4:8]}".upper()
