"""Whose file is it, and about what? Units and projects are told apart by codes, else by names; likeness only proposes.

A *matter* is one project of one unit in one year: all versions of it that were handed in stand under one key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xladdin.checks.texts.name_matching import likeness
from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.fold import name_key

#: Names that are at least so alike are shown to the person who decides.
_NEAR = 0.5
_SHOWN = 3


class Named(NamedTuple):
    """A unit or a project: code and name, one of them may be empty."""

    code: str = ""
    name: str = ""

    @property
    def said(self) -> str:
        return self.name or self.code

    def key(self, same: Mapping[str, str]) -> str:
        """Code, else the name by which it is known (``same``: confirmed other names)."""
        return self.code or known_name(self.name, same)


class Matter(NamedTuple):
    """Year, unit and project as a file states them."""

    year: int
    unit: Named
    project: Named

    def key(self, same: Mapping[str, str] = {}) -> str:
        return json.dumps([self.year, self.unit.key(same), self.project.key(same)], ensure_ascii=False)

    @property
    def said(self) -> str:
        return f"{self.unit.said} {self.project.said} {self.year} 年度"


class Expected(NamedTuple):
    """One line of 应报清单: who is to hand in what, by which rules, until when.

    deadline  ISO date, empty for none; mail: where answers go, empty for the sender of the file
    """

    matter: Matter
    profile: str = ""
    deadline: str = ""
    mail: str = ""


class Match(NamedTuple):
    """``entry`` of the list, None where there is no list or none fits; ``near``: what is alike, for a person to confirm."""

    entry: Expected | None
    near: tuple[tuple[str, str], ...] = ()


def known_name(name: str, same: Mapping[str, str]) -> str:
    """The name under which a name is known, as a key."""
    key = name_key(name)
    return same.get(key, key)


def matter_of(evaluation: Evaluation) -> Matter:
    """Of a filled table: a blank unit is the user of the money."""
    unit, project = evaluation.unit, evaluation.project
    return Matter(
        evaluation.year,
        Named(unit.code.strip(), (unit.name or project.fund_user).strip()),
        Named(project.code.strip(), project.name.strip()),
    )


def is_same(one: Named, other: Named, same: Mapping[str, str]) -> bool:
    """Two codes decide; where one is missing the names do."""
    if one.code and other.code:
        return one.code == other.code
    return bool(one.name and other.name) and known_name(one.name, same) == known_name(other.name, same)


def find(matter: Matter, expected: Sequence[Expected], same: Mapping[str, str]) -> Match:
    """The line of the list that a file belongs to. Where several fit (two projects of one name) none is chosen."""
    lines = [one for one in expected if one.matter.year == matter.year]
    fits = [
        one
        for one in lines
        if is_same(one.matter.unit, matter.unit, same) and is_same(one.matter.project, matter.project, same)
    ]
    if len(fits) == 1:
        return Match(fits[0])
    return Match(None, tuple(_near(matter, fits or lines, same)))


def _near(matter: Matter, lines: Iterable[Expected], same: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Pairs of names (as the file says, as the list says) that a person may confirm, the likest first."""
    found = []
    for line in lines:
        pairs = ((matter.unit, line.matter.unit), (matter.project, line.matter.project))
        differing = [(here, there) for here, there in pairs if not is_same(here, there, same)]
        if any(here.code and there.code for here, there in differing):
            continue  # codes differ: no name makes them the same
        like = [float(likeness(here.name, there.name)) for here, there in differing]
        if like and min(like) >= _NEAR:
            found.append((sum(like) / len(like), [(here.name, there.name) for here, there in differing]))
    found.sort(key=lambda one: -one[0])
    return [pair for _, pairs in found[:_SHOWN] for pair in pairs]
