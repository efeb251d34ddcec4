"""Hostile changes to real workbooks: refused with the right reason or read the same, at once and in little memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms.conftest import PROJECTS
from tests.hostile.graft import FOUND, SAME, Graft
from tests.hostile.grafts import GRAFTS
from tests.hostile.kit import Kit
from tests.hostile.opened import Answer, Worker
from tests.hostile.sizes import GRAFTS as SIZES
from tests.hostile.zip_lies import GRAFTS as LIES

_COSTLY = {graft.name for graft in (*SIZES, *LIES)}


def _verdict(graft: Graft, answer: Answer, sound: Answer) -> list[str]:
    faults = answer.faults()
    if faults:
        return faults
    if graft.outcome == FOUND:
        said = answer.code == 1 and answer.out == sound.out and "[错误 C" in answer.err
        return [] if said else [f"not the same with a finding: {answer.err[:200] or answer.out[:200]}"]
    if graft.outcome == SAME:
        same = (answer.code, answer.out) == (sound.code, sound.out)
        return [] if same else [f"not the same: {answer.err[:200] or answer.out[:200]}"]
    if answer.refusal != graft.outcome or answer.code != 3:
        return [f"{answer.refusal or 'read'} (exit code {answer.code}) instead of {graft.outcome}"]
    return []


def test_the_grafts_are_many_and_different() -> None:
    names = [graft.name for graft in GRAFTS]
    assert len(set(names)) == len(names) >= 300
    for kind in ("book", "submission"):
        assert len([graft for graft in GRAFTS if kind in graft.on and graft.outcome != SAME]) >= 150


@pytest.mark.parametrize("kind", ["book", "submission"])
@pytest.mark.parametrize("project", PROJECTS)
def test_every_graft_is_refused_with_its_reason_or_read_the_same(
    project: str, kind: str, sound: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    content = sound[project, kind]
    path = tmp_path / "自评.xlsx"
    failed = []
    commands = ("score", "ribbon") if kind == "book" else ("score",)
    with Worker() as ask:
        path.write_bytes(content)
        right = {command: ask(command, path) for command in commands}
        assert all(answer.code == 0 and answer.out for answer in right.values())
        for graft in GRAFTS:
            if kind not in graft.on or (project != PROJECTS[0] and graft.name in _COSTLY):
                continue
            data = graft.make(Kit(content))
            path.write_bytes(data)
            for command in commands:
                expected = graft
                if command == "ribbon" and not data.startswith(b"PK"):  # what Excel saved and is no zip was encrypted
                    expected = graft._replace(outcome="copy-encrypted")
                failed += [
                    f"{graft.name}: {command}: {fault}"
                    for fault in _verdict(expected, ask(command, path), right[command])
                ]
    assert failed == []


def test_recalculating_a_refused_workbook_writes_nothing(sound: dict[tuple[str, str], bytes], tmp_path: Path) -> None:
    path = tmp_path / "自评.xlsx"
    failed = []
    with Worker() as ask:
        for graft in GRAFTS:
            if "book" not in graft.on or graft.outcome == SAME or graft.name in _COSTLY:
                continue
            data = graft.make(Kit(sound[PROJECTS[0], "book"]))
            path.write_bytes(data)
            answer = ask("recalc", path)
            changed = path.read_bytes() != data
            # the goal tables are not read for recalculating: what is wrong there alone may pass, and changes no result
            if answer.faults() or changed or list(tmp_path.iterdir()) != [path]:
                failed.append(f"{graft.name}: {answer.faults() or 'written'}")
    assert failed == []
