"""Mutation run: small wrong changes, one at a time, and whether the room's tests notice.

    make mutants ROOM=rules N=60 SEED=1        (ROOM=all: every room; not part of ``make test``)
    python -m tests.mutate --room checks -n 500 --at runner.py subject.py:112
    python -m tests.mutate --room rules --survivors     (those of the last run once more)
    python -m tests.mutate --room forms/closed --near   (the tests that pass over the changed line)

Works on a copy of the tree, one child at a time. Each room writes ``out/mutants/<room>.json``; a survivor that stands
in docs/mutants.md with its reason counts as equivalent, and what stands there without need is named. Exit code 1 when
more than a tenth of a room survives or a survivor is not in the document.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutation import trial
from tests.mutation.operators import Mutant, mutants
from tests.mutation.rooms import ROOMS, Room
from tests.mutation.warm import Warm

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "mutants.md"
OUT = ROOT / "out" / "mutants"
GOAL = 0.10
#: At most this share of the texts' letters in a sample: they are a third of all mutants and the dullest.
TEXTS = 0.2
#: Native formulas are a third of ``rules`` and cost a LibreOffice each.
NATIVE = 0.15

_LISTED = re.compile(r"^- `(xladdin/[^`]+)`: `(.+?)` → `(.*?)`(?: — |：)(.+)$", re.MULTILINE)


def all_of(tree: Path, room: Room) -> list[Mutant]:
    """Every mutant of a room's sources."""
    files = sorted(
        file
        for source in room.sources
        for file in ([tree / source] if source.endswith(".py") else (tree / source).rglob("*.py"))
    )
    return [m for file in files for m in mutants(file.relative_to(tree).as_posix(), file.read_bytes())]


def chosen(everything: Sequence[Mutant], number: int, seed: str) -> list[Mutant]:
    """``number`` of them, the same for the same seed, not two for the same place, few letters of texts and formulas."""
    shuffled = list(everything)
    random.Random(seed).shuffle(shuffled)
    taken: dict[tuple[str, int, int], Mutant] = {}
    texts = native = 0
    for mutant in shuffled:
        place = (mutant.path, mutant.start, mutant.end)
        text = mutant.kind == "text"
        many = (text and texts >= number * TEXTS) or (mutant.native and native >= number * NATIVE)
        if len(taken) >= number or place in taken or many:
            continue
        texts, native = texts + text, native + mutant.native
        taken[place] = mutant
    return sorted(taken.values(), key=lambda m: (m.path, m.start))


def listed() -> dict[tuple[str, str, str], str]:
    """Equivalent mutants of the document with their reasons."""
    text = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
    return {(path, old, new): reason for path, old, new, reason in _LISTED.findall(text)}


@dataclass
class Result:
    mutant: Mutant
    noticed_by: str
    seconds: float

    def told(self) -> dict[str, object]:
        m = self.mutant
        return {
            "file": m.path,
            "line": m.line,
            "kind": m.kind,
            "original": m.key[1],
            "mutated": m.text,
            "noticed_by": self.noticed_by,
            "seconds": round(self.seconds, 2),
        }


class Rig:
    """A room's tests on the copy: first those that pass over the changed line, in a process that has them loaded.

    What lives there, or happens while modules are loaded, is tried in a new process: the tests that use the file, then
    the others.
    """

    def __init__(self, copy: Path, room: Room, *, near: bool = False) -> None:
        self.copy, self.room, self.only_near = copy, room, near
        tests = [*room.tests, *(f"--ignore={test}" for test in room.left_out)]
        self.warm = Warm(copy, tests, traced=tuple(f"{copy}/{source}" for source in room.sources))
        base = self.warm.run(limit=900)
        if base.code != 0:
            sys.exit(f"without any change: {base.failed or base.code}")
        self.seconds = base.seconds
        self.covering: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        self.using: defaultdict[str, set[str]] = defaultdict(set)
        self.looking_on = {test for test, lines in base.lines.items() if not lines}  # they see what loading makes
        for test, lines in base.lines.items():
            for file, line in lines:
                path = Path(file).relative_to(copy).as_posix()
                self.covering[path, line].add(test)
                self.using[path].add(test)
        self.serial = 0
        self.native = bool(shutil.which("soffice"))

    def close(self) -> None:
        self.warm.close()

    def tried(self, mutant: Mutant) -> Result:
        start = time.perf_counter()
        self.serial += 1
        with trial.changed(self.copy, mutant, self.serial):
            noticed = self._noticed(mutant)
        return Result(mutant, noticed, time.perf_counter() - start)

    def _noticed(self, mutant: Mutant) -> str:
        lines = range(mutant.line, mutant.last_line + 1)
        over = set().union(*(self.covering[mutant.path, line] for line in lines))
        near = self.using[mutant.path] if mutant.at_import else over
        if near:
            order = sorted(near, key=lambda test: self.seconds[test])
            outcome = self.warm.run(mutant=mutant, only=order, limit=self._limit(order))
            if outcome.noticed:
                return outcome.failed or f"code {outcome.code}"
            if self.only_near and outcome.code == 0 and not mutant.at_import:
                return ""
        using = self.using[mutant.path] | self.looking_on | over
        for tests in (using, set() if self.only_near and using else set(self.seconds) - using):
            if tests:
                outcome = self._run(tests)
                if outcome.noticed:
                    return outcome.failed or f"code {outcome.code}"
        if mutant.native and self.native and self.room.native_tests:
            outcome = trial.run(self.copy, self.room.native_tests, marked="libreoffice", limit=300)
            if outcome.noticed:
                return outcome.failed
        return ""

    def _limit(self, tests: Iterable[str]) -> float:
        return 8 + 3 * sum(self.seconds[test] for test in tests)

    def _run(self, tests: set[str]) -> trial.Outcome:
        files: defaultdict[str, float] = defaultdict(float)
        for test in tests:
            files[test.split("::")[0]] += self.seconds[test]
        order = sorted(files, key=lambda file: files[file])
        return trial.run(self.copy, order, only=tests, order=order, limit=8 + self._limit(tests))


def copy_of_tree(folder: Path) -> Path:
    """The files under version control, and new ones that are not ignored, as they stand now."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    copy = folder / "tree"
    for name in names.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    return copy


def run_room(copy: Path, name: str, wanted: list[Mutant], options: argparse.Namespace) -> list[Result]:
    rig = Rig(copy, ROOMS[name], near=options.near)
    results = []
    for number, mutant in enumerate(wanted, 1):
        result = rig.tried(mutant)
        results.append(result)
        sign = "." if result.noticed_by else f"\n{mutant.path}:{mutant.line}  {mutant.key[1]}  →  {mutant.text}\n"
        print(sign, end="" if number < len(wanted) else "\n", flush=True)
    rig.close()
    OUT.mkdir(parents=True, exist_ok=True)
    told = {"room": name, "seed": options.seed, "mutants": [r.told() for r in results]}
    (OUT / f"{name.replace('/', '-')}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    return results


def wanted_of(copy: Path, name: str, options: argparse.Namespace) -> list[Mutant]:
    everything = all_of(copy, ROOMS[name])
    if options.survivors:
        told = json.loads((OUT / f"{name.replace('/', '-')}.json").read_text("utf-8"))
        keys = {(m["file"], m["original"], m["mutated"]) for m in told["mutants"] if not m["noticed_by"]}
        return [m for m in everything if m.key in keys]
    if options.at:
        places = [place.partition(":") for place in options.at]
        there = [m for m in everything for file, _, line in places if file in m.path and line in ("", str(m.line))]
        return chosen(there, options.n, f"{options.seed} {name}")
    return chosen(everything, options.n, f"{options.seed} {name}")


def summary(name: str, results: list[Result], reasons: dict[tuple[str, str, str], str]) -> bool:
    alive = [r.mutant for r in results if not r.noticed_by]
    unlisted = [m for m in alive if m.key not in reasons]
    share = len(alive) / len(results) if results else 0
    print(f"{name}: {len(results)} mutants, {len(alive)} survive ({share:.0%}), {len(unlisted)} not in docs/mutants.md")
    for m in unlisted:
        print(f"  - `{m.path}`: `{m.key[1]}` → `{m.text}` — (line {m.line})")
    return share <= GOAL and not unlisted


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", default="all", choices=["all", *ROOMS])
    parser.add_argument("-n", type=int, default=60, help="mutants a room")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--at", nargs="+", metavar="FILE[:LINE]", help="only mutants of these files or lines")
    parser.add_argument("--survivors", action="store_true", help="the survivors of the last run once more")
    parser.add_argument("--near", action="store_true", help="only the tests that pass over the changed line")
    options = parser.parse_args()
    names = list(ROOMS) if options.room == "all" else [options.room]
    reasons = listed()
    fine = True
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = copy_of_tree(Path(folder))
        for key in reasons:
            if key not in {m.key for m in mutants(key[0], (copy / key[0]).read_bytes())}:
                print(f"docs/mutants.md lists what is no mutant any more: {key[0]} {key[1]}")
        for name in names:
            results = run_room(copy, name, wanted_of(copy, name, options), options)
            fine &= summary(name, results, reasons)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
