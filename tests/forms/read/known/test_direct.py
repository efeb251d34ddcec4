"""Submissions of a known layout are read straight from their cells, with the outcome of the careful reader."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.forms.random_books import evaluation as random_evaluation
from tests.support import projects
from tests.support.examples import SOAKING
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.relationships import sheet_parts
from xladdin.forms.read.known import direct
from xladdin.forms.read.known.direct import read_submission
from xladdin.forms.read.reader import ReadBook, read
from xladdin.forms.read.sealed_grid import SealedGrid
from xladdin.model.evaluation import Evaluation
from xladdin.rules import profile as profiles
from xladdin.submission.seal.make import sealed


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Each test begins without layouts."""
    direct.forget()
    yield
    direct.forget()


@pytest.fixture
def only_direct(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, the careful reader is not to be asked."""

    def asked(_: object) -> None:
        raise AssertionError("the careful reader was asked")

    return lambda: monkeypatch.setattr(direct, "read", asked)


def grid(archive: Archive) -> SealedGrid:
    return SealedGrid(Archive.read(archive.to_bytes()).named("报送.xlsx"))


def submission(evaluation: Evaluation) -> Archive:
    return sealed(evaluation, profiles.load(evaluation.profile))[0]


def project(name: str) -> Evaluation:
    """A sample, or a project of the other form."""
    if name in projects.NAMES:
        return replace(projects.project(name), profile=name)
    return replace(sample(name), profile="xinjiang-2024")


def told(book: ReadBook) -> dict[str, Any]:
    """All that a book says, in a form that can be compared."""
    said = {name: getattr(book, name) for name in book.__struct_fields__ if name != "locator"}
    return said | {"places": dict(book.places), "file": book.locator.file, "names": book.locator.fields()}


@pytest.mark.parametrize("name", ["turpan-2024", "karamay-2024", *projects.NAMES])
def test_it_reads_what_the_careful_reader_reads(name: str, only_direct: Callable[[], None]) -> None:
    archive = submission(project(name))
    careful = told(read(grid(archive)))
    assert told(read_submission(grid(archive))) == careful
    only_direct()
    assert told(read_submission(grid(archive))) == careful


def _blank(evaluation: Evaluation) -> Evaluation:
    rows = tuple(replace(row, actual="", reason="", adjustment=None) for row in evaluation.indicators)
    return replace(evaluation, indicators=rows, declared=None)


def _other_texts(evaluation: Evaluation) -> Evaluation:
    texts = (
        "",
        "95%",
        "1,234.5",
        "-3",
        "0.12345678",
        "是",
        "=1+1",
        "<b>&amp;",
        "_x000D_",
        " 两行\n的字 ",
        "1e3",
        "007",
    )
    rows = tuple(
        replace(row, actual=texts[number % len(texts)], reason=texts[(number + 5) % len(texts)])
        for number, row in enumerate(evaluation.indicators)
    )
    return replace(evaluation, indicators=rows)


def _other_money(evaluation: Evaluation) -> Evaluation:
    rows = tuple(
        replace(row, budget=Decimal("15886.03"), executed=Decimal(0), arrived=None, declared_rate="12.3%")
        for row in evaluation.funds
    )
    return replace(evaluation, funds=rows, year=2031, version=7)


def _no_goals(evaluation: Evaluation) -> Evaluation:
    """Fewer rows say something, in lists that go by position."""
    goals = evaluation.goals
    overall = goals.overall and replace(goals.overall, indicators=goals.overall.indicators[3:])
    return replace(evaluation, goals=replace(goals, overall=overall))


@pytest.mark.parametrize("change", [_blank, _other_texts, _other_money])
@pytest.mark.parametrize("name", ["turpan-2024", "karamay-2024"])
def test_other_values_in_the_same_cells_are_read_from_them(
    name: str, change: Callable[[Evaluation], Evaluation], only_direct: Callable[[], None]
) -> None:
    before = project(name)
    after = submission(change(before))
    careful = told(read(grid(after)))
    read_submission(grid(submission(before)))
    only_direct()
    assert told(read_submission(grid(after))) == careful


def test_a_list_with_fewer_rows_has_another_layout() -> None:
    before = project("turpan-2024")
    read_submission(grid(submission(before)))
    after = submission(_no_goals(before))
    assert told(read_submission(grid(after))) == told(read(grid(after)))


def test_random_projects_are_read_alike() -> None:
    for seed in range(200 if SOAKING else 12):
        archive = submission(replace(random_evaluation(seed, 3 + seed % 9, odd=seed % 2 == 1), profile="mof-2020"))
        careful = told(read(grid(archive)))
        assert told(read_submission(grid(archive))) == careful, seed
        assert told(read_submission(grid(archive))) == careful, seed


#: What a hand could put into a cell.
_PUT = (
    b'<c r="%b" s="%b"/>',
    b'<c r="%b" s="%b" t="n"></c>',
    b'<c r="%b" s="%b" t="n"><v>7</v></c>',
    b'<c r="%b" s="%b" t="n"><v>-0</v></c>',
    b'<c r="%b" s="%b" t="n"><v>0.10000000000000001</v></c>',
    b'<c r="%b" s="%b" t="n"><v>1e400</v></c>',
    b'<c r="%b" s="%b" t="n"><v>12a</v></c>',
    b'<c r="%b" s="%b" t="n"><v>99999999999999999</v></c>',
    b'<c r="%b" s="%b" t="s"><v>0</v></c>',
    b'<c r="%b" s="%b" t="s"><v>40</v></c>',
    b'<c r="%b" s="%b" t="s"><v>-1</v></c>',
    b'<c r="%b" s="%b" t="s"><v>99999</v></c>',
    b'<c r="%b" s="%b" t="s"><v>01</v></c>',
    b'<c r="%b" s="%b" t="s"></c>',
    b'<c r="%b" s="%b" t="str"><v>95%%</v></c>',
    b'<c r="%b" s="%b" t="str"><v></v></c>',
    b'<c r="%b" s="%b" t="b"><v>1</v></c>',
    b'<c r="%b" s="%b" t="e"><v>#N/A</v></c>',
    b'<c r="%b" s="%b" t="inlineStr"><is><t>12</t></is></c>',
    b'<c r="%b" s="%b"><v>8</v></c>',
)


def _outcome(reader: Callable[[SealedGrid], ReadBook], archive: Archive) -> Any:
    try:
        return told(reader(grid(archive)))
    except UserError as error:
        return error.line()


@pytest.mark.parametrize("name", ["turpan-2024", "karamay-2024"])
def test_whatever_stands_in_a_cell_both_say_the_same(name: str) -> None:
    archive = submission(project(name))
    read_submission(grid(archive))
    parts = list(sheet_parts(archive).values())
    styles = len(re.findall(rb"<xf ", archive["xl/styles.xml"]))
    chance = random.Random(f"cells of {name}")
    for _ in range(4_000 if SOAKING else 120):
        part = chance.choice(parts)
        content = archive[part]
        cell = chance.choice(list(re.finditer(rb'<c r="(\w+)" s="(\d+)"(?:/>|[^/].*?</c>)', content)))
        style = cell[2] if chance.random() < 0.7 else b"%d" % chance.randrange(styles + 2)
        put = chance.choice(_PUT) % (cell[1], style)
        changed = archive.replaced({part: content[: cell.start()] + put + content[cell.end() :]})
        assert _outcome(read_submission, changed) == _outcome(read, changed), (part, put)


def test_layouts_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(direct, "_MOST", 1)
    archives = [
        submission(replace(random_evaluation(seed, 3 + seed % 9, odd=seed % 2 == 1), profile="mof-2020"))
        for seed in (1, 2)
    ]
    for archive in archives:
        read_submission(grid(archive))
    assert direct.known() == 1
