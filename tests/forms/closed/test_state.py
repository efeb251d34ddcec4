"""What is wrong around the inputs: copies of sheets, rows in one table only, the goals of another year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.conftest import sample
from tests.forms.read.memory import Memory
from tests.hostile.kit import BOOK, BOOK_RELS, CUSTOM, Kit
from xladdin.forms.closed.made_for import made_for, year_to_note
from xladdin.forms.closed.notes.seal import seal_notes
from xladdin.forms.closed.review import review
from xladdin.forms.closed.state_notes import _row_notes, _year_note, state_notes
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.model.place import Place, cell_path
from xladdin.rules import profile as profiles
from xladdin.submission.export import sealed

XINJIANG = profiles.load("xinjiang-2024")


@pytest.fixture
def kit(built: dict[str, bytes]) -> Kit:
    return Kit(built["turpan-2024"])


def notes(kit: Kit) -> list[tuple[str, str, str, str, str]]:
    grid = PackageGrid(Archive.read(kit.pack()))
    found = state_notes(grid, read(grid), XINJIANG)
    return [(note.path, note.kind, note.detail, note.expected, note.name) for note in found]


def own_name(kit: Kit, position: int, name: str, reference: str) -> None:
    """A name that a sheet has for itself; ``position`` of the sheet in the workbook."""
    kit.sub(
        BOOK,
        "</definedNames>",
        f'<definedName name="{name}" localSheetId="{position}">{reference}</definedName></definedNames>',
    )


def sheet(kit: Kit, name: str) -> int:
    """One more sheet, filled like 绩效自评表; its position."""
    kit.add("xl/worksheets/sheet99.xml", kit.parts[kit.own])
    kit.relate(BOOK_RELS, "worksheet", "worksheets/sheet99.xml")
    kit.sub(BOOK, "</sheets>", f'<sheet name="{name}" sheetId="99" r:id="rIdX"/></sheets>')
    return len(kit.sheets)


def test_a_fresh_workbook_gives_no_remark(kit: Kit) -> None:
    assert notes(kit) == []


def test_a_copied_sheet_is_told_once_with_the_one_it_was_copied_from(kit: Kit) -> None:
    position = sheet(kit, "绩效自评表 (2)")
    for name in ("JX_F_objective", "jx_c_self_actual"):
        own_name(kit, position, name, "'绩效自评表 (2)'!$A$5")
    own_name(kit, position, "MINE", "'绩效自评表 (2)'!$A$6")
    own_name(kit, position + 1, "JX_F_total", "'绩效自评表 (2)'!$A$7")  # of no sheet
    place = cell_path(Place("绩效自评表 (2)", "A1"))
    assert [note[:3] for note in notes(kit)] == [(place, "sheet-copied", "绩效自评表")]


def test_a_copy_of_what_is_gone_is_told_without_its_origin(kit: Kit) -> None:
    own_name(kit, sheet(kit, "多的表"), "JX_F_nothing", "多的表!$A$5")
    assert [note[:3] for note in notes(kit)] == [(cell_path(Place("多的表", "A1")), "sheet-copied", "")]


def test_a_name_that_a_sheet_of_ours_has_for_itself_is_told_where_it_leads_elsewhere(kit: Kit) -> None:
    position = list(kit.sheets).index("评分表")
    grid = PackageGrid(Archive.read(kit.pack()))
    own_name(kit, position, "JX_F_total", grid.names()["JX_F_total"])
    assert notes(kit) == []
    own_name(kit, position, "JX_F_grade", "'评分表'!$A$1")
    own_name(kit, position, "JX_F_no_total", "'评分表'!$A$1")
    assert [note[:3] for note in notes(kit)] == [(cell_path(Place("评分表", "A1")), "sheet-names", "JX_F_grade")]


@pytest.mark.parametrize(
    ("table", "sheet"), [("weighted", "自治区项目绩效目标表"), ("self", "绩效自评表"), ("score", "评分表")]
)
def test_a_row_that_is_gone_from_one_table_is_told_by_its_name_and_that_sheet(
    table: str, sheet: str, built: dict[str, bytes]
) -> None:
    book = Memory(built["turpan-2024"])
    for name in [name for name in book.defined if name.startswith(f"JX_C_{table}_")]:
        book.put(name, None, row=4)
    found = book.read()
    assert [(note.path, note.kind, note.expected) for note in _row_notes(found)] == [
        ("indicators[q04].level3", "row-lost", sheet)
    ]
    assert list(_row_notes(Memory(built["turpan-2024"]).read())) == []


class TestYears:
    @pytest.fixture
    def book(self, built: dict[str, bytes]) -> Memory:
        return Memory(built["turpan-2024"])

    @pytest.fixture
    def blank(self, built: dict[str, bytes]) -> Memory:
        return Memory(built["blank"])

    @pytest.mark.parametrize(
        ("said", "year"),
        [
            ("2024", 2024),
            (2024, 2024),
            ("2023", 2023),
            ("24", 0),
            ("20240", 0),
            ("2O24", 0),
            ("２０２４", 0),
            ("-202", 0),
        ],
    )
    def test_a_book_was_made_for_the_year_of_its_property(self, said: object, year: int, book: Memory) -> None:
        book.said["xladdin.year"] = said
        book.put("JX_V_year", Decimal(1999))
        assert made_for(book, book.read()) == year

    @pytest.mark.parametrize(("typed", "year"), [(Decimal(2023), 2023), ("2023", 0), (None, 0), (Decimal("2023.5"), 0)])
    def test_without_the_property_the_cell_tells(self, typed: object, year: int, book: Memory) -> None:
        book.said.pop("xladdin.year", None)
        book.put("JX_V_year", typed)
        assert made_for(book, book.read()) == year
        del book.defined["JX_V_year"]
        assert made_for(book, book.read()) == 0

    def test_the_first_year_of_a_blank_book_is_noted_once_something_was_achieved(self, blank: Memory) -> None:
        def place() -> Place | None:
            return year_to_note(blank, blank.read())

        blank.put("JX_F_year", Decimal(2025))
        blank.put("JX_C_weighted_level3", "渠道（公里）").put("JX_C_weighted_level1", "产出指标")
        assert place() is None
        blank.put("JX_C_self_actual", "5公里")
        where = Place(*blank.where("JX_V_year"))
        assert place() == where
        blank.put("JX_F_year", None)
        assert place() is None
        blank.put("JX_F_year", Decimal(2025)).put("JX_V_year", Decimal(2024))
        assert place() is None
        blank.put("JX_V_year", None)
        assert place() == where
        del blank.defined["JX_V_year"]
        assert place() is None

    def test_an_issued_book_notes_no_year(self, book: Memory) -> None:
        book.said.pop("xladdin.year", None)
        book.put("JX_V_year", None)
        assert year_to_note(book, book.read()) is None

    @pytest.mark.parametrize(
        ("blank", "typed", "kind"),
        [(False, 2025, "other-year"), (True, 2025, "other-first-year"), (False, 2024, ""), (False, None, "")],
    )
    def test_another_year_is_told_with_both(
        self, blank: bool, typed: int | None, kind: str, built: dict[str, bytes]
    ) -> None:
        book = Memory(built["blank" if blank else "turpan-2024"])
        book.said["xladdin.year"] = "2024"
        book.put("JX_F_year", Decimal(typed) if typed else None)
        found = [
            (note.path, note.kind, note.detail, note.expected)
            for note in _year_note(book, book.read())  # type: ignore[arg-type]
        ]
        assert found == ([("year", kind, "2025", "2024")] if kind else [])


def test_a_review_goes_by_the_rules_of_the_workbook_unless_others_are_given(kit: Kit) -> None:
    grid = PackageGrid(Archive.read(kit.pack()))
    book = read(grid)
    assert review(grid, book).findings == review(grid, book, XINJIANG).findings
    assert review(grid, book).findings != review(grid, book, profiles.load("mof-2020")).findings


class TestSubmissions:
    @pytest.fixture
    def sent(self) -> Kit:
        content, _ = sealed(sample("turpan-2024"), XINJIANG)
        return Kit(content.to_bytes())

    def notes(self, kit: Kit) -> list[tuple[str, str, str]]:
        grid = PackageGrid(Archive.read(kit.pack()))
        return [(note.path, note.kind, note.detail) for note in seal_notes(grid, read(grid))]

    def test_a_fresh_one_gives_no_remark(self, sent: Kit) -> None:
        assert self.notes(sent) == []

    def test_another_content_than_its_digest_says_is_told_unless_an_older_program_made_it(self, sent: Kit) -> None:
        sent.re(CUSTOM, r'(name="xladdin.content_digest">\s*<vt:\w+>)[^<]*', r"\g<1>abcdef0123456789")
        assert [note[1:] for note in self.notes(sent)] == [("content-changed", "ABCDEF01")]
        sent.re(CUSTOM, r'(name="xladdin.template_version">\s*<vt:\w+>)[^<]*', r"\g<1>1")
        assert self.notes(sent) == []

    def test_a_sheet_that_is_no_longer_locked_is_told_by_its_name(self, sent: Kit) -> None:
        sent.re(sent.scores, r"<sheetProtection[^>]*/>", "")
        place = cell_path(Place("评分表", "A1"))
        assert self.notes(sent) == [(place, "sheet-unlocked", "评分表")]
