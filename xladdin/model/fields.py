"""Fields by name: the value behind a path such as ``indicators[q05].actual`` (see ``model.place`` for the naming).

A record that goes by key says so in ``KEYED_BY``, the name of its key field; other lists go by position.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin

import msgspec

from xladdin.model.canonical import without_redundancy
from xladdin.model.evaluation import Evaluation
from xladdin.patterns import pattern

FieldValue = str | int | Decimal | None

_STEP = pattern(r"([a-z_0-9]+)(?:\[([^\]]*)\])?")


def field(evaluation: Evaluation, path: str) -> FieldValue:
    """The value of one field; None where the evaluation has no such row, table or record."""
    value: Any = evaluation
    for name, key in _STEP.findall(path):
        value = getattr(value, name, None)
        if key and value is not None:
            value = _item(value, key)
        if value is None:
            return None
    if path == "year" and value == 0:
        return None
    return value if isinstance(value, str | int | Decimal) else None


def _item(rows: Any, key: str) -> Any:
    if isinstance(rows, dict):
        return rows.get(key)
    for row in rows:
        if key_of(row) == key:
            return row
    return rows[int(key)] if key.isdecimal() and len(key) < 7 and int(key) < len(rows) else None


def has_record(evaluation: Evaluation, path: str) -> bool:
    """Whether the evaluation has a record such as ``funds[unit]``."""
    return any(one.startswith(f"{path}.") for one in paths(evaluation))


def key_of(row: Any) -> str:
    """The key of a record; empty for one that goes by position."""
    return str(getattr(row, getattr(row, "KEYED_BY", ""), ""))


def keyed_lists(evaluation: Evaluation) -> dict[str, tuple[Any, ...]]:
    """Path → rows of the lists of an evaluation whose rows go by key, such as ``funds`` or ``report.documents``."""
    return dict(_keyed_lists(evaluation, ""))


def _keyed_lists(record: msgspec.Struct, start: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, tuple) and value and hasattr(value[0], "KEYED_BY"):
            yield f"{start}{name}", value
        elif isinstance(value, msgspec.Struct):
            yield from _keyed_lists(value, f"{start}{name}.")


def with_rows(record: Any, path: str, rows: tuple[Any, ...]) -> Any:
    """``record`` with other rows in the list ``path``, which may stand in a record below it."""
    name, _, rest = path.partition(".")
    return msgspec.structs.replace(record, **{name: with_rows(getattr(record, name), rest, rows) if rest else rows})


def keys(evaluation: Evaluation, path: str) -> list[str]:
    """Keys (or positions) of the items of a list such as ``indicators`` or ``goals.annual.indicators``."""
    rows: Any = evaluation
    for name in path.split("."):
        rows = getattr(rows, name, None)
    return [key_of(row) or str(position) for position, row in enumerate(rows or ())]


def paths(evaluation: Evaluation) -> list[str]:
    """Paths of every field of an evaluation that is not blank, in the order of the model; keys are part of paths."""
    return list(_paths(evaluation, ""))


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name != getattr(value, "KEYED_BY", ""):
                yield from _paths(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _paths(item, f"{path}[{key_of(item) or position}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _paths(item, f"{path}[{name}]")
    elif value not in (None, ""):
        yield path


class FieldTree:
    """Collects field values by path and builds the Evaluation they describe.

    ``put`` takes the texts and numbers of cells as they were read; ``build`` drops what is blank, so that a table that
    nobody filled is the same as a table that is not there.
    """

    def __init__(self, model: type[Evaluation] = Evaluation) -> None:
        self._model = model
        self._groups: dict[str, dict[str, FieldValue]] = {}
        self._keys: dict[str, dict[str, None]] = {}

    def put(self, path: str, value: FieldValue) -> None:
        if value is None or value == "":
            return
        group, name = _split(path)
        self.put_in(group, name, value)
        if "[" in name:
            start = name.index("[")
            self._keys.setdefault(f"{group}.{name[:start]}", {})[name[start + 1 : -1]] = None

    def put_in(self, group: str, name: str, value: FieldValue) -> None:
        """``put`` for a path that is known in two parts, ``group.name``."""
        if value is None or value == "":
            return
        fields = self._groups.get(group)
        if fields is None:
            fields = self._groups[group] = {}
            if group.endswith("]"):
                start = group.rindex("[")
                self._keys.setdefault(group[:start], {})[group[start + 1 : -1]] = None
        fields[name] = value

    def put_all(self, group: str, fields: dict[str, FieldValue]) -> None:
        """``put_in`` of several fields, none of them blank, into a group that has none yet."""
        if fields:
            self.put_in(group, *next(iter(fields.items())))
            self._groups[group] = fields

    def get(self, path: str) -> FieldValue:
        group, name = _split(path)
        return self._groups.get(group, {}).get(name)

    def drop(self, prefix: str) -> None:
        """Forget every field below ``prefix``."""
        for group in [group for group in self._groups if group == prefix or group.startswith(f"{prefix}.")]:
            del self._groups[group]
        start = prefix.rindex("[")
        self._keys.get(prefix[:start], {}).pop(prefix[start + 1 : -1], None)

    def under(self, prefix: str) -> dict[str, FieldValue]:
        """Name → value of the fields directly below ``prefix.``; the empty prefix is the root."""
        return {name: value for name, value in self._groups.get(prefix, {}).items() if "[" not in name}

    def keys(self, prefix: str) -> list[str]:
        """Keys of ``prefix[key]`` in the order they were put."""
        return list(self._keys.get(prefix, ()))

    def build(self, **fixed: Any) -> Evaluation:
        """The Evaluation. ``fixed`` holds the fields that no cell carries (form, profile …)."""
        raw = {**_plan(self._model).blanks, **self._fields(self._model, ""), **fixed}
        return without_redundancy(msgspec.convert(raw, self._model, strict=False))

    def _fields(self, kind: type[msgspec.Struct], path: str) -> dict[str, Any]:
        """The fields below ``path`` that were put, with the lists, records and mappings below them."""
        plan, found = _plan(kind), dict[str, Any](self.under(path))
        start = f"{path}." if path else ""
        for name, item in plan.lists.items():
            if rows := [self._item(item, f"{start}{name}[{key}]", key) for key in self.keys(f"{start}{name}")]:
                found[name] = rows
        for name, record in plan.records.items():
            if _plan(record).leaf:
                inner: dict[str, Any] | None = self._groups.get(f"{start}{name}")
            else:
                inner = self._fields(record, f"{start}{name}")
            if inner and _plan(record).needed <= inner.keys():
                found[name] = {**_plan(record).blanks, **inner}
        for name in plan.mappings:
            cells = {key: self.get(f"{start}{name}[{key}]") for key in self.keys(f"{start}{name}")}
            if cells:
                found[name] = {key: value for key, value in cells.items() if value is not None}
        return found

    def _item(self, kind: type[msgspec.Struct], path: str, key: str) -> dict[str, Any]:
        plan = _plan(kind)
        fields = self._groups.get(path, {}) if plan.leaf else self._fields(kind, path)
        return {**plan.blanks, **fields, plan.key: key} if plan.key else {**plan.blanks, **fields}


class _Plan(msgspec.Struct, frozen=True):
    """How a record is put together.

    blanks   required texts, numbers, lists and records, blank
    needed   what else is required: without it there is no record
    lists    name → kind of the items; records = name → kind; mappings = names
    key      name of the field by which it goes; leaf = it holds neither lists nor records nor mappings
    """

    blanks: dict[str, Any]
    needed: frozenset[str]
    lists: dict[str, type[msgspec.Struct]]
    records: dict[str, type[msgspec.Struct]]
    mappings: tuple[str, ...]
    key: str
    leaf: bool


@cache
def _plan(kind: type[msgspec.Struct]) -> _Plan:
    fields = msgspec.structs.fields(kind)
    lists: dict[str, type[msgspec.Struct]] = {}
    records: dict[str, type[msgspec.Struct]] = {}
    for one in fields:
        for part in get_args(one.type) or (one.type,):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                (lists if get_origin(one.type) is tuple else records)[one.name] = part
    required = {one.name: one.type for one in fields if one.required}
    blanks: dict[str, Any] = {name: blank for name, type_ in required.items() if (blank := _blank(type_)) is not _NO}
    blanks |= {name: [] for name in required.keys() & lists.keys()}
    blanks |= {name: _plan(records[name]).blanks for name in required.keys() & records.keys()}
    key: str = getattr(kind, "KEYED_BY", "")
    needed = required.keys() - blanks.keys() - {key}
    mappings = tuple(one.name for one in fields if get_origin(one.type) is dict)
    leaf = not (lists or records or mappings)
    return _Plan(blanks, frozenset(needed), lists, records, mappings, key, leaf)


_NO = object()


def _blank(kind: Any) -> Any:
    """What a required field of this type holds while nobody filled it: an empty text, 0, None; ``_NO`` for others."""
    if get_origin(kind) in (dict, tuple):
        return _NO
    parts = get_args(kind) or (kind,)
    if type(None) in parts:
        return None
    return "" if str in parts else Decimal(0) if Decimal in parts else _NO


def _split(path: str) -> tuple[str, str]:
    """``indicators[q05].adjustment.keep`` → (``indicators[q05].adjustment``, ``keep``); keys may hold points."""
    at = path.rfind(".", path.rfind("]") + 1)
    if path.endswith("]"):
        at = path.rfind(".", 0, path.rindex("["))
    return (path[:at], path[at + 1 :]) if at >= 0 else ("", path)
