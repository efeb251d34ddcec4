"""The files of a ledger: one row a file, whatever became of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from xladdin.ledger.matter import Matter, Named
from xladdin.ledger.states import STANDING, Known, State
from xladdin.ledger.store import Ledger


class File(NamedTuple):
    """
    digest          SHA-256 of the original; name: as it was sent; container: digest of the mail or archive it came in
    received_at     ISO time with zone of the first receipt
    state … remedy  see ``states.Outcome``
    kind            submission, workbook, empty where it was not known
    verdict         of ``verify``; signer: fingerprint of the key
    matter          key of the matter
    profile_from    清单, 参数 or 文件: who said by which rules it is scored
    model           canonical JSON of the table, findings: list of ``FiledFinding``; both None for what could not be read
    """

    digest: str
    name: str
    size: int
    received_at: str
    container: str = ""
    sender: str = ""
    state: str = State.REFUSED.value
    code: str = ""
    reason: str = ""
    remedy: str = ""
    kind: str = ""
    verdict: str = ""
    signer: str = ""
    content_digest: str = ""
    unit_code: str = ""
    unit_name: str = ""
    project_code: str = ""
    project_name: str = ""
    year: int = 0
    version: int = 0
    matter: str = ""
    profile: str = ""
    profile_from: str = ""
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    model: bytes | None = None
    findings: bytes | None = None

    @property
    def who(self) -> Matter:
        return Matter(self.year, Named(self.unit_code, self.unit_name), Named(self.project_code, self.project_name))

    @property
    def stands(self) -> bool:
        return self.state in STANDING

    @property
    def is_signed(self) -> bool:
        """Whether it was signed with a key that counted when it came in."""
        return self.verdict == "valid"

    def found(self) -> list[FiledFinding]:
        """Its findings, gravest first."""
        return msgspec.json.decode(self.findings, type=list[FiledFinding]) if self.findings else []


class FiledFinding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A finding as the ledger keeps it and as answers carry it; fields as in ``check --json``.

    path  the field; value: what it held
    """

    rule: str
    severity: str
    sheet: str = ""
    cell: str = ""
    indicator: str = ""
    found: str = ""
    expected: str = ""
    difference: str = ""
    message: str
    remedy: str = ""
    basis: str = ""
    reasoned: bool = False
    path: str = ""
    value: str = ""

    def as_json(self) -> dict[str, object]:
        """As ``check --json`` has it."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name not in ("path", "value")}


FIELDS = ", ".join(File._fields)
_MARKS = ", ".join("?" * len(File._fields))


def file_of(ledger: Ledger, digest: str) -> File | None:
    """The row of an original."""
    return _first(ledger.rows(f"SELECT {FIELDS} FROM file WHERE digest = ?", digest))


def all_files(ledger: Ledger) -> list[File]:
    """Every file, in the order of receipt."""
    return [File(*row) for row in ledger.rows(f"SELECT {FIELDS} FROM file ORDER BY received_at, rowid")]


def standing(ledger: Ledger) -> list[File]:
    """The files that count now, one a matter."""
    found = f"SELECT {FIELDS} FROM file WHERE state IN (?, ?) ORDER BY unit_name, project_name, year"
    return [File(*row) for row in ledger.rows(found, *STANDING)]


def of_matter(ledger: Ledger, matter: str) -> list[File]:
    """Every file of a matter, the newest version last."""
    found = f"SELECT {FIELDS} FROM file WHERE matter = ? ORDER BY version, received_at, rowid"
    return [File(*row) for row in ledger.rows(found, matter)]


def by_content(ledger: Ledger, beginning: str) -> list[File]:
    """Files whose content digest begins with these hex digits."""
    found = f"SELECT {FIELDS} FROM file WHERE content_digest LIKE ? ORDER BY received_at, rowid"
    return [File(*row) for row in ledger.rows(found, f"{beginning}%")]


def known(files: Sequence[File]) -> list[Known]:
    return [Known(one.digest, one.state, one.version, one.content_digest, one.code, one.is_signed) for one in files]


def put(ledger: Ledger, file: File) -> None:
    """Write a row, or write it anew; one statement of a transaction."""
    ledger.run(f"INSERT OR REPLACE INTO file ({FIELDS}) VALUES ({_MARKS})", *file)


def set_state(ledger: Ledger, digest: str, state: State, code: str, reason: str, remedy: str = "") -> None:
    """Change what became of a file; one statement of a transaction."""
    ledger.run(
        "UPDATE file SET state = ?, code = ?, reason = ?, remedy = ? WHERE digest = ?",
        state.value,
        code,
        reason,
        remedy,
        digest,
    )


def note(ledger: Ledger, at: str, what: str, said: str) -> None:
    """A line of the diary: who did what, when; one statement of a transaction."""
    ledger.run("INSERT INTO event (at, what, said) VALUES (?, ?, ?)", at, what, said)


def _first(rows: list[sqlite3.Row]) -> File | None:
    return File(*rows[0]) if rows else None
