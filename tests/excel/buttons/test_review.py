"""校验, 上一处, 下一处: the same list as ``check --mark`` writes, and a way through it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.excel.books import PROJECTS, working_book
from tests.excel.buttons.desk import FINDINGS, MANUAL, SELF, Desk
from tests.fakes.excel import FakeExcel
from xladdin.checks.runner import run_checks
from xladdin.excel.book import undo
from xladdin.excel.buttons.review import _after
from xladdin.forms.build.workbook import build
from xladdin.forms.closed.write_findings import mark
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.model.place import Place
from xladdin.model.project_json import load
from xladdin.rules import profile as profiles

AS_PRINTED = Path(__file__).parents[2] / "data" / "turpan-2024-as-printed.json"


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profile"))


def opened(excel: FakeExcel, path: Path, content: bytes) -> Desk:
    """A workbook whose stored results are fresh, so that nothing need be calculated here."""
    desk = Desk(excel, path, content)
    excel.application.calculation = MANUAL
    desk.before = desk.state()
    return desk


def as_printed() -> bytes:
    evaluation = load(AS_PRINTED)
    return build(evaluation, profiles.load(evaluation.profile))


def marked(content: bytes) -> dict[str, Any]:
    """Cells of 校验结果 as the command line writes them into a closed file."""
    archive = Archive.read(content)
    book = read(PackageGrid(archive))
    report = run_checks(
        book.evaluation,
        profiles.load(book.profile),
        places=book.places,
        notes=book.notes,
        issued=not book.blank,
        added=book.added,
    )
    cells = PackageGrid(mark(archive, book, report)).sheet(FINDINGS)
    return {cell: cells[cell].value for cell in cells if cells[cell].formula is None and cells[cell].value is not None}


@pytest.mark.parametrize("project", [*PROJECTS, "as printed"])
def test_the_list_is_the_one_that_the_command_line_writes(excel: FakeExcel, tmp_path: Path, project: str) -> None:
    content = as_printed() if project == "as printed" else working_book(project)
    desk = opened(excel, tmp_path / "自评.xlsx", content)
    said = desk.press("check")
    assert said.startswith("校验完成：")
    found = {c: v for c, v in desk.cells(FINDINGS).items() if not str(v).startswith("=") and v is not None}
    assert found == marked(content)
    assert desk.is_in_order()
    assert desk.selected[0] == FINDINGS


def test_what_is_found_stays_text_whatever_it_looks_like(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx", as_printed())
    desk.press("check")
    texts = {value for value in desk.cells(FINDINGS).values() if isinstance(value, str)}
    assert any(text.endswith("%") for text in texts)  # not turned into 0.6295


def test_a_second_review_of_the_same_cells_writes_nothing(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx", as_printed())
    desk.press("check")
    undo.forget(desk.book.api.FullName)
    desk.press("check")
    assert undo.load(desk.book.api.FullName) is None


def test_undo_gives_back_the_list_of_the_review_before(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx", as_printed())
    desk.press("check")
    before = desk.cells(FINDINGS)
    place = desk.read().places["funds[central].executed"]
    desk.type(place.sheet, place.cell, 1)
    desk.press("check")
    assert desk.cells(FINDINGS) != before
    assert desk.press("undo").startswith("已恢复“校验”之前的内容，共 ")
    assert desk.cells(FINDINGS) == before
    assert desk.press("undo").startswith("文件“自评.xlsx”：没有可以恢复的操作。")


def test_one_that_fails_while_writing_leaves_the_old_list(
    excel: FakeExcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx", as_printed())
    before = desk.cells(FINDINGS)

    def fail(*_: object) -> object:
        raise ZeroDivisionError("defect")

    monkeypatch.setattr("xladdin.excel.buttons.review.set_heights", fail)  # after the cells, before the row heights
    said = desk.press("check")
    assert said.startswith("已还原本次改动。\n“校验”没有完成")
    assert desk.cells(FINDINGS) == before
    assert desk.is_in_order()


class TestJumping:
    @pytest.fixture
    def desk(self, excel: FakeExcel, tmp_path: Path) -> Desk:
        desk = opened(excel, tmp_path / "自评.xlsx", as_printed())
        desk.press("check")
        return desk

    def test_next_goes_through_all_findings_in_order_and_round_again(self, desk: Desk) -> None:
        cells = desk.cells(FINDINGS)
        rows = range(4, 124)
        places = [(cells.get(f"C{row}"), cells.get(f"K{row}")) for row in rows]
        wanted = list(dict.fromkeys(place for place in places if all(place)))
        assert len(wanted) > 10
        visited = []
        for _ in wanted:
            assert desk.press("next_finding") == ""
            visited.append(desk.selected)
        assert visited == wanted
        desk.press("next_finding")
        assert desk.selected == wanted[0]
        desk.press("previous_finding")
        assert desk.selected == wanted[-1]
        assert desk.is_in_order()

    def test_from_elsewhere_it_goes_to_the_nearest_on_the_sheet(self, desk: Desk) -> None:
        desk.go_to(SELF, "A1")
        desk.press("next_finding")
        assert desk.selected[0] == SELF


@pytest.mark.parametrize(
    ("here", "step", "there"),
    [
        ("甲!A1", 1, "甲!B5"),
        ("甲!A6", 1, "甲!C9"),
        ("甲!A6", -1, "甲!B5"),
        ("甲!B5", 1, "乙!A1"),
        ("甲!C9", 1, "甲!B5"),
        ("甲!B5", -1, "甲!C9"),
        ("甲!A99", 1, "甲!B5"),
        ("丙!A1", 1, "甲!B5"),
        ("丙!A1", -1, "甲!C9"),
    ],
)
def test_the_way_through(here: str, step: int, there: str) -> None:
    found = [Place("甲", "B5"), Place("乙", "A1"), Place("甲", "C9")]
    assert _after(found, Place(*here.split("!")), step) == Place(*there.split("!"))


def test_without_a_list_it_says_what_to_do_first(excel: FakeExcel, tmp_path: Path) -> None:
    desk = opened(excel, tmp_path / "自评.xlsx", working_book("karamay-2024"))
    assert "请先点“校验”。（findings-none）" in desk.press("next_finding")
    assert desk.is_in_order()
