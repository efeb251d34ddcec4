"""A file is opened as what it is: PROJECT.json, working book, submission; and with the profile it was made for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import SAMPLES, sample
from xladdin.errors import UserError
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.reader import ReadBook
from xladdin.forms.read.sealed_grid import SealedGrid
from xladdin.rules import profile as profiles
from xladdin.submission.seal.make import sealed


def test_a_project_is_an_evaluation_without_a_book(tmp_path: Path) -> None:
    for name in ("项目.json", "项目.JSON"):
        path = tmp_path / name
        path.write_bytes((SAMPLES / "turpan-2024.json").read_bytes())
        opened = open_file(path)
        assert opened.evaluation == sample("turpan-2024")
        assert (opened.book, opened.grid, opened.sealed, opened.file) == (None, None, False, name)
        assert opened.profile().id == "xinjiang-2024"
        assert opened.profile("mof-2020").id == "mof-2020"


def test_a_working_book_has_its_grid_and_its_profile(book: Callable[[str], Path]) -> None:
    opened = open_file(book("turpan-2024"))
    assert (opened.sealed, opened.file) == (False, "turpan-2024.xlsx")
    assert opened.grid is not None
    assert opened.book is not None
    assert opened.evaluation is opened.book.evaluation
    assert opened.profile().id == "xinjiang-2024"
    assert opened.profile("mof-2020").id == "mof-2020"
    assert opened.profile("xinjiang-2024").id == "xinjiang-2024"


def test_a_submission_says_that_it_is_one(tmp_path: Path) -> None:
    path = tmp_path / "报送.xlsx"
    path.write_bytes(sealed(sample("karamay-2024"), profiles.load("xinjiang-2024"))[0].to_bytes())
    opened = open_file(path)
    assert (opened.sealed, opened.file) == (True, "报送.xlsx")
    assert isinstance(opened.grid, SealedGrid)
    assert opened.evaluation == sample("karamay-2024")
    assert opened.profile().id == "xinjiang-2024"


@pytest.mark.parametrize("wanted", [None, "xinjiang-2024"])
def test_a_book_made_with_other_numbers_under_that_id_is_refused(
    wanted: str | None, book: Callable[[str], Path]
) -> None:
    opened = open_file(book("turpan-2024"))
    assert opened.book is not None
    other = opened._replace(book=_with_digest(opened.book, "0" * 64))
    with pytest.raises(UserError) as caught:
        other.profile(wanted)
    assert caught.value.file == "turpan-2024.xlsx"
    assert other.profile("mof-2020").id == "mof-2020"  # another id says nothing about these numbers


def _with_digest(book: ReadBook, digest: str) -> ReadBook:
    return replace(book, profile_digest=digest)


@pytest.mark.parametrize("tag", [b"<f>1</f>", b'<f t="array">1</f>', b"<f/>"])
def test_a_submission_with_a_formula_is_refused_with_its_sheet(tag: bytes, tmp_path: Path) -> None:
    from xladdin.forms.package.archive import Archive

    archive = sealed(sample("karamay-2024"), profiles.load("xinjiang-2024"))[0]
    part = next(name for name in archive if name.startswith("xl/worksheets/") and b"<v>" in archive[name])
    content = archive[part]
    at = content.index(b"<v>")
    changed = archive.replaced({part: content[:at] + tag + content[at:]})
    path = tmp_path / "报送.xlsx"
    changed.write(path)
    grid = SealedGrid(Archive.read(path))
    with pytest.raises(UserError) as caught:
        for name in grid._parts:
            grid.sheet(name)
    assert caught.value.code == "submission-shape"
    assert caught.value.sheet in grid._parts
    assert caught.value.file == "报送.xlsx"
    assert "工作表里有公式" in caught.value.line()
