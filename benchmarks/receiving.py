"""Receiving a submission, beside the least that anybody must do with it: unpack it and hash it."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path

import openpyxl

from benchmarks import reference
from benchmarks.measure import beside, medians
from benchmarks.registry import RATIO, Measured, benchmark
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.known.direct import read_submission
from xladdin.forms.read.sealed_grid import SealedGrid
from xladdin.receiving.examine.examine import Examiner
from xladdin.receiving.job import Setting
from xladdin.rules.score_sheet import score_sheet
from xladdin.submission.keys.key_file import new_key, public_bytes
from xladdin.submission.keys.registry import Registry, change_registry, new_entry
from xladdin.submission.seal.make import sealed

_WHEN = datetime(2025, 3, 12, tzinfo=UTC)


def _in_turn(work: Callable[[bytes], object], files: Sequence[bytes] = ()) -> Callable[[], object]:
    """``work`` on the next of the files with each call."""
    turns = cycle(files or reference.submissions())
    return lambda: work(next(turns))


def _floor(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()]


def _scored(data: bytes) -> object:
    """Guard, every cell that is asked for, score; the signature is left alone."""
    return score_sheet(read_submission(SealedGrid(Archive.read(data))).evaluation, reference.profile())


@benchmark("guard + cells + score of a submission, beside inflating and hashing it", limit=4, unit=RATIO)
def scoring_a_submission() -> Measured:
    ours, floor = medians(_in_turn(_scored), _in_turn(_floor), rounds=25)
    return Measured(ours / floor, beside(ours, floor))


@benchmark("guard + cells + score of a submission, beside openpyxl's full load", limit=1 / 20, unit=RATIO)
def scoring_beside_openpyxl() -> Measured:
    ours, theirs = medians(_in_turn(_scored), _in_turn(lambda data: openpyxl.load_workbook(io.BytesIO(data))), rounds=9)
    return Measured(ours / theirs, beside(ours, theirs))


@benchmark(
    "a whole receipt (guard, seal, signature, cells, score, checks), beside inflating and hashing it",
    limit=8,
    unit=RATIO,
)
def receiving() -> Measured:
    """What the reading process does with a signed submission of a registered unit."""
    evaluation, profile = reference.evaluation(), reference.profile()
    with tempfile.TemporaryDirectory() as folder:
        key = new_key(Path(folder) / "a.key", "long enough")
        registry = Path(folder) / "registry.json"
        unit = evaluation.unit.code or evaluation.unit.name
        change_registry(registry, lambda _: Registry((new_entry(unit, public_bytes(key), date(2025, 1, 1)),)))
        examine = Examiner(Setting(ledger="", registry=str(registry)))
    files = [sealed(one, profile, key=key, when=_WHEN)[0].to_bytes() for one in reference.others()]
    for data in files:
        answer = examine(data, "a.xlsx", _WHEN)
        assert (answer.code, answer.verdict) == ("", "valid"), answer
    received = _in_turn(lambda data: examine(data, "a.xlsx", _WHEN), files)
    ours, floor = medians(received, _in_turn(_floor, files), rounds=15)
    return Measured(ours / floor, beside(ours, floor))
