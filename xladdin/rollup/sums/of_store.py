"""The cells of a store: read with pandas, added up on decimal128 — millions of rows in a second, exactly.

What does not fit its column (``exact``) is added up by itself, one after the other; there is hardly ever any.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xladdin.rollup.sums.cell import BASE_LETTERS, LETTERS, Cell, Cells, Key, Money, added, cell_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

NUMBERS = ("low", "high", "actual", "reached", "weight")
_BASES = tuple(BASE_LETTERS)
#: What is read of the two tables.
FILE_COLUMNS = ["file", "shape", "exact", *_BASES]
COLUMNS = ["file", "place", "direction", "state", *NUMBERS, "met", "exact"]
_PLACES = 1 << 15


def cells_of_store(files: pa.Table, indicators: pa.Table, chosen: Collection[int]) -> Cells:
    """The cells of the chosen files.

    files, indicators  tables of a store, with at least the columns that are used here
    chosen             numbers of the files that take part
    """
    import numpy as np
    import pandas as pd

    frame = _files(files, chosen)
    if frame.empty:
        return {}
    shapes = pd.Categorical(frame["shape"])
    rows = indicators.select(COLUMNS)
    at = pd.Index(frame["file"]).get_indexer(rows["file"].to_numpy())
    odd = np.flatnonzero(frame["exact"].notna().to_numpy())
    apart = (rows["exact"].is_valid().to_numpy() | np.isin(at, odd)) & (at >= 0)
    plain = np.flatnonzero((at >= 0) & ~apart)
    whole = len(plain) == len(rows)
    of_rows = _cells(rows if whole else rows.take(plain), files, frame, shapes, at if whole else at[plain])
    return added((of_rows, *_apart(rows.take(np.flatnonzero(apart)), files, frame)))


def _files(files: pa.Table, chosen: Collection[int]) -> pd.DataFrame:
    """The chosen files in a frame; ``at``: their place in the table."""
    import numpy as np

    frame = files.select(["file", "shape", "exact"]).to_pandas()
    frame["at"] = np.arange(len(frame))
    return frame[frame["file"].isin(chosen)].reset_index(drop=True)


def _cells(rows: pa.Table, files: pa.Table, frame: pd.DataFrame, shapes: pd.Categorical, at: np.ndarray) -> Cells:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if not len(rows):
        return {}
    columns: dict[str, Any] = {name: _one(rows[name]) for name in NUMBERS}
    of_file = frame["at"].to_numpy()[at]
    for base in _BASES:
        columns[base] = _one(files[base]).take(pa.array(of_file))
    directions, states = (_one(rows[name]) for name in ("direction", "state"))
    code = np.asarray(shapes.codes, dtype=np.int64)[at] * _PLACES + rows["place"].to_numpy()
    code = (code * 16 + directions.indices.to_numpy()) * 8 + states.indices.to_numpy()
    for name in (*NUMBERS, *_BASES):
        code = code * 2 + columns[name].is_valid().to_numpy(zero_copy_only=False)
    table: dict[str, Any] = {"code": code, "met": _one(rows["met"]).cast("int64"), **columns}
    wanted: list[tuple[Any, ...]] = [("code", "count"), ("met", "sum"), ("weight", "min"), ("weight", "max")]
    wanted += [(name, "sum") for name in ("low", "high", "actual", "reached", *_BASES)]
    for base in _BASES:
        for name in NUMBERS:
            table[f"{base}*{name}"] = pc.multiply(columns[base], columns[name])
            wanted.append((f"{base}*{name}", "sum"))
    sums = pa.table(table).group_by("code").aggregate(wanted).to_pydict()
    words = directions.dictionary.to_pylist(), states.dictionary.to_pylist()
    return {
        _key(code, shapes, *words): _cell({name: values[at] for name, values in sums.items()})
        for at, code in enumerate(sums["code"])
    }


def _key(code: int, shapes: pd.Categorical, directions: list[str], states: list[str]) -> Key:
    count = len(NUMBERS) + len(_BASES)
    letters = LETTERS + "".join(BASE_LETTERS.values())
    has = "".join(letter for bit, letter in enumerate(letters) if code >> (count - 1 - bit) & 1)
    code >>= count
    shape, place = divmod(code >> 7, _PLACES)
    return Key(str(shapes.categories[shape]), place, directions[code >> 3 & 15], states[code & 7], has)


def _cell(sums: dict[str, Any]) -> Cell:
    def value(name: str) -> Decimal:
        found = sums[f"{name}_sum"]
        return Decimal(0) if found is None else found

    low, high, actual, reached = (value(name) for name in NUMBERS[:4])
    money = [Money(value(base), *(value(f"{base}*{name}") for name in NUMBERS)) for base in _BASES]
    least, most = sums["weight_min"], sums["weight_max"]
    return Cell(sums["code_count"], sums["met_sum"], low, high, actual, reached, least, most, *money)


def _apart(rows: pa.Table, files: pa.Table, frame: pd.DataFrame) -> Iterator[Cells]:
    """The rows with a number that did not fit, or of a file with one."""
    if not len(rows):
        return
    heads = frame.set_index("file")
    for row in rows.to_pylist():
        head = heads.loc[row["file"]]
        money = files.select(["exact", *_BASES]).slice(int(head["at"]), 1).to_pylist()[0]
        given = _said(row["exact"], row, NUMBERS)
        row_of = (str(head["shape"]), row["place"], row["direction"], row["state"], row["met"])
        yield dict([cell_of(*row_of, given, _said(money["exact"], money, _BASES))])


def _said(exact: Any, row: dict[str, Any], names: tuple[str, ...]) -> list[Decimal | None]:
    if isinstance(exact, str):
        given = json.loads(exact)
        return [None if given[name] is None else Decimal(given[name]) for name in names]
    return [row[name] for name in names]


def _one(column: pa.ChunkedArray) -> pa.Array:
    """One array of a column that a file may hold in pieces."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    whole = column.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
