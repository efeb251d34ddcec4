"""The model that a sealed file carries, taken instead of its cells: for whoever reads many files that nobody has changed.

Every part has the digest that the manifest states, and the model has the manifest's content digest; a file in which anything
differs is read from its cells, or refused there. This is no verdict on who wrote the file (``submission.verify`` gives that):
the manifest of an unsigned file can be written by anybody, as its cells can.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import unescape

import msgspec

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.submission import SEAL_NAMESPACE
from xladdin.forms.package.parts.membership import CONTENT_TYPES
from xladdin.forms.package.parts.texts import DECLARATION
from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.decimals import LARGEST, LONGEST_TEXT
from xladdin.submission.seal import item
from xladdin.submission.seal.manifest import Manifest, decoded
from xladdin.submission.seal.parts import ROOT_RELATIONSHIPS, bare, outside

_OPEN = DECLARATION + f'<seal xmlns="{SEAL_NAMESPACE}"><manifest>'.encode("ascii")
_BETWEEN, _CLOSE = b"</manifest><model>", b"</model>"
_MODELS = msgspec.json.Decoder(Evaluation)
_AMOUNTS = ("initial", "budget", "arrived", "executed")


class Carried(NamedTuple):
    """``digest``: of the content, as the manifest states it and the model has it; ``model``: the evaluation's canonical JSON."""

    evaluation: Evaluation
    digest: str
    model: bytes


def carried(archive: Archive) -> Carried | None:
    """The model of a sealed package; None where anything is not as it was sealed. Raises UserError for damaged parts."""
    if item.PART not in archive:
        return None
    try:
        manifest, model = _texts(archive[item.PART])
        if hashlib.sha256(model).hexdigest() != manifest.content_digest or not _whole(archive, manifest.parts):
            return None
        evaluation = _MODELS.decode(model)
    except (ValueError, RecursionError):  # msgspec's errors are ValueErrors
        return None
    return Carried(evaluation, manifest.content_digest, model) if _ordinary(evaluation) else None


def _texts(content: bytes) -> tuple[Manifest, bytes]:
    """Manifest and canonical JSON of the model. Raises ValueError for another shape than the one that is written."""
    manifest, between, rest = content.partition(_BETWEEN)
    model, close, _ = rest.partition(_CLOSE)
    if not between or not close or not manifest.startswith(_OPEN):
        raise ValueError("not a seal")
    return decoded(_plain(manifest[len(_OPEN) :])), _plain(model)


def _plain(escaped: bytes) -> bytes:
    if b"<" in escaped:
        raise ValueError("an element within a text")
    return unescape(escaped.decode("utf-8")).encode("utf-8") if b"&" in escaped else escaped


def _whole(archive: Archive, stated: dict[str, str]) -> bool:
    """Whether the parts are those of the manifest, each with its digest."""
    count = 0
    for name, content in archive.items():
        if outside(name):
            continue
        count += 1
        found = _bare_digest(name, content) if name in (CONTENT_TYPES, ROOT_RELATIONSHIPS) else _sha(content)
        if stated.get(name) != found:
            return False
    return count == len(stated)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@lru_cache(maxsize=64)
def _bare_digest(name: str, content: bytes) -> str:
    """The two parts that the seal itself changes are the same in most submissions."""
    return _sha(bare(name, content))


def _ordinary(evaluation: Evaluation) -> bool:
    """Whether the numbers that are added up are such as the model allows, and there is something to add up."""
    numbers: list[Decimal | None] = [getattr(row, name) for row in evaluation.funds for name in _AMOUNTS]
    for row in evaluation.indicators:
        numbers += (row.weight, row.tier_percent)
        if row.adjustment is not None:
            numbers.append(row.adjustment.keep)
    known = {row.key for row in evaluation.indicators}
    return (
        bool(known)
        and len(known) == len(evaluation.indicators)
        and 1990 <= evaluation.year <= 2100
        and evaluation.version >= 1
        and all(number is None or _short(number) for number in numbers)
    )


def _short(number: Decimal) -> bool:
    """Not negative, below 10^15, and short when written out."""
    return number.is_finite() and 0 <= number < LARGEST and number.as_tuple()[2] > -LONGEST_TEXT  # type: ignore[operator]
