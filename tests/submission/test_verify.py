"""Whoever changes a cell is found out."""

from __future__ import annotations

import datetime
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.submission.verify_cases import ATTACKS, input_cell
from xladdin.rules import profile as profiles
from xladdin.submission.keys.key_file import new_key, public_bytes
from xladdin.submission.keys.registry import Registry, new_entry
from xladdin.submission.seal.make import sealed
from xladdin.submission.verify.verdict import Status, Verdict
from xladdin.submission.verify.verify import verify

WHEN = datetime.datetime(2025, 3, 12, 1, 2, 3, tzinfo=datetime.UTC)
PROJECT = sample("karamay-2024")
UNIT = PROJECT.unit.code or PROJECT.unit.name


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    return new_key(tmp_path_factory.mktemp("key") / "a.key", "long enough")


@pytest.fixture(scope="module")
def registry(key) -> Registry:  # type: ignore[no-untyped-def]
    return Registry((new_entry(UNIT, public_bytes(key), datetime.date(2025, 1, 1)),))


@pytest.fixture(scope="module")
def signed(key) -> bytes:  # type: ignore[no-untyped-def]
    return sealed(PROJECT, profiles.load("xinjiang-2024"), key=key, when=WHEN)[0].to_bytes()


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return sealed(PROJECT, profiles.load("xinjiang-2024"))[0].to_bytes()


def _verdict(content: bytes, folder: Path, registry: Registry | None = None, **options: object) -> Verdict:
    path = folder / "收到.xlsx"
    path.write_bytes(content)
    return verify(path, registry, **options)  # type: ignore[arg-type]


def test_a_signed_submission_is_valid_and_says_who_and_what(signed: bytes, registry: Registry, tmp_path: Path) -> None:
    found = _verdict(signed, tmp_path, registry)
    assert found.status is Status.VALID
    assert (found.unit, found.project, found.year, found.version) == (UNIT, PROJECT.project.name, 2024, 1)
    assert found.signed_at == "2025-03-12T01:02:03+00:00"
    assert len(found.digest) == 64


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_every_attack_gets_its_verdict(attack, signed: bytes, registry: Registry, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = _verdict(attack.make(signed), tmp_path, registry)
    assert found.status.value == attack.verdict, found.reason
    assert found.reason


@pytest.mark.parametrize(
    "attack", [one for one in ATTACKS.values() if "签名" not in one.what], ids=lambda one: one.what
)
def test_unsigned_submissions_are_held_against_one_built_anew(attack, unsigned: bytes, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = _verdict(attack.make(unsigned), tmp_path)
    assert found.status.value == {"valid": "unsigned"}.get(attack.verdict, attack.verdict), found.reason


def test_the_changed_cell_is_named(signed: bytes, registry: Registry, tmp_path: Path) -> None:
    assert "绩效自评表!F" in _verdict(input_cell(signed), tmp_path, registry).reason


def test_an_unsigned_file_is_unsigned_and_the_same_for_ever(
    unsigned: bytes, registry: Registry, tmp_path: Path
) -> None:
    assert _verdict(unsigned, tmp_path, registry).status is Status.UNSIGNED
    assert sealed(PROJECT, profiles.load("xinjiang-2024"))[0].to_bytes() == unsigned


def test_a_signature_needs_a_registered_key_of_that_unit(key, signed: bytes, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    other = new_key(tmp_path / "other.key", "long enough")
    day = datetime.date(2025, 1, 1)
    assert _verdict(signed, tmp_path).status is Status.UNKNOWN_KEY
    impostor = Registry((new_entry(UNIT, public_bytes(other), day),))
    assert _verdict(signed, tmp_path, impostor).status is Status.UNKNOWN_KEY
    elsewhere = Registry((new_entry("另一个县", public_bytes(key), day),))
    assert "另一个县" in _verdict(signed, tmp_path, elsewhere).reason


def test_revocation_goes_by_the_time_of_receipt(signed: bytes, registry: Registry, tmp_path: Path) -> None:
    ended = registry.revoked(registry.keys[0], WHEN + datetime.timedelta(days=2), "遗失")
    before, after = WHEN + datetime.timedelta(days=1), WHEN + datetime.timedelta(days=3)
    assert _verdict(signed, tmp_path, ended, received=before).status is Status.VALID
    assert _verdict(signed, tmp_path, ended, received=after).status is Status.REVOKED


def test_the_graver_verdict_is_said(signed: bytes, registry: Registry, tmp_path: Path) -> None:
    ended = registry.revoked(registry.keys[0], WHEN, "遗失")
    assert _verdict(input_cell(signed), tmp_path, ended).status is Status.TAMPERED


def test_a_working_book_and_a_text_are_refused(tmp_path: Path) -> None:
    from xladdin.forms.build.workbook import build

    assert _verdict(build(PROJECT, profiles.load("xinjiang-2024")), tmp_path).status is Status.REFUSED
    assert _verdict(b"text", tmp_path).status is Status.REFUSED
    assert verify(tmp_path / "none.xlsx").status is Status.REFUSED


def test_another_version_of_the_content_has_another_digest(key, registry: Registry, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    second, digest = sealed(
        replace(PROJECT, version=2), profiles.load("xinjiang-2024"), key=key, when=WHEN, previous="ab"
    )
    found = _verdict(second.to_bytes(), tmp_path, registry)
    assert (found.status, found.version, found.digest) == (Status.VALID, 2, digest)


@pytest.mark.libreoffice
def test_what_libreoffice_saves_again_is_not_valid(
    signed: bytes, unsigned: bytes, registry: Registry, tmp_path: Path, libreoffice: ModuleType
) -> None:
    (tmp_path / "a.xlsx").write_bytes(signed)
    (tmp_path / "b.xlsx").write_bytes(unsigned)
    for saved in libreoffice.convert([tmp_path / "a.xlsx", tmp_path / "b.xlsx"], "xlsx", tmp_path / "out"):
        assert verify(saved, registry).status in (Status.RESAVED, Status.TAMPERED)
