"""What the reading process is asked, and what it answers: lines of JSON."""

from __future__ import annotations

import msgspec

from xladdin.ledger.files import FiledFinding


class Line(msgspec.Struct, frozen=True):
    """A line of the list, as the reading process needs it."""

    year: int
    unit: tuple[str, str]
    project: tuple[str, str]
    profile: str


class Setting(msgspec.Struct, frozen=True):
    """What holds for all files of one run.

    ledger    path, to try whether its lock keeps others out; registry: path, empty for none
    profile   rules given by the person who receives; expected, same: see ``ledger.matter``
    """

    ledger: str
    registry: str = ""
    profile: str = ""
    expected: tuple[Line, ...] = ()
    same: dict[str, str] = {}


class Job(msgspec.Struct, frozen=True):
    """``what``: examine a workbook, or unpack a mail or archive into ``into``."""

    what: str
    path: str
    name: str
    received_at: str
    into: str = ""


class Unpacked(msgspec.Struct, frozen=True):
    """A file of a mail or archive: where it was put; ``problem`` instead, a Chinese sentence, where it could not be."""

    name: str
    path: str = ""
    problem: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found in a file.

    code, reason, remedy  of a refusal; code is empty for a file that was read
    kind … hints          as in ``ledger.files.File``
    matched               place in ``Setting.expected``, −1 for none; near: names to confirm
    own_profile           by which the file shows its scores
    files … message_id    of a mail or archive; package: its list as text (see ``receiving.package``)
    """

    code: str = ""
    reason: str = ""
    remedy: str = ""
    kind: str = ""
    verdict: str = ""
    signer: str = ""
    content_digest: str = ""
    unit: tuple[str, str] = ("", "")
    project: tuple[str, str] = ("", "")
    year: int = 0
    version: int = 0
    matched: int = -1
    near: tuple[tuple[str, str], ...] = ()
    profile: str = ""
    profile_from: str = ""
    own_profile: str = ""
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    model: str = ""
    findings: tuple[FiledFinding, ...] = ()
    files: tuple[Unpacked, ...] = ()
    sender: str = ""
    subject: str = ""
    message_id: str = ""
    package: str = ""
    holds: bool = True
