"""Damaged and rearranged documents end in a result or one clear refusal, in time, and never with a number that nobody printed."""

from __future__ import annotations

import contextlib
import random
import re
import signal
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from tests.hostile.mutations import blunt
from tests.intake import twin
from tests.intake.pages import blocks_of
from tests.intake.test_nasty_tables import CASES
from tests.support.examples import SOAKING
from xladdin.errors import UserError
from xladdin.intake.document import Document
from xladdin.intake.open_document import open_document
from xladdin.intake.output import readable
from xladdin.intake.run import run_import
from xladdin.messages import MESSAGES
from xladdin.model import project_json

CASES_IN_ALL = 2_000 if SOAKING else 100
SEED = 20_241_125
SECONDS = 20
_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")

Content = list[list[twin.Block]]


def _move(rows: twin.Table, chance: random.Random) -> None:
    rows.insert(chance.randrange(len(rows) + 1), rows.pop(chance.randrange(len(rows))))


def _drop(rows: twin.Table, chance: random.Random) -> None:
    del rows[chance.randrange(len(rows))]


def _double(rows: twin.Table, chance: random.Random) -> None:
    at = chance.randrange(len(rows))
    rows.insert(at, list(rows[at]))


def _cell(rows: twin.Table, chance: random.Random) -> None:
    """A cell is dropped, doubled, emptied, widened, heightened, or says something else."""
    row = rows[chance.randrange(len(rows))]
    if not row:
        return
    at = chance.randrange(len(row))
    box = row[at]
    kind = chance.randrange(6)
    if kind == 0:
        del row[at]
    elif kind == 1:
        row.insert(at, box)
    else:
        other = chance.choice(
            [
                "",
                "／",
                "0",
                "合计",
                "一级指标",
                "指标值",
                "项目名称",
                "（2023年）",
                "\n",
                "≥≥5",
                "1,2",
                "９９％",
                "注：无",
            ]
        )
        row[at] = {
            2: box._replace(text=""),
            3: box._replace(width=chance.choice([1, 2, 5])),
            4: box._replace(height=chance.choice([1, 2, 4])),
            5: box._replace(text=other),
        }[kind]


def _swap(rows: twin.Table, chance: random.Random) -> None:
    row = rows[chance.randrange(len(rows))]
    if len(row) > 1:
        one, other = chance.sample(range(len(row)), 2)
        row[one], row[other] = row[other], row[one]


_CHANGES: tuple[Callable[[twin.Table, random.Random], None], ...] = (_move, _drop, _double, _cell, _cell, _cell, _swap)


def rearranged(content: Content, chance: random.Random) -> Content:
    changed: Content = [
        [block if isinstance(block, str) else [list(row) for row in block] for block in part] for part in content
    ]
    for _ in range(chance.choice([1, 3, 10, 40])):
        part = chance.choice(changed)
        tables = [block for block in part if not isinstance(block, str) and block]
        if chance.random() < 0.1 and part:
            part.insert(chance.randrange(len(part)), part.pop(chance.randrange(len(part))))
        elif tables:
            chance.choice(_CHANGES)(chance.choice(tables), chance)
    return [[block for block in part if block] for part in changed]


def documents(chance: random.Random) -> Iterator[tuple[str, bytes, bool]]:
    """Ending, content, and whether the cells are still sound (then every number that is read must stand in one)."""
    sound = twin.blocks()
    pages = [[blocks_of(case["page"])] for case in CASES.values()]
    while True:
        content = rearranged(sound if chance.random() < 0.3 else chance.choice(pages), chance)
        ending = chance.choice([".txt", ".docx", ".docx", ".xlsx"])
        with contextlib.suppress(ValueError, AttributeError):  # openpyxl does not write merges that run into each other
            made = twin.WRITERS[ending](content)
            if chance.random() < 0.25:
                yield ending, blunt(made, chance), False
            else:
                yield ending, made, True


def numbers_read(path: Path) -> set[Decimal]:
    """Every number of every project; texts are kept as printed and are no numbers."""
    result = run_import([path])
    found: set[Decimal] = set()
    for project in result.projects:
        again = project_json.decode(readable(project.evaluation), path)
        assert again == project.evaluation
        found |= set(_decimals(project.evaluation))
    return found


def _decimals(value: object) -> Iterator[Decimal]:
    if isinstance(value, Decimal):
        yield value.normalize()
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _decimals(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _decimals(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _decimals(item)


def numbers_printed(path: Path) -> set[Decimal]:
    document = open_document(path)
    assert isinstance(document, Document)
    texts = [cell.text for table in document.tables() for cell in table.cells]
    texts += [block.text for block in document.blocks if hasattr(block, "text")]
    found: set[Decimal] = set()
    for text in texts:
        for number in _NUMBER.findall(text):
            plain = Decimal(number.replace(",", "").replace("，", "").replace("．", "."))
            found |= {(plain * factor).normalize() for factor in map(Decimal, ("1", "0.0001", "10000", "0.1", "100"))}
    return found


@pytest.mark.soak
def test_mutated_documents_end_in_a_result_or_one_refusal(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    outcomes = {"read": 0, "refused": 0}
    made = documents(chance)
    for number in range(CASES_IN_ALL):
        ending, content, sound = next(made)
        path = tmp_path / f"{number}{ending}"
        path.write_bytes(content)
        signal.alarm(SECONDS)
        try:
            read = numbers_read(path)
            outcomes["read"] += 1
            if sound:
                invented = read - numbers_printed(path) - set(_sums(path))
                assert not invented, (path, invented)
        except UserError as error:
            outcomes["refused"] += 1
            assert error.code in MESSAGES and error.code != "internal"
            assert "\n" not in error.line()
        finally:
            signal.alarm(0)
        path.unlink()
    assert min(outcomes.values()) > CASES_IN_ALL // 20


def _sums(path: Path) -> Iterator[Decimal]:
    """年度资金总额 that a table leaves blank is what its parts add up to (``model.funds.total_of``)."""
    for project in run_import([path]).projects:
        for row in project.evaluation.funds:
            if row.source == "total":
                yield from _decimals(row)
