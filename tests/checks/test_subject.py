"""Where a field stands when the workbook has no cell for it, what is locked, and what a subject knows of its levels."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from tests.checks.material import change, clean, evaluation_of, profile_of
from xladdin.checks.subject import Subject, bound
from xladdin.checks.texts.figures import evidence, figures
from xladdin.checks.texts.name_matching import bigrams, is_misprint, likeness
from xladdin.model.funds import FundsRow
from xladdin.model.grammar.quantity import read_target
from xladdin.model.input_note import InputNote
from xladdin.model.place import Place


def subject(changes: dict[str, Any] | None = None, **options: Any) -> Subject:
    data = clean()
    for path, value in (changes or {}).items():
        change(data, path, value)
    evaluation = evaluation_of(data)
    return Subject(evaluation, profile_of(evaluation), **options)


def places(*paths: str) -> dict[str, Place]:
    return {path: Place("表", f"A{number}") for number, path in enumerate(paths, 1)}


@pytest.mark.parametrize(
    ("path", "cells", "cell"),
    [
        ("indicators[q01].actual", ["indicators[q01].actual"], "A1"),
        ("indicators[q01].reason", ["indicators[q02].level3", "indicators[q01].level3"], "A2"),
        ("indicators[q01].reason", ["indicators[q01].actual", "indicators[q01].target"], "A2"),
        ("indicators[q01].reason", ["indicators[q01].budget", "indicators[q01].unit"], "A2"),
        ("management[执行准确性].problems", ["management[执行准确性].statement"], "A1"),
        ("management[执行准确性].problems", ["management[执行准确性].item"], "A1"),
        ("funds[local].arrived", ["funds[local].budget"], "A1"),
        ("funds[local].arrived", ["remarks", "funds[total].executed"], "A2"),
        ("goals.annual.indicators[0].level2", ["goals.overall.indicators[0].level1", "goals.annual.period"], "A2"),
        ("indicators[q99].weight", ["remarks", "indicators[q01].reason"], "A2"),
        ("cells[评分表!N12]", ["remarks"], "N12"),
    ],
)
def test_a_field_without_a_cell_stands_in_its_row_or_its_table(path: str, cells: list[str], cell: str) -> None:
    assert subject(places=places(*cells)).place(path).cell == cell


def test_without_a_workbook_a_field_is_its_path() -> None:
    assert subject().place("indicators[q01].actual") == Place("绩效自评表", "indicators[q01].actual")
    assert subject(places=places("remarks")).place("indicators[q01].actual").cell == "indicators[q01].actual"
    assert not subject().has_cell("remarks")
    assert subject().has_cell("cells[评分表!N12]")
    assert subject(places=places("remarks")).has_cell("objective")


def test_a_reason_explains_its_own_row_alone() -> None:
    told = subject({"indicators[q01].reason": "受洪水影响。"})
    assert told.explains("indicators[q01].actual", "洪水|干旱")
    assert not told.explains("indicators[q01].actual", "干旱")
    assert not told.explains("indicators[q01].actual", "")
    assert not told.explains("indicators[q02].actual", "洪水")
    assert not told.explains("indicators[q99].actual", "洪水")
    assert not told.explains("remarks", "洪水")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("indicators[q01].actual", "改造渠道长度（公里）"),
        ("indicators[q99].actual", ""),
        ("goals.overall.indicators[1].target", "新建蓄水池（座）"),
        ("goals.annual.indicators[17].target", "受益农户满意度（%）"),
        ("goals.annual.period", ""),
        ("remarks", ""),
    ],
)
def test_a_field_belongs_to_an_indicator(path: str, name: str) -> None:
    assert subject().indicator_name(path) == name


def test_notes_that_leave_no_value_are_known_by_their_path() -> None:
    kinds = ("formula", "formula-without-value", "error-value", "prompt-left", "text-number")
    found = subject(notes=[InputNote(kind, kind) for kind in kinds]).noted  # type: ignore[arg-type]
    assert set(found) == {"formula-without-value", "error-value", "prompt-left"}


def test_money_rows_that_repeat_the_total_are_one_defect() -> None:
    one = subject()
    assert [row.source for row in one.money_rows] == ["total", "central", "local"]
    assert [row.source for row in one.money_parts] == ["central", "local"]
    evaluation = one.evaluation
    total = evaluation.funds[0]
    repeated = replace(evaluation, funds=(total, replace(total, source="central"), FundsRow(source="other")))
    again = Subject(repeated, one.profile)
    assert [row.source for row in again.money_rows] == ["total", "other"]
    assert [row.source for row in again.money_parts] == ["central"]
    for field in ("initial", "budget", "arrived", "executed"):
        differs = replace(total, source="central", **{field: Decimal(7)})
        assert len(Subject(replace(evaluation, funds=(total, differs)), one.profile).money_rows) == 2
    assert len(Subject(replace(evaluation, funds=evaluation.funds[1:]), one.profile).money_rows) == 2


def test_a_row_that_cannot_be_scored_is_noticed_unless_an_adjustment_covers_it() -> None:
    assert not subject().has_blank_actual
    assert subject({"indicators[q01].actual": ""}).has_blank_actual
    kept = {"kind": "不适用", "keep": "1", "approved_by": "县局"}
    assert not subject({"indicators[q01].actual": "", "indicators[q01].adjustment": kept}).has_blank_actual


def test_levels_are_those_of_the_profile() -> None:
    one = subject()
    assert one.scored_levels == ("产出指标", "效益指标", "满意度指标")
    assert one.execution is not None
    assert (one.execution.name, one.execution.standard) == ("预算执行", 10)
    other = replace(one.profile, levels=one.profile.levels[::-1])
    assert Subject(one.evaluation, other).execution.name == "预算执行"  # type: ignore[union-attr]
    without = replace(one.profile, levels=one.profile.levels[1:])
    assert Subject(one.evaluation, without).execution is None


def test_a_fact_is_worked_out_once() -> None:
    calls: list[int] = []

    def derive(_: Subject) -> int:
        calls.append(1)
        return 5

    one = subject()
    assert one.once(derive) == one.once(derive) == 5
    assert calls == [1]


def test_issued_targets_are_those_that_differ() -> None:
    one = subject({"indicators[q01].issued_target": "≥19", "indicators[q02].issued_target": ""})
    assert [target is not None for target in one.issued_targets[:3]] == [True, False, False]
    assert one.issued_targets[0].low == 19  # type: ignore[union-attr]


def test_rows_of_the_goal_tables_are_partners_of_the_rows() -> None:
    one = subject({"goals.overall.indicators[0].level3": "别的事（个）"})
    assert one.overall_targets[0] is None
    assert one.annual_targets[0].low == Decimal("18.50")  # type: ignore[union-attr]
    assert [target.printed for target in one.overall_only] == ["≥36.00"]
    assert one.named_alike[0]  # no partner, no other spelling
    spelt = subject({"goals.annual.indicators[0].level3": "改造渠道长度(公里)"})
    assert not spelt.named_alike[0]
    assert spelt.named_alike[1]
    bare = subject({"goals.annual": None, "goals.overall": None})
    assert set(bare.annual_targets) == set(bare.overall_targets) == {None}
    assert all(bare.named_alike)


@pytest.mark.parametrize(
    ("target", "one"), [("≥5", 5), ("≤5", 5), ("5", 5), ("＜5", 5), ("3-5", None), ("全覆盖", None), ("9月前", None)]
)
def test_the_one_number_of_a_target(target: str, one: int | None) -> None:
    assert bound(read_target(target)) == one


def test_names_are_alike_by_their_pairs_of_signs() -> None:
    assert bigrams("甲乙丙") == {"甲乙", "乙丙"}
    assert bigrams("甲") == frozenset()
    assert likeness("甲", "甲乙") == likeness("甲乙", "甲") == likeness("", "") == 0
    assert likeness("甲乙", "甲乙") == 1
    assert is_misprint("被成活率（%）", "植被成活率")
    assert is_misprint("植被成活率", "被成活率")
    assert not is_misprint("植被成活率", "植被成活率")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12,345.6万元", ["12,345.6万元"]),
        ("1.2.3个", []),
        ("5 个", ["5 个"]),
        ("5  个", []),
        ("5平方公里", ["5平方公里"]),
        ("2024年3月5日", []),
        ("3年", []),
        ("5号楼", []),
        ("100％", ["100％"]),
        ("3台（套）", ["3台"]),
        ("", []),
    ],
)
def test_figures_of_a_text(text: str, found: list[str]) -> None:
    assert [one.text for one in figures(text)] == found


def test_the_words_around_a_figure_end_at_a_stop() -> None:
    (one,) = figures("很早以前。今年改造渠道一共完成了5公里，全部")
    assert one.around == "今年改造渠道一共完成了|"
    first, second = figures("渠道5公里、水池6座很好")
    assert first.around == "渠道|"
    assert second.around == "、水池|很好"
    assert evidence("改造渠道长度（公里）", "渠道") >= 1
    assert evidence("改造渠道长度（公里）", "蓄水") == 0
