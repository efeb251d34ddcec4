"""Verify a file against a ledger: by the time at which it was received, and against the versions received since."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xladdin.disk.bounded import read_bounded
from xladdin.errors import UserError
from xladdin.forms.package.guard.limits import BOOK
from xladdin.ledger.expected import same_names
from xladdin.ledger.files import file_of
from xladdin.ledger.matter import Matter, Named
from xladdin.ledger.originals import digest_of
from xladdin.ledger.same_matter import files_about
from xladdin.ledger.states import STRANGE_KEY, State
from xladdin.ledger.store import Ledger
from xladdin.submission.verify.verdict import Status, Verdict
from xladdin.submission.verify.verify import verify

if TYPE_CHECKING:
    from xladdin.submission.keys.registry import Registry

_ORDER = tuple(Status)


def verified(ledger: Ledger, path: Path, registry: Registry | None) -> Verdict:
    """The verdict. A file that came in before its key was revoked stays what it was then."""
    received = None
    try:
        there = file_of(ledger, digest_of(read_bounded(path, BOOK.file_bytes)))
        received = datetime.datetime.fromisoformat(there.received_at) if there is not None else None
    except (OSError, UserError):
        there = None
    verdict = verify(path, registry, received)
    if not verdict.digest or _ORDER.index(verdict.status) < _ORDER.index(Status.REPLAYED):
        return verdict
    if there is not None and there.year:
        matter, key = there.who, there.matter
    else:
        matter = Matter(verdict.year, Named(verdict.unit, verdict.unit), Named(verdict.project, verdict.project))
        key = matter.key()
    same = same_names(ledger)
    newer = [one for one in files_about(ledger, key, matter, same) if one.version > verdict.version]
    newer = [one for one in newer if one.state != State.REFUSED.value and one.code != STRANGE_KEY]
    if verdict.status is Status.VALID:  # what nobody signed takes nothing from what the unit signed
        newer = [one for one in newer if one.is_signed]
    if not newer:
        return verdict
    latest = max(one.version for one in newer)
    return verdict._replace(status=Status.REPLAYED, reason=f"台账里已收到第 {latest} 版，这是第 {verdict.version} 版。")
