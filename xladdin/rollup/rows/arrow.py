"""Records as Arrow tables, which Parquet files hold: docs/rollup.md says what each column is.

Numbers are decimal128 in the units of the file, money in 万元. A number that does not fit (more decimals, more digits) is left
out of its column and stands as text in ``exact``: nothing is rounded on the way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import total_of
from xladdin.model.grammar.decimals import plain_text
from xladdin.rollup.rows.record import Head, RowRecord, nature

if TYPE_CHECKING:
    import pyarrow as pa

#: Digits and decimals. Σ money · number of a million rows stays within the 38 digits of decimal128.
NUMBER, MONEY, REACHED, POINTS = (17, 6), (15, 6), (13, 12), (9, 6)
AMOUNTS = ("initial", "budget", "arrived", "executed")
_NUMBERS = {"low": NUMBER, "high": NUMBER, "actual": NUMBER, "reached": REACHED, "weight": POINTS}
_MONEY = dict.fromkeys(AMOUNTS, MONEY)
_BASES = dict.fromkeys(("budget", "executed", "central"), MONEY)


class Read(NamedTuple):
    """One file that was read: ``number`` is its own in the store; ``money``: budget, executed, central in 万元."""

    number: int
    key: str
    rules: str
    kind: str
    head: Head
    rows: Sequence[RowRecord]
    money: tuple[Decimal | None, ...]
    model: bytes


_Line = tuple[Any, ...]


class Tables(NamedTuple):
    files: pa.Table
    indicators: pa.Table
    funds: pa.Table


def schemas() -> Tables:
    """The columns of each table."""
    import pyarrow as pa

    text, word, flag = pa.string(), pa.dictionary(pa.int32(), pa.string()), pa.bool_()

    def numbers(kinds: dict[str, tuple[int, int]]) -> list[tuple[str, pa.DataType]]:
        return [(name, pa.decimal128(*size)) for name, size in kinds.items()]

    files = [
        ("file", pa.int64()), ("key", text), ("source", text), ("kind", word), ("digest", text), ("rules", word),
        ("shape", word), ("form", word), ("year", pa.int16()), ("version", pa.int16()), ("region_code", word),
        ("unit_code", text), ("unit", text), ("project_code", text), ("project", text), ("programme", word),
        *numbers(_BASES), ("exact", text), ("total", text), ("grade", word), ("scores", pa.binary()),
        ("model", pa.binary()), ("shape_json", pa.dictionary(pa.int32(), pa.binary())),
    ]  # fmt: skip
    indicators = [
        ("file", pa.int64()), ("place", pa.int16()), ("level1", word), ("level2", word), ("name", word),
        ("unit", word), ("nature", word), ("direction", word), ("state", word), *numbers(_NUMBERS),
        ("taken", flag), ("met", flag), ("exact", text), ("target", text), ("printed", text), ("reason", text),
        ("cell", word),
    ]  # fmt: skip
    funds = [("file", pa.int64()), ("source", word), *numbers(_MONEY), ("exact", text)]
    return Tables(*(pa.schema(one) for one in (files, indicators, funds)))


class Builder:
    """Lines of files as they are read; the files themselves are let go."""

    def __init__(self) -> None:
        self._lines: tuple[list[_Line], list[_Line], list[_Line]] = ([], [], [])

    def add(self, one: Read) -> None:
        files, indicators, funds = self._lines
        files.append(_file(one))
        indicators += [_indicator(one.number, row) for row in one.rows]
        funds += _funds(one.number, one.head.evaluation)

    def tables(self) -> Tables:
        made = zip(self._lines, schemas(), (_BASES, _NUMBERS, _MONEY), strict=True)
        return Tables(*(_table(lines, schema, kinds) for lines, schema, kinds in made))


def _table(lines: list[_Line], schema: pa.Schema, kinds: dict[str, tuple[int, int]]) -> pa.Table:
    import pyarrow as pa

    def made(given: list[_Line]) -> pa.Table:
        columns = list(zip(*given, strict=True)) if given else [()] * len(schema)
        arrays = [_array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        return pa.Table.from_arrays(arrays, schema=schema)

    try:
        return made(lines)
    except pa.ArrowInvalid:  # a number that does not fit its column: its row says it in words
        first, exact = schema.get_field_index(next(iter(kinds))), schema.get_field_index("exact")
        return made([_in_words(line, first, exact, kinds) for line in lines])


def _in_words(line: _Line, first: int, exact: int, kinds: dict[str, tuple[int, int]]) -> _Line:
    given = dict(zip(kinds, line[first : first + len(kinds)], strict=True))
    values, said = _fitting(given, kinds)
    changed = [*line]
    changed[first : first + len(kinds)], changed[exact] = values, said
    return tuple(changed)


def _array(column: Sequence[Any], kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return pa.array(column, kind.value_type).dictionary_encode()
    return pa.array(column, kind)


def _file(one: Read) -> tuple[Any, ...]:
    head = one.head
    said = head.evaluation
    return (
        one.number, one.key, head.source, one.kind, head.digest, one.rules, head.shape, said.form, said.year,
        said.version, said.region_code, said.unit.code, said.unit.name or said.project.implementing_unit,
        said.project.code, said.project.name, said.project.programme, *one.money, None,
        None if head.scores.total is None else plain_text(head.scores.total), head.scores.grade,
        msgspec.json.encode(head.scores), one.model, head.shape_json,
    )  # fmt: skip


def _indicator(number: int, one: RowRecord) -> tuple[Any, ...]:
    row = one.row.indicator
    unit = one.row.target.unit
    return (
        number, one.place, one.row.level or row.level1, row.level2, row.level3,
        unit.printed if unit is not None else None, nature(one.row), one.direction, one.state, one.low,
        one.high, one.actual, one.reached, one.weight, one.taken, one.met, None, row.target, row.actual, row.reason or None, one.cell,
    )  # fmt: skip


def _funds(number: int, evaluation: Evaluation) -> Iterable[tuple[Any, ...]]:
    total = total_of(evaluation.funds)
    for row in (total, *(row for row in evaluation.funds if row.source != "total")):
        yield (number, row.source, *(getattr(row, name) for name in AMOUNTS), None)


def _fitting(
    given: dict[str, Decimal | None], kinds: dict[str, tuple[int, int]]
) -> tuple[list[Decimal | None], str | None]:
    """The numbers for their columns; where one does not fit, none of the row, and all of them as JSON."""
    values = list(given.values())
    for value, (digits, places) in zip(values, kinds.values(), strict=True):
        if value is not None and not _fits(value, digits, places):
            said = {name: None if one is None else str(one) for name, one in given.items()}
            return [None] * len(values), json.dumps(said)
    return values, None


def _fits(value: Decimal, digits: int, places: int) -> bool:
    exponent = value.as_tuple()[2]
    return isinstance(exponent, int) and exponent >= -places and value.adjusted() < digits - places
