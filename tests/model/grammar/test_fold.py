"""Folding: look-alike texts become one key; nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import examples
from xladdin.model.grammar.fold import fold, name_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("≧ 735 人次", "≥735人次"),
        ("95％", "95%"),
        ("１２.５", "12.5"),
        ("═ 100 %", "=100%"),
        ("﹦72890", "=72890"),
        (">=5", "≥5"),
        ("＜＝5", "≤5"),
        ("===5", "=5"),
        ("达成\n预期　指标", "达成预期指标"),
        ("\u200b是\ufeff", "是"),
        ("2024—2026年", "2024-2026年"),
        ("５～７", "5~7"),
        ("万元／公顷", "万元/公顷"),
        ("㎡", "m2"),
        ("", ""),
    ],
)
def test_look_alikes_become_one_text(text: str, folded: str) -> None:
    assert fold(text) == folded


@examples(500)
@given(st.text(st.sampled_from("=<>≥≤＝＜＞ \u0338\u0301a—－½㎡Å") | st.characters(), max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("修复面积（公顷）", "修复面积(公顷)"),
        ("工程 质量合格率", "工程质量合格率"),
        ("数量〔个〕", "数量【个】"),
        ("GDP增速", "gdp增速"),
        ("甲、乙", "甲，乙"),
    ],
)
def test_names_that_differ_only_in_print_have_one_key(first: str, second: str) -> None:
    assert name_key(first) == name_key(second)


def test_names_that_differ_in_a_word_have_two_keys() -> None:
    assert name_key("植被成活率") != name_key("植被被成活率")
    assert name_key("示范工程") != name_key("工程项目")


def test_folding_looks_through_width_and_blanks_but_not_through_strictness() -> None:
    assert fold("≥９５％") == fold(">= 95 %")
    assert fold("≥95") != fold("＞95")


#: Sign → what it is read as.
LOOK_ALIKES = {
    "≥": "≧⩾≮",
    "≤": "≦⩽≯",
    "=": "＝═﹦",
    ">": "＞",
    "<": "＜",
    "%": "％﹪",
    "-": "—–－−﹣",
    "~": "～〜∼",
    "/": "／",
}


@pytest.mark.parametrize(("sign", "alike"), [(sign, one) for sign, alike in LOOK_ALIKES.items() for one in alike])
def test_a_sign_of_another_keyboard_is_the_same_sign(sign: str, alike: str) -> None:
    assert fold(f"甲{alike}5") == f"甲{sign}5"


@pytest.mark.parametrize("pair", [">=", "=>", "＞＝", "＝＞", "> =", "=＞"])
def test_two_signs_for_at_least_are_one(pair: str) -> None:
    assert fold(f"{pair}5") == "≥5"


@pytest.mark.parametrize("pair", ["<=", "=<", "＜＝", "＝＜", "< ="])
def test_two_signs_for_at_most_are_one(pair: str) -> None:
    assert fold(f"{pair}5") == "≤5"


@pytest.mark.parametrize("code", [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, 0x20, 0x3000, 0xA0, 0x09, 0x0A, 0x2009])
def test_what_cannot_be_seen_is_not_there(code: int) -> None:
    assert fold(f"达{chr(code)}标") == "达标"


@pytest.mark.parametrize("brackets", ["（）", "〔〕", "﹝﹞", "【】", "［］", "｛｝", "[]", "{}"])
def test_brackets_of_all_kinds_are_alike_in_a_key(brackets: str) -> None:
    left, right = brackets
    assert name_key(f"面积{left}公顷{right}") == "面积(公顷)"


@pytest.mark.parametrize(("sign", "key"), [("、", ","), ("，", ","), ("；", ";"), ("：", ":"), ("。", "")])
def test_separators_of_both_kinds_are_alike_in_a_key(sign: str, key: str) -> None:
    assert name_key(f"甲{sign}乙") == f"甲{key}乙"
