"""A workbook goes out, people and programs change it, and it is read back: the same model and what was changed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from tests.forms.conftest import PROJECTS, sample
from tests.forms.doubts import column, named
from tests.forms.letters import letter
from tests.forms.office import calculated, edited, same, sheet_parts, stored
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.reader import ReadBook
from xladdin.model.evaluation import Evaluation
from xladdin.model.place import SCORES, SELF_EVALUATION, WEIGHTED, Place

Book = Callable[..., Path]


def read(path: Path) -> ReadBook:
    opened = open_file(path)
    assert opened.book is not None
    return opened.book


def with_rows(evaluation: Evaluation, **changes: dict[str, Any]) -> Evaluation:
    """The evaluation with changed indicators: key → {field: value}."""
    rows = tuple(replace(row, **changes.get(row.key, {})) for row in evaluation.indicators)
    return replace(evaluation, indicators=rows)


@pytest.mark.parametrize("name", PROJECTS)
def test_both_projects_come_back_as_they_went_out(name: str, book: Book) -> None:
    read_back = read(book(name))
    assert read_back.evaluation == sample(name)
    assert read_back.notes == ()


def _typed(path: Path, cells: dict[Place, Any]) -> Path:
    """openpyxl loads the workbook, puts values into cells, and saves it: every stored result is gone."""
    workbook = openpyxl.load_workbook(path)
    for place, value in cells.items():
        workbook[place.sheet][place.cell] = value
    workbook.save(path)
    assert openpyxl.load_workbook(path, data_only=True)[SCORES]["N13"].value is None
    return path


@pytest.mark.parametrize("name", PROJECTS)
def test_a_workbook_saved_by_openpyxl_reads_the_same_without_any_stored_result(name: str, book: Book) -> None:
    assert read(_typed(book(name), {})).evaluation == sample(name)


@pytest.mark.libreoffice
def test_edits_in_libreoffice_arrive_and_nothing_else_changes(turpan: Evaluation, book: Book, tmp_path: Path) -> None:
    places = read(book()).places
    actual, reason = places["indicators[q01].actual"], places["indicators[q01].reason"]
    spent, name = places["funds[central].executed"], places["project.name"]
    saved = edited(
        book(),
        tmp_path / "saved.xlsx",
        [
            ("number", *actual, 500.5),
            ("text", *reason, "进度提前。\n措施：如期验收。"),
            ("number", *spent, 9000),
            ("text", *name, "改名后的项目"),
        ],
    )
    after = read(saved)
    rows = with_rows(turpan, q01={"actual": "500.5", "reason": "进度提前。\n措施：如期验收。"})
    funds = tuple(replace(row, executed=Decimal(9000)) if row.source == "central" else row for row in turpan.funds)
    expected = replace(rows, funds=funds, project=replace(turpan.project, name="改名后的项目"))
    assert after.evaluation == expected
    assert after.notes == ()


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("steps", "text", "noted"),
    [
        ([("number", 0.95), ("format", "0.00%")], "95%", ["percent-format"]),
        ([("number", 0.9546), ("format", "0%")], "95.46%", ["percent-format"]),
        ([("formula", "=35.4+6.2")], "41.6", ["formula"]),
        ([("formula", "=DATE(2024;12;25)"), ("format", "YYYY-MM-DD")], "2024年12月25日", ["formula"]),
        ([("number", 45651), ("format", "YYYY-MM-DD")], "2024年12月25日", []),
        ([("number", 45651), ("format", 'YYYY"年"M"月"D"日"')], "2024年12月25日", []),
        ([("text", "１２３．５")], "１２３．５", []),
        ([("text", "1,234.5公顷")], "1,234.5公顷", []),
        ([("text", "95％")], "95％", []),
        ([("number", 0.1 + 0.2)], "0.3", []),
        ([("formula", "=1/0")], "#DIV/0!", ["formula", "error-value"]),
        ([("clear",)], "", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_people_do_to_an_actual_value_is_read_as_it_is_shown(
    steps: list[tuple[Any, ...]], text: str, noted: list[str], turpan: Evaluation, book: Book, tmp_path: Path
) -> None:
    place = read(book()).places["indicators[q01].actual"]
    saved = edited(book(), tmp_path / "saved.xlsx", [(kind, *place, *rest) for kind, *rest in steps])
    after = read(saved)
    assert after.evaluation == with_rows(turpan, q01={"actual": text})
    assert [(note.path, note.kind) for note in after.notes] == [("indicators[q01].actual", kind) for kind in noted]


def _sharing(path: Path, sheet: str, cells: list[str], formula: str, value: str) -> None:
    """Give cells one shared formula, as Excel writes what was filled down."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    part = sheet_parts(parts)[sheet]
    content = parts[part].decode("utf-8")
    for number, cell in enumerate(cells):
        element = (
            f'<f t="shared" ref="{cells[0]}:{cells[-1]}" si="5">{formula}</f>'
            if number == 0
            else '<f t="shared" si="5"/>'
        )
        content, count = re.subn(
            rf'<c r="{cell}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', rf'<c r="{cell}"\1>{element}<v>{value}</v></c>', content
        )
        assert count == 1
    parts[part] = content.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part_content in parts.items():
            package.writestr(name, part_content)


def test_a_formula_that_was_filled_down_is_noted_in_every_cell(turpan: Evaluation, book: Book) -> None:
    """Excel writes the formula into the first of the cells only."""
    path = book()
    keys = ("q01", "q02", "q03")
    places = [read(path).places[f"indicators[{key}].actual"] for key in keys]
    _sharing(path, SELF_EVALUATION, [place.cell for place in places], "1+1", "2")
    after = read(path)
    assert after.evaluation == with_rows(turpan, **{key: {"actual": "2"} for key in keys})
    assert [(note.path, note.kind, note.detail) for note in after.notes] == [
        (f"indicators[{key}].actual", "formula", "=1+1") for key in keys
    ]


def test_our_own_formulas_filled_down_are_still_ours(book: Book) -> None:
    path = book("blank")
    rows = read(path).rows["self"]
    formula = stored(path).formulas[SELF_EVALUATION][f"{letter('self', 'level3')}{rows['r01']}"].replace("&", "&amp;")
    _sharing(
        path, SELF_EVALUATION, [f"{letter('self', 'level3')}{rows[key]}" for key in ("r01", "r02", "r03")], formula, ""
    )
    after = read(path)
    assert after.notes == ()
    assert after.evaluation.indicators == ()


def test_a_formula_without_stored_value_counts_as_blank_and_is_noted(turpan: Evaluation, book: Book) -> None:
    place = read(book()).places["indicators[q01].actual"]
    spent = read(book()).places["funds[local].executed"]
    after = read(_typed(book(), {place: "=35.4+6.2", spent: "=1+1"}))
    local = next(row for row in after.evaluation.funds if row.source == "local")
    assert local.executed is None
    assert {row.actual for row in after.evaluation.indicators if row.key == "q01"} == {""}
    assert {(note.path, note.kind, note.detail) for note in after.notes} == {
        ("indicators[q01].actual", "formula-without-value", "=35.4+6.2"),
        ("funds[local].executed", "formula-without-value", "=1+1"),
    }


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("１５８８６．０３", "15886.03"),
        ("15,886.03", "15886.03"),
        ("15886.03万元", "15886.03"),
        ("1.5亿元", "15000"),
        (" 120 ", "120"),
        ("—", None),
    ],
)
def test_amounts_written_as_text_are_read_and_noted(typed: str, amount: str | None, book: Book) -> None:
    place = read(book()).places["funds[central].budget"]
    after = read(_typed(book(), {place: typed}))
    central = next(row for row in after.evaluation.funds if row.source == "central")
    assert central.budget == (None if amount is None else Decimal(amount))
    assert [(note.path, note.kind) for note in after.notes] == [("funds[central].budget", "text-number")]


def test_an_error_value_in_an_input_is_noted_and_never_a_number(turpan: Evaluation, book: Book) -> None:
    place = read(book()).places["indicators[q01].actual"]
    workbook = openpyxl.load_workbook(path := book())
    cell = workbook[place.sheet][place.cell]
    cell.value, cell.data_type = "#REF!", "e"
    workbook.save(path)
    after = read(path)
    assert after.evaluation == with_rows(turpan, q01={"actual": "#REF!"})
    assert [(note.path, note.kind) for note in after.notes] == [("indicators[q01].actual", "error-value")]


@pytest.mark.libreoffice
def test_an_error_value_asks_for_a_check_and_the_total_stays_blank(book: Book, tmp_path: Path) -> None:
    place = read(book()).places["indicators[q01].actual"]
    saved = edited(book(), tmp_path / "saved.xlsx", [("formula", *place, "=1/0")])
    book_of = stored(saved)
    row = next(address[1:] for address, value in book_of.values[SCORES].items() if value == "q01")
    cells = book_of.values[SCORES]
    assert [
        cells.get(f"{letter('score', found)}{row}") for found in ("value", "completion_rate", "computed_score")
    ] == ["需核对"] * 3
    assert "JX_" not in str(cells)


@pytest.mark.libreoffice
def test_a_reason_merged_over_several_rows_holds_for_all_of_them(
    turpan: Evaluation, book: Book, tmp_path: Path
) -> None:
    places = read(book()).places
    keys = [row.key for row in turpan.indicators[:3]]
    first, last = (places[f"indicators[{key}].reason"] for key in (keys[0], keys[-1]))
    saved = edited(
        book(),
        tmp_path / "saved.xlsx",
        [
            *[("clear", *places[f"indicators[{key}].reason"]) for key in keys],
            ("text", *first, "三项同一原因。"),
            ("merge", first.sheet, f"{first.cell}:{last.cell}", True),
        ],
    )
    after = read(saved)
    assert after.evaluation == with_rows(turpan, **{key: {"reason": "三项同一原因。"} for key in keys})
    assert after.places[f"indicators[{keys[2]}].reason"] == first


@pytest.mark.libreoffice
def test_level_cells_taken_apart_hold_down_to_the_next_one(turpan: Evaluation, book: Book, tmp_path: Path) -> None:
    saved = edited(book(), tmp_path / "saved.xlsx", [("merge", SELF_EVALUATION, "B22:B52", False)])
    before = {row.key: row.level1 for row in turpan.indicators}
    assert {row.key: row.level1 for row in read(saved).evaluation.indicators} == before


def _rows(path: Path, table: str) -> dict[str, int]:
    return read(path).rows[table]


@pytest.mark.libreoffice
def test_blank_rows_put_into_the_tables_change_nothing(turpan: Evaluation, book: Book, tmp_path: Path) -> None:
    own, weighted = _rows(book(), "self")["q03"], _rows(book(), "weighted")["q05"]
    saved = edited(
        book(), tmp_path / "saved.xlsx", [("insert", SELF_EVALUATION, own, 2), ("insert", WEIGHTED, weighted, 1)]
    )
    after = read(saved)
    assert after.evaluation == turpan
    assert after.positions["q03"] == read(book()).positions["q03"] + 2


@pytest.mark.libreoffice
@pytest.mark.parametrize("below", [False, True], ids=["inside the tables", "below the last row"])
def test_a_filled_row_put_into_both_tables_is_one_more_indicator(
    below: bool, turpan: Evaluation, book: Book, tmp_path: Path
) -> None:
    own, weighted = (_rows(book(), table) for table in ("self", "weighted"))
    at, other = (max(own.values()) + 1, max(weighted.values()) + 1) if below else (own["q03"], weighted["q06"])
    steps = [
        ("insert", SELF_EVALUATION, at, 1),
        ("text", SELF_EVALUATION, f"{letter('self', 'level3')}{at}", "新增指标（个）"),
        ("text", SELF_EVALUATION, f"{letter('self', 'target')}{at}", "≥5"),
        ("number", SELF_EVALUATION, f"{letter('self', 'actual')}{at}", 7),
        *([] if below else [("insert", WEIGHTED, other, 1)]),
        ("text", WEIGHTED, f"{letter('weighted', 'level3')}{other}", "新增指标(个)"),
        ("text", WEIGHTED, f"{letter('weighted', 'issued_target')}{other}", "≥5"),
        ("number", WEIGHTED, f"{letter('weighted', 'weight')}{other}", 2),
        ("text", WEIGHTED, f"{letter('weighted', 'scoring_rule')}{other}", "直接赋分"),
    ]
    after = read(edited(book(), tmp_path / "saved.xlsx", steps)).evaluation
    old = [row for row in after.indicators if not row.key.startswith("row")]
    (new,) = (row for row in after.indicators if row.key.startswith("row"))
    assert replace(after, indicators=tuple(old)) == turpan
    assert (new.level3, new.target, new.actual, new.weight, new.scoring_rule) == (
        "新增指标（个）",
        "≥5",
        "7",
        Decimal(2),
        "直接赋分",
    )
    assert new.level1 == turpan.indicators[-1 if below else 2].level1


@pytest.mark.libreoffice
def test_a_row_put_into_the_weighted_table_alone_is_not_lost(turpan: Evaluation, book: Book, tmp_path: Path) -> None:
    at = _rows(book(), "weighted")["q06"]
    steps = [
        ("insert", WEIGHTED, at, 1),
        ("text", WEIGHTED, f"{letter('weighted', 'level3')}{at}", "只在目标表里的指标"),
        ("number", WEIGHTED, f"{letter('weighted', 'weight')}{at}", 3),
    ]
    after = read(edited(book(), tmp_path / "saved.xlsx", steps)).evaluation
    assert [(row.level3, row.weight, row.actual) for row in after.indicators[31:]] == [
        ("只在目标表里的指标", Decimal(3), "")
    ]


@pytest.mark.libreoffice
def test_a_percentage_that_was_pasted_as_a_number_is_written_as_text_and_read_alike(book: Book, tmp_path: Path) -> None:
    """One under a target in per cent, one under a count: before, the sheet read 0.95 of both."""
    from xladdin.forms.closed.restore import recalculate_and_restore

    places = read(book()).places
    rate, count = places["indicators[q31].actual"], places["indicators[q02].actual"]
    steps = [("number", *place, 0.95) for place in (rate, count)]
    steps += [("format", *place, "0.00%") for place in (rate, count)]
    path = edited(book(), tmp_path / "pasted.xlsx", steps)
    done = recalculate_and_restore(path)
    assert dict(done.texts) == {rate: "95%", count: "95%"}
    (office,) = calculated([path])
    written = stored(path).values
    for name in ("actual", "value", "completion_rate", "computed_score", "score", "explanation"):
        shown, computed = column(path, written, name), column(path, office, name)
        assert all(same(shown[key], computed[key]) for key in shown), name
    assert named(path, office, "JX_F_total") == named(path, written, "JX_F_total") == ""  # 95% of 47 mines: 需核对
    assert column(path, office, "value")["q31"] == 95
    again = recalculate_and_restore(path)
    assert not again.texts
    assert again.done.changed == 0


def test_stored_results_after_edits_are_what_python_computes(book: Book, tmp_path: Path) -> None:
    """LibreOffice saved the workbook with results of its own; recalculating it changes none of them."""
    from xladdin.forms.closed.recalc import recalculate_file

    place = read(book()).places["indicators[q02].actual"]
    steps = [("text", *place, "95%"), ("format", *place, "0.00%"), ("insert", SELF_EVALUATION, 30, 2)]
    saved = edited(book(), tmp_path / "saved.xlsx", steps)
    before = stored(saved)
    recalculate_file(saved)
    after = stored(saved)
    assert before.formulas == after.formulas
    for sheet, cells in after.formulas.items():
        for address in cells:
            assert same(before.values[sheet].get(address), after.values[sheet].get(address)), (sheet, address)
    (office,) = calculated([saved])
    assert office[SCORES]["N13"] == after.values[SCORES]["N13"]
