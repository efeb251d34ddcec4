"""Receive files: original, examination, state, row; each file is done with before the next one begins.

The original is stored before its row, a row is one transaction: whenever the process is killed, running it again ends
with every file exactly once.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from xladdin.disk.bounded import read_bounded
from xladdin.disk.causes import cause_of
from xladdin.errors import UserError
from xladdin.forms.package.guard.limits import BOOK
from xladdin.ledger import originals
from xladdin.ledger.clock import now, shown
from xladdin.ledger.expected import expected_of, same_names
from xladdin.ledger.files import File, FiledFinding, file_of, known, note, put, set_state
from xladdin.ledger.matter import Expected
from xladdin.ledger.same_matter import bring_together, files_about
from xladdin.ledger.states import PASSING, STRANGE_KEY, Outcome, State, against_known
from xladdin.ledger.store import Ledger
from xladdin.receiving.examine.reader import Reader
from xladdin.receiving.inbox.unpack import ARCHIVES, LARGEST, MAILS
from xladdin.receiving.job import Answer, Job, Line, Setting
from xladdin.receiving.judge import by_itself
from xladdin.receiving.package import take_approvals
from xladdin.receiving.plain import shown_name

if TYPE_CHECKING:
    from xladdin.submission.keys.registry import Registry


class Received(NamedTuple):
    """What became of one file: ``path`` as a person finds it (``信.eml!附件.xlsx``), ``file`` as the ledger has it."""

    path: str
    file: File

    @property
    def findings(self) -> list[FiledFinding]:
        return self.file.found()


class Receiving:
    """One run: ``with Receiving(ledger, …) as run: for got in run.path(path): …``."""

    def __init__(self, ledger: Ledger, registry: Path | None = None, profile: str = "") -> None:
        self.ledger = ledger
        self._registry = _registry(registry)
        #: What is to be said besides the files: packages of a level below.
        self.notes: list[str] = []
        self._expected = expected_of(ledger)
        self._same = same_names(ledger)
        self._reader = Reader(
            Setting(
                ledger=str(ledger.path.resolve()),
                registry=str(registry or ""),
                profile=profile,
                expected=tuple(_line(one) for one in self._expected),
                same=self._same,
            )
        )

    def __enter__(self) -> Receiving:
        with self.ledger.writing():  # the reading process looks now whether the lock keeps it out
            self._reader.start()
        if not self._reader.holds:
            self._reader.__exit__(None, None, None)
            raise UserError("ledger-no-locks", file=self.ledger.path)
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.__exit__(None, None, None)

    def path(self, path: Path) -> Iterator[Received]:
        """Receive a file, or what a mail or archive holds. Refusals are results; raises UserError where the ledger fails."""
        container = path.name.lower().endswith((*ARCHIVES, *MAILS))
        try:
            content = _content(path, LARGEST if container else BOOK.file_bytes)
        except UserError as error:
            yield self._unread(path, error)
            return
        if container:
            yield from self._container(path, content)
        else:
            yield self.content(content, shown_name(path.name), shown_name(str(path)))

    def _unread(self, path: Path, error: UserError) -> Received:
        """A file of which nothing could be read: no original, no row, a line in the diary."""
        where, reason = shown_name(str(path)), shown_name(f"{error.place()}：{error.what}")
        with self.ledger.writing():
            note(self.ledger, now(), "未能读取", f"{where}：{error.what}")
        file = File("", shown_name(path.name), 0, now(), code=error.code, reason=reason, remedy=error.remedy)
        return Received(where, file)

    def _container(self, path: Path, content: bytes) -> Iterator[Received]:
        digest = originals.keep(self.ledger.path, content)
        at, where, named = now(), shown_name(str(path)), shown_name(path.name)
        folder = Path(tempfile.mkdtemp(prefix="xladdin-receive-"))
        try:
            stored = originals.place(self.ledger.path, digest)
            answer = self._reader(Job("unpack", str(stored), named, at, str(folder)))
            self._note_container(digest, named, answer, at)
            if answer.code:
                file = File(digest, named, len(content), at)
                yield Received(where, file._replace(code=answer.code, reason=answer.reason, remedy=answer.remedy))
            for one in answer.files:
                inside = f"{where}!{one.name}"
                name = one.name.rsplit("/", 1)[-1]
                if one.problem:
                    with self.ledger.writing():
                        note(self.ledger, at, "未能读取", f"{inside}：{one.problem}")
                    yield Received(inside, File("", name, 0, at, code="container-entry", reason=one.problem))
                else:
                    yield self.content(Path(one.path).read_bytes(), name, inside, digest, answer.sender)
            if answer.package:
                self.notes += [
                    f"{named}：{said}" for said in take_approvals(self.ledger, answer.package, self._registry, at)
                ]
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _note_container(self, digest: str, name: str, answer: Answer, at: str) -> None:
        kind = "mail" if name.lower().endswith(MAILS) else "archive"
        with self.ledger.writing():
            self.ledger.run(
                "INSERT OR IGNORE INTO container (digest, kind, name, received_at, sender, subject, message_id, note)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                digest,
                kind,
                name,
                at,
                answer.sender,
                answer.subject,
                answer.message_id,
                answer.reason,
            )

    def content(self, content: bytes, name: str, path: str, container: str = "", sender: str = "") -> Received:
        """Receive one workbook of which the bytes are at hand."""
        digest = originals.keep(self.ledger.path, content)
        there = file_of(self.ledger, digest)
        if there is not None and there.code not in PASSING:
            return _again(path, there)
        received_at = there.received_at if there is not None else now()
        job = Job("examine", str(originals.place(self.ledger.path, digest)), name, received_at)
        answer = self._reader(job)
        outcome = by_itself(answer, listed=bool(self._expected), registry=self._registry is not None)
        file = _row(digest, name, len(content), received_at, container, sender, answer)
        with self.ledger.writing():
            there = file_of(self.ledger, digest)
            if there is not None and there.code not in PASSING:  # another receiver was quicker
                return _again(path, there)
            return Received(path, self._entered(file, answer, outcome))

    def _entered(self, file: File, answer: Answer, outcome: Outcome) -> File:
        """Put the row, with what it means for the others of its matter; statements of a transaction."""
        if answer.matched >= 0:
            key = self._expected[answer.matched].matter.key()
        else:
            key = file.who.key(self._same) if file.year and file.who.unit.said and file.who.project.said else ""
        others: list[File] = []
        if key:
            others = [one for one in files_about(self.ledger, key, file.who, self._same) if one.digest != file.digest]
            for one in others:
                if one.state != State.REFUSED.value:
                    bring_together(self.ledger, key, one.matter)
        outcome = against_known(
            outcome,
            file.version,
            file.content_digest,
            known(others),
            signed=file.is_signed and outcome.code != STRANGE_KEY,
        )
        file = file._replace(
            matter=key, state=outcome.state.value, code=outcome.code, reason=outcome.reason, remedy=outcome.remedy
        )
        put(self.ledger, file)
        if file.stands:
            for one in others:
                if one.stands:
                    said = f"已收到第 {file.version} 版。" if file.version > one.version else "已收到该单位的签名件。"
                    set_state(self.ledger, one.digest, State.REPLACED, "newer-version", said)
        return file


def _registry(path: Path | None) -> Registry | None:
    if path is None:
        return None
    from xladdin.submission.keys.registry import load_registry

    return load_registry(path)


def _content(path: Path, limit: int) -> bytes:
    try:
        return read_bounded(path, limit)
    except OSError as error:
        raise UserError("file-unreadable", file=path, cause=cause_of(error)) from error


def _again(path: str, there: File) -> Received:
    said = f"{shown(there.received_at)} 已收到过这个文件，现为“{there.state}”。"
    return Received(path, there._replace(state=State.DUPLICATE.value, code="same-file", reason=said, remedy=""))


def _row(digest: str, name: str, size: int, received_at: str, container: str, sender: str, answer: Answer) -> File:
    return File(
        digest,
        name,
        size,
        received_at,
        container=container,
        sender=sender,
        kind=answer.kind,
        verdict=answer.verdict,
        signer=answer.signer,
        content_digest=answer.content_digest,
        unit_code=answer.unit[0],
        unit_name=answer.unit[1],
        project_code=answer.project[0],
        project_name=answer.project[1],
        year=answer.year,
        version=answer.version,
        profile=answer.profile,
        profile_from=answer.profile_from,
        errors=answer.errors,
        warnings=answer.warnings,
        hints=answer.hints,
        model=answer.model.encode("utf-8") if answer.model else None,
        findings=msgspec.json.encode(answer.findings) if answer.findings else None,
    )


def _line(one: Expected) -> Line:
    unit, project = one.matter.unit, one.matter.project
    return Line(one.matter.year, (unit.code, unit.name), (project.code, project.name), one.profile)
