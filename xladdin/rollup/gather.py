"""Which submissions take part: each project of a year once, in its newest version; the rest is listed with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_archive, open_file
from xladdin.ledger.approvals import Approval, approvals_of
from xladdin.ledger.files import File, standing
from xladdin.ledger.originals import fetch, place
from xladdin.ledger.store import open_ledger
from xladdin.model.content_digest import content_digest
from xladdin.model.place import Places
from xladdin.receiving.scores import decisions, evaluation_of, with_approvals
from xladdin.rollup.found import Found, LeftOut, apart, beside, newest, not_at_hand
from xladdin.rollup.member import NOWHERE, Member
from xladdin.rollup.rows.chunk import SUMMARY_FILE, Item, is_summary
from xladdin.rollup.scope import EVERYTHING, Scope
from xladdin.rollup.store.reading import Reading
from xladdin.rollup.store.store import ABOUT, Store, is_store
from xladdin.rollup.sums.carried import Lower, sums_in
from xladdin.rollup.sums.sums import Sums, sums_of, whole
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import score_sheet

_KINDS = (".xlsx", ".json")


class Gathered(NamedTuple):
    """
    approved  only adjustments that a ledger knows as approved count; otherwise those that are typed do
    sums      what the members add up to, where not all of them are at hand with their rows
    earlier   tables of the years before the one that was asked for, of the same programme and region
    """

    members: tuple[Member, ...]
    left_out: tuple[LeftOut, ...]
    profile: Profile
    approved: bool
    earlier: tuple[Found, ...] = ()
    sums: Sums | None = None


def gather(
    path: Path,
    wanted: str | None = None,
    scope: Scope = EVERYTHING,
    reading: Reading = Reading("loop"),  # noqa: B008
) -> Gathered:
    """Everything that takes part, from a ledger or a folder of submissions, workbooks, PROJECT.json files and summaries.

    scope    year, programme and region that were asked for
    wanted   rules for all; else the tables' own, which must be the same
    reading  who reads
    Raises UserError: file-missing, rollup-empty, rollup-rules, extra-missing, and as ledgers, profiles and engines do.
    """
    if path.is_dir():
        came = _of_folder(path, wanted or "", reading)
    elif path.suffix.lower() == ".db":
        came = _of_ledger(path, wanted or "", reading)
    else:
        raise UserError("rollup-source", file=path)
    left_out = came.left_out
    lower = list(_within(not_at_hand(came.lower, came.found, left_out), scope, left_out))
    every = list(newest(came.found, left_out))
    earlier = [one for one in every if scope.is_earlier(one.evaluation)]
    here = [one for one in every if one not in earlier]
    profile = profiles.find(wanted) if wanted else _common(here, lower, scope, path)
    # before anything gives way to a summary: only one that counts itself counts for what is in it
    lower = apart(list(_by_rules(lower, profile, left_out)), left_out)
    chosen = list(_inside(beside(here, lower, left_out), scope, left_out))
    earlier = list(beside(earlier, lower, left_out))
    if not chosen and not lower:
        raise UserError("rollup-empty", file=path)
    chosen = list(_by_same_rules(chosen, profile, left_out))
    members = tuple(_member(one, profile) for one in chosen)
    approved = (came.approved or not chosen) and all(one.approved for one in lower)
    sums = _sums(members, chosen, lower)
    known = sums.members if sums is not None else members
    return Gathered(known, tuple(left_out), profile, approved, tuple(earlier), sums)


class _Came(NamedTuple):
    """What lies in a folder or ledger."""

    found: Sequence[Found]
    left_out: list[LeftOut]
    approved: bool
    lower: Sequence[Lower] = ()


def _member(one: Found, profile: Profile) -> Member:
    sheet = one.sheet if one.sheet is not None else score_sheet(one.evaluation, profile)
    wholes = None if one.store is None else dict[int, int]()
    return Member(one.evaluation, sheet, one.source, one.digest, one.places, wholes)


def _sums(members: Sequence[Member], chosen: Sequence[Found], lower: Sequence[Lower]) -> Sums | None:
    """None where every table is at hand with its rows."""
    stores = {one.store.folder: one.store for one in chosen if one.store is not None}
    if not stores and not lower:
        return None
    pairs = list(zip(members, chosen, strict=True))
    own = [sums_of(member for member, one in pairs if one.store is None)]
    for store in stores.values():
        from xladdin.rollup.engines.many import sums_in_store

        inside = [(member, one.number) for member, one in pairs if one.store is store]
        own.append(sums_in_store(store, [member for member, _ in inside], [number for _, number in inside]))
    return whole([*own, *(one.sums for one in lower)])


def _by_same_rules(chosen: Sequence[Found], profile: Profile, left_out: list[LeftOut]) -> Iterator[Found]:
    """Of a table whose rows are not at hand only what was made of them by these rules."""
    for one in chosen:
        if one.sheet is None or one.sheet.profile.digest == profile.digest:
            yield one
        else:
            reason = f"基础数据按评分规则 {one.sheet.profile.id} 读取，本次按 {profile.id}；请按同一规则重新读取"
            left_out.append(LeftOut(one.source, reason, wrong=True))


def _within(lower: Iterable[Lower], scope: Scope, left_out: list[LeftOut]) -> Iterator[Lower]:
    """Those of which every table is part of what was asked for."""
    for one in lower:
        outside = [said for member in one.sums.members for said in [scope.outside(member.evaluation)[0]] if said]
        if not outside:
            yield one
        elif len(outside) == len(one.sums.members):
            left_out.append(LeftOut(one.source, outside[0], wrong=False))
        else:
            reason = f"其中有 {len(outside)} 份不属于本次汇总（如：{outside[0]}），合计数无法拆开；请下级分开汇总"
            left_out.append(LeftOut(one.source, reason, wrong=True))


def _by_rules(lower: Sequence[Lower], profile: Profile, left_out: list[LeftOut]) -> Iterator[Lower]:
    for one in lower:
        if one.profile.digest == profile.digest:
            yield one
        else:
            reason = f"按评分规则 {one.profile.id} 汇总，本次按 {profile.id}；请下级按同一规则重新汇总"
            left_out.append(LeftOut(one.source, reason, wrong=True))


def _inside(every: Iterable[Found], scope: Scope, left_out: list[LeftOut]) -> Iterator[Found]:
    for one in every:
        reason, wrong = scope.outside(one.evaluation)
        if reason:
            left_out.append(LeftOut(one.source, reason, wrong))
        else:
            yield one


def _of_folder(folder: Path, wanted: str, reading: Reading) -> _Came:
    inside = [about.parent for about in sorted(folder.rglob(ABOUT)) if is_store(about.parent)]
    stores = [Store(one) for one in inside if reading.store is None or one.resolve() != reading.store.resolve()]
    files = [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in _KINDS and not file.name.startswith(("~$", ".")) and file.is_file()
        if not any(one in file.parents for one in inside)
    ]
    if stores:
        from xladdin.rollup.engines.many import tables_in

        reading.need()
        sent = [
            one._replace(source=f"{store.folder.relative_to(folder)}：{one.source}")
            for store in stores
            for one in tables_in(store)
        ]
        came = _of_files(folder, files, wanted, reading)
        return came._replace(found=[*came.found, *sent])
    return _of_files(folder, files, wanted, reading)


def _of_files(folder: Path, files: Sequence[Path], wanted: str, reading: Reading) -> _Came:
    if reading.through_store(len(files)):
        return _many(folder, [Item(str(file.relative_to(folder)), str(file)) for file in files], wanted, reading)
    found: list[Found] = []
    left_out: list[LeftOut] = []
    lower: list[Lower] = []
    for file in files:
        source = str(file.relative_to(folder))
        try:
            if file.suffix.lower() != ".json":
                archive = Archive.read(file, allow_open=True)
                if is_summary(archive):
                    lower.append(sums_in(archive, source))
                    continue
                opened = open_archive(archive, file.name)
            else:
                opened = open_file(file)
        except UserError as error:
            left_out.append(LeftOut(source, error.line(), wrong=True))
            continue
        if opened.book is not None and opened.book.summary:
            left_out.append(LeftOut(str(file.relative_to(folder)), "是汇总工作簿，不是单位的自评表", wrong=False))
            continue
        one = opened.evaluation
        places = opened.book.places if opened.book is not None else {}
        found.append(Found(one, source, content_digest(one), places))
    return _Came(found, left_out, False, lower)


def _many(beside: Path, items: Sequence[Item], wanted: str, reading: Reading, *, approved: bool = False) -> _Came:
    """Through a store; summaries, of which there are few, are read here."""
    from xladdin.rollup.engines.many import read_many

    many = read_many(items, beside, wanted, reading)
    left_out: list[LeftOut] = []
    lower: list[Lower] = []
    for item, one in zip(items, many.said, strict=True):
        if one.code == SUMMARY_FILE:
            _take_sums(Archive.read(Path(item.path), allow_open=True), item.source, lower, left_out)
        elif one.code:
            left_out.append(LeftOut(item.source, one.line, wrong=True))
    return _Came(many.found, left_out, approved, lower)


def _of_ledger(path: Path, wanted: str, reading: Reading) -> _Came:
    found: list[Found] = []
    left_out: list[LeftOut] = []
    lower: list[Lower] = []
    items: list[Item] = []
    with open_ledger(path) as ledger:
        files = [file for file in standing(ledger) if file.model is not None]
        through = reading.through_store(len(files))
        for file in files:
            approvals = approvals_of(ledger, file.matter)
            if through:
                approved = _approved(file, approvals)
                original = str(place(path, file.digest))
                items.append(Item(file.name, original, file.model or b"", file.content_digest, approved))
                continue
            archive = _original(path, file)
            if archive is not None and is_summary(archive):
                _take_sums(archive, file.name, lower, left_out)
                continue
            one = evaluation_of(file)
            assert one is not None  # there is a model
            cells = _cells(archive, file)
            found.append(Found(with_approvals(one, approvals), file.name, file.content_digest, cells))
    if through:
        return _many(path, items, wanted, reading, approved=True)
    return _Came(found, left_out, True, lower)


def _take_sums(archive: Archive, source: str, lower: list[Lower], left_out: list[LeftOut]) -> None:
    try:
        lower.append(sums_in(archive, source))
    except UserError as error:
        left_out.append(LeftOut(source, error.line(), wrong=True))


def _original(ledger: Path, file: File) -> Archive | None:
    """The original that lies beside the ledger; None where it is lost or of another kind."""
    try:
        return Archive.read(fetch(ledger, file.digest))
    except UserError:
        return None


def _cells(archive: Archive | None, file: File) -> Places:
    """Field path → cell of the original; no cell for any field where it is lost."""
    try:
        opened = open_archive(archive, file.name) if archive is not None else None
    except UserError:
        return NOWHERE
    return opened.book.places if opened is not None and opened.book is not None else NOWHERE


def _approved(file: File, approvals: Sequence[Approval]) -> dict[str, str]:
    """Key of a row → who approved its adjustment."""
    one = evaluation_of(file) if approvals else None
    if one is None:
        return {}
    return {key: decided.said for key, decided in decisions(one, approvals).items() if decided.approved}


def _common(here: Sequence[Found], lower: Sequence[Lower], scope: Scope, path: Path) -> Profile:
    """The one set of rules of all that would be counted."""
    unsaid: list[LeftOut] = []
    lower = apart(lower, unsaid)
    chosen = list(_inside(beside(here, lower, unsaid), scope, unsaid))
    if not chosen and not lower:
        raise UserError("rollup-empty", file=path)
    ids = {one.evaluation.profile for one in chosen if one.evaluation.profile}
    ids |= {one.profile.id for one in lower}
    if len(ids) != 1:
        raise UserError("rollup-rules", file=path, rules="、".join(sorted(ids)) or "没有写明")
    return profiles.find(ids.pop())
