"""Thousands of submissions for ``make bench-rollup``: real projects with 17–35 indicators, each with its own unit and values.

The real writer makes one submission for every project and number of indicators, with marks for values; the others are copies
with other values in the place of the marks, in the cells as in the model, sealed anew. Their score cells are the first one's:
nobody reads them. Kept under ``out/`` (never committed): the second run finds them.

python -m benchmarks.submissions N
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import re
import sys
import time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from xladdin.forms.package.archive import Archive
from xladdin.model import project_json
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Project, Unit
from xladdin.model.grammar.decimals import plain_text
from xladdin.patterns import pattern
from xladdin.rules import profile as profiles
from xladdin.submission.seal import item
from xladdin.submission.seal.make import sealed
from xladdin.submission.seal.parts import digests

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "out" / "bench-rollup"
SAMPLES = ROOT / "xladdin" / "samples"
#: Indicators of a submission.
LEAST, MOST = 17, 35
PROFILE = "xinjiang-2024"
#: Marks for names.
UNIT, CODE = "第某某某县自然资源局", "765432109"
_NUMBER = pattern(r"\d+(?:\.\d+)?")


class Template(NamedTuple):
    """``marks``: text in cells and model → the value that it stands for, None for a name."""

    archive: Archive
    digest: str
    marks: dict[str, Decimal]


@cache
def template(base: int, count: int) -> Template:
    """One project with ``count`` indicators, as the real writer seals it."""
    projects = [project_json.load(SAMPLES / f"{name}.json") for name in ("turpan-2024", "karamay-2024")]
    project = projects[base]
    marks: dict[str, Decimal] = {}

    def mark(value: Decimal) -> str:
        text = f"{8765401 + len(marks)}"
        marks[text] = value
        return text

    def money(amount: Decimal | None) -> Decimal | None:
        return None if amount is None else Decimal(mark(amount))

    rows = [*project.indicators, *projects[1 - base].indicators][:count]
    made = [
        replace(
            row,
            key=f"q{place:02d}",
            actual=mark(Decimal(row.actual)) if _NUMBER.fullmatch(row.actual) else row.actual,
            declared_score=None,
            adjustment=None,
        )
        for place, row in enumerate(rows, 1)
    ]
    funds = [
        replace(
            row, budget=money(row.budget), arrived=money(row.arrived), executed=money(row.executed), declared_rate=""
        )
        for row in project.funds
    ]
    evaluation = replace(
        project,
        unit=Unit(code=CODE, name=UNIT),
        project=Project(name=f"{UNIT}生态修复", code=f"P{CODE}", programme=project.project.programme),
        funds=tuple(funds),
        indicators=tuple(made),
        declared=None,
    )
    archive, digest = sealed(canonical(evaluation), profiles.load(PROFILE))
    return Template(archive, digest, marks)


def _kind(number: int) -> tuple[int, int]:
    """Project and number of indicators."""
    return number % 2, random.Random(number).randint(LEAST, MOST)


def submission(number: int) -> Archive:
    """Submission ``number``: always the same."""
    made = template(*_kind(number))
    chance = random.Random(number)
    values = {UNIT: f"第{number:06d}县自然资源局", CODE: f"{100000000 + number}"}
    for text, value in made.marks.items():
        varied = (value * chance.randint(50, 150) / 100).quantize(Decimal("0.01"))
        values[text] = plain_text(varied)
    seal = item.read(made.archive[item.PART])
    model = _model(_with(seal.model, values))
    digest = hashlib.sha256(model).hexdigest()
    values |= {made.digest: digest, made.digest[:8].upper(): digest[:8].upper()}
    parts = {
        name: _with(content, values)
        for name, content in made.archive.items()
        if name.startswith(("xl/worksheets/", "xl/sharedStrings", "docProps/custom", "xl/charts/"))
    }
    archive = made.archive.replaced(parts)
    manifest = replace(
        seal.manifest,
        content_digest=digest,
        unit=values[CODE],
        project=f"P{values[CODE]}",
        parts=digests(archive),
    )
    return archive.replaced({item.PART: item.written(item.Seal(manifest, model))})


def _model(marked: bytes) -> bytes:
    """Canonical JSON again: 0.50 is 0.5 there."""
    return project_json.encode(canonical(project_json.decode(marked, "")))


def _with(content: bytes, values: dict[str, str]) -> bytes:
    text = content.decode("utf-8")
    return _marks(tuple(values)).sub(lambda found: values[found[0]], text).encode("utf-8")


@cache
def _marks(texts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(texts, key=len, reverse=True))))


def _write(number: int) -> None:
    path = FOLDER / f"{number:06d}.xlsx"
    fresh = path.with_suffix(".new")
    fresh.write_bytes(submission(number).to_bytes())
    fresh.replace(path)


def submissions(count: int) -> list[Path]:
    """The first ``count`` submissions; those that are not there are made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    paths = [FOLDER / f"{number:06d}.xlsx" for number in range(count)]
    missing = [number for number, path in enumerate(paths) if not path.exists()]
    if missing:
        print(f"making {len(missing)} submissions (once) …", file=sys.stderr)
        context = multiprocessing.get_context("spawn")
        with context.Pool(os.cpu_count()) as pool:
            # a template is made in one process only, or in two
            ordered = sorted(missing, key=_kind)
            for _ in pool.imap_unordered(_write, ordered, chunksize=max(1, len(missing) // 80)):
                pass
    return paths


if __name__ == "__main__":
    began = time.perf_counter()
    made = submissions(int(sys.argv[1]))
    print(
        f"{len(made)} submissions, {sum(path.stat().st_size for path in made) >> 20} MB, {time.perf_counter() - began:.0f} s"
    )
