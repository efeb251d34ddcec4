"""One workbook under the hands of people: changes to its bytes, and what the commands say about it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from tests.hostile.kit import BOOK, Kit
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook, read

GOLD = {"turpan-2024": "88.8", "karamay-2024": "93.1"}


class Ran(NamedTuple):
    """Exit code and what was said on standard output and standard error."""

    code: int
    out: str
    err: str


class Bench:
    """``kit`` takes the changes; every question is put to the file as it is then."""

    def __init__(self, content: bytes, path: Path, run: Callable[..., Ran]) -> None:
        self.kit, self.path, self._run = Kit(content), path, run
        self.before = content

    @cached_property
    def sound(self) -> ReadBook:
        """The workbook as it was before anybody touched it."""
        return read(PackageGrid(Archive.read(self.before)))

    def cell(self, path: str) -> tuple[str, str]:
        """Part and address of a field."""
        place = self.sound.places[path]
        return self.kit.sheets[place.sheet], place.cell

    def result(self, column: str, key: str = "q05", table: str = "score") -> tuple[str, str]:
        """Part and address of a result in a row."""
        area = self.sound.locator.column(table, column)
        assert area is not None
        return self.kit.sheets[area.sheet], area.cell(self.sound.rows[table][key])

    def single(self, name: str) -> tuple[str, str]:
        """Part and address of a named cell."""
        area = self.sound.locator.area(name)
        assert area is not None, name
        return self.kit.sheets[area.sheet], area.first.cell

    def put(self, where: tuple[str, str], value: object) -> Bench:
        """Type a number or a text into a cell, or clear it (None)."""
        part, address = where
        if value is None:
            xml = '<c r="{r}" s="{s}"/>'
        elif isinstance(value, int | float):
            xml = f'<c r="{{r}}" s="{{s}}"><v>{value}</v></c>'
        else:
            xml = f'<c r="{{r}}" s="{{s}}" t="inlineStr"><is><t>{value}</t></is></c>'
        self.kit.cell(address, xml, part)
        return self

    def formula(self, where: tuple[str, str], formula: str, value: object) -> Bench:
        """Enter a formula that gives ``value``."""
        self.kit.cell(where[1], f'<c r="{{r}}" s="{{s}}"><f>{formula}</f><v>{value}</v></c>', where[0])
        return self

    def reference(self, name: str) -> str:
        found = re.search(rf'<definedName name="{name}"[^>]*>([^<]*)'.encode(), self.kit.parts[BOOK])
        assert found is not None, name
        return found[1].decode("utf-8")

    def save(self) -> Path:
        self.path.write_bytes(self.kit.pack())
        return self.path

    def run(self, command: str, *options: object) -> Ran:
        return self._run(command, self.save(), *options)

    def findings(self) -> list[dict[str, Any]]:
        """What ``check`` finds now."""
        ran = self.run("check", "--json")
        assert ran.code in (0, 1), ran.err
        found: list[dict[str, Any]] = json.loads(ran.out)["findings"]
        return found

    def finding(self, rule: str, where: tuple[str, str], severity: str = "error") -> dict[str, Any]:
        """The finding of a check at a cell; there has to be one."""
        sheet = next(name for name, part in self.kit.sheets.items() if part == where[0])
        found = self.findings()
        for one in found:
            if (one["rule"], one["sheet"], one["cell"], one["severity"]) == (rule, sheet, where[1], severity):
                return one
        raise AssertionError(f"no {rule} at {sheet} {where[1]} among {[(f['rule'], f['cell']) for f in found]}")

    def total(self) -> str | None:
        """What ``score`` says now."""
        ran = self.run("score", "--json")
        assert ran.code in (0, 1), ran.err
        total: str | None = json.loads(ran.out)["total"]
        return total
