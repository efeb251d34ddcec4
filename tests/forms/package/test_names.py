"""Defined names put into a workbook part: the others stay as they are written, whoever wrote them."""

from __future__ import annotations

import pytest

from tests.hostile.kit import BOOK, Kit
from xladdin.errors import UserError
from xladdin.forms.build.workbook import build_blank
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.names import with_names
from xladdin.rules import profile as profiles


def part(names: str) -> Archive:
    """A workbook whose names are these."""
    kit = Kit(build_blank(3, profiles.load("mof-2020")))
    kit.re(BOOK, "<definedNames>.*</definedNames>", f"<definedNames>{names}</definedNames>")
    return Archive.read(kit.pack())


def names_of(archive: Archive) -> str:
    text = archive[BOOK].decode("utf-8")
    return text[text.index("<definedNames>") + 14 : text.index("</definedNames>")]


LIBREOFFICE = (
    '<definedName function="false" hidden="false" localSheetId="0" name="A" vbProcedure="false">S!$A$1</definedName>'
    '<definedName function="false" hidden="false" name="A" vbProcedure="false">S!$A$2</definedName>\n'
    '<definedName function="false" hidden="false" name="B" vbProcedure="false">S!$A$3</definedName>'
)


def test_one_of_the_whole_workbook_is_pointed_anew_and_the_others_stay() -> None:
    assert names_of(with_names(part(LIBREOFFICE), {"a": "S!$A$9", "C": "T!$B$1"})) == (
        '<definedName name="a">S!$A$9</definedName><definedName name="C">T!$B$1</definedName>'
        + LIBREOFFICE.replace(LIBREOFFICE[LIBREOFFICE.index("</definedName>") + 14 : LIBREOFFICE.index("\n") + 1], "")
    )


def test_a_name_is_escaped() -> None:
    assert "&lt;x&gt;" in names_of(with_names(part(LIBREOFFICE), {"D": "'<x>'!$A$1"}))


@pytest.mark.parametrize("names", ['<definedName name="A"/>', LIBREOFFICE + "<ext/>"])
def test_names_that_are_written_otherwise_are_refused_not_lost(names: str) -> None:
    with pytest.raises(UserError) as refused:
        with_names(part(names), {"C": "T!$B$1"})
    assert refused.value.code == "file-not-workbook"
