"""What a file gives: from the seal's model where every digest holds, else from the cells."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.rollup.many import county, put
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_archive
from xladdin.model import project_json
from xladdin.model.canonical import canonical
from xladdin.model.content_digest import content_digest
from xladdin.model.evaluation import Evaluation
from xladdin.rollup.rows.chunk import NO_RULES, Item, Setting, Taken, Task, read_chunk, take
from xladdin.rules import profile as profiles
from xladdin.submission.seal import item as seal_item
from xladdin.submission.seal.make import sealed
from xladdin.submission.seal.stated_model import carried

XINJIANG, MINISTRY = profiles.load("xinjiang-2024"), profiles.load("mof-2020")


@pytest.fixture(scope="module", params=["turpan-2024", "karamay-2024", "project"])
def archive(request: pytest.FixtureRequest) -> Archive:
    if request.param == "project":
        return sealed(replace(county(7), form="project"), MINISTRY)[0]
    return sealed(sample(request.param), XINJIANG)[0]


def taken(archive: Archive) -> Taken:
    return take(archive.to_bytes(), Item("a.xlsx", "a.xlsx"))


def test_the_seals_model_is_what_the_cells_say(archive: Archive) -> None:
    found = taken(archive)
    cells = open_archive(archive, "a.xlsx")
    assert found.kind == "sealed"
    assert found.evaluation == canonical(cells.evaluation)
    assert found.digest == content_digest(cells.evaluation)
    assert cells.book is not None
    expected = {
        row.key: "{0.sheet}!{0.cell}".format(cells.book.places[f"indicators[{row.key}].actual"])
        for row in cells.evaluation.indicators
    }
    assert found.cells == expected


def test_a_file_whose_cell_was_changed_is_read_from_its_cells() -> None:
    archive = sealed(sample("karamay-2024"), XINJIANG)[0]
    changed = archive.replaced(
        {
            part: content.replace(b">133.44<", b">133.45<")
            for part, content in archive.items()
            if part.startswith(("xl/worksheets/sheet", "xl/sharedStrings"))
        }
    )
    found = taken(changed)
    assert found.kind == "cells"
    assert "133.45" in [row.actual for row in found.evaluation.indicators]
    assert "133.44" not in [row.actual for row in found.evaluation.indicators]


def forged(change: Callable[[bytes], bytes]) -> Archive:
    """A seal over another model, consistent in itself, as anybody can write it."""
    archive = sealed(sample("karamay-2024"), XINJIANG)[0]
    seal = seal_item.read(archive[seal_item.PART])
    model = change(seal.model)
    manifest = replace(seal.manifest, content_digest=hashlib.sha256(model).hexdigest())
    return archive.replaced({seal_item.PART: seal_item.written(seal_item.Seal(manifest, model))})


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b'"budget":"18674.33"', b'"budget":"NaN"'),
        (b'"budget":"18674.33"', b'"budget":"1e99999"'),
        (b'"budget":"18674.33"', b'"budget":"-1"'),
        (b'"weight":"', b'"weight":"1e-9999'),
        (b'"year":2024', b'"year":20240'),
        (b'"form":"transfer"', b'"form":"other"'),
        (b'"form":"transfer"', b'"form":"transfer","more":1'),
    ],
)
def test_a_model_that_is_none_is_not_taken(was: bytes, becomes: bytes) -> None:
    def change(model: bytes) -> bytes:
        assert was in model
        return model.replace(was, becomes, 1)

    assert carried(forged(lambda model: model)) is not None
    assert carried(forged(change)) is None


@pytest.mark.parametrize(
    ("part", "was", "becomes"),
    [
        ("xl/workbook.xml", b"</workbook>", b" </workbook>"),
        ("xl/styles.xml", b"</styleSheet>", b" </styleSheet>"),
        ("_rels/.rels", b"</R", b'<Relationship Id="x" Type="t" Target="xl/styles.xml"/></R'),
        ("[Content_Types].xml", b"</T", b'<Override PartName="/x" ContentType="t"/></T'),
    ],
)
def test_any_part_that_is_not_as_it_was_sealed_counts(part: str, was: bytes, becomes: bytes) -> None:
    archive = sealed(sample("karamay-2024"), XINJIANG)[0]
    assert was in archive[part]
    assert carried(archive.replaced({part: archive[part].replace(was, becomes)})) is None
    more = archive.replaced({"xl/worksheets/sheet99.xml": archive["xl/worksheets/sheet1.xml"]})
    assert carried(more) is None
    assert carried(archive.replaced({}, without=["docProps/core.xml"])) is None


def test_a_seal_whose_model_is_another_is_not_taken() -> None:
    archive = sealed(sample("karamay-2024"), XINJIANG)[0]
    changed = archive[seal_item.PART].replace(b"133.44", b"133.45", 1)
    assert changed != archive[seal_item.PART]
    assert carried(archive.replaced({seal_item.PART: changed})) is None


def test_what_cannot_be_read_is_an_answer(tmp_path: Path) -> None:
    items = put(tmp_path, [county(1), county(2)])
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "坏.json").write_bytes(b"{")
    bad = [Item(name, str(tmp_path / name)) for name in ("坏.xlsx", "坏.json", "没有.xlsx")]
    done = read_chunk(Task(0, (items[0], *bad, items[1])), Setting())
    assert [one.code for one in done.said] == ["", "file-not-workbook", "json-invalid", "file-missing", ""]
    assert [one.source for one in done.said] == ["001县.json", "坏.xlsx", "坏.json", "没有.xlsx", "002县.json"]


def test_a_table_without_rules_waits_for_those_of_the_others(tmp_path: Path) -> None:
    items = put(tmp_path, [county(1, profile="")])
    own = read_chunk(Task(0, tuple(items)), Setting())
    assert [one.code for one in own.said] == [NO_RULES]
    given = read_chunk(Task(0, tuple(items)), Setting("mof-2020"))
    assert [one.code for one in given.said] == [""]


def test_rules_that_are_not_here_are_said(tmp_path: Path) -> None:
    items = put(tmp_path, [county(1, profile="elsewhere")])
    (said,) = read_chunk(Task(0, tuple(items)), Setting()).said
    assert (said.code, "elsewhere" in said.line) == ("profile-unknown", True)


def test_a_ledgers_table_counts_what_was_approved() -> None:
    evaluation: Evaluation = sample("turpan-2024")
    model = project_json.encode(canonical(evaluation))
    nobody = take(b"", Item("a.xlsx", model=model, digest="d", approved={}))
    assert not any(row.adjustment is not None and row.adjustment.approved for row in nobody.evaluation.indicators)
    key = next(row.key for row in evaluation.indicators if row.adjustment is not None)
    one = take(b"", Item("a.xlsx", model=model, digest="d", approved={key: "财政"}))
    approved = [row.key for row in one.evaluation.indicators if row.adjustment is not None and row.adjustment.approved]
    assert (approved, one.digest, one.kind) == ([key], "d", "ledger")


def test_a_damaged_ledger_row_raises_in_one_line() -> None:
    with pytest.raises(UserError):
        take(b"", Item("a.xlsx", model=b"{", digest="d"))
