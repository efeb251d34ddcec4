"""Ten published tables: what a reviewer listed is found, and nothing else is said."""

from __future__ import annotations

import pytest

from tests.checks.published import NAMES, beyond, found, table


def test_there_are_ten_tables() -> None:
    assert len(NAMES) == 10


@pytest.mark.parametrize("name", NAMES)
def test_every_listed_defect_is_found_and_nothing_else(name: str) -> None:
    assert found(name) == table(name).expected


@pytest.mark.parametrize("name", NAMES)
def test_what_one_workbook_cannot_show_is_not_counted_as_found(name: str) -> None:
    assert not found(name) & beyond(name)
