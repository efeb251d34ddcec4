"""What the tests of the checks share: evaluations as printed, single changes by path, the hand-worked fixtures."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from xladdin.model.evaluation import Evaluation
from xladdin.model.input_note import InputNote
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

DATA = Path(__file__).resolve().parent.parent / "data"
FIXTURES = Path(__file__).resolve().parent / "fixtures"
SAMPLES = Path(__file__).resolve().parents[2] / "xladdin" / "samples"

_STEP = re.compile(r"([a-z_0-9]+)(?:\[([^\]]*)\])?")
_KEYS = {"indicators": "key", "funds": "source", "management": "item"}


@cache
def _raw(path: Path) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return raw


def raw(path: Path) -> dict[str, Any]:
    """A fresh copy of a PROJECT.json, to be changed at will."""
    return copy.deepcopy(_raw(path))


def evaluation_of(data: dict[str, Any]) -> Evaluation:
    """The evaluation exactly as printed: nothing that follows from other cells is dropped, unlike ``project_json.load``."""
    return msgspec.convert(data, Evaluation, strict=False)


def as_printed(name: str) -> Evaluation:
    return evaluation_of(raw(DATA / f"{name}.json"))


def profile_of(evaluation: Evaluation) -> Profile:
    return profiles.load(evaluation.profile)


def clean() -> dict[str, Any]:
    """The common base: a project without a defect."""
    return raw(DATA / "clean-2024.json")


def change(data: dict[str, Any], path: str, value: Any) -> None:
    """Set one field by its path; ``None`` takes it away, ``indicators[*].x`` means every row."""
    steps = _STEP.findall(path)
    nodes: list[Any] = [data]
    for name, key in steps[:-1]:
        nodes = [child for node in nodes for child in _children(node, name, key)]
    last, key = steps[-1]
    for node in nodes:
        if key and isinstance(node[last], list):
            node[last] = [row for row in node[last] if row[_KEYS[last]] != key]
        elif key:
            node[last][key] = value
        elif value is None:
            node.pop(last, None)
        else:
            node[last] = value


def _children(node: Any, name: str, key: str) -> list[Any]:
    value = node.setdefault(name, {})
    if not key:
        return [value]
    if isinstance(value, dict):
        return [value[key]]
    if key == "*":
        return list(value)
    if name in _KEYS and not (key.isdigit() and name not in _KEYS):
        found = [row for row in value if row.get(_KEYS[name]) == key]
        if found:
            return found
    return [value[int(key)]]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"where": "cell"}):
    """One example of a fixture file: changes on the clean base and, for a failing one, what must be found.

    found … related  of the finding; count: how many findings there are in all
    """

    note: str
    set: dict[str, Any] = {}
    drop: list[str] = []
    notes: list[InputNote] = []
    base: str = ""
    message: str = ""
    where: str = ""
    found: str = ""
    expected: str = ""
    difference: str = ""
    says: str = ""
    related: list[str] = []
    count: int = 1

    @property
    def related_paths(self) -> tuple[str, ...]:
        """``indicators[q02..q04].weight`` is short for three paths."""
        return tuple(path for one in self.related for path in _expanded(one))

    def evaluation(self) -> Evaluation:
        data = raw(DATA / f"{self.base}.json") if self.base else clean()
        for path, value in self.set.items():
            change(data, path, value)
        for path in self.drop:
            change(data, path, None)
        return evaluation_of(data)


def _expanded(path: str) -> list[str]:
    span = re.search(r"\[q(\d\d)\.\.q(\d\d)\]", path)
    if span is None:
        return [path]
    numbers = range(int(span[1]), int(span[2]) + 1)
    return [f"{path[: span.start()]}[q{number:02}]{path[span.end() :]}" for number in numbers]


class Fixture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    passing: list[Example]
    failing: list[Example]


def fixture(rule: str) -> Fixture:
    return msgspec.convert(tomllib.loads((FIXTURES / f"{rule}.toml").read_text("utf-8")), Fixture)
