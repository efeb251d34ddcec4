"""What a workbook says of itself, its single cells, its rows and its lists, whatever people did around them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.forms.read.memory import Memory
from xladdin.errors import UserError
from xladdin.forms.grid import Content
from xladdin.model.evaluation import Evaluation
from xladdin.model.indicator import Indicator
from xladdin.model.place import Place


@pytest.fixture
def turpan_book(built: dict[str, bytes]) -> Memory:
    return Memory(built["turpan-2024"])


@pytest.fixture
def blank(built: dict[str, bytes]) -> Memory:
    return Memory(built["blank"])


def refusal(book: Memory) -> UserError:
    with pytest.raises(UserError) as caught:
        book.read()
    assert caught.value.file == "自评.xlsx"
    return caught.value


def row_of(evaluation: Evaluation, key: str) -> Indicator:
    return next(row for row in evaluation.indicators if row.key == key)


# ---- what a workbook is ---------------------------------------------------------------------------------------------


def test_a_workbook_says_whose_it_is(turpan_book: Memory) -> None:
    found = turpan_book.read()
    assert found.evaluation == sample("turpan-2024")
    assert (found.family.id, found.profile, found.blank, found.older) == ("transfer", "xinjiang-2024", False, False)
    assert found.version == found.family.version
    assert len(found.profile_digest) >= 8
    assert found.added == frozenset()
    assert found.notes == ()
    assert list(found.positions.values()) == list(range(1, 32))
    assert found.rows["self"]["q01"] + 30 == max(found.rows["self"].values())


def test_a_program_that_dropped_the_properties_leaves_the_cells_of_the_parameter_sheet(turpan_book: Memory) -> None:
    before = turpan_book.read()
    turpan_book.said.clear()
    found = turpan_book.read()
    assert (found.version, found.profile, found.profile_digest, found.blank) == (
        before.version,
        before.profile,
        before.profile_digest,
        False,
    )
    del turpan_book.defined["JX_V_profile_digest"]
    assert turpan_book.read().profile_digest == ""
    del turpan_book.defined["JX_V_kind"]
    assert refusal(turpan_book).code == "template-damaged"


def test_a_blank_book_says_so_in_either_place(blank: Memory) -> None:
    assert blank.read().blank
    blank.said.clear()
    assert blank.read().blank


def test_without_properties_and_names_it_is_another_workbook(turpan_book: Memory) -> None:
    turpan_book.said.clear()
    del turpan_book.defined["JX_V_template"]
    assert refusal(turpan_book).code == "template-other"


@pytest.mark.parametrize("template", ["other", "", None, 5])
def test_another_template_is_refused(template: object, turpan_book: Memory) -> None:
    turpan_book.said["xladdin.template"] = template
    if template is None:
        del turpan_book.defined["JX_V_template"]
    assert refusal(turpan_book).code == "template-other"


def test_a_newer_template_is_refused_with_the_version_that_is_needed(turpan_book: Memory) -> None:
    known = turpan_book.read().family.version
    for version in (known + 1, str(known + 1), "x", "", None, "-1", "1.5", "１", "0000001", "9" * 40):
        turpan_book.said["xladdin.template_version"] = version
        error = refusal(turpan_book)
        assert error.code == "template-newer"
        assert error.facts == {"version": str(version)[:20], "known": known}
    turpan_book.said["xladdin.template_version"] = str(known)
    assert not turpan_book.read().older
    turpan_book.said["xladdin.template_version"] = f"00000{known}"
    assert turpan_book.read().version == known
    turpan_book.said["xladdin.template_version"] = str(known - 1)
    assert turpan_book.read().older


def test_without_profile_and_digest_a_book_has_none(turpan_book: Memory) -> None:
    for name in ("profile", "profile_digest", "kind"):
        del turpan_book.said[f"xladdin.{name}"]
    found = turpan_book.read()
    assert (found.profile, found.profile_digest, found.blank) == ("", "", False)
    assert found.evaluation.profile == ""


# ---- single cells ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "says"),
    [
        (Decimal(-1), "cell-negative", "-1"),
        (Decimal("-0.01"), "cell-negative", "-0.01"),
        (Decimal(10) ** 15 + 1, "cell-too-large", "1000000000000001"),
        ("约五百", "cell-not-number", "看不懂其中的“约”"),
        (True, "cell-not-number", "填的是“是”或“否”"),
    ],
)
def test_an_amount_that_is_none_is_refused_with_its_cell(value: Any, code: str, says: str, turpan_book: Memory) -> None:
    turpan_book.put("JX_F_funds_local_executed", value)
    error = refusal(turpan_book)
    assert (error.code, (error.sheet, error.cell)) == (code, turpan_book.where("JX_F_funds_local_executed"))
    assert says in error.line()


@pytest.mark.parametrize("value", [Decimal(0), Decimal(10) ** 15, Decimal("0.000001")])
def test_an_amount_at_its_limit_is_taken(value: Decimal, turpan_book: Memory) -> None:
    turpan_book.put("JX_F_funds_local_executed", value)
    rows = {row.source: row for row in turpan_book.read().evaluation.funds}
    assert rows["local"].executed == value


def test_the_first_thirty_signs_of_what_is_no_amount_are_shown(turpan_book: Memory) -> None:
    turpan_book.put("JX_F_funds_local_executed", "甲" * 31)
    assert refusal(turpan_book).facts["found"] == "甲" * 30


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("year", Decimal(2024), 2024),
        ("year", Decimal(1990), 1990),
        ("year", "2025年", 2025),
        ("year", None, 0),
        ("version", Decimal(3), 3),
        ("version", Decimal(1), 1),
        ("version", None, 1),
    ],
)
def test_year_and_version_are_whole_numbers(name: str, value: Any, read: int, turpan_book: Memory) -> None:
    turpan_book.put(f"JX_F_{name}", value)
    assert getattr(turpan_book.read().evaluation, name) == read


@pytest.mark.parametrize(
    ("name", "value"),
    [("year", Decimal(1989)), ("year", Decimal("2024.5")), ("version", Decimal(0)), ("version", Decimal("1.5"))],
)
def test_a_year_or_version_that_cannot_be_is_refused_with_its_cell(
    name: str, value: Decimal, turpan_book: Memory
) -> None:
    turpan_book.put(f"JX_F_{name}", value)
    error = refusal(turpan_book)
    assert (error.code, (error.sheet, error.cell)) == ("cell-not-number", turpan_book.where(f"JX_F_{name}"))
    assert "应为整数，且不能太小" in error.line()


def test_a_rate_typed_over_its_formula_is_what_the_table_declares(turpan_book: Memory) -> None:
    name = "JX_F_funds_local_execution_rate"
    assert turpan_book.get(name).formula is not None
    assert {row.declared_rate for row in turpan_book.read().evaluation.funds} == {""}
    place = Place(*turpan_book.where(name))
    for value, declared in ((Decimal("0.5"), "50.00%"), ("约五成", "约五成")):
        turpan_book.put(name, value)
        found = turpan_book.read()
        assert {row.source: row.declared_rate for row in found.evaluation.funds}["local"] == declared
        assert found.places["funds[local].declared_rate"] == place


def test_declared_levels_go_by_what_the_workbook_prints(turpan_book: Memory) -> None:
    turpan_book.put("JX_F_levels_v2_name", "成果")
    turpan_book.put("JX_F_declared_levels_v2", Decimal("44.1"))
    declared = turpan_book.read().evaluation.declared
    assert declared is not None
    assert declared.levels["成果"] == Decimal("44.1")
    assert "产出指标" not in declared.levels
    turpan_book.put("JX_F_levels_v2_name", "成[果]")
    declared = turpan_book.read().evaluation.declared
    assert declared is not None
    assert Decimal("44.1") not in declared.levels.values()
    turpan_book.put("JX_F_levels_v2_name", "产出指标")
    turpan_book.put("JX_F_declared_levels_v2", "约44")
    assert (refusal(turpan_book).code, refusal(turpan_book).cell) == (
        "cell-not-number",
        turpan_book.where("JX_F_declared_levels_v2")[1],
    )
    turpan_book.put("JX_F_declared_levels_v2", Decimal("44.1"))
    del turpan_book.defined["JX_F_levels_v2_name"]  # a book from before that name
    declared = turpan_book.read().evaluation.declared
    assert declared is not None
    assert declared.levels["产出指标"] == Decimal("44.1")


def test_a_typed_formula_is_remarked_and_one_of_ours_is_not(turpan_book: Memory) -> None:
    sheet, cell = turpan_book.where("JX_C_self_actual")
    turpan_book.put("JX_C_self_actual", Decimal(5), formula="2+3")
    (note,) = turpan_book.read().notes
    assert (note.path, note.kind, note.detail) == ("indicators[q01].actual", "formula", "=2+3")
    assert turpan_book.read().places[note.path] == Place(sheet, cell)
    for ours in ("IFERROR(JX_RATE(A1),1)", "iferror([1]!jx_rate(a1),1)"):
        turpan_book.put("JX_C_self_actual", Decimal(5), formula=ours)
        found = turpan_book.read()
        assert found.notes == ()
        assert row_of(found.evaluation, "q01").actual == "5"


def test_a_sheet_that_is_not_there_is_missed_by_its_name(turpan_book: Memory) -> None:
    sheet, _ = turpan_book.where("JX_F_remarks")
    del turpan_book.cells[sheet]
    error = refusal(turpan_book)
    assert (error.code, error.sheet) == ("sheet-missing", sheet)


# ---- rows -----------------------------------------------------------------------------------------------------------


def test_a_number_a_text_and_a_blank_in_a_row(turpan_book: Memory) -> None:
    turpan_book.put("JX_C_self_actual", Decimal("500.5")).put("JX_C_self_reason", " 洪水 ")
    turpan_book.put("JX_C_weighted_weight", Decimal(7)).put("JX_C_score_adjustment_keep", "80%")
    turpan_book.put("JX_C_score_adjustment_kind", "其他").put("JX_C_weighted_basis", None)
    row = row_of(turpan_book.read().evaluation, "q01")
    assert (row.actual, row.reason, row.weight, row.basis) == ("500.5", "洪水", 7, "")
    assert row.adjustment is not None
    assert (row.adjustment.kind, row.adjustment.keep) == ("其他", Decimal("0.8"))


def test_a_percent_format_in_a_row_is_remarked(turpan_book: Memory) -> None:
    turpan_book.put("JX_C_self_actual", Decimal("0.95"), row=2, format="percent")
    found = turpan_book.read()
    assert row_of(found.evaluation, "q02").actual == "95%"
    assert [(note.path, note.kind) for note in found.notes] == [("indicators[q02].actual", "percent-format")]


def test_a_weight_above_a_hundred_is_refused_with_its_cell(turpan_book: Memory) -> None:
    turpan_book.put("JX_C_weighted_weight", Decimal(100), row=3)
    assert row_of(turpan_book.read().evaluation, "q03").weight == 100
    turpan_book.put("JX_C_weighted_weight", Decimal("100.01"), row=3)
    error = refusal(turpan_book)
    assert (error.code, (error.sheet, error.cell)) == ("cell-too-large", turpan_book.where("JX_C_weighted_weight", 3))


def test_a_merged_reason_holds_for_all_its_rows(turpan_book: Memory) -> None:
    turpan_book.put("JX_C_self_reason", "同一原因").put("JX_C_self_reason", None, row=2)
    sheet, first = turpan_book.where("JX_C_self_reason")
    turpan_book.merges[sheet][turpan_book.where("JX_C_self_reason", 2)[1]] = first
    found = turpan_book.read()
    assert row_of(found.evaluation, "q02").reason == "同一原因"
    assert found.places["indicators[q02].reason"] == Place(sheet, first)


def test_a_blank_level_is_the_one_above_it(turpan_book: Memory) -> None:
    for table in ("self", "weighted"):
        sheet, _ = turpan_book.where(f"JX_C_{table}_level1")
        turpan_book.merges[sheet] = {}
    levels = [row.level1 for row in turpan_book.read().evaluation.indicators]
    assert levels == [row.level1 for row in sample("turpan-2024").indicators]


@pytest.mark.parametrize("table", ["self", "weighted", "score"])
def test_a_key_that_is_there_twice_is_refused_with_its_cell(table: str, turpan_book: Memory) -> None:
    turpan_book.put(f"JX_C_{table}_key", "q05", row=6)
    error = refusal(turpan_book)
    assert (error.code, error.facts["key"]) == ("key-twice", "q05")
    assert (error.sheet, error.cell) == turpan_book.where(f"JX_C_{table}_key", 6)


def test_rows_in_another_order_keep_their_keys(turpan_book: Memory) -> None:
    for table in ("weighted",):
        names = [name for name in turpan_book.defined if name.startswith(f"JX_C_{table}_")]
        for name in names:
            first, second = turpan_book.get(name, 1), turpan_book.get(name, 2)
            sheet, cell = turpan_book.where(name, 1)
            turpan_book.cells[sheet][cell] = second
            sheet, cell = turpan_book.where(name, 2)
            turpan_book.cells[sheet][cell] = first
    found = turpan_book.read()
    before = {row.key: (row.weight, row.scoring_rule) for row in sample("turpan-2024").indicators}
    assert {row.key: (row.weight, row.scoring_rule) for row in found.evaluation.indicators} == before


def _below(book: Memory, table: str) -> int:
    """The number of the row below a table, counted from its first."""
    first, last = (int(cell.rsplit("$", 1)[1]) for cell in book.defined[f"JX_C_{table}_key"].split(":"))
    return last - first + 2


def test_a_row_typed_between_ours_is_one_more_indicator(turpan_book: Memory) -> None:
    """A row without a key in both tables, of the same name in either width."""
    turpan_book.put("JX_C_self_key", None, row=4).put("JX_C_weighted_key", None, row=4)
    turpan_book.put("JX_C_self_level3", "新增指标（个）", row=4).put("JX_C_weighted_level3", "新增指标(个)", row=4)
    turpan_book.put("JX_C_weighted_weight", Decimal(9), row=4)
    found = turpan_book.read()
    new = f"row{turpan_book.where('JX_C_self_key', 4)[1].lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
    row = row_of(found.evaluation, new)
    assert (row.level3, row.weight) == ("新增指标（个）", 9)
    assert found.positions[new] == 4
    assert [one.key for one in found.evaluation.indicators].count(new) == 1


def test_rows_of_two_names_without_keys_are_two_indicators(turpan_book: Memory) -> None:
    turpan_book.put("JX_C_self_key", None, row=4).put("JX_C_weighted_key", None, row=4)
    turpan_book.put("JX_C_self_level3", "新增甲", row=4).put("JX_C_weighted_level3", "新增乙", row=4)
    found = turpan_book.read().evaluation
    here = turpan_book.where("JX_C_self_key", 4)[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    there = turpan_book.where("JX_C_weighted_key", 4)[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert row_of(found, f"row{here}").level3 == "新增甲"
    assert row_of(found, f"rowC{there}").level3 == "新增乙"


@pytest.mark.parametrize("column", ["level3", "target", "actual"])
def test_a_row_without_a_key_that_says_something_is_kept(column: str, turpan_book: Memory) -> None:
    names = [name for name in turpan_book.defined if name.startswith("JX_C_self_")]
    for name in names:
        turpan_book.put(name, None, row=4)
    key = turpan_book.where("JX_C_self_key", 4)[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert f"row{key}" not in {row.key for row in turpan_book.read().evaluation.indicators}
    turpan_book.put(f"JX_C_self_{column}", "", row=4)
    assert f"row{key}" not in {row.key for row in turpan_book.read().evaluation.indicators}
    turpan_book.put(f"JX_C_self_{column}", "5个", row=4, formula='JX_V_x&""')
    assert f"row{key}" not in {row.key for row in turpan_book.read().evaluation.indicators}
    turpan_book.put(f"JX_C_self_{column}", "5个", row=4)
    assert f"row{key}" in {row.key for row in turpan_book.read().evaluation.indicators}


def test_a_row_typed_below_a_table_belongs_to_it_until_the_next_field(turpan_book: Memory) -> None:
    below = _below(turpan_book, "weighted")
    turpan_book.put("JX_C_weighted_level3", "补一行", row=below)
    turpan_book.put("JX_C_weighted_level3", "隔一行", row=below + 2)
    names = [row.level3 for row in turpan_book.read().evaluation.indicators]
    assert "补一行" in names
    assert "隔一行" not in names


def test_a_unit_typed_beside_the_scores_is_kept_and_a_worked_out_one_is_not(turpan_book: Memory) -> None:
    plain = row_of(sample("turpan-2024"), "q01")
    assert plain.unit == ""
    turpan_book.put("JX_C_score_unit", "亩")
    found = turpan_book.read()
    assert row_of(found.evaluation, "q01").unit == "亩"
    assert found.places["indicators[q01].unit"] == Place(*turpan_book.where("JX_C_score_unit"))
    assert found.added == frozenset()
    turpan_book.put("JX_C_score_unit", "亩", formula='"亩"')
    found = turpan_book.read()
    assert row_of(found.evaluation, "q01").unit == ""
    assert found.added == {"q01"}


def test_in_a_blank_book_names_stand_in_the_table_of_targets_and_no_row_counts_as_added(blank: Memory) -> None:
    blank.put("JX_C_weighted_level1", "产出指标").put("JX_C_weighted_level3", "渠道（公里）")
    blank.put("JX_C_weighted_issued_target", "≥5")
    found = blank.read()
    assert [(row.key, row.level1, row.level3, row.target) for row in found.evaluation.indicators] == [
        ("r01", "产出指标", "渠道（公里）", "≥5")
    ]
    assert found.places["indicators[r01].level3"] == Place(*blank.where("JX_C_weighted_level3"))
    assert found.added == frozenset()
    assert found.evaluation.year == 0


@pytest.mark.parametrize("typed", [("level1",), ("level2",), ("level1", "level2")])
def test_a_row_that_names_its_levels_alone_is_no_indicator(typed: tuple[str, ...], blank: Memory) -> None:
    """The levels stand there before anybody fills the row."""
    for column in typed:
        blank.put(f"JX_C_weighted_{column}", "产出指标", 3)
    assert blank.read().evaluation.indicators == ()


def test_what_an_echo_held_when_it_was_saved_is_not_read(blank: Memory) -> None:
    blank.put("JX_C_weighted_level3", "渠道（公里）").put("JX_C_weighted_issued_target", "≥5")
    blank.put("JX_C_self_level3", "旧名", formula='IFERROR(JX_V_x,"")').put("JX_C_self_target", "≥4", formula="JX_V_x")
    (row,) = blank.read().evaluation.indicators
    assert (row.level3, row.target) == ("渠道（公里）", "≥5")
    blank.put("JX_C_self_target", "≥6")  # typed over the formula
    (row,) = blank.read().evaluation.indicators
    assert row.target == "≥6"


def test_in_an_issued_book_names_stand_in_the_table_of_actual_values(turpan_book: Memory) -> None:
    assert turpan_book.read().places["indicators[q01].level3"] == Place(*turpan_book.where("JX_C_self_level3"))
    assert turpan_book.read().places["indicators[q01].weight"] == Place(*turpan_book.where("JX_C_weighted_weight"))


def test_lists_are_read_or_left_out(turpan_book: Memory) -> None:
    from xladdin.forms.read.reader import read

    whole, part = turpan_book.read(), read(turpan_book, lists=False)
    assert whole.evaluation.goals.overall is not None
    assert whole.evaluation.goals.overall.indicators
    assert part.evaluation.goals.overall is not None
    assert part.evaluation.goals.overall.indicators == ()
    assert replace(whole.evaluation, goals=part.evaluation.goals) == part.evaluation


def test_goals_that_came_down_give_no_cause_for_remarks(turpan_book: Memory) -> None:
    name = next(name for name in turpan_book.defined if name.startswith("JX_C_overall_") and name.endswith("target"))
    turpan_book.put(name, Decimal("0.95"), format="percent")
    found = turpan_book.read()
    assert found.notes == ()
    assert found.evaluation.goals.overall is not None
    assert found.evaluation.goals.overall.indicators[0].target == "95%"


def test_a_goal_row_that_says_nothing_but_its_group_is_none(turpan_book: Memory) -> None:
    before = turpan_book.read().evaluation.goals.overall
    assert before is not None
    columns = [name for name in turpan_book.defined if name.startswith("JX_C_overall_") and "level1" not in name]
    for name in columns:
        if not name.endswith("level2"):
            turpan_book.put(name, None, row=2)
    found = turpan_book.read()
    after = found.evaluation.goals.overall
    assert after is not None
    assert after.indicators == (before.indicators[0], *before.indicators[2:])
    sheet, cell = turpan_book.where("JX_C_overall_level3", 3)
    assert found.places["goals.overall.indicators[1].level3"] == Place(sheet, cell)


def test_an_error_value_stays_visible_as_text(turpan_book: Memory) -> None:
    sheet, cell = turpan_book.where("JX_C_self_actual")
    turpan_book.cells[sheet][cell] = Content("#REF!", None, "", True)
    found = turpan_book.read()
    assert row_of(found.evaluation, "q01").actual == "#REF!"
    assert [(note.kind, note.detail) for note in found.notes] == [("error-value", "#REF!")]
