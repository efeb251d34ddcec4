"""Rows in a workbook that lacks the columns of a later template."""

from __future__ import annotations

import pytest

from xladdin.excel.buttons.table_rows import _inlined


def test_steps_without_a_column_stand_in_the_formulas_that_name_them() -> None:
    texts = {"digits": "TRIM(⟨text⟩)", "text": "$B2&$C2", "value": "VALUE(⟨digits⟩)", "score": "$F2*2"}
    found = _inlined(texts, ["digits", "text"])
    assert found["value"] == "VALUE((TRIM(($B2&$C2))))"
    assert found["score"] == "$F2*2"


def test_a_formula_that_grows_too_long_for_excel_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        _inlined({"step": "A1&" * 1500 + "A1", "value": "⟨step⟩&⟨step⟩"}, ["step"])
