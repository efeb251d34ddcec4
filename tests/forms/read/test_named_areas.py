"""From a name's reference to cells: what is a rectangle, and what stands next below it."""

from __future__ import annotations

import math

import pytest

from xladdin.errors import UserError
from xladdin.forms.read.named_areas import Area, Locator, read_area
from xladdin.model.place import Place


@pytest.mark.parametrize(
    ("reference", "area"),
    [
        ("绩效自评表!$F$22", Area("绩效自评表", 6, 22, 6, 22)),
        ("'绩效自评表'!$F$22:$F$52", Area("绩效自评表", 6, 22, 6, 52)),
        ("绩效自评表!F22:H52", Area("绩效自评表", 6, 22, 8, 52)),
        ("绩效自评表!$F22:H$52", Area("绩效自评表", 6, 22, 8, 52)),
        (" 绩效自评表!$F$22 ", Area("绩效自评表", 6, 22, 6, 22)),
        ("'甲''乙'!$A$1", Area("甲'乙", 1, 1, 1, 1)),
        ("'一 二 (2)'!$A$1", Area("一 二 (2)", 1, 1, 1, 1)),
        ("甲!$AA$1:$AB$2", Area("甲", 27, 1, 28, 2)),
        ("甲!$XFD$1048576", Area("甲", 16384, 1048576, 16384, 1048576)),
    ],
)
def test_a_rectangle_of_one_sheet_is_an_area(reference: str, area: Area) -> None:
    assert read_area(reference) == area


@pytest.mark.parametrize(
    "reference",
    [
        "#REF!",
        "甲!#REF!",
        "5",
        '"甲"',
        "甲!$A$1,甲!$B$1",
        "甲!$A:$A",
        "甲!$1:$1",
        "$A$1",
        "甲!乙!$A$1",
        "甲!$A$1:",
        "甲!$ABCD$1",
        "甲!a1",
        "",
    ],
)
def test_anything_else_is_none(reference: str) -> None:
    assert read_area(reference) is None


def test_an_area_names_its_first_cell_its_rows_and_the_cells_of_its_first_column() -> None:
    area = Area("甲", 28, 3, 30, 5)
    assert area.first == Place("甲", "AB3")
    assert list(area.rows()) == [3, 4, 5]
    assert area.cell(9) == "AB9"


NAMES = {
    "JX_C_self_key": "甲!$A$10:$A$12",
    "jx_c_self_ACTUAL": "甲!$B$10:$B$12",
    "JX_F_remarks": "甲!$A$20",
    "JX_C_other_key": "甲!$A$18:$A$30",
    "JX_F_up": "甲!$A$5",
    "JX_F_lost": "#REF!",
    "JX_F_elsewhere": "乙!$A$13",
    "Foreign": "甲!$A$13",
}


def test_a_name_is_found_however_its_letters_are_written() -> None:
    locator = Locator(NAMES, "自评.xlsx")
    assert locator.area("JX_C_self_actual") == Area("甲", 2, 10, 2, 12)
    assert locator.area("jx_c_SELF_key") == locator.column("self", "key") == Area("甲", 1, 10, 1, 12)
    assert locator.area("JX_F_nobody") is None
    assert locator.area("JX_F_lost") is None
    assert locator.area("JX_F_lost") is None


def test_a_name_that_every_workbook_has_is_missed_by_its_file_and_name() -> None:
    with pytest.raises(UserError) as caught:
        Locator(NAMES, "自评.xlsx").required("JX_F_lost")
    assert (caught.value.code, caught.value.file) == ("template-damaged", "自评.xlsx")
    assert "JX_F_lost" in caught.value.line()


def test_below_a_table_stands_the_next_field_or_the_heading_of_the_next_table() -> None:
    def below(**names: str) -> float:
        table = {"JX_C_self_key": "甲!$A$10:$A$12"}
        locator = Locator(table | names, "")
        area = locator.column("self", "key")
        assert area is not None
        return locator.next_below(area)

    assert below(JX_F_remarks="甲!$A$20") == 20
    assert below(JX_F_remarks="甲!$A$13") == 13
    assert below(JX_C_other_key="甲!$A$20:$A$30") == 19
    assert below(JX_F_remarks="甲!$A$19", JX_C_other_key="甲!$A$20:$A$30") == 19
    assert below(JX_F_remarks="甲!$A$18", JX_C_other_key="甲!$A$20:$A$30") == 18
    for nothing in ({}, {"JX_F_up": "甲!$A$5"}, {"JX_F_in": "甲!$B$12"}, {"JX_F_x": "乙!$A$13"}, {"Other": "甲!$A$13"}):
        assert below(**nothing) == math.inf
