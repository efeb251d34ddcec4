"""The catalogue of a programme's indicators (专项指标目录): which code an indicator has, its nature, and of what it is the share.

Data, dated, like rule profiles: ``xladdin/rules/programmes/<id>.toml``, or any file that a user names. A row has a code where its
key is one of the catalogue's, or where its name and unit of measure are those of an entry. Names that only look alike have none.
"""

from __future__ import annotations

import datetime
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from xladdin.disk.bounded import read_bounded
from xladdin.errors import UserError
from xladdin.model.grammar.fold import name_key
from xladdin.model.grammar.unit import Unit, read_unit
from xladdin.patterns import pattern
from xladdin.rules.indicators.nature import Nature

#: The program's own catalogues.
FOLDER = Path(__file__).parent.parent / "programmes"
_MOST_BYTES = 1 << 20
_CODE = pattern(r"[a-z][a-z0-9_]{1,59}")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One indicator of a programme.

    code         ASCII, what stays when names change
    name         without the bracket that holds the unit; other_names mean the same, as a person decided
    unit         of measure; empty for texts
    part_of      code of the total that this one is a part of (其中)
    numerator, denominator  codes whose true ratio this one is
    """

    code: str
    name: str
    nature: Nature
    unit: str = ""
    other_names: tuple[str, ...] = ()
    part_of: str = ""
    numerator: str = ""
    denominator: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.other_names)

    @property
    def measure(self) -> Unit | None:
        return read_unit(self.unit) if self.unit else None


class Programme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """
    id              ASCII, the file's name; title: of the programme (所属专项), other_titles: what else tables call it
    effective_from  first day of the years that it is for; issued: when it was written
    """

    id: str
    title: str
    issued: datetime.date
    effective_from: datetime.date
    source: str
    indicator: tuple[Entry, ...]
    other_titles: tuple[str, ...] = ()
    note: str = ""

    @cached_property
    def by_code(self) -> dict[str, Entry]:
        return {one.code: one for one in self.indicator}

    @cached_property
    def _by_name(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for one in self.indicator:
            for name in one.names:
                found.setdefault(name_key(name), []).append(one)
        return found

    def entry(self, key: str, stem: str, unit: Unit | None) -> Entry | None:
        """The entry of a row, by its key, else by name and unit of measure.

        stem  key of the name without the bracket of its unit
        """
        if key in self.by_code:
            return self.by_code[key]
        for one in self._by_name.get(stem, ()):
            measure = one.measure
            if measure is None or unit is None or measure.comparable(unit):
                return one
        return None

    def is_for(self, title: str, year: int) -> bool:
        titles = {name_key(one) for one in (self.title, *self.other_titles)}
        return name_key(title) in titles and self.effective_from.year <= year


def programme_for(titles: frozenset[str], year: int) -> Programme | None:
    """The newest catalogue of the program for one programme and year; None where there is none, or more than one programme."""
    if len(titles) != 1:
        return None
    (title,) = titles
    found = [one for one in map(load_programme, sorted(FOLDER.glob("*.toml"))) if one.is_for(title, year)]
    return max(found, key=lambda one: one.effective_from, default=None)


def load_programme(path: Path) -> Programme:
    """The catalogue in a file. Raises UserError: programme-invalid, file-missing, file-unreadable."""
    try:
        data = read_bounded(path, _MOST_BYTES)
    except OSError as error:
        raise UserError("file-unreadable", file=path, cause=error.strerror or type(error).__name__) from None
    return _decoded(data, path)


@lru_cache(maxsize=32)
def _decoded(data: bytes, path: Path) -> Programme:
    try:
        found = msgspec.convert(tomllib.loads(data.decode("utf-8-sig")), Programme)
    except UnicodeDecodeError:
        raise UserError("programme-invalid", file=path, cause="编码不是 UTF-8") from None
    except tomllib.TOMLDecodeError:
        raise UserError("programme-invalid", file=path, cause="不是有效的 TOML") from None
    except msgspec.ValidationError as error:
        raise UserError("programme-invalid", file=path, cause=_said(str(error))) from None
    for cause in _mistakes(found):
        raise UserError("programme-invalid", file=path, cause=cause)
    return found


_PLACE = pattern(r"`\$\.?(.*)`")
_NAMED = pattern(r"`([^`$]+)`")


def _said(error: str) -> str:
    """What msgspec says, in Chinese."""
    place = _PLACE.search(error)
    what = error.partition(" - ")[0]
    names = _NAMED.findall(what)
    where = f"{place[1]}：" if place and place[1] else ""
    if "unknown field" in what and names:
        return f"{where}没有“{names[0]}”这一项"
    if "missing required" in what and names:
        return f"{where}缺少“{names[0]}”"
    return f"{where}内容不是规定的写法"


def _mistakes(found: Programme) -> Iterator[str]:
    codes = Counter(one.code for one in found.indicator)
    names = Counter(
        (name_key(name), one.measure.dimensions if one.measure else ()) for one in found.indicator for name in one.names
    )
    printed = {name_key(name): name for one in found.indicator for name in one.names}
    yield from (f"编码“{code}”有两项" for code, times in codes.items() if times > 1)
    yield from (f"指标“{printed[name]}”有两项" for (name, _), times in names.items() if times > 1)
    for one in found.indicator:
        if not _CODE.fullmatch(one.code):
            yield f"编码“{one.code}”应以小写英文字母开头，只用小写英文字母、数字和下划线"
        if one.unit and one.measure is None:
            yield f"“{one.name}”的计量单位“{one.unit}”不认识"
        yield from _links(one, found)


def _links(one: Entry, found: Programme) -> Iterator[str]:
    for code in (one.part_of, one.numerator, one.denominator):
        other = found.by_code.get(code)
        if code and (other is None or other is one):
            yield f"“{one.name}”提到的编码“{code}”不在目录里"
        elif other is not None and other.nature is not Nature.ABSOLUTE:
            yield f"“{one.name}”提到的“{other.name}”不是绝对量"
    if bool(one.numerator) != bool(one.denominator):
        yield f"“{one.name}”的分子、分母要一起写"
    above = found.by_code.get(one.part_of)
    if above is not None and above.part_of:
        yield f"“{one.name}”的上级“{above.name}”又是别项的其中项"
