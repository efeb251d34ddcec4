"""Rows in a workbook that lacks the columns of a later template."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.buttons.desk import SCORES
from tests.excel.buttons.row_steps import issued
from tests.fakes.excel import FakeExcel
from xladdin.excel.buttons.table_rows import _inlined


def test_steps_without_a_column_stand_in_the_formulas_that_name_them() -> None:
    texts = {"digits": "TRIM(⟨text⟩)", "text": "$B2&$C2", "value": "VALUE(⟨digits⟩)", "score": "$F2*2"}
    found = _inlined(texts, ["digits", "text"])
    assert found["value"] == "VALUE((TRIM(($B2&$C2))))"
    assert found["score"] == "$F2*2"


def test_a_formula_that_grows_too_long_for_excel_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        _inlined({"step": "A1&" * 1500 + "A1", "value": "⟨step⟩&⟨step⟩"}, ["step"])


def test_the_user_is_told_to_upgrade_and_nothing_is_left_half(
    excel: FakeExcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = issued(excel, tmp_path / "自评.xlsx", "karamay-2024")
    before = desk.read()
    desk.go_to(SCORES, "E14")
    monkeypatch.setattr("xladdin.excel.buttons.table_rows._LONGEST_FORMULA", 10)
    said = desk.press("add_row")
    assert "（row-older）" in said
    assert "已还原本次改动" in said
    assert desk.read().evaluation == before.evaluation
