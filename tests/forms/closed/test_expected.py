"""Every formula and every result of a workbook is known where it stands; what differs is told at its cell."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from tests.forms.conftest import PROJECTS, sample
from tests.forms.office import stored
from tests.forms.read.memory import Memory
from xladdin.forms.build.workbook import build
from xladdin.forms.closed.expected_formulas import expected_echoes, expected_formulas
from xladdin.forms.closed.result_cells import result_cells
from xladdin.forms.closed.same_formula import same_formula
from xladdin.forms.closed.state_notes import broken_results, said, same_value, sealed_results
from xladdin.forms.grid import Content
from xladdin.forms.package.edit.values import CellFormula
from xladdin.forms.read.open_file import open_file
from xladdin.model.place import Place
from xladdin.rules import profile as profiles

XINJIANG = profiles.load("xinjiang-2024")
Book = Callable[[str], Path]


#: A blank workbook adds up the parts of these; they may be typed over.
INPUTS = ("funds[total].budget", "funds[total].executed", "funds[total].arrived")


def ours(formulas: dict[str, dict[str, str]]) -> dict[Place, str]:
    """Formulas of the workbook, without those that only jump to cells or count what was filled in."""
    return {
        Place(sheet, cell): text
        for sheet, cells in formulas.items()
        for cell, text in cells.items()
        if sheet not in ("校验结果", "填报说明")
    }


def echoes(path: Path) -> set[Place]:
    """Cells that repeat the table of targets: they may be typed over."""
    book = open_file(path).book
    assert book is not None
    found = set()
    for block in book.family.blocks.values():
        for column in block.columns:
            area = book.locator.column(block.table, column.name)
            if column.echo and area is not None:
                found |= {Place(area.sheet, area.cell(row)) for row in area.rows()}
    return found


def test_a_blank_workbook_repeats_the_table_of_targets_in_every_row(book: Book) -> None:
    path = book("blank")
    opened = open_file(path)
    assert opened.book is not None
    written = ours(stored(path).formulas)
    found = expected_echoes(opened.book)
    assert found.keys() == echoes(path)
    assert {place: written[place] for place in found} == found


def test_an_added_row_of_an_issued_workbook_repeats_its_name_and_target_and_no_merged_level(
    built: dict[str, bytes],
) -> None:
    memory = Memory(built["turpan-2024"])
    assert expected_echoes(memory.read()) == {}
    memory.put("JX_C_score_unit", "亩", row=3, formula='"亩"')
    found = expected_echoes(memory.read())
    assert {(place.sheet, place.cell) for place in found} == {
        memory.where(name, 3) for name in ("JX_C_self_level3", "JX_C_self_target")
    }
    place = Place(*memory.where("JX_C_score_low", 3))  # worked out, not issued
    assert place in expected_formulas(memory.read(), XINJIANG)
    assert Place(*memory.where("JX_C_score_low", 4)) not in expected_formulas(memory.read(), XINJIANG)
    memory.said["xladdin.template_version"] = "1"  # its formulas may have been others
    assert expected_echoes(memory.read()) == {}


@pytest.mark.parametrize("name", [*PROJECTS, "blank"])
def test_every_formula_of_a_fresh_workbook_is_expected_where_it_stands(name: str, book: Book) -> None:
    path = book(name)
    opened = open_file(path)
    assert opened.book is not None
    expected = {
        place: text for place, text in expected_formulas(opened.book, XINJIANG).items() if place.sheet != "填报说明"
    }
    written = ours(stored(path).formulas)
    assert {place: text for place, text in expected.items() if written.get(place) != text} == {}
    sums = {opened.book.places[path] for path in INPUTS}
    assert written.keys() - expected.keys() <= echoes(path) | sums
    assert len(expected) > 200


@pytest.mark.parametrize("name", [*PROJECTS, "blank"])
def test_every_stored_result_of_a_fresh_workbook_is_what_python_computes(name: str, book: Book) -> None:
    path = book(name)
    opened = open_file(path)
    assert opened.book is not None
    written = stored(path)
    computed = result_cells(opened.book, XINJIANG)
    cells = {Place(sheet, cell): value for sheet, found in computed.items() for cell, value in found.items()}
    sums = {opened.book.places[path] for path in INPUTS if path in opened.book.places}  # inputs of a blank workbook
    lines = {place for place in ours(written.formulas) if written.values[place.sheet].get(place.cell) == "尚未校验"}
    steps = {Place(sheet, cell) for sheet, found in written.steps.items() for cell in found}
    assert set(ours(written.formulas)) - lines - sums - steps <= set(cells)
    for place, value in cells.items():
        shown = written.values[place.sheet].get(place.cell)
        number = isinstance(value, Decimal | int) and not isinstance(value, bool)
        assert float(shown) == pytest.approx(float(value)) if number else (shown or "") == (value or ""), place  # type: ignore[arg-type]


def test_nothing_is_expected_of_a_workbook_of_an_older_template(built: dict[str, bytes]) -> None:
    book = Memory(built["turpan-2024"])
    book.said["xladdin.template_version"] = "1"
    assert expected_formulas(book.read(), XINJIANG) == {}
    assert expected_formulas(Memory(built["turpan-2024"]).read(), XINJIANG) != {}


def test_a_row_that_somebody_put_in_is_expected_to_hold_no_formula(built: dict[str, bytes]) -> None:
    whole = set(expected_formulas(Memory(built["turpan-2024"]).read(), XINJIANG))
    book = Memory(built["turpan-2024"])
    book.put("JX_C_self_key", None, row=4)
    gone = whole - set(expected_formulas(book.read(), XINJIANG))
    row = book.where("JX_C_self_key", 4)[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert gone
    assert {(place.sheet, place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for place in gone} == {("绩效自评表", row)}
    cells = {Place(s, c) for s, found in result_cells(book.read(), XINJIANG).items() for c in found}
    assert not gone & cells


def test_a_rate_that_is_declared_is_expected_to_hold_no_formula(built: dict[str, bytes]) -> None:
    book = Memory(built["turpan-2024"])
    place = Place(*book.where("JX_F_funds_local_execution_rate"))
    assert place in expected_formulas(book.read(), XINJIANG)
    book.put("JX_F_funds_local_execution_rate", "五成")
    found = book.read()
    assert place not in expected_formulas(found, XINJIANG)
    assert place.cell not in result_cells(found, XINJIANG)[place.sheet]
    other = Place(*book.where("JX_F_funds_central_execution_rate"))
    assert other in expected_formulas(found, XINJIANG)


def test_a_head_that_is_printed_otherwise_repeats_nothing_and_the_cells_after_it_do() -> None:
    one = sample("turpan-2024")
    annual = one.goals.annual
    assert annual is not None
    annual = structs.replace(annual, head=structs.replace(annual.head, name="另一个名称"))
    other = structs.replace(one, goals=structs.replace(one.goals, annual=annual))
    books = [Memory(build(evaluation, XINJIANG)) for evaluation in (one, other)]
    name, department = (
        Place(*books[0].where(f"JX_F_echo_annual_project_{field}")) for field in ("name", "central_department")
    )
    usual, own = (expected_formulas(book.read(), XINJIANG) for book in books)
    assert {name, department} <= usual.keys()
    assert usual.keys() - own.keys() == {name}
    assert own.items() <= usual.items()


def test_without_a_levels_name_its_sums_are_not_expected(built: dict[str, bytes]) -> None:
    book = Memory(built["turpan-2024"])
    total, score = (Place(*book.where(name)) for name in ("JX_F_total", "JX_F_levels_v2_score"))
    del book.defined["JX_F_levels_v2_score"]
    expected = expected_formulas(book.read(), XINJIANG)
    assert score not in expected
    assert total not in expected
    assert Place(*book.where("JX_F_computed_total")) in expected


def test_a_broken_cell_is_to_hold_its_formula_again_or_the_value_that_was_fixed(built: dict[str, bytes]) -> None:
    memory = Memory(built["turpan-2024"])
    formulas = expected_formulas(memory.read(), XINJIANG)
    place = Place(*memory.where("JX_C_score_completion_rate", 3))
    memory.put("JX_C_score_completion_rate", Decimal(7), 3)
    (found,) = [one for one in broken_results(memory, memory.read(), XINJIANG) if one.place == place]  # type: ignore[arg-type]
    assert isinstance(found.sound, CellFormula)
    assert found.sound.formula == formulas[place]
    assert found._replace(formula=None).sound == found.value


class TestValues:
    @pytest.mark.parametrize(
        ("found", "value", "same"),
        [
            (Decimal(5), Decimal(5), True),
            (Decimal(5), 5, True),
            (Decimal("0.3"), 0.1 + 0.2, True),
            (Decimal("0.3333333333"), Decimal(1) / 3, True),
            (Decimal("0.33333333"), Decimal(1) / 3, False),
            (Decimal("0.000000001"), Decimal(0), True),
            (Decimal("0.0000000011"), Decimal(0), False),
            (Decimal("1000000000.9"), Decimal(10) ** 9, True),
            (Decimal("1000000001"), Decimal(10) ** 9, True),
            (Decimal("1000000001.1"), Decimal(10) ** 9, False),
            (Decimal("-1000000001"), Decimal(10) ** 9 * -1, True),
            (Decimal(5), Decimal(6), False),
            (Decimal(1), True, True),
            (Decimal(2), True, False),
            (Decimal(5), "5", False),
            ("5", Decimal(5), False),
            ("良", "良", True),
            (" 良 ", "良", True),
            ("良", " 良", True),
            ("良", "优", False),
            (None, None, True),
            (None, "", True),
            ("", None, True),
            (None, Decimal(0), False),
            (Decimal(0), None, False),
            (Decimal(0), "", False),
            ("", "良", False),
            (True, True, True),
            (True, False, False),
        ],
    )
    def test_a_value_is_the_same_as_spreadsheet_programs_compute(self, found: Any, value: Any, same: bool) -> None:
        assert same_value(Content(found), value) is same

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (Decimal("1.50"), "1.5"),
            (1.5, "1.5"),
            (3, "3"),
            ("良", "良"),
            (None, ""),
            ("", ""),
            (0.1 + 0.2, "0.30000000000000004"),
        ],
    )
    def test_a_value_is_said_as_a_reader_sees_it(self, value: Any, text: str) -> None:
        assert said(value) == text


@pytest.mark.parametrize(
    "found",
    [
        'IFERROR(JX_RATE($A1),IF(B1="Ab c","",1))',
        'iferror(jx_rate($a1),if(b1="Ab c","",1))',
        'IFERROR( JX_RATE( $A1 ),\nIF(B1 = "Ab c", "", 1))',
        'IFERROR([1]!JX_RATE($A1),IF(B1="Ab c","",1))',
        'IFERROR([xladdin.xlam]!JX_RATE($A1),IF(B1="Ab c","",1))',
        'IFERROR(\'C:\\Users\\x\\xladdin.xlam\'!JX_RATE($A1),IF(B1="Ab c","",1))',
        '_xlfn.IFERROR(_xludf.JX_RATE($A1),_xll.IF(B1="Ab c","",1))',
        'IFERROR(@JX_RATE($A1),IF(B1="Ab c","",1))',
    ],
)
def test_a_formula_is_the_same_however_a_program_writes_it(found: str) -> None:
    assert same_formula(found, 'IFERROR(JX_RATE($A1),IF(B1="Ab c","",1))')


@pytest.mark.parametrize(
    "found",
    [
        'IFERROR(JX_RATE($A1),IF(B1="ab c","",1))',
        'IFERROR(JX_RATE($A1),IF(B1="Abc","",1))',
        'IFERROR(JX_RATE($A2),IF(B1="Ab c","",1))',
        'IFERROR(JX_RATE(A1),IF(B1="Ab c","",1))',
        "JX_RATE($A1)",
        "1",
        "",
    ],
)
def test_another_formula_is_another_one(found: str) -> None:
    assert not same_formula(found, 'IFERROR(JX_RATE($A1),IF(B1="Ab c","",1))')


class TestBroken:
    @pytest.fixture
    def book(self, built: dict[str, bytes]) -> Memory:
        return Memory(built["turpan-2024"])

    def found(self, book: Memory) -> list[tuple[str, Place, str]]:
        broken = broken_results(book, book.read(), XINJIANG)  # type: ignore[arg-type]
        return [(one.kind, one.place, said(one.value)) for one in broken]

    def test_a_fresh_book_has_none(self, book: Memory) -> None:
        assert self.found(book) == []

    @pytest.mark.parametrize("value", [Decimal("88.8"), Decimal(99), "八十", None])
    def test_without_its_formula_a_result_is_overwritten(self, value: Any, book: Memory) -> None:
        place = Place(*book.where("JX_F_total"))
        book.put("JX_F_total", value)
        assert self.found(book) == [("formula-overwritten", place, "88.8")]

    @pytest.mark.parametrize(
        ("formula", "value", "kind"),
        [
            ("JX_F_total+10", Decimal("98.8"), "formula-changed"),
            ("80+8.8", Decimal("88.8"), "formula-changed"),
            ('"A"&8', Decimal("88.8"), "formula-changed"),
            ("SUM($A$1:$A$9)", Decimal("88.8"), ""),
            ("JX_F_levels_v1_score+80", Decimal("88.8"), ""),
            ("SUM($A$1:$A$9)", Decimal("88.7"), "formula-changed"),
        ],
    )
    def test_another_formula_that_gives_something_else_or_names_nothing_is_changed(
        self, formula: str, value: Decimal, kind: str, book: Memory
    ) -> None:
        place = Place(*book.where("JX_F_total"))
        book.put("JX_F_total", value, formula=formula)
        assert self.found(book) == ([(kind, place, "88.8")] if kind else [])

    def test_results_of_yesterday_are_told_once_at_the_total(self, book: Memory) -> None:
        book.put("JX_C_self_actual", Decimal(1))
        found = self.found(book)
        assert [(kind, place) for kind, place, _ in found] == [("result-stale", Place(*book.where("JX_F_total")))]
        del book.defined["JX_F_total"]
        book.said["xladdin.template_version"] = "1"  # which lacks the name
        assert self.found(book) == []

    def test_results_that_no_program_calculated_are_no_old_ones(self, book: Memory) -> None:
        for name in ("JX_F_total", "JX_F_grade"):
            formula = book.get(name).formula
            book.put(name, None, formula=formula)
        assert self.found(book) == []

    def test_a_value_that_follows_from_an_issued_target_is_fixed(self, book: Memory) -> None:
        place = Place(*book.where("JX_C_score_low"))
        assert book.get("JX_C_score_low").formula is None
        book.put("JX_C_score_low", Decimal(1))
        assert self.found(book) == [("fixed-changed", place, "426.94")]
        book.put("JX_C_score_low", Decimal("426.94"), formula="JX_F_year")
        assert self.found(book) == []  # the formula is remarked as one
        book.put("JX_C_score_low", Decimal(1))
        book.said["xladdin.template_version"] = "1"
        assert self.found(book) == []

    def test_results_of_a_submission_are_what_its_inputs_give(self, book: Memory) -> None:
        def found() -> list[tuple[str, Place, str]]:
            broken = sealed_results(book, book.read(), XINJIANG)  # type: ignore[arg-type]
            return [(one.kind, one.place, said(one.value)) for one in broken]

        assert found() == []
        book.put("JX_F_total", Decimal("88.9"))
        assert found() == [("result-changed", Place(*book.where("JX_F_total")), "88.8")]


def test_a_formula_twice_as_long_and_two_thousand_signs_more_is_read_and_a_longer_one_is_not() -> None:
    """Paths of the add-in make a formula that long, nothing else does: it is not searched."""
    assert same_formula("A1 + B1".ljust(10 + 2_000), "A1+B1")
    assert not same_formula("A1 + B1".ljust(10 + 2_001), "A1+B1")


@pytest.mark.parametrize(
    ("number", "written"), [("1E-9", "0.000000001"), ("0.5", "0.50"), ("100", "1E2"), ("1", "1.0")]
)
def test_numbers_are_the_same_however_a_program_writes_them(number: str, written: str) -> None:
    assert same_formula(f"ROUND(A1,{number})", f"ROUND(A1,{written})")
    assert not same_formula(f"ROUND(A1,{number}1)", f"ROUND(A1,{written})")
    assert not same_formula(f"ROUND(A1,A{number})", f"ROUND(A1,A{written})")
