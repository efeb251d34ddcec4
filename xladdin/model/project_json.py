"""PROJECT.json: strict decoding into an Evaluation, canonical encoding, JSON Schema.

Numbers may be written as JSON strings or numbers; both are read as text first, so that no binary float comes between
``0.1`` on paper and 0.1 in the model. Unknown keys, keys given twice, and numbers that are none are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from xladdin.disk.bounded import read_bounded
from xladdin.errors import UserError
from xladdin.model.adjustment import ADJUSTMENT_KINDS
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.fields import key_of, keyed_lists, with_rows
from xladdin.model.goals import ANNUAL_HEAD, GoalHead
from xladdin.model.grammar.decimals import LARGEST, LONGEST_TEXT, plain_text
from xladdin.model.json_mistakes import in_chinese
from xladdin.patterns import pattern

#: No PROJECT.json of a real project comes near this many bytes.
MAX_BYTES = 8 << 20

#: The largest version number that a workbook's cell takes.
_LAST_VERSION = 2100

#: How a number may be written, as a JSON number or as a string: ASCII digits, no blanks, no thousands separators.
_NUMBER = pattern(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


_HALF_CHARACTER = pattern("[\ud800-\udfff]")


class _Doubled(dict[str, Any]):
    """An object in which ``key`` is written twice; its place is found once the whole text is read."""

    key = ""


class _Constant:
    """NaN, Infinity or -Infinity, which are no JSON; no field accepts it, so that the mistake gets its place."""


def _pairs(pairs: list[tuple[str, Any]], found: list[str]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) == len(pairs):
        return result
    keys = [key for key, _ in pairs]
    doubled = _Doubled(result)
    doubled.key = next(key for index, key in enumerate(keys) if key in keys[:index])
    found.append(doubled.key)
    return doubled


def _refuse_slips(node: Any, path: str, file: Path | str) -> None:
    """Keys written twice, and keys and texts with half a character (a lone surrogate), which no file can hold."""
    if isinstance(node, dict):
        if any(_has_half_character(key) for key in node):
            raise UserError("json-invalid", file=file, cell=path, cause="键名中有不完整的字符")
        if isinstance(node, _Doubled):
            key = _short(node.key)
            raise UserError("json-invalid", file=file, cell=f"{path}.{key}", cause=f"键“{key}”出现了两次")
        for key, item in node.items():
            _refuse_slips(item, f"{path}.{_short(key)}", file)
    elif isinstance(node, list):
        for index, item in enumerate(node):
            _refuse_slips(item, f"{path}[{index}]", file)
    elif isinstance(node, str) and _has_half_character(node):
        raise UserError("json-invalid", file=file, cell=path, cause="文字中有不完整的字符")


def _has_half_character(text: str) -> bool:
    return not text.isascii() and _HALF_CHARACTER.search(text) is not None


def _short(key: str) -> str:
    """A key as a message may show it."""
    return key if len(key) <= 40 else f"{key[:40]}…"


def _refuse_odd_numbers(value: Any, node: Any, path: str, file: Path | str) -> None:
    """Numbers written in a way that the decoder would accept and a reader might misread: ``1_000``, ``１２``, ``null``."""
    if isinstance(node, dict):
        for key, item in node.items():
            child = value[key] if isinstance(value, dict) else getattr(value, key)
            _refuse_odd_numbers(child, item, f"{path}.{key}", file)
    elif isinstance(node, list):
        for index, (child, item) in enumerate(zip(value, node, strict=True)):
            _refuse_odd_numbers(child, item, f"{path}[{index}]", file)
    elif isinstance(node, str) and not isinstance(value, str) and not _NUMBER.fullmatch(node):
        raise UserError("json-number", file=file, cell=path, found=node[:30])


def decode(data: bytes, file: Path | str) -> Evaluation:
    """Bytes of a PROJECT.json → Evaluation. Raises UserError naming the JSON path of the first mistake."""
    if len(data) > MAX_BYTES:
        raise UserError("json-invalid", file=file, cause="文件过大")
    doubled: list[str] = []
    try:
        raw = json.loads(
            text := data.decode("utf-8-sig"),
            object_pairs_hook=lambda pairs: _pairs(pairs, doubled),
            parse_float=str,
            parse_int=str,
            parse_constant=lambda _: _Constant(),
        )
        if doubled or "\\u" in text:  # half a character can only be written so
            _refuse_slips(raw, "$", file)
        evaluation = msgspec.convert(raw, Evaluation, strict=False)
    except UnicodeDecodeError:
        raise UserError("json-invalid", file=file, cause="编码不是 UTF-8") from None
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列"
        raise UserError("json-invalid", file=file, cell=place, cause="不是有效的 JSON") from None
    except msgspec.ValidationError as error:
        place, cause = in_chinese(str(error))
        raise UserError("json-invalid", file=file, cell=place, cause=cause) from None
    except RecursionError:
        raise UserError("json-invalid", file=file, cause="嵌套层次过多") from None
    _refuse_odd_numbers(evaluation, raw, "$", file)
    validate(evaluation, file)
    return canonical(with_keys(evaluation))


def load(path: Path) -> Evaluation:
    """Read and decode a PROJECT.json file."""
    try:
        data = read_bounded(path, MAX_BYTES)
    except OSError as error:
        raise UserError("file-unreadable", file=path, cause=error.strerror or type(error).__name__) from None
    return decode(data, path)


def _numbers(value: Any, path: str) -> Any:
    """Every Decimal of the tree with its JSON path."""
    if isinstance(value, Decimal):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _numbers(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _numbers(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _numbers(item, f"{path}.{name}")


def _is_ordinary(number: Decimal) -> bool:
    """Finite, below 10^15, and short when written out: 1e-999999999 would fill the memory with zeros."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > LONGEST_TEXT:
        return False
    return abs(number) < LARGEST and len(plain_text(number)) <= LONGEST_TEXT


def validate(evaluation: Evaluation, file: Path | str) -> None:
    """What the types alone do not say: numbers finite, in range and not negative; keys unique; shares within 0 … 1."""
    for place, number in _numbers(evaluation, "$"):
        if not _is_ordinary(number):
            raise UserError("json-number", file=file, cell=place, found=str(number)[:30])
        if number < 0:
            raise UserError("json-negative", file=file, cell=place, found=plain_text(number))
    if not 1990 <= evaluation.year <= 2100:
        raise UserError("json-invalid", file=file, cell="$.year", cause=f"年度 {evaluation.year} 不合理")
    if evaluation.version < 1:
        raise UserError("json-invalid", file=file, cell="$.version", cause="版本号从 1 开始")
    if evaluation.version > _LAST_VERSION:
        raise UserError("json-invalid", file=file, cell="$.version", cause="版本号过大")
    annual = evaluation.goals.annual
    for name in GoalHead.__struct_fields__:
        if annual is not None and name not in ANNUAL_HEAD and getattr(annual.head, name).strip():
            cause = (
                f"年度绩效目标表的这一项请写在 project.{name}；总体绩效目标表与之不同的，写在 goals.overall.head.{name}"
            )
            raise UserError("json-invalid", file=file, cell=f"$.goals.annual.head.{name}", cause=cause)
    if not evaluation.indicators:
        raise UserError("json-invalid", file=file, cell="$.indicators", cause="没有任何指标")
    for name, rows in keyed_lists(evaluation).items():
        _unique([key_of(row).strip() for row in rows], f"$.{name}", _KEYS.get(name, "key"), file)
    for index, indicator in enumerate(evaluation.indicators):
        place = f"$.indicators[{index}]"
        adjustment = indicator.adjustment
        if adjustment is not None and adjustment.kind not in ADJUSTMENT_KINDS:
            cause = f"取值“{adjustment.kind}”不在允许的范围内（{'、'.join(ADJUSTMENT_KINDS)}）"
            raise UserError("json-invalid", file=file, cell=f"{place}.adjustment.kind", cause=cause)
        if adjustment is not None and adjustment.keep is not None and adjustment.keep > 1:
            raise UserError(
                "json-invalid", file=file, cell=f"{place}.adjustment.keep", cause="保留比例应在 0 到 1 之间"
            )
        if indicator.tier_percent is not None and indicator.tier_percent > 100:
            raise UserError(
                "json-invalid", file=file, cell=f"{place}.tier_percent", cause="等级百分比应在 0 到 100 之间"
            )


#: What the rows of a list go by.
_KEYS = {"funds": "资金来源", "indicators": "指标 key", "management": "管理事项"}


def _unique(names: list[str], place: str, what: str, file: Path | str) -> None:
    for index, name in enumerate(names):
        if name and name in names[:index]:
            raise UserError("json-invalid", file=file, cell=f"{place}[{index}]", cause=f"{what}“{name}”重复")


def with_keys(evaluation: Evaluation) -> Evaluation:
    """Give every row without a key one that no other of its list has (``r01`` …), in the order of the rows."""
    for path, rows in keyed_lists(evaluation).items():
        evaluation = with_rows(evaluation, path, tuple(_with_keys(rows)))
    return evaluation


def _with_keys(rows: tuple[Any, ...]) -> Iterator[Any]:
    used = {key_of(row) for row in rows}
    for number, row in enumerate(rows, 1):
        key = key_of(row)
        while not key:
            key = f"r{number:02d}"
            if key in used:
                key, number = "", number + 100
        used.add(key)
        yield msgspec.structs.replace(row, **{row.KEYED_BY: key})


def encode(evaluation: Evaluation) -> bytes:
    """Evaluation → canonical JSON: sorted keys, decimals as plain strings, UTF-8, no blanks. Same model, same bytes.

    What says no more than leaving it out is left out: a field that a later version adds changes no digest of before.
    """
    return json.dumps(
        _builtins(evaluation), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


@cache
def _defaults(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Field → what it means to leave it out."""
    found = {}
    for one in msgspec.structs.fields(kind):
        if one.default is not msgspec.NODEFAULT:
            found[one.name] = one.default
        elif one.default_factory is not msgspec.NODEFAULT:
            found[one.name] = one.default_factory()
    return found


def _builtins(value: Any) -> Any:
    if value.__class__ is str or value is None:
        return value
    if isinstance(value, Decimal):
        return plain_text(value)
    if isinstance(value, msgspec.Struct):
        defaults, found = _defaults(type(value)), {}
        for name in value.__struct_fields__:
            one = getattr(value, name)
            if name not in defaults or one != defaults[name]:
                found[name] = one if one.__class__ is str else _builtins(one)
        return found
    if isinstance(value, tuple | list):
        return [_builtins(item) for item in value]
    if isinstance(value, dict):
        return {name: _builtins(item) for name, item in value.items()}
    return value


def _open_numbers(node: Any) -> Any:
    """Decimals may also be written as JSON numbers; texts of cells likewise (``"actual": 458.79``)."""
    if isinstance(node, dict):
        if node.get("type") == "string" and node.get("format") == "decimal":
            return {**{k: v for k, v in node.items() if k not in ("type", "format")}, "type": ["string", "number"]}
        return {key: _open_numbers(item) for key, item in node.items()}
    if isinstance(node, list):
        return [_open_numbers(item) for item in node]
    return node


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of PROJECT.json."""
    result: dict[str, Any] = _open_numbers(msgspec.json.schema(Evaluation))
    for row in ("Indicator", "GoalIndicator", "WeightedIndicator"):
        properties = result["$defs"][row]["properties"]
        for name in {"target", "issued_target", "actual", "last_year"} & properties.keys():
            properties[name]["type"] = ["string", "number"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "PROJECT.json", **result}
