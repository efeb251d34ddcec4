"""Which submissions take part: each project of a year once, in its newest version; the rest is listed with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.forms.read.open_file import open_file
from xladdin.ledger.approvals import approvals_of
from xladdin.ledger.files import standing
from xladdin.ledger.store import open_ledger
from xladdin.model.content_digest import content_digest
from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.fold import name_key
from xladdin.model.place import Places
from xladdin.receiving.scores import evaluation_of, with_approvals
from xladdin.rollup.member import Member
from xladdin.rollup.scope import EVERYTHING, Scope
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import score_sheet

_KINDS = (".xlsx", ".json")


class Found(NamedTuple):
    """One table as it came, before anybody chose between versions."""

    evaluation: Evaluation
    source: str
    digest: str
    places: Places = MappingProxyType({})

    @property
    def matter(self) -> tuple[object, ...]:
        """Unit, project and year: by their codes where there are codes."""
        one = self.evaluation
        return (
            name_key(one.unit.code or one.unit.name or one.project.implementing_unit),
            name_key(one.project.code or one.project.name),
            one.year,
        )


class LeftOut(NamedTuple):
    """A file that does not take part; ``wrong``: somebody has to do something about it."""

    source: str
    reason: str
    wrong: bool


class Gathered(NamedTuple):
    """
    approved  only adjustments that a ledger knows as approved count; otherwise those that are typed do
    earlier   tables of the years before the one that was asked for, of the same programme and region
    """

    members: tuple[Member, ...]
    left_out: tuple[LeftOut, ...]
    profile: Profile
    approved: bool
    earlier: tuple[Found, ...] = ()


def gather(path: Path, wanted: str | None = None, scope: Scope = EVERYTHING) -> Gathered:
    """Everything that takes part, from a ledger or a folder of submissions, workbooks and PROJECT.json files.

    scope   year, programme and region that were asked for
    wanted  rules for all; else the tables' own, which must be the same
    Raises UserError: file-missing, rollup-empty, rollup-rules, and as ledgers and profiles do.
    """
    if path.is_dir():
        found, left_out = _of_folder(path)
        approved = False
    elif path.suffix.lower() == ".db":
        found, left_out, approved = _of_ledger(path), [], True
    else:
        raise UserError("rollup-source", file=path)
    every = list(_newest(found, left_out))
    earlier = tuple(one for one in every if scope.is_earlier(one.evaluation))
    chosen = list(_inside([one for one in every if one not in earlier], scope, left_out))
    if not chosen:
        raise UserError("rollup-empty", file=path)
    profile = profiles.find(wanted) if wanted else _common(chosen, path)
    members = tuple(
        Member(one.evaluation, score_sheet(one.evaluation, profile), one.source, one.digest, one.places)
        for one in chosen
    )
    return Gathered(members, tuple(left_out), profile, approved, earlier)


def _inside(every: Sequence[Found], scope: Scope, left_out: list[LeftOut]) -> Iterator[Found]:
    for one in every:
        reason, wrong = scope.outside(one.evaluation)
        if reason:
            left_out.append(LeftOut(one.source, reason, wrong))
        else:
            yield one


def _of_folder(folder: Path) -> tuple[list[Found], list[LeftOut]]:
    found: list[Found] = []
    left_out: list[LeftOut] = []
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in _KINDS or file.name.startswith(("~$", ".")) or not file.is_file():
            continue
        try:
            opened = open_file(file)
        except UserError as error:
            left_out.append(LeftOut(file.name, error.line(), wrong=True))
            continue
        if opened.book is not None and opened.book.summary:
            left_out.append(LeftOut(str(file.relative_to(folder)), "是汇总工作簿，不是单位的自评表", wrong=False))
            continue
        one = opened.evaluation
        places = opened.book.places if opened.book is not None else {}
        found.append(Found(one, str(file.relative_to(folder)), content_digest(one), places))
    return found, left_out


def _of_ledger(path: Path) -> list[Found]:
    found = []
    with open_ledger(path) as ledger:
        for file in standing(ledger):
            one = evaluation_of(file)
            if one is not None:
                own = with_approvals(one, approvals_of(ledger, file.matter))
                found.append(Found(own, file.name, file.content_digest))
    return found


def _newest(found: Iterable[Found], left_out: list[LeftOut]) -> Iterator[Found]:
    """The newest version of each project, in a fixed order; why the others are left out."""
    matters: dict[tuple[object, ...], list[Found]] = {}
    for one in sorted(found, key=lambda one: (one.source, one.digest)):
        matters.setdefault(one.matter, []).append(one)
    for same in matters.values():
        last = max(one.evaluation.version for one in same)
        newest = [one for one in same if one.evaluation.version == last]
        chosen = newest[0]
        for one in same:
            if one.evaluation.version < last:
                left_out.append(LeftOut(one.source, f"已被第 {last} 版（{chosen.source}）替代", wrong=False))
            elif one is not chosen and one.digest == chosen.digest:
                left_out.append(LeftOut(one.source, f"与 {chosen.source} 内容相同，只计一次", wrong=False))
        if len({one.digest for one in newest}) > 1:
            names = "、".join(one.source for one in newest)
            reason = f"同一项目的第 {last} 版有内容不同的几份（{names}），都没有计入；请留下正确的一份"
            left_out.extend(LeftOut(one.source, reason, wrong=True) for one in newest)
        else:
            yield chosen


def _common(chosen: Sequence[Found], path: Path) -> Profile:
    ids = sorted({one.evaluation.profile for one in chosen if one.evaluation.profile})
    if len(ids) != 1:
        raise UserError("rollup-rules", file=path, rules="、".join(ids) or "没有写明")
    return profiles.find(ids[0])
