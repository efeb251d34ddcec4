"""Formulas that are costly to compare, to move or to look for: answered in two seconds of processor time and 300 MiB."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.kit import BOOK, Kit
from tests.hostile.opened import Worker

_CELL = re.compile(rb'(<c r="[A-Z]+[0-9]+"[^>]*>)<f>[^<]*</f>')
_RESULT_NAMES = re.compile(
    rb'<definedName name="JX_(?:F_(?:levels|total|grade|computed|no_total|title|echo)|P_|T_|W_|S_|L_|M_)[^"]*"[^>]*>[^<]*</definedName>'
)


def shared(formula: bytes) -> Callable[[Kit], None]:
    """All results of 评分表 share one formula."""

    def change(kit: Kit) -> None:
        first = iter([b'<f t="shared" ref="A1:AZ99" si="7">' + formula + b"</f>"])
        kit.parts[kit.scores] = _CELL.sub(
            lambda cell: cell[1] + next(first, b'<f t="shared" si="7"/>'), kit.parts[kit.scores]
        )

    return change


def each(pieces: int) -> Callable[[Kit], None]:
    """Every result has a long formula of its own, which does not pack well."""
    chance = random.Random(20261124)
    references = [f"{column}{row}".encode() for column in "ABCDEFGHIJ" for row in range(1, 999)]

    def formula() -> bytes:
        return b"+".join(chance.choices(references, k=pieces))

    def change(kit: Kit) -> None:
        kit.parts[kit.scores] = _CELL.sub(lambda cell: cell[1] + b"<f>" + formula() + b"</f>", kit.parts[kit.scores])

    return change


def lost_among(cells: int) -> Callable[[Kit], None]:
    """No result has its name, and the sheet has many formulas among which to look for it."""

    def change(kit: Kit) -> None:
        columns = [chr(ord("A") + number).encode() for number in range(10)]
        rows = b"".join(
            b'<row r="%d">' % row
            + b"".join(b'<c r="%b%d"><f>A1</f><v>1</v></c>' % (column, row) for column in columns)
            + b"</row>"
            for row in range(1000, 1000 + cells // 10)
        )
        kit.parts[kit.scores] = kit.parts[kit.scores].replace(b"</sheetData>", rows + b"</sheetData>")
        kit.parts[BOOK] = _RESULT_NAMES.sub(b"", kit.parts[BOOK])

    return change


BOMBS = {
    "shared, brackets that never close": shared(b"[" * 30_000),
    "shared, quotes that never close": shared(b"'" * 30_000),
    "shared, texts": shared(b"&quot;" * 5_000),
    "shared, references": shared(b"A1+" * 2_700 + b"1"),
    "shared, large numbers": shared(b"1E99+" * 1_600 + b"1"),
    "each 8 000 signs": each(1_600),
    "names lost": lost_among(0),
    "names lost among 100 000 formulas": lost_among(100_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_costly_formulas_are_answered_at_once(name: str, sound: dict[tuple[str, str], bytes], tmp_path: Path) -> None:
    kit = Kit(sound["turpan-2024", "book"])
    BOMBS[name](kit)
    path = tmp_path / "自评.xlsx"
    with Worker() as ask:
        for command in ("check", "recalc"):
            path.write_bytes(kit.pack())
            answer = ask(command, path)
            assert answer.faults() == [], command
            assert answer.code in (0, 1, 3)
