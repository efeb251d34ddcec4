"""Put a submission into its folder: what was handed in is not replaced by another content.

The same content again is no mistake, although the time of signing differs; a signature may be added to a file that had none.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from xladdin.disk import writing
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.model.evaluation import Evaluation
from xladdin.submission.encrypt import encrypted
from xladdin.submission.file_name import submission_name
from xladdin.submission.office_signature.parts import SIGNATURE
from xladdin.submission.seal import item
from xladdin.submission.signing import Signing


def store(archive: Archive, evaluation: Evaluation, folder: Path, signing: Signing) -> Path:
    """Write the submission into ``folder``; returns its path. Raises UserError export-exists, file-unwritable."""
    target = folder / submission_name(evaluation)
    seal = item.seal_of(archive)
    there = _seal_of(target)
    if there is not None and there[0].model == seal.model and _same_rest(there[0], seal):
        signed_there, has_certificate = bool(there[0].key), there[1]
        missing = (seal.key and not signed_there) or (SIGNATURE in archive and not has_certificate)
        same_key = not signed_there or not seal.key or there[0].key == seal.key
        if not signing.password and same_key:
            if missing:
                writing.replace(target, archive.to_bytes())
            return target
    content = archive.to_bytes()
    writing.create(
        target, encrypted(content, signing.password) if signing.password else content, exists="export-exists"
    )
    return target


def previous_digest(evaluation: Evaluation, folder: Path) -> str:
    """Content digest of the version before, where it lies in the folder; else empty."""
    there = _seal_of(folder / submission_name(replace(evaluation, version=evaluation.version - 1)))
    return there[0].manifest.content_digest if there is not None else ""


def _same_rest(there: item.Seal, here: item.Seal) -> bool:
    """Whether the two files are alike in every part, whoever signed them and when."""
    return there.manifest.parts == here.manifest.parts


def _seal_of(path: Path) -> tuple[item.Seal, bool] | None:
    """The seal of a submission that lies there, and whether Office signed it; None for anything else."""
    if not path.exists():
        return None
    try:
        archive = Archive.read(path, allow_open=True)
        return item.seal_of(archive), SIGNATURE in archive
    except (UserError, KeyError, ValueError):
        return None
