"""The records of a package: its msgspec structs and dataclasses, found by looking into every module."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import msgspec


def records(package: ModuleType) -> Iterator[type]:
    """Every record class that a module of ``package`` defines."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            own = isinstance(value, type) and value.__module__ == module.__name__
            if own and (issubclass(value, msgspec.Struct) or dataclasses.is_dataclass(value)):
                yield value


def is_frozen(record: type) -> bool:
    """Whether what a record holds can never be set anew."""
    if issubclass(record, msgspec.Struct):
        return record.__struct_config__.frozen
    return bool(record.__dataclass_params__.frozen)  # type: ignore[attr-defined]
