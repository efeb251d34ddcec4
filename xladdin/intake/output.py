"""PROJECT.json as a person reads and corrects it: indented, in the order of the model, without what says nothing."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import msgspec

from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.decimals import plain_text


def readable(evaluation: Evaluation) -> bytes:
    """Read back it is the same evaluation."""
    return (json.dumps(_plain(evaluation), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_text(value)
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        shown = {name: _plain(item) for name, item in fields.items() if item not in (None, "", (), {})}
        return {name: item for name, item in shown.items() if item != {}} or {}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value
