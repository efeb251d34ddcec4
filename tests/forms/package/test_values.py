"""Cell values as SpreadsheetML text."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from xladdin.forms.package.edit.values import CellValue, escape, literal


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ("str", "")),
        ("", ("str", "")),
        (True, ("b", "1")),
        (False, ("b", "0")),
        (100, ("n", "100")),
        (100.0, ("n", "100")),
        (-0.0, ("n", "0")),
        (0.1, ("n", "0.1")),
        (1e-7, ("n", "1e-07")),
        (Decimal("88.8"), ("n", "88.8")),
        (Decimal("1E+2"), ("n", "100")),
        (Decimal("1.55540000000000000000000001"), ("n", "1.5554")),
        (123456789012345678, ("n", "1.2345678901234568e+17")),
        ("#N/A", ("e", "#N/A")),
        ("#不是错误", ("str", "#不是错误")),
        ("完成率 < 60 % & “差”", ("str", "完成率 &lt; 60 % &amp; “差”")),
        ("a\r\nb", ("str", "a_x000D_\nb")),
        ("\x07", ("str", "_x0007_")),
        ("_x0041_", ("str", "_x005F_x0041_")),
        ("_x 0041_", ("str", "_x 0041_")),
    ],
)
def test_values_become_what_excel_writes(value: CellValue, expected: tuple[str, str]) -> None:
    assert literal(value) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), "\ud800"])
def test_values_no_cell_can_hold_are_refused(value: CellValue) -> None:
    with pytest.raises(ValueError, match=r"cannot|surrogate"):
        literal(value)


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(TypeError):
        literal([1])  # type: ignore[arg-type]


@given(st.text())
def test_escaped_text_is_xml_and_comes_back_unchanged(text: str) -> None:
    parsed = etree.fromstring(f"<v>{escape(text)}</v>".encode()).text or ""
    # ECMA-376 part 1, 22.9.2.19: _xHHHH_ stands for one UTF-16 code unit
    restored = re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), parsed)
    assert restored == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_as_the_same_double(number: float) -> None:
    assert float(literal(number).text) == number
