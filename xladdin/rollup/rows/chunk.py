"""The one function of every engine: paths → rows. It runs here, in another process or on another machine, and is the same.

A sealed file gives the model that it carries once every digest has been checked, any other file its cells; the guard stands
before both. What cannot be read is an answer, too.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

import xladdin
from xladdin.errors import UserError
from xladdin.forms.defined_names import column_name
from xladdin.forms.family import family
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.disk import read_file
from xladdin.forms.package.guard.limits import BOOK
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.read.open_file import open_archive
from xladdin.forms.template_id import KIND, SUMMARY
from xladdin.model import project_json
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.place import Places
from xladdin.patterns import pattern
from xladdin.rollup.member import BASES, Member
from xladdin.rollup.rows.record import records
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import score_sheet
from xladdin.submission.seal.stated_model import carried


class Item(msgspec.Struct, frozen=True, array_like=True):
    """One file to read.

    source    how it is called in the summary
    path      where it lies; of a table that a ledger holds its original, beside the ledger under the digest of its bytes:
    model     its JSON, digest: of its content, approved: key of a row with an adjustment → who approved it
    """

    source: str
    path: str = ""
    model: bytes = b""
    digest: str = ""
    approved: dict[str, str] | None = None


class Setting(msgspec.Struct, frozen=True, array_like=True):
    """What holds for a whole run.

    profile  rules for all (id or file), empty: every table by its own
    known    keys of files that were read before: they are named, not read
    """

    profile: str = ""
    known: frozenset[str] = frozenset()


class Task(msgspec.Struct, frozen=True, array_like=True):
    """``first``: number of the first item in the store."""

    first: int
    items: tuple[Item, ...]


class Said(msgspec.Struct, frozen=True, array_like=True):
    """What became of one item: ``code`` and ``line`` of a refusal, empty where it was read now or before."""

    source: str
    key: str
    code: str = ""
    line: str = ""


class Done(msgspec.Struct, frozen=True, array_like=True):
    """What a task gives: files, indicators and funds as Arrow streams, empty where nothing was new."""

    first: int
    said: tuple[Said, ...]
    files: bytes = b""
    indicators: bytes = b""
    funds: bytes = b""


class Taken(NamedTuple):
    """A table as it was read: ``kind`` is sealed, cells, json or ledger; ``model``: its JSON; ``cells``: key → cell of the actual value."""

    evaluation: Evaluation
    digest: str
    kind: str
    model: bytes
    cells: dict[str, str] | None = None
    places: Places | None = None


#: Code of what a table is answered that names no rules while every table is to be scored by its own.
NO_RULES = "no-rules"
#: And of a summary workbook, which is no unit's table: whoever gathers takes its sums.
SUMMARY_FILE = "summary"


def read_chunk(task: Task, setting: Setting) -> Done:
    """Read the items of a task."""
    collecting = gc.isenabled()
    gc.disable()  # nothing here makes circles, and looking for them costs a tenth of the time
    try:
        return _read(task, setting)
    finally:
        if collecting:
            gc.enable()


def _read(task: Task, setting: Setting) -> Done:
    from xladdin.rollup.rows.arrow import Builder, Read
    from xladdin.rollup.rows.stream import written

    said: list[Said] = []
    found = Builder()
    new = False
    rules: dict[str, Profile] = {}
    for number, item in enumerate(task.items, task.first):
        key = ""
        try:
            data = item.model or _bytes(Path(item.path))
            key = key_of(data, item, setting.profile)
            if key in setting.known:
                said.append(Said(item.source, key))
                continue
            one = take(data, item)
            if one is None:
                said.append(Said(item.source, key, SUMMARY_FILE))
                continue
            wanted = setting.profile or one.evaluation.profile
            if not wanted:
                said.append(Said(item.source, key, NO_RULES))
                continue
            if wanted not in rules:
                rules[wanted] = profiles.find(wanted)
            sheet = score_sheet(one.evaluation, rules[wanted])
            member = Member(one.evaluation, sheet, item.source, one.digest, one.places or {})
            head, rows = records(member, one.cells)
            money = tuple(member.money(base) for base in BASES)
            found.add(Read(number, key, rules[wanted].id, one.kind, head, rows, money, one.model))
            new = True
            said.append(Said(item.source, key))
        except UserError as error:
            said.append(Said(item.source, key, error.code, error.in_file(item.source).line()))
        except (MemoryError, RecursionError) as error:
            refusal = UserError("reading-failed", file=item.source, cause=type(error).__name__)
            said.append(Said(item.source, key, refusal.code, refusal.line()))
    if not new:
        return Done(task.first, tuple(said))
    return Done(task.first, tuple(said), *(written(one) for one in found.tables()))


def key_of(data: bytes, item: Item, profile: str) -> str:
    """By what a file is known to have been read: its content, the rules, the approvals, and the program that read it."""
    said = _setting(profile, tuple(sorted((item.approved or {}).items())))
    return f"{hashlib.sha256(data).hexdigest()}-{said}"


@lru_cache(maxsize=1024)
def _setting(profile: str, approved: tuple[tuple[str, str], ...]) -> str:
    rules = profiles.find(profile).digest if profile else _shelf()
    return hashlib.sha256(msgspec.json.encode((xladdin.__version__, rules, approved))).hexdigest()[:16]


@lru_cache(maxsize=1)
def _shelf() -> tuple[str, ...]:
    """Where every table is scored by its own rules, a change of any of them counts."""
    return tuple(profiles.load(name).digest for name in profiles.names())


def _bytes(path: Path) -> bytes:
    return read_file(path, limit=BOOK.file_bytes, allow_open=True)


def is_summary(archive: Archive) -> bool:
    """Whether a workbook is what ``rollup`` writes."""
    return custom_properties(archive).get(KIND) == SUMMARY


def take(data: bytes, item: Item) -> Taken | None:
    """Read one table; None for a summary workbook. Raises UserError for what cannot be read."""
    if item.model:
        original = _original(item.path)
        if original is not None and is_summary(original):
            return None
        evaluation = _approved(project_json.decode(item.model, item.source), item.approved or {})
        return _encoded(evaluation, "ledger")._replace(digest=item.digest)
    if item.path.lower().endswith(".json"):
        return _encoded(project_json.decode(data, item.source), "json")
    archive = Archive.read(data)
    found = carried(archive)
    if found is not None:
        return Taken(found.evaluation, found.digest, "sealed", found.model, _cells(archive, found.evaluation))
    if is_summary(archive):
        return None
    opened = open_archive(archive, Path(item.path).name)
    places = opened.book.places if opened.book is not None else {}
    return _encoded(opened.evaluation, "cells")._replace(places=places)


def _original(path: str) -> Archive | None:
    """The original of a ledger's table; None where it is lost, or no longer what was received."""
    try:
        content = _bytes(Path(path)) if path else b""
        known = hashlib.sha256(content).hexdigest() == Path(path).name
        return Archive.read(content) if known else None
    except (UserError, OSError):
        return None


def _encoded(evaluation: Evaluation, kind: str) -> Taken:
    model = project_json.encode(canonical(evaluation))
    return Taken(evaluation, hashlib.sha256(model).hexdigest(), kind, model)


def _approved(evaluation: Evaluation, approved: dict[str, str]) -> Evaluation:
    if not any(row.adjustment is not None for row in evaluation.indicators):
        return evaluation
    rows = tuple(
        row
        if row.adjustment is None
        else replace(row, adjustment=replace(row.adjustment, approved_by=approved.get(row.key, "")))
        for row in evaluation.indicators
    )
    return replace(evaluation, indicators=rows)


_RANGE = pattern(rb"'([^'<>]{1,60})'!\$([A-Z]{1,3})\$(\d{1,7}):\$[A-Z]{1,3}\$(\d{1,7})</definedName>")


def _cells(archive: Archive, evaluation: Evaluation) -> dict[str, str]:
    """Where the actual values of a sealed table stand: one below the other, as the column's name says."""
    name = column_name(family(evaluation.form).tables.actuals, "actual").encode("ascii")
    book = archive["xl/workbook.xml"]
    at = book.find(b'name="' + name + b'"')
    found = _RANGE.search(book, at, at + 300) if at >= 0 else None
    if found is None or int(found[4]) - int(found[3]) + 1 != len(evaluation.indicators):
        return {}
    column = f"{found[1].decode('utf-8')}!{found[2].decode('ascii')}"
    return {row.key: f"{column}{number}" for number, row in enumerate(evaluation.indicators, int(found[3]))}


#: What engines run: see ``rollup.engines``.
ChunkFunction = Callable[[Task, Setting], Done]
