"""Sums of sums are sums of all; and what is made of sums is what is made of the rows."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.rollup.many import put
from tests.rollup.small import MINISTRY, member, row, table
from tests.support.examples import examples
from xladdin.model.adjustment import Adjustment
from xladdin.model.evaluation import Project
from xladdin.model.indicator import Indicator
from xladdin.rollup.combine import Combined, combine
from xladdin.rollup.engines.run import read_into
from xladdin.rollup.groups import groups
from xladdin.rollup.member import BASES, Member
from xladdin.rollup.region import region
from xladdin.rollup.store.store import Store
from xladdin.rollup.sums.sums import Made, Sums, indicators, order, sums_of, whole
from xladdin.rules import profile as profiles

#: A share that was reached is stated with twelve decimals before it is added up; nothing else is rounded.
_SMALL = Decimal("1e-12")
JOBS = {"吸纳就业人数（万人）": "增加就业人数（人）"}


def by_rows(members: list[Member], base: str, mapped: dict[str, str] | None = None) -> list[Combined]:
    """The loop: every row of every member."""
    return [combine(group, base) for group in groups(sorted(members, key=order), mapped)]


def assert_same(rows: list[Combined], made: list[Made]) -> None:
    sums = [one.combined for one in made]
    assert [one.name for one in sums] == [one.name for one in rows]
    for ours, theirs in zip(sums, rows, strict=True):
        plain = ("nature", "level1", "level2", "unit", "direction", "met", "code", "said_by", "part_of")
        assert [getattr(ours, name) for name in plain] == [getattr(theirs, name) for name in plain], theirs.name
        for name in ("low", "high", "actual"):
            one, other = getattr(ours, name), getattr(theirs, name)
            assert (one is None) == (other is None), (theirs.name, name)
            assert one is None or abs(one - other) < _SMALL, (theirs.name, name)
    for one, theirs in zip(made, rows, strict=True):
        assert sum(counted.cell.count for counted in one.counted) == len(theirs.parts)
        left = dict.fromkeys({part.left for part in theirs.parts}, 0)
        for part in theirs.parts:
            left[part.left] += 1
        ours_left = dict.fromkeys({counted.left for counted in one.counted}, 0)
        for counted in one.counted:
            ours_left[counted.left] += counted.cell.count
        assert ours_left == left


@pytest.mark.parametrize("base", BASES)
def test_the_published_projects_add_up_from_sums_as_from_rows(base: str) -> None:
    profile = profiles.load("xinjiang-2024")
    both = [member(sample(name), profile=profile) for name in ("turpan-2024", "karamay-2024")]
    assert_same(by_rows(both, base, JOBS), list(indicators(sums_of(both), profile, base, JOBS)))


_NUMBERS = st.decimals(min_value=0, max_value=10_000, places=3).map(lambda value: f"{value.normalize():f}")
_ADJUSTED = st.sampled_from(
    [None] * 6
    + [
        Adjustment(kind=kind, keep=Decimal(1), reason="因", approved_by=by)
        for kind in ("不适用", "按已达标认定", "其他")
        for by in ("财政", "")
    ]
)
_TARGETS = st.one_of(
    _NUMBERS.map(lambda number: f"≥{number}"),
    _NUMBERS.map(lambda number: f"≤{number}"),
    _NUMBERS,
    st.sampled_from(["显著提升", "12月底前", "3-5", "全覆盖", "＞4"]),
)
_ACTUALS = st.one_of(_NUMBERS, st.sampled_from(["", "显著提升", "未达成", "11月", "约三成", "全覆盖"]))
_NAMES = (
    "道路（公里）",
    "道路（米）",
    "修路长度（公里）",
    "合格率（%）",
    "绿化效果",
    "单价（元/米）",
    "其中：村道（公里）",
    "管护（年）",
)
_MAPPED = {"修路长度（公里）": "道路（公里）"}


@st.composite
def _indicators(draw: st.DrawFn) -> tuple[Indicator, ...]:
    names = draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=6))
    return tuple(
        row(
            name,
            draw(_TARGETS),
            draw(_ACTUALS),
            draw(st.sampled_from(["10", "10", "20.5", None])),
            key=f"q{number}",
            level2=draw(st.sampled_from(["数量指标", "质量指标"])),
            adjustment=draw(_ADJUSTED),
            reason=draw(st.sampled_from(["", "", "雨季停工", "征地未完"])),
        )
        for number, name in enumerate(names)
    )


@st.composite
def _tables(draw: st.DrawFn) -> list[Member]:
    count = draw(st.integers(1, 7))
    found = []
    same = draw(_indicators())
    for number in range(count):
        rows = same if draw(st.booleans()) else draw(_indicators())
        budget = draw(st.one_of(st.none(), _NUMBERS))
        made = table(
            f"{draw(st.integers(1, 3))}县", *rows, budget=budget, executed=draw(st.one_of(st.none(), _NUMBERS))
        )
        found.append(made._replace(digest=f"{number:04d}"))
    return found


def tree(sums: list[Sums], chance: random.Random) -> Sums:
    """Consolidate consolidations, grouped at random, over as many levels as it takes."""
    while len(sums) > 1:
        chance.shuffle(sums)
        cut = chance.randint(2, len(sums))
        sums = [whole(sums[:cut]), *sums[cut:]]
    return sums[0]


@examples(60, 3_000)
@given(_tables(), st.integers(0, 10**6), st.sampled_from(list(BASES)), st.booleans())
def test_what_is_made_of_sums_of_sums_is_what_is_made_of_all_rows_at_once(
    members: list[Member], seed: int, base: str, mapped: bool
) -> None:
    chance = random.Random(seed)
    names = _MAPPED if mapped else None
    summed = tree([sums_of([one]) for one in members], chance)
    assert summed == sums_of(members)  # every order, every grouping: the very same sums
    assert_same(by_rows(members, base, names), list(indicators(summed, MINISTRY, base, names)))


@examples(15, 300)
@given(_tables())
def test_a_store_holds_the_same_sums(tmp_path_factory: pytest.TempPathFactory, members: list[Member]) -> None:
    """The same through files and Parquet, added up on decimal128; numbers that fit no column included."""
    pytest.importorskip("pyarrow")
    from xladdin.rollup.sums.of_store import cells_of_store

    folder: Path = tmp_path_factory.mktemp("store")
    long = row("道路（公里）", "≥0.123456789", "123456789012.5", key="q9")
    odd = table("长县", *members[0].evaluation.indicators, long, budget="12345678901.12", executed="0.0000001")
    every = [
        replace(one.evaluation, project=Project(name=f"项目{number}")) for number, one in enumerate((*members, odd))
    ]
    items = [put(folder / f"{number}", [one])[0] for number, one in enumerate(every)]
    store = Store(folder / "store")
    read_into(store, items, "mof-2020", engine="loop")
    files = store.table("files")
    found = cells_of_store(files, store.table("indicators"), files["file"].to_pylist())
    assert found == sums_of(member(one) for one in every).cells
    (first,) = (one["file"] for one in files.to_pylist() if one["project"] == "项目0")
    alone = cells_of_store(files, store.table("indicators"), [first])
    assert alone == sums_of([member(every[0])]).cells


@examples(40, 1_000)
@given(_tables(), st.integers(0, 10**6), st.sampled_from(list(BASES)))
def test_the_regions_table_is_the_same_from_sums_of_sums(members: list[Member], seed: int, base: str) -> None:
    """Money, indicators with weights, reasons and what is missing, scores, grade."""
    summed = tree([sums_of([one]) for one in members], random.Random(seed))
    rows = region(members, MINISTRY, name="市", base=base, mapped=_MAPPED)
    sums = region(summed.members, MINISTRY, name="市", base=base, mapped=_MAPPED, sums=summed)
    assert sums.evaluation.funds == rows.evaluation.funds
    assert sums.evaluation.indicators == rows.evaluation.indicators
    assert (sums.sheet.total, sums.sheet.levels) == (rows.sheet.total, rows.sheet.levels)
    assert sums.evaluation == replace(rows.evaluation, goals=sums.evaluation.goals)
