"""Random damage to a working book, a submission and a PROJECT.json: refused, the same, or said; never another score in silence."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.forms.conftest import SAMPLES
from tests.hostile.mutations import blunt, inside
from tests.hostile.opened import Answer, Worker
from tests.support.examples import SOAKING

CASES = 20_000 if SOAKING else 500
SEED = 20_241_124

Mutation = Callable[[bytes, random.Random], bytes]


def _score(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.out)
    return found


def _findings(answer: Answer) -> set[str]:
    return {json.dumps(finding, ensure_ascii=False, sort_keys=True) for finding in json.loads(answer.out)["findings"]}


class _Oracle:
    """What the sound file says, and whether a damaged one that says something else says why."""

    def __init__(self, ask: Worker, path: Path) -> None:
        self.ask, self.path = ask, path
        self.score, self.check = ask("score", path), ask("check", path)
        assert self.score.out
        assert self.check.out

    def faults(self) -> list[str]:
        answer = self.ask("score", self.path)
        faults = answer.faults()
        if faults or answer.refusal or _score(answer) == _score(self.score):
            return faults
        check = self.ask("check", self.path)
        if check.faults():
            return check.faults()
        if _findings(check) - _findings(self.check):
            return []
        return [f"another score and no finding: {_difference(self.score.out, answer.out)}"]


def _difference(before: str, after: str) -> str:
    lines = zip(before.splitlines(), after.splitlines(), strict=False)
    return next((f"{old.strip()} → {new.strip()}" for old, new in lines if old != new), "more or fewer lines")[:200]


@pytest.mark.soak
@pytest.mark.parametrize(
    ("project", "kind", "mutation", "share"),
    [
        ("turpan-2024", "book", inside, 0.3),
        ("karamay-2024", "book", inside, 0.1),
        ("turpan-2024", "submission", inside, 0.15),
        ("karamay-2024", "submission", inside, 0.1),
        ("turpan-2024", "book", blunt, 0.1),
        ("karamay-2024", "submission", blunt, 0.1),
    ],
)
def test_a_damaged_workbook_is_refused_the_same_or_says_so(
    project: str, kind: str, mutation: Mutation, share: float, sound: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    content = sound[project, kind]
    path = tmp_path / "自评.xlsx"
    path.write_bytes(content)
    failed = []
    with Worker() as ask:
        oracle = _Oracle(ask, path)
        for case in range(int(CASES * share)):
            seed = zlib.crc32(f"{SEED} {project} {kind} {mutation.__name__} {case}".encode())
            path.write_bytes(mutation(content, random.Random(seed)))
            failed += [f"seed {seed}: {fault}" for fault in oracle.faults()]
    assert failed == []


@pytest.mark.soak
def test_a_damaged_project_json_is_read_or_refused_in_one_line(tmp_path: Path) -> None:
    content = (SAMPLES / "turpan-2024.json").read_bytes()
    path = tmp_path / "PROJECT.json"
    failed = []
    with Worker() as ask:
        for case in range(int(CASES * 0.15)):
            path.write_bytes(blunt(content, random.Random(SEED + case)))
            failed += [f"case {case}: {fault}" for fault in ask("score", path).faults()]
            failed += [f"case {case}: check: {fault}" for fault in ask("check", path).faults() if case % 10 == 0]
    assert failed == []
