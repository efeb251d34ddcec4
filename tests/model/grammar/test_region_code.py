"""区划代码: digits, level, and which region lies in which."""

from __future__ import annotations

import pytest

from xladdin.model.grammar.region_code import mistake, read_region_code


@pytest.mark.parametrize(
    ("code", "level", "above"),
    [
        ("650000", "省级", ()),
        ("650400", "地级", ("650000",)),
        ("650402", "县级", ("650000", "650400")),
        ("６５０２００", "地级", ("650000",)),
        ("659001", "县级", ("650000", "659000")),
    ],
)
def test_level_and_parents_follow_from_the_digits(code: str, level: str, above: tuple[str, ...]) -> None:
    found = read_region_code(code)
    assert found is not None
    assert (found.title, found.above) == (level, above)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "没有填"),
        ("6504", "不是六位数字"),
        ("65040２1", "不是六位数字"),
        ("65O400", "不是六位数字"),
        ("160400", "前两位不是省级代码"),
        ("650002", "没有地级代码"),
    ],
)
def test_what_is_no_code_is_said(code: str, said: str) -> None:
    assert read_region_code(code) is None
    assert said in mistake(code)


def test_a_region_holds_itself_and_what_lies_in_it() -> None:
    province, city, county, other = (read_region_code(one) for one in ("650000", "650400", "650402", "650200"))
    assert province and city and county and other
    assert province.holds(city)
    assert city.holds(city)
    assert city.holds(county)
    assert not city.holds(other)
    assert not county.holds(city)
