"""上报包: what a level hands on — the originals, a list, the approvals — signed with its key."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from xladdin.errors import UserError
from xladdin.ledger.approvals import Approval, add, approvals_of
from xladdin.ledger.files import File, file_of, note, standing
from xladdin.ledger.originals import fetch
from xladdin.ledger.states import State
from xladdin.ledger.store import Ledger
from xladdin.model.grammar.decimals import plain_text
from xladdin.receiving.inbox.unpack import PACKAGE_LIST
from xladdin.receiving.scores import scores_of
from xladdin.submission.file_name import safe

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from xladdin.submission.keys.registry import Registry

#: What a signature begins with: one of something else never passes for one of a list.
_DOMAIN = b"xladdin package 1\0"
_STAMP = (1980, 1, 1, 0, 0, 0)


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One submission in the package; scores are for people, the next level computes its own."""

    digest: str
    name: str
    unit: str
    project: str
    year: int
    version: int
    content_digest: str
    received_at: str
    state: str
    profile: str
    score: str
    score_if_approved: str


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An approval, of a submission of the package (``digest``)."""

    digest: str
    subject: str
    indicator: str
    step: str
    decision: str
    by: str
    at: str
    why: str


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed."""

    made_at: str
    level: str
    items: tuple[Item, ...]
    approvals: tuple[Word, ...]
    format: int = 1


class Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The list as text with key (hex) and signature (base64), both empty when nobody signed."""

    listed: str
    key: str = ""
    signature: str = ""


class Package(NamedTuple):
    """``pending``: submissions that are not approved as a whole."""

    content: bytes
    items: tuple[Item, ...]
    approvals: int
    pending: int


def pack(ledger: Ledger, made_at: str, level: str = "", key: Ed25519PrivateKey | None = None) -> Package:
    """The package of everything that counts. Raises UserError forward-nothing, original-lost."""
    files = standing(ledger)
    if not files:
        raise UserError("forward-nothing", file=ledger.path)
    items, words, pending = [], [], 0
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for number, file in enumerate(files, 1):
            approvals = approvals_of(ledger, file.matter)
            items.append(_item(file, approvals))
            words += [Word(file.digest, *one[1:8]) for one in approvals]
            pending += not _whole(file, approvals)
            name = f"原件/{number:04d}_{safe(file.name.removesuffix('.xlsx'))}.xlsx"
            package.writestr(_entry(name), fetch(ledger.path, file.digest))
        listed = msgspec.json.encode(Listed(made_at, level, tuple(items), tuple(words))).decode("utf-8")
        package.writestr(_entry(PACKAGE_LIST), msgspec.json.encode(_signed(listed, key)))
    return Package(target.getvalue(), tuple(items), len(words), pending)


def _whole(file: File, approvals: list[Approval]) -> bool:
    from xladdin.ledger.approvals import decided

    return decided(approvals, file.content_digest).approved


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _item(file: File, approvals: list[Approval]) -> Item:
    scores = scores_of(file, approvals)
    return Item(
        digest=file.digest,
        name=file.name,
        unit=file.unit_code or file.unit_name,
        project=file.project_code or file.project_name,
        year=file.year,
        version=file.version,
        content_digest=file.content_digest,
        received_at=file.received_at,
        state=file.state,
        profile=file.profile,
        score=plain_text(scores.total) if scores.total is not None else "",
        score_if_approved=plain_text(scores.proposed_total) if scores.proposed_total is not None else "",
    )


def _signed(listed: str, key: Ed25519PrivateKey | None) -> Signed:
    if key is None:
        return Signed(listed)
    from xladdin.submission.keys.key_file import public_bytes

    signature = base64.b64encode(key.sign(_DOMAIN + listed.encode("utf-8"))).decode("ascii")
    return Signed(listed, public_bytes(key).hex(), signature)


def take_approvals(ledger: Ledger, text: str, registry: Registry | None, at: str) -> Iterator[str]:
    """Take the approvals of a package whose files were received; Chinese lines on what was taken and why not.

    Only a list that a registered key signed counts; who the level is says the registry.
    """
    import datetime

    try:
        signed = msgspec.json.decode(text, type=Signed)
        listed = msgspec.json.decode(signed.listed, type=Listed)
    except msgspec.DecodeError:
        yield "上报清单不完整，其中的审批没有采用。"
        return
    level = _level(signed, registry, datetime.datetime.fromisoformat(at))
    if not level:
        yield "上报清单没有登记过的签名，其中的审批没有采用；请登记该级的公钥并用 --registry 给出登记簿，再重新接收。"
        return
    taken = 0
    with ledger.writing():
        for word in listed.approvals:
            file = file_of(ledger, word.digest)
            if file is None or not file.matter or file.state == State.REFUSED.value:
                continue
            add(
                ledger,
                Approval(
                    file.matter,
                    word.subject,
                    word.indicator,
                    word.step,
                    word.decision,
                    word.by,
                    word.at,
                    word.why,
                    level,
                ),
            )
            taken += 1
        note(ledger, at, "采用审批", f"{level} {taken} 条")
    missing = [one for one in listed.items if file_of(ledger, one.digest) is None]
    yield f"“{level}”的上报清单签名有效：{len(listed.items)} 份报送件，采用审批 {taken} 条。"
    for one in missing:
        yield f"清单所列的“{one.name}”不在上报包里。"


def _level(signed: Signed, registry: Registry | None, received) -> str:  # type: ignore[no-untyped-def]
    """Who signed, as the registry knows it; empty for nobody that counts."""
    if registry is None or not signed.key:
        return ""
    from xladdin.submission.keys.key_file import verifies
    from xladdin.submission.keys.spoken import fingerprint

    try:
        key, signature = bytes.fromhex(signed.key), base64.b64decode(signed.signature, validate=True)
    except (ValueError, binascii.Error):
        return ""
    entry = registry.by_fingerprint(fingerprint(key))
    if (
        entry is None
        or not entry.counts(received)
        or not verifies(key, signature, _DOMAIN + signed.listed.encode("utf-8"))
    ):
        return ""
    return entry.unit
