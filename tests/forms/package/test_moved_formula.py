"""What copying makes of a formula's references, held against openpyxl's translator."""

from __future__ import annotations

import pytest
from openpyxl.formula.translate import Translator

from xladdin.forms.build.workbook import build_blank
from xladdin.forms.closed.expected_formulas import expected_formulas
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.moved_formula import moved_formula
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.rules import profile as profiles


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "moved"),
    [
        ("B2*$C$1", 2, 0, "B4*$C$1"),
        ("$B2+B$2", 3, 2, "$B5+D$2"),
        ("IF(A1=\"A1\",'A1 表'!B2,评分表!C3)", 1, 1, "IF(B2=\"A1\",'A1 表'!C3,评分表!D4)"),
        ("LOG10(A1)+JX_P_1+TAX2024", 1, 0, "LOG10(A2)+JX_P_1+TAX2025"),
        ("LOG10(A1)+MY.A1+[1]!JX_RATE(A1)", 1, 0, "LOG10(A2)+MY.A1+[1]!JX_RATE(A2)"),
        ("SUM(A:B)+SUM($A:C)+SUM(2:$4)", 1, 1, "SUM(B:C)+SUM($A:D)+SUM(3:$4)"),
        ("A1+Z9", -1, 0, "#REF!+Z8"),
        ("XFD1", 0, 1, "#REF!"),
    ],
)
def test_relative_references_move_and_nothing_else_does(formula: str, rows: int, columns: int, moved: str) -> None:
    assert moved_formula(formula, rows, columns) == moved


def test_our_own_formulas_move_as_openpyxl_moves_them() -> None:
    profile = profiles.load("mof-2020")
    book = read(PackageGrid(Archive.read(build_blank(3, profile)).named("a.xlsx")))
    formulas = set(expected_formulas(book, profile).values())
    assert len(formulas) > 60
    for formula in formulas:
        assert f"={moved_formula(formula, 5, 2)}" == Translator(f"={formula}", origin="A1").translate_formula("C6")
