"""The registry of the level above: which unit's signatures count, from when to when.

Revocation goes by the time a file was *received*: the time of signing is the signer's own word. An entry is never
removed: what was received before a revocation stays what it was.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from xladdin.disk.bounded import read_bounded
from xladdin.disk.editing import editing
from xladdin.disk.writing import create
from xladdin.errors import UserError
from xladdin.submission.keys.spoken import fingerprint, heard, short_fingerprint, spoken

_LARGEST = 1 << 24


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One key.

    unit, code    whose it is, as the level above calls the unit
    key           public half as spoken text
    valid_from, valid_until   days, the last one included; None for no end
    revoked_at    moment from which files that are received do not count
    replaces      fingerprint of the key that this one took the place of
    """

    unit: str
    key: str
    valid_from: datetime.date
    code: str = ""
    valid_until: datetime.date | None = None
    revoked_at: datetime.datetime | None = None
    revoked_why: str = ""
    replaces: str = ""

    @property
    def public(self) -> bytes:
        return heard(self.key)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)

    def is_for(self, unit: str) -> bool:
        """Whether ``unit`` (code or name, as a manifest states it) is this entry's unit."""
        return unit in (self.code, self.unit) and unit != ""

    def counts(self, received: datetime.datetime) -> bool:
        """Whether the key was valid and not revoked when a file was received."""
        day = received.astimezone().date()
        in_time = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        return in_time and (self.revoked_at is None or received < self.revoked_at)


class Registry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All keys that were ever registered, in that order."""

    keys: tuple[Entry, ...] = ()
    format: int = 1

    def find(self, wanted: str) -> Entry:
        """The entry by fingerprint (or its beginning) or key text. Raises UserError key-unknown."""
        text = wanted.replace(" ", "").lower()
        found = [one for one in self.keys if text and one.fingerprint.startswith(text)]
        found = found or [one for one in self.keys if one.key.replace("-", "").lower() == text.replace("-", "")]
        if len(found) != 1:
            raise UserError("key-unknown", wanted=wanted)
        return found[0]

    def by_fingerprint(self, full: str) -> Entry | None:
        return next((one for one in self.keys if one.fingerprint == full), None)

    def with_key(self, entry: Entry) -> Registry:
        """Raises UserError key-registered for a key that is there already, of whatever unit."""
        there = self.by_fingerprint(entry.fingerprint)
        if there is not None:
            raise UserError("key-registered", unit=there.unit, fingerprint=short_fingerprint(there.fingerprint))
        return Registry((*self.keys, entry))

    def revoked(self, entry: Entry, when: datetime.datetime, why: str) -> Registry:
        """Raises UserError key-revoked for one that is revoked already: the first moment stands."""
        if entry.revoked_at is not None:
            raise UserError("key-revoked", unit=entry.unit, when=entry.revoked_at.isoformat(" ", "minutes"))
        ended = msgspec.structs.replace(entry, revoked_at=when, revoked_why=why)
        return Registry(tuple(ended if one is entry else one for one in self.keys))


def new_entry(unit: str, key: bytes, day: datetime.date, **facts: object) -> Entry:
    """An entry for a public key of 32 bytes, valid from ``day``."""
    return Entry(unit=unit, key=spoken(key), valid_from=day, **facts)  # type: ignore[arg-type]


def load_registry(path: Path) -> Registry:
    """Raises UserError: file-missing, file-unreadable, file-too-large, registry-invalid."""
    try:
        content = read_bounded(path, _LARGEST)
    except OSError as error:
        raise UserError("file-unreadable", file=path, cause="打不开") from error
    try:
        registry = msgspec.json.decode(content, type=Registry)
        prints = [one.fingerprint for one in registry.keys]
    except (msgspec.DecodeError, UserError) as error:
        raise UserError("registry-invalid", file=path) from error
    if registry.format != 1 or len(set(prints)) != len(prints):
        raise UserError("registry-invalid", file=path)
    return registry


def change_registry(path: Path, change) -> Registry:  # type: ignore[no-untyped-def]
    """``change(registry)`` → the registry to write; a missing file is an empty registry. Changes take turns."""
    with editing(path) as file:
        there = path.exists()
        registry: Registry = change(load_registry(path) if there else Registry())
        content = msgspec.json.format(msgspec.json.encode(registry), indent=1) + b"\n"
        if there:
            file.replace(content)
        else:
            create(path, content)
    return registry
