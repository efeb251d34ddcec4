"""Many files through a store: read by an engine, then taken from the store as tables, or as sums where they are too many."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from xladdin.errors import UserError
from xladdin.model.evaluation import Evaluation
from xladdin.model.goals import Goals
from xladdin.model.place import Place, Places
from xladdin.rollup.engines.run import read_into
from xladdin.rollup.found import Found
from xladdin.rollup.member import BASES, Member
from xladdin.rollup.rows.chunk import NO_RULES, Item, Said
from xladdin.rollup.rows.record import Scored
from xladdin.rollup.rows.shape import decoded
from xladdin.rollup.store.reading import Reading
from xladdin.rollup.store.store import Store
from xladdin.rollup.sums.cell import cell_of
from xladdin.rollup.sums.combined import Told
from xladdin.rollup.sums.sums import Sums, order
from xladdin.rules import profile as profiles

if TYPE_CHECKING:
    import pyarrow as pa

#: Up to so many tables are consolidated row by row, and their workbook lists every row; of more their sums, heads and scores.
WHOLE = 600
_MODELS = msgspec.json.Decoder(Evaluation)
_SCORES = msgspec.json.Decoder(Scored)
_HEADS = ["file", "key", "source", "digest", "rules", "scores", "model", "shape", "shape_json"]


class Many(NamedTuple):
    """``said``: what became of each item; ``found``: the tables among them."""

    said: tuple[Said, ...]
    found: tuple[Found, ...]


def read_many(items: Sequence[Item], beside: Path, wanted: str, reading: Reading) -> Many:
    """Read the items, those that name no rules by those of the others.

    beside  ledger or folder they come from
    wanted  rules for all, empty: every table by its own
    """
    store = Store(reading.store or beside.with_name(f"{beside.stem}.基础数据"))

    def read(some: Sequence[Item], rules: str) -> list[Said]:
        try:
            return read_into(
                store, some, rules, engine=reading.engine, scheduler=reading.scheduler, workers=reading.workers
            )
        except KeyboardInterrupt:
            raise UserError("rollup-interrupted", done=len(store.known)) from None

    said = read(items, wanted)
    without = [item for item, one in zip(items, said, strict=True) if one.code == NO_RULES]
    if without:
        keys = {one.key for one in said if not one.code}
        rules = {row["rules"] for row in store.table("files", ["key", "rules"]).to_pylist() if row["key"] in keys}
        if len(rules) != 1:
            raise UserError("rollup-rules", file=beside, rules="、".join(sorted(rules)) or "没有写明")
        again = {one.source: one for one in read(without, rules.pop())}
        said = [again.get(one.source, one) if one.code == NO_RULES else one for one in said]
    sources = {one.key: one.source for one in said if not one.code}
    return Many(tuple(said), tuple(tables_in(store, sources)) if sources else ())


def tables_in(store: Store, sources: dict[str, str] | None = None) -> Iterator[Found]:
    """The tables of a store, whole where they are few enough.

    sources  key of those that are wanted → how their files are called; None for all, called as they were when they were read
    """
    every = store.table("files", _HEADS).to_pylist()
    rows = [row for row in every if sources is None or row["key"] in sources]
    whole = len(rows) <= WHOLE
    places = _places(store, rows) if whole else {}
    for row in rows:
        source = row["source"] if sources is None else sources[row["key"]]
        evaluation = _MODELS.decode(row["model"])
        if whole:
            yield Found(evaluation, source, row["digest"], places.get(row["file"], {}))
        else:
            sheet = _SCORES.decode(row["scores"]).sheet(profiles.find(row["rules"]))
            yield Found(_head(evaluation), source, row["digest"], {}, sheet, store, row["file"])


def _head(evaluation: Evaluation) -> Evaluation:
    return replace(evaluation, indicators=(), goals=Goals())


def _places(store: Store, rows: Sequence[dict[str, Any]]) -> dict[int, Places]:
    """Number of a file → where its actual values stand."""
    keys = {row["file"]: [one.key for one in decoded(row["shape_json"])] for row in rows}
    found: dict[int, dict[str, Place]] = {number: {} for number in keys}
    for row in store.table("indicators", ["file", "place", "cell"]).to_pylist():
        sheet, mark, cell = row["cell"].partition("!")
        if mark and row["file"] in found:
            path = f"indicators[{keys[row['file']][row['place']]}].actual"
            found[row["file"]][path] = Place(sheet, cell)
    return dict(found)


def sums_in_store(store: Store, members: Sequence[Member], numbers: Sequence[int]) -> Sums:
    """The sums of those tables of a store. ``numbers``: of the members there."""
    from xladdin.rollup.sums.of_store import COLUMNS, FILE_COLUMNS, cells_of_store

    files = store.table("files", [*FILE_COLUMNS, "shape_json"])
    rows = store.table("indicators", [*COLUMNS, "reason"])
    shape_of = dict(zip(files["file"].to_pylist(), files["shape"].to_pylist(), strict=True))
    contents = dict(zip(files["shape"].to_pylist(), files["shape_json"].to_pylist(), strict=True))
    ordered = sorted(zip(members, numbers, strict=True), key=lambda pair: order(pair[0]))
    of = tuple(shape_of[number] for _, number in ordered)
    return Sums(
        tuple(member for member, _ in ordered),
        of,
        {name: decoded(contents[name]) for name in dict.fromkeys(of)},
        cells_of_store(files, rows, numbers),
        _told(rows, {number: member for member, number in ordered}, shape_of),
    )


def _told(rows: pa.Table, members: dict[int, Member], shape_of: dict[int, str]) -> dict[tuple[str, int], list[Told]]:
    from xladdin.rollup.sums.of_store import NUMBERS

    found: dict[tuple[str, int], list[Told]] = {}
    names = ["file", "place", "direction", "state", "met", *NUMBERS, "reason", "exact"]
    for row in rows.filter(_telling(rows)).select(names).to_pylist():
        member = members.get(row["file"])
        if member is None:
            continue
        exact = json.loads(row["exact"]) if row["exact"] else row
        numbers = [None if exact[name] is None else Decimal(exact[name]) for name in NUMBERS]
        money = [member.money(base) for base in BASES]
        shape = shape_of[row["file"]]
        key, _ = cell_of(shape, row["place"], row["direction"], row["state"], row["met"], numbers, money)
        said = Told.of(order(member), row["reason"] or "", key)
        if said is not None:
            found.setdefault((shape, row["place"]), []).append(said)
    return {place: sorted(said) for place, said in found.items()}


def _telling(rows: pa.Table) -> pa.Array:
    """Which rows may have something to say."""
    import pyarrow.compute as pc

    blank = pc.or_(rows["actual"].is_null(), rows["reached"].is_null())
    return pc.or_(blank, rows["reason"].is_valid())
