"""Texts of many units in one cell."""

from __future__ import annotations

from xladdin.rollup.table.from_below import common, joined


def test_the_same_text_stands_once_with_its_units() -> None:
    said = [("甲县", "雨季停工。"), ("乙县", "征地未完"), ("丙县", "雨季停工")]
    assert joined(said) == "甲县、丙县：雨季停工；乙县：征地未完"


def test_whole_sentences_have_a_line_each() -> None:
    said = [("甲县", "雨季停工。春季补做。"), ("乙县", "征地未完")]
    assert joined(said) == "甲县：雨季停工。春季补做。\n乙县：征地未完。"


def test_nothing_is_said_once_and_only_where_nobody_says_anything() -> None:
    assert joined([("甲县", "无"), ("乙县", "无")]) == "无"
    assert joined([("甲县", "无"), ("乙县", "征地未完")]) == "乙县：征地未完"
    assert joined([("甲县", ""), ("乙县", " ")]) == ""


def test_no_cell_becomes_a_book() -> None:
    found = joined([(f"{number}县", f"第{number}条原因" + "长" * 100) for number in range(100)], "各报送件")
    assert len(found) < 800
    assert found.endswith("个单位，见“各报送件”")
    left = int(found.rpartition("另有 ")[2].partition(" ")[0])
    assert left == 100 - found.count("条原因")


def test_many_units_that_say_the_same_are_counted() -> None:
    said = [(f"{number}县", "雨季停工") for number in range(50)]
    assert joined(said) == "0县、1县、2县、3县等 50 个单位：雨季停工"


def test_what_all_say_is_common() -> None:
    assert common(["财政部", "", "财政部 "]) == "财政部"
    assert common(["财政部", "农业农村部"]) == ""
