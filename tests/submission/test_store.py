"""What lies in the folder of submissions: the same content again, a signature that follows, another content."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.submission.office_signature.people import certificate
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.model.content_digest import content_digest
from xladdin.model.evaluation import Evaluation
from xladdin.rules import profile as profiles
from xladdin.submission.office_signature.parts import SIGNATURE
from xladdin.submission.seal import item
from xladdin.submission.seal.make import sealed
from xladdin.submission.signing import PLAIN, Signing
from xladdin.submission.store import previous_digest, store

KARAMAY = sample("karamay-2024")
WHEN = datetime.datetime(2025, 3, 12, 1, 2, 3, tzinfo=datetime.UTC)
LATER = WHEN + datetime.timedelta(days=1)
KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


def stored(folder: Path, evaluation: Evaluation = KARAMAY, signing: Signing = PLAIN, **more: Any) -> Path:
    archive, _ = sealed(
        evaluation,
        profiles.load("xinjiang-2024"),
        key=signing.key,
        certificate=signing.certificate,
        when=signing.when,
        **more,
    )
    return store(archive, evaluation, folder, signing)


def key_of(path: Path) -> str:
    return item.read(Archive.read(path)[item.PART]).key


def signed(key: Ed25519PrivateKey = KEY, when: datetime.datetime = WHEN, **more: Any) -> Signing:
    return Signing(key=key, when=when, **more)


def test_signing_the_same_again_at_another_time_leaves_the_first(tmp_path: Path) -> None:
    path = stored(tmp_path, signing=signed())
    before = path.read_bytes()
    assert stored(tmp_path, signing=signed(when=LATER)) == path
    assert path.read_bytes() == before
    assert stored(tmp_path) == path  # and so does a file without a signature
    assert path.read_bytes() == before


def test_a_signature_may_follow(tmp_path: Path) -> None:
    path = stored(tmp_path)
    assert key_of(path) == ""
    assert stored(tmp_path, signing=signed()) == path
    assert key_of(path) == signed().public
    with_office = signed(certificate=certificate("ec"))
    assert stored(tmp_path, signing=with_office) == path
    assert SIGNATURE in Archive.read(path)
    assert key_of(path) == signed().public
    before = path.read_bytes()
    assert stored(tmp_path, signing=signed(when=LATER)) == path
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("evaluation", "signing"),
    [
        (replace(KARAMAY, remarks="补充说明。"), PLAIN),
        (replace(KARAMAY, remarks="补充说明。"), signed()),
        (KARAMAY, signed(key=OTHER)),
        (KARAMAY, signed(password="12345678")),
    ],
)
def test_another_content_another_key_or_a_password_is_refused(
    evaluation: Evaluation, signing: Signing, tmp_path: Path
) -> None:
    path = stored(tmp_path, signing=signed())
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        stored(tmp_path, evaluation, signing)
    assert caught.value.code == "export-exists"
    assert path.read_bytes() == before


def test_another_file_of_that_name_is_never_replaced(tmp_path: Path) -> None:
    path = stored(tmp_path)
    path.write_bytes(b"notes")
    with pytest.raises(UserError) as caught:
        stored(tmp_path)
    assert caught.value.code == "export-exists"
    assert path.read_bytes() == b"notes"


def test_the_version_before_is_known_by_its_digest(tmp_path: Path) -> None:
    assert previous_digest(replace(KARAMAY, version=2), tmp_path) == ""
    stored(tmp_path)
    assert previous_digest(replace(KARAMAY, version=2), tmp_path) == content_digest(
        replace(KARAMAY, profile="xinjiang-2024")
    )
    assert previous_digest(KARAMAY, tmp_path) == ""
    assert previous_digest(replace(KARAMAY, version=3), tmp_path) == ""


def test_a_password_locks_the_file(tmp_path: Path) -> None:
    path = stored(tmp_path, signing=Signing(password="12345678"))
    assert path.read_bytes()[:2] != b"PK"
    assert PLAIN.public == ""
    assert len(signed().public) == 64
