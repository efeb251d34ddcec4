"""What was found before anybody chose: tables, what is left out, and sums that were sent up; each matter is counted once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.fold import name_key
from xladdin.model.place import Places
from xladdin.rollup.sums.carried import Lower
from xladdin.rules.score_sheet import ScoreSheet

if TYPE_CHECKING:
    from xladdin.rollup.store.store import Store

Matter = tuple[object, ...]


class Found(NamedTuple):
    """One table as it came, before anybody chose between versions.

    sheet, store, number  of a table of which only the head is at hand: its scores, and where its rows are
    """

    evaluation: Evaluation
    source: str
    digest: str
    places: Places = MappingProxyType({})
    sheet: ScoreSheet | None = None
    store: Store | None = None
    number: int = -1

    @property
    def matter(self) -> Matter:
        return matter_of(self.evaluation)


class LeftOut(NamedTuple):
    """A file that does not take part; ``wrong``: somebody has to do something about it."""

    source: str
    reason: str
    wrong: bool


def matter_of(one: Evaluation) -> Matter:
    """Unit, project and year: by their codes where there are codes."""
    return (
        name_key(one.unit.code or one.unit.name or one.project.implementing_unit),
        name_key(one.project.code or one.project.name),
        one.year,
    )


def newest(found: Iterable[Found], left_out: list[LeftOut]) -> Iterator[Found]:
    """The newest version of each project, in a fixed order; why the others are left out."""
    matters: dict[Matter, list[Found]] = {}
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


def not_at_hand(lower: Iterable[Lower], found: Iterable[Found], left_out: list[LeftOut]) -> Iterator[Lower]:
    """Summaries of more than the tables that are here themselves: of nothing but these one says nothing new."""
    here = {one.digest for one in found}
    for one in lower:
        if _digests(one) <= here:
            left_out.append(LeftOut(one.source, "是汇总工作簿，其中的各份都在这里，只计一次", wrong=False))
        else:
            yield one


def apart(lower: Sequence[Lower], left_out: list[LeftOut]) -> list[Lower]:
    """Summaries that share no table: sums cannot be taken apart, so of two that share some, neither counts."""
    kept: list[Lower] = []
    for one in sorted(lower, key=lambda one: (-len(one.sums.members), one.source)):
        own = _digests(one)
        whole = next((other for other in kept if own <= _digests(other)), None)
        if whole is not None:
            left_out.append(LeftOut(one.source, f"其中的各份都已在 {whole.source} 中，只计一次", wrong=False))
        else:
            kept.append(one)
    mixed = {
        one.source: other.source
        for one in kept
        for other in kept
        if one is not other and _matters(one).keys() & _matters(other).keys()
    }
    for source, other in mixed.items():
        reason = f"与 {other} 汇总了同样的项目，合计数无法拆开，都没有计入；请留下一份，或请下级分开汇总"
        left_out.append(LeftOut(source, reason, wrong=True))
    return [one for one in kept if one.source not in mixed]


def beside(found: Iterable[Found], lower: Sequence[Lower], left_out: list[LeftOut]) -> Iterator[Found]:
    """Tables that no summary counts already."""
    counted = {matter: (one.source, *said) for one in lower for matter, said in _matters(one).items()}
    for one in found:
        if one.matter not in counted:
            yield one
            continue
        source, version, digest = counted[one.matter]
        if one.digest == digest:
            left_out.append(LeftOut(one.source, f"已在汇总工作簿 {source} 中，只计一次", wrong=False))
        elif one.evaluation.version < version:
            left_out.append(LeftOut(one.source, f"已被第 {version} 版（在汇总工作簿 {source} 中）替代", wrong=False))
        else:
            reason = (
                f"汇总工作簿 {source} 计入的是这个项目的另一份（第 {version} 版），合计数无法拆开；请下级用新版重新汇总"
            )
            left_out.append(LeftOut(one.source, reason, wrong=True))


def _digests(one: Lower) -> set[str]:
    return {member.digest for member in one.sums.members}


def _matters(one: Lower) -> dict[Matter, tuple[int, str]]:
    """Matter → version and digest."""
    return {matter_of(member.evaluation): (member.evaluation.version, member.digest) for member in one.sums.members}
