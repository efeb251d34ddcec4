"""A profile's TOML text → Profile, strictly: a key that nobody reads or a number without its papers is refused.

The first mistake is raised as a UserError that names file, line and key and says how to put it right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec

from xladdin.errors import UserError
from xladdin.model.grammar.decimals import plain_decimal, plain_text
from xladdin.patterns import pattern
from xladdin.rules.profile import keys, lines
from xladdin.rules.profile.consistency import contradiction
from xladdin.rules.profile.keys import LIMITS, MOST_PLACES, PARAMETERS, STANDARD, Range
from xladdin.rules.profile.nouns import Level, Parameter, Profile
from xladdin.rules.profile.schema import FileEntry, NumberEntry, instead, said_of

_Kind = TypeVar("_Kind")


class _Unquoted(str):
    """A decimal number that was written without quotes; its text is kept for the message."""


#: Characters that no cell can hold, or that nobody sees.
_CONTROL = pattern(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff\ufffe\uffff]")


def decode(data: bytes, file: Path, base: Callable[[str], Profile], table: dict[str, Any] | None = None) -> Profile:
    """The profile that a file states. Raises UserError profile-invalid.

    base   gives the profile that it extends
    table  what the TOML text holds, of the program's own files, which tests hold against all that is asked of a profile
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _mistake(file, "", "编码不是 UTF-8", "请用文本编辑器另存为 UTF-8 编码") from None
    return _Decoder(text, file, base).profile(table)


def _mistake(file: Path, cell: str, cause: str, remedy: str) -> UserError:
    return UserError("profile-invalid", file=file, cell=cell, cause=cause, remedy=remedy)


class _Decoder:
    def __init__(self, text: str, file: Path, base: Callable[[str], Profile]) -> None:
        self.text, self.file, self.base = text, file, base

    def refuse(self, path: lines.Path, cause: str, remedy: str) -> NoReturn:
        line = lines.line_of(self.text, path)
        key = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        place = f"第 {line} 行 {key}" if line else key
        raise _mistake(self.file, place.strip(), cause, remedy)

    def profile(self, table: dict[str, Any] | None) -> Profile:
        raw = self._toml() if table is None else table
        if table is None:
            self._refuse_bare(raw, ())
        self._known(raw.get("parameter", {}), PARAMETERS, "parameter")
        self._known(raw.get("checks", {}), LIMITS, "checks")
        file = self._convert(raw)
        base = self._base(file)
        profile = self._built(file, base)
        found = contradiction(profile) if table is None else None
        if found is not None:
            self.refuse(*found)
        return profile

    def _toml(self) -> dict[str, Any]:
        import tomllib  # only for files that do not come with the program

        try:
            return tomllib.loads(self.text, parse_float=_Unquoted)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"at line (\d+)", str(error))
            cause = "同一个键写了两次" if "overwrite" in str(error) or "twice" in str(error) else "不是有效的 TOML"
            remedy = "请检查引号、括号和等号是否成对，键有没有重复"
            raise _mistake(self.file, f"第 {at[1]} 行" if at else "", cause, remedy) from None
        except RecursionError:
            raise _mistake(self.file, "", "括号嵌套过多", "请对照随程序的规则文件改写") from None

    def _refuse_bare(self, node: Any, path: lines.Path) -> None:
        """Numbers without quotes (a TOML float is binary), texts with signs that no cell shows."""
        if isinstance(node, _Unquoted | float) or (isinstance(node, int) and not isinstance(node, bool)):
            key = path[-1] if path else ""
            self.refuse(path, f"数值 {node} 没有加引号", f'请写成 {key} = "{node}"')
        elif isinstance(node, dict):
            for key, item in node.items():
                self._refuse_bare(item, (*path, key))
        elif isinstance(node, list):
            for number, item in enumerate(node):
                self._refuse_bare(item, (*path, number))
        elif isinstance(node, str) and not node.isprintable() and _CONTROL.search(node):
            self.refuse(path, "文字中有看不见的控制字符", "请删去后重新键入这段文字")

    def _known(self, node: Any, known: Collection[str], table: str) -> None:
        for key in node if isinstance(node, dict) else ():
            if key not in known:
                self.refuse((table, key), f"不认识的键“{key}”", instead(key, known))

    def _convert(self, raw: dict[str, Any]) -> FileEntry:
        """The numbers one by one, since msgspec does not say at which key of a table it stopped."""
        numbers: dict[str, dict[str, NumberEntry]] = {"parameter": {}, "checks": {}}
        for table, found in numbers.items():
            for key, item in raw[table].items() if isinstance(raw.get(table), dict) else ():
                found[key] = self._typed(item, NumberEntry, (table, key))
        rest = {key: item for key, item in raw.items() if not (key in numbers and isinstance(item, dict))}
        return msgspec.structs.replace(self._typed(rest, FileEntry, ()), **numbers)

    def _typed(self, raw: Any, kind: type[_Kind], path: lines.Path) -> _Kind:
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            self.refuse(*said_of(str(error), kind, path))

    def _base(self, file: FileEntry) -> Profile | None:
        if not file.extends:
            return None
        try:
            return self.base(file.extends)
        except UserError as error:
            if error.code == "profile-unknown":
                self.refuse(("extends",), f"所沿用的规则“{file.extends}”不存在", error.remedy.rstrip("。"))
            raise

    def _built(self, file: FileEntry, base: Profile | None) -> Profile:
        parameters = self._numbers(file.parameter, PARAMETERS, "parameter", base.parameters if base else {}, file.id)
        checks = self._numbers(file.checks, LIMITS, "checks", base.checks if base else {}, file.id)
        total = plain_decimal(file.total) if file.total is not None else base.total if base else Decimal(100)
        if total is None or not 1 <= total <= 100:
            self.refuse(("total",), f"满分“{file.total}”不是 1 到 100 的数", '请写成 total = "100"')
        words = [
            given if given is not None else inherited
            for given, inherited in (
                (file.words.met, base.met_words if base else ()),
                (file.words.unmet, base.unmet_words if base else ()),
            )
        ]
        return Profile(
            id=file.id,
            title=file.title,
            issued=file.issued,
            effective_from=file.effective_from,
            extends=file.extends,
            source=file.source,
            note=file.note,
            levels=self._levels(file) or (base.levels if base else ()),
            fold=file.fold if file.fold is not None else dict(base.fold) if base else {},
            not_applicable=file.not_applicable or (base.not_applicable if base else "keep"),
            parameters=parameters,
            met_words=words[0],
            unmet_words=words[1],
            checks=checks,
            total=total,
        )

    def _levels(self, file: FileEntry) -> tuple[Level, ...]:
        levels = []
        for number, level in enumerate(file.level):
            path: lines.Path = ("level", number, "standard")
            standard = self._number(level.standard, STANDARD, path, level.id, f"{level.name}标准分", file.id)
            levels.append(Level(level.id, level.name, level.role, standard))
        return tuple(levels)

    def _numbers(
        self,
        own: dict[str, NumberEntry],
        known: dict[str, Range],
        table: str,
        inherited: dict[str, Parameter],
        profile: str,
    ) -> dict[str, Parameter]:
        found = dict(inherited)
        for key, number in own.items():
            title = inherited[key].title if key in inherited else ""
            found[key] = self._number(number, known[key], (table, key), key, title, profile)
        missing = [key for key in known if key not in found]
        if missing:
            self.refuse(
                (table,), f"缺少“{missing[0]}”", f"请补上这个数，或写明 extends 沿用一套完整的规则，如 {keys.COMPLETE}"
            )
        return found

    def _number(
        self, number: NumberEntry, limits: Range, path: lines.Path, key: str, title: str, profile: str
    ) -> Parameter:
        title = number.title or title
        if not title.strip():
            self.refuse(path, "缺少“title”（这个数的名称）", "请补上 title，用户在参数表里看到的就是它")
        if not number.source.strip():
            self.refuse(path, "没有写明来源", "请在 source 中写明文件、条款，或“推定”的理由")
        if number.unit != limits.unit:
            wanted = f"“{limits.unit}”" if limits.unit else "空（不带单位）"
            self.refuse(path, f"单位“{number.unit}”不对", f"{key} 的单位应为{wanted}，数值也按这个单位写")
        return Parameter(
            key,
            title,
            self._value(number.value, limits, path, key),
            number.unit,
            number.source,
            number.verified,
            profile,
        )

    def _value(self, text: str, limits: Range, path: lines.Path, key: str) -> Decimal | None:
        span = f"{plain_text(limits.least)} 到 {plain_text(limits.most)}"
        if not text:
            if limits.optional:
                return None
            self.refuse(path, f"{key} 不能空着", f"请填 {span} 之间的数")
        value = plain_decimal(text)
        if value is None:
            self.refuse(path, f"“{text[:30]}”不是数值", f"请填普通数字，{span} 之间")
        if not limits.least <= value <= limits.most:
            self.refuse(
                path,
                f"数值 {text} 超出合理范围",
                f"{key} 应在 {span} 之间" + (f"，单位为{limits.unit}" if limits.unit else ""),
            )
        exponent = value.as_tuple().exponent
        if limits.whole and value != value.to_integral_value():
            self.refuse(path, f"数值 {text} 不是整数", f"{key} 应为 {span} 之间的整数")
        if isinstance(exponent, int) and -exponent > MOST_PLACES:
            self.refuse(path, f"数值 {text} 的小数位过多", f"最多写 {MOST_PLACES} 位小数")
        return value
