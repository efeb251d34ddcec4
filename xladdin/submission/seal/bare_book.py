"""The submission before it is sealed: the forms with their values, locked. Same model, same bytes."""

from __future__ import annotations

from xladdin.forms.build.workbook import build_sealed
from xladdin.forms.package.archive import Archive
from xladdin.forms.template_id import CONTENT
from xladdin.model.content_digest import content_digest
from xladdin.model.evaluation import Evaluation
from xladdin.rules.profile import Profile
from xladdin.submission.digest import lock_of, short
from xladdin.submission.seal.parts import normal


def bare_book(evaluation: Evaluation, profile: Profile) -> tuple[Archive, str]:
    """The package without a seal, and its content digest."""
    digest = content_digest(evaluation)
    secret, salt = lock_of(digest)
    extra = {
        CONTENT: digest,
        "xladdin.unit": unit_of(evaluation),
        "xladdin.project": project_of(evaluation),
        "xladdin.year": str(evaluation.year),
        "xladdin.submission_version": str(evaluation.version),
    }
    content = build_sealed(evaluation, profile, digest=short(digest), lock_secret=secret, lock_salt=salt, extra=extra)
    return normal(Archive.read(content)), digest


def unit_of(evaluation: Evaluation) -> str:
    """How a submission names its unit: code, else name."""
    return evaluation.unit.code or evaluation.unit.name


def project_of(evaluation: Evaluation) -> str:
    """How a submission names its project: code, else name."""
    return evaluation.project.code or evaluation.project.name
