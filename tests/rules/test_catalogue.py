"""docs/rules.md: every rule is there, and its table of numbers is the profiles'."""

from __future__ import annotations

from pathlib import Path

import pytest

import xladdin.rules
from xladdin.rules import catalogue
from xladdin.rules import profile as profiles

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
RULES = Path(xladdin.rules.__file__).parent


def test_the_table_of_numbers_is_current() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert catalogue.with_tables(page) == page, "run: python -m xladdin.rules.catalogue docs/rules.md"


def test_every_profile_and_each_of_its_own_numbers_is_in_the_table() -> None:
    table = catalogue.tables()
    for name in profiles.names():
        assert f"### `{name}`" in table
        for parameter in profiles.load(name).parameters.values():
            assert f"| `{parameter.key}` | {parameter.title} |" in table


def test_every_file_with_a_native_formula_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for path in RULES.rglob("*.py"):
        if "def native" in path.read_text(encoding="utf-8"):
            assert f"`{path.name}`" in page, path.name


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="the page needs"):
        catalogue.with_tables("# The rules")
