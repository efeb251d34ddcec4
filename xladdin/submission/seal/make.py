"""Seal a submission: manifest, signature where there is a key, Office's own signature where there is a certificate."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xladdin.forms.package.archive import Archive
from xladdin.model import project_json
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.rules.profile import Profile
from xladdin.submission.seal.bare_book import bare_book, project_of, unit_of
from xladdin.submission.seal.item import Seal, written
from xladdin.submission.seal.manifest import Manifest
from xladdin.submission.seal.parts import digests, with_seal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from xladdin.submission.office_signature.certificate import Certificate

#: What Office shows as the purpose of the signature.
PURPOSE = "绩效自评报送"


def sealed(
    evaluation: Evaluation,
    profile: Profile,
    *,
    previous: str = "",
    key: Ed25519PrivateKey | None = None,
    certificate: Certificate | None = None,
    when: datetime.datetime | None = None,
) -> tuple[Archive, str]:
    """The submission and its content digest. Without key and certificate: same model, same bytes.

    previous  content digest of the version before, empty where unknown
    when      the time of signing, with time zone; needed by key and certificate
    """
    evaluation = replace(evaluation, profile=profile.id)  # the rules are part of what is said
    package, digest = bare_book(evaluation, profile)
    time = when.astimezone(datetime.UTC).isoformat(timespec="seconds") if key is not None and when is not None else ""
    manifest = Manifest(
        content_digest=digest,
        unit=unit_of(evaluation),
        project=project_of(evaluation),
        year=evaluation.year,
        version=evaluation.version,
        previous=previous,
        signed_at=time,
        profile=profile.id,
        parts=digests(package),
    )
    model = project_json.encode(canonical(evaluation))
    seal = Seal(manifest, model)
    if key is not None:
        from xladdin.submission.keys.key_file import public_bytes

        seal = Seal(manifest, model, public_bytes(key).hex(), key.sign(manifest.statement()))
    archive = with_seal(package, written(seal))
    if certificate is not None and when is not None:
        from xladdin.submission.office_signature.sign import signed

        archive = signed(archive, certificate, when, PURPOSE)
    return archive, digest
