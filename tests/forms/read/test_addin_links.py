"""A workbook that Excel saved on a PC with the add-in: prefixed functions, a link to the add-in's file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.forms.conftest import sample
from tests.forms.office import calculated, differences, sheet_parts, stored
from tests.support.audit import assert_package_clean
from xladdin.errors import UserError
from xladdin.forms.closed.recalc import recalculate_file
from xladdin.forms.read.open_file import open_file
from xladdin.submission.export import export

Book = Callable[..., Path]

#: How the functions may look, and where the add-in lay on the other PC.
SHAPES = {
    "index": ("[1]!{}", str.upper),
    "path": (r"'C:\Users\x\AppData\Roaming\Microsoft\AddIns\xladdin.xlam'!{}", str.upper),
    "lower case": ("{}", str.lower),
    "index, lower case": ("[1]!{}", str.lower),
}
ADDIN = "file:///C:\\Users\\x\\AppData\\Roaming\\Microsoft\\AddIns\\xladdin.xlam"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<externalLink xmlns="{_MAIN}">'
    f'<externalBook xmlns:r="{_OFFICE}" r:id="rId1"><definedNames><definedName name="JX_RATE"/></definedNames>'
    "</externalBook></externalLink>"
)


def saved_elsewhere(path: Path, shape: str, target: str = ADDIN) -> Path:
    """The workbook with its function calls in the given shape and an external link to ``target``."""
    prefix, case = SHAPES[shape]
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    calls = 0
    for part in sheet_parts(parts).values():
        text, count = re.subn(
            r"\bJX_[A-Z_]+(?=\()", lambda found: prefix.format(case(found[0])), parts[part].decode("utf-8")
        )
        parts[part] = text.encode("utf-8")
        calls += count
    assert calls > 100
    _add(parts, "[Content_Types].xml", "</Types>", '<Override PartName="/xl/externalLinks/externalLink1.xml" '
         'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/>')  # fmt: skip
    _add(parts, "xl/_rels/workbook.xml.rels", "</Relationships>",
         f'<Relationship Id="rId99" Type="{_OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>')  # fmt: skip
    workbook = parts["xl/workbook.xml"].decode("utf-8")
    reference = f'<externalReferences><externalReference xmlns:r="{_OFFICE}" r:id="rId99"/></externalReferences>'
    parts["xl/workbook.xml"] = workbook.replace("<definedNames>", reference + "<definedNames>").encode("utf-8")
    parts["xl/externalLinks/externalLink1.xml"] = _LINK.encode("utf-8")
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/externalLinkPath" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def _add(parts: dict[str, bytes], part: str, before: str, text: str) -> None:
    parts[part] = parts[part].decode("utf-8").replace(before, text + before).encode("utf-8")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_workbook_saved_on_a_pc_with_the_addin_reads_as_ours(shape: str, book: Book) -> None:
    path = saved_elsewhere(book(), shape)
    assert_package_clean(path)
    opened = open_file(path)
    assert opened.evaluation == sample("turpan-2024")
    assert opened.book is not None
    assert opened.book.notes == ()


@pytest.mark.parametrize("shape", SHAPES)
def test_recalculating_it_changes_stored_results_and_no_formula(shape: str, book: Book) -> None:
    path = saved_elsewhere(book(), shape)
    right = stored(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    scores = sheet_parts(parts)["评分表"]
    parts[scores] = re.sub(rb"(</f><v>)[^<]*", rb"\g<1>1", parts[scores])
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert stored(path) != right
    done = recalculate_file(path)
    assert done.typed_over == ()
    assert stored(path) == right


@pytest.mark.libreoffice
def test_where_the_addin_is_missing_the_native_rules_answer(book: Book, tmp_path: Path) -> None:
    paths = []
    for number, shape in enumerate(SHAPES):
        paths.append(tmp_path / f"{number}.xlsx")
        paths[-1].write_bytes(saved_elsewhere(book(), shape).read_bytes())
    for path, office in zip(paths, calculated(paths), strict=True):
        assert differences(stored(path), office) == []


def test_the_submission_of_it_has_no_link_and_no_formula(book: Book, tmp_path: Path) -> None:
    done = export(saved_elsewhere(book(), "index"), tmp_path / "out")
    assert not any(stored(done.path).formulas.values())
    with zipfile.ZipFile(done.path) as package:
        assert not [name for name in package.namelist() if "externalLink" in name]
    assert done.left == ()


@pytest.mark.parametrize(
    "target", ["file:///D:\\数据\\台账.xlsx", "../xladdin.xlam.xlsx", "https://example.invalid/a/xladdin.xlsm"]
)
def test_a_link_to_any_other_file_is_refused_by_name(target: str, book: Book, tmp_path: Path) -> None:
    path = saved_elsewhere(book(), "index", target)
    for use in (open_file, recalculate_file, lambda path: export(path, tmp_path / "out")):
        with pytest.raises(UserError) as refused:
            use(path)
        assert refused.value.code == "link-foreign"
        assert target.replace("\\", "/").rsplit("/", 1)[-1] in refused.value.line()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "target", ["xladdin.xlam", "/C:/Program%20Files/XLADDIN.XLAM", "file:///\\\\server\\share\\xladdin.xlam"]
)
def test_the_addin_is_known_wherever_it_lay(target: str, book: Book) -> None:
    assert open_file(saved_elsewhere(book(), "index", target)).evaluation == sample("turpan-2024")
