"""Texts that would like to be something else: formulas, markup, escapes. They stay texts everywhere."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from lxml import etree
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.forms.office import calculated, differences, edited, names, same, stored
from tests.support.audit import assert_package_clean
from xladdin.forms.build.workbook import build
from xladdin.forms.closed.fill import fill
from xladdin.forms.closed.recalc import recalculate_file
from xladdin.forms.defined_names import field_name
from xladdin.forms.family import family
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_file
from xladdin.model.evaluation import Evaluation
from xladdin.model.goals import ANNUAL_HEAD, GoalHead
from xladdin.model.project_json import decode, encode
from xladdin.rules import profile as profiles
from xladdin.submission.seal.make import sealed

FORMULAS = (
    "=1+1",
    "@SUM(A1:A9)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    '=HYPERLINK("https://example.invalid","点我")',
    "{=1+1}",
)
TEXTS = (
    *FORMULAS,
    *("_x0041_", "_x000D_", "a_x0009_b", "<b>粗</b> & \"引号\" 'x'", "&amp;#61;1", "]]>", "第一行\n\n第三行"),
    *("'=1+1", "'", "😀🏔", "\u202e反向", "TRUE", "1e5", "#N/A", "0012", "１２３甲", "NaN", "2024-1-2", "长" * 2000),
)


def with_texts(project: Evaluation, first: int = 0) -> Evaluation:
    """The project with these texts in every field that takes any text."""
    number = first - 1

    def texted(value: Any, name: str) -> Any:
        nonlocal number
        if isinstance(value, msgspec.Struct):
            return replace(value, **{name: texted(getattr(value, name), name) for name in value.__struct_fields__})
        if isinstance(value, tuple):
            return tuple(texted(item, name) for item in value)
        kept = (
            "form",
            "profile",
            "money_unit",
            "source",
            "item",
            "key",
            "kind",
            "level1",
            "target",
            "unit",
            "declared_rate",
            "actual",
        )
        if not isinstance(value, str) or name in (*kept, "scoring_rule", "grade"):
            return value
        number += 1
        return TEXTS[number % len(TEXTS)]

    changed: Evaluation = texted(project, "")
    annual = changed.goals.annual
    if annual is not None:  # its other names are the project's own
        head = GoalHead(**{name: getattr(annual.head, name) for name in ANNUAL_HEAD})
        changed = replace(changed, goals=replace(changed.goals, annual=replace(annual, head=head)))
    rows = tuple(
        replace(row, actual=TEXTS[(first + index) % len(TEXTS)], issued_target="")
        for index, row in enumerate(changed.indicators)
    )
    return replace(changed, indicators=rows)


@pytest.fixture(scope="module", params=[0, 7, 13])
def nasty(request: pytest.FixtureRequest) -> Evaluation:
    project = with_texts(sample("turpan-2024"), request.param)
    return decode(encode(project), "x.json")


@pytest.fixture
def nasty_book(nasty: Evaluation, tmp_path: Path) -> Path:
    path = tmp_path / "nasty.xlsx"
    path.write_bytes(build(nasty, profiles.load("xinjiang-2024")))
    return path


def test_every_text_comes_back_to_the_letter(nasty: Evaluation, nasty_book: Path, tmp_path: Path) -> None:
    assert open_file(nasty_book).evaluation == nasty
    content = sealed(nasty, profiles.load("xinjiang-2024"))[0].to_bytes()
    path = tmp_path / "sealed.xlsx"
    path.write_bytes(content)
    assert open_file(path).evaluation == nasty
    for book in (nasty_book, path):
        assert_package_clean(book)


def test_no_text_becomes_a_formula(nasty_book: Path, built: dict[str, bytes], tmp_path: Path) -> None:
    plain = tmp_path / "plain.xlsx"
    plain.write_bytes(built["turpan-2024"])
    ours = stored(plain).formulas
    known = names(nasty_book)
    for form in family("transfer").sheets:
        for spec in (spec for block in form.blocks(sealed=False) for row in block.rows for spec in row if spec.own):
            sheet, _, cell = known[field_name(f"echo.{form.id}.{spec.ref}")].replace("$", "").partition("!")
            del ours[sheet.strip("'")][cell]  # a head that prints a name of its own does not show the project's
    assert stored(nasty_book).formulas == ours
    recalculate_file(nasty_book)
    assert stored(nasty_book).formulas == ours
    by_openpyxl = openpyxl.load_workbook(nasty_book)
    for sheet in by_openpyxl.worksheets:
        found = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
        assert found == set(ours[sheet.title])


def test_a_submission_of_such_texts_holds_no_formula(nasty: Evaluation, tmp_path: Path) -> None:
    path = tmp_path / "sealed.xlsx"
    sealed(nasty, profiles.load("xinjiang-2024"))[0].write(path)
    assert not any(stored(path).formulas.values())
    values = {value for cells in stored(path).values.values() for value in cells.values()}
    assert values >= set(FORMULAS)


def test_texts_like_formulas_are_marked_so_that_typing_enter_keeps_them(nasty_book: Path) -> None:
    """quotePrefix: Excel shows an apostrophe in the input line and never takes the text for a formula."""
    with zipfile.ZipFile(nasty_book) as package:
        styles = etree.fromstring(package.read("xl/styles.xml")).find("{*}cellXfs")
    prefixed = {number for number, style in enumerate(styles) if style.get("quotePrefix") in ("1", "true")}
    book = stored(nasty_book)
    marked = 0
    with zipfile.ZipFile(nasty_book) as package:
        for number, (name, cells) in enumerate(book.values.items(), 1):
            for cell in etree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml")).iter("{*}c"):
                value = cells.get(cell.get("r"))
                if value in FORMULAS[:5] and cell.get("r") not in book.formulas[name]:
                    assert int(cell.get("s", "0")) in prefixed, (name, cell.get("r"))
                    marked += 1
    assert marked > 5


@pytest.mark.libreoffice
def test_libreoffice_calculates_and_saves_such_texts_unchanged(
    nasty: Evaluation, nasty_book: Path, tmp_path: Path
) -> None:
    (office,) = calculated([nasty_book])
    book = stored(nasty_book)
    assert [line for line in differences(book, office) if "评分表" not in line] == []
    for sheet, cells in book.values.items():
        for address, value in cells.items():
            if address not in book.formulas[sheet] and value != "'":
                assert same(office[sheet].get(address), value), (sheet, address)
    saved = edited(nasty_book, tmp_path / "saved.xlsx", [])
    assert open_file(saved).evaluation == nasty
    assert {sheet: set(cells) for sheet, cells in stored(saved).formulas.items()} == {
        sheet: set(cells) for sheet, cells in book.formulas.items()
    }


@pytest.mark.parametrize("text", FORMULAS)
def test_filling_a_text_like_a_formula_writes_a_text(text: str, book: Callable[..., Path]) -> None:
    path = book()
    before = stored(path).formulas
    filled = fill(Archive.read(path), {"indicators[q01].reason": text, "indicators[q02].actual": text})
    filled.write(path)
    assert stored(path).formulas == before
    opened = open_file(path)
    rows = {row.key: row for row in opened.evaluation.indicators}
    assert (rows["q01"].reason, rows["q02"].actual) == (text, text)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("一\x0b二", "一\n二"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("响\x07铃\x00", "响铃"),
        ("一\u2028二", "一\n二"),
        ("一\t二", "一 二"),
        (" 两端 \n", "两端"),
    ],
)
def test_signs_that_no_workbook_holds_are_dropped_before_anything_is_built(
    given: str, kept: str, tmp_path: Path
) -> None:
    project = replace(sample("karamay-2024"), remarks=given)
    evaluation = decode(encode(project), "x.json")
    assert evaluation.remarks == kept
    path = tmp_path / "x.xlsx"
    path.write_bytes(build(project, profiles.load("xinjiang-2024")))
    assert open_file(path).evaluation == evaluation


@pytest.mark.parametrize("escape", ["_x0007_", "_xD800_", "_x000B_", "_xFFFF_"])
def test_escapes_of_such_signs_in_a_workbook_do_not_break_the_export(escape: str, book: Callable[..., Path]) -> None:
    from xladdin.model.content_digest import content_digest

    path = book()
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    strings = parts["xl/sharedStrings.xml"]
    at = sample("turpan-2024").achievement[:12].encode()
    assert strings.count(at) == 1
    parts["xl/sharedStrings.xml"] = strings.replace(at, at + escape.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    evaluation = open_file(path).evaluation
    assert len(content_digest(evaluation)) == 64
    content = sealed(evaluation, profiles.load("xinjiang-2024"))[0].to_bytes()
    assert content


def test_numbers_are_stored_as_numbers_and_texts_like_numbers_as_texts(built: dict[str, bytes], tmp_path: Path) -> None:
    project = sample("karamay-2024")
    rows = tuple(replace(row, actual="0012" if index else "12.50") for index, row in enumerate(project.indicators))
    path = tmp_path / "x.xlsx"
    path.write_bytes(build(replace(project, indicators=rows), profiles.load("xinjiang-2024")))
    opened = open_file(path)
    assert [row.actual for row in opened.evaluation.indicators[:2]] == ["12.50", "0012"]
    assert opened.evaluation.funds[0].budget == Decimal("18674.33")
