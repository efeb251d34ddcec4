"""Sealing and verifying a submission."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks import reference
from benchmarks.measure import beside, medians
from benchmarks.registry import RATIO, Measured, benchmark
from xladdin.forms.build.workbook import build_sealed
from xladdin.forms.package.archive import Archive
from xladdin.submission.digest import lock_of
from xladdin.submission.keys.key_file import new_key, public_bytes
from xladdin.submission.keys.registry import Registry, new_entry
from xladdin.submission.seal.make import sealed
from xladdin.submission.verify.verdict import Status
from xladdin.submission.verify.verify import verify_archive

_WHEN = datetime(2025, 3, 12, tzinfo=UTC)


@benchmark("building, sealing and signing a submission, beside building it", limit=1.5, unit=RATIO)
def sealing() -> Measured:
    evaluation, profile = reference.evaluation(), reference.profile()
    with tempfile.TemporaryDirectory() as folder:
        key = new_key(Path(folder) / "a.key", "long enough")
    secret, salt = lock_of("0" * 64)

    def plain() -> bytes:
        return build_sealed(evaluation, profile, digest="", lock_secret=secret, lock_salt=salt, extra={})

    ours, theirs = medians(lambda: sealed(evaluation, profile, key=key, when=_WHEN)[0].to_bytes(), plain, rounds=5)
    return Measured(ours / theirs, beside(ours, theirs))


@benchmark("verify of a signed submission, beside inflating and hashing it", limit=4, unit=RATIO)
def verifying() -> Measured:
    evaluation, profile = reference.evaluation(), reference.profile()
    with tempfile.TemporaryDirectory() as folder:
        key = new_key(Path(folder) / "a.key", "long enough")
    unit = evaluation.unit.code or evaluation.unit.name
    registry = Registry((new_entry(unit, public_bytes(key), date(2025, 1, 1)),))
    data = sealed(evaluation, profile, key=key, when=_WHEN)[0].to_bytes()
    assert verify_archive(Archive.read(data), registry).status is Status.VALID

    def floor() -> list[str]:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return [hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()]

    ours, theirs = medians(lambda: verify_archive(Archive.read(data), registry), floor, rounds=40)
    return Measured(ours / theirs, beside(ours, theirs))
