"""Typed values that a cell keeps as a formatted number are told with the text that they say; nothing else is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.forms.read.memory import Memory
from xladdin.forms.closed.kept_texts import kept_texts
from xladdin.model.place import Place

ACTUAL = "JX_C_self_actual"


@pytest.fixture(scope="module")
def _content(built: dict[str, bytes]) -> bytes:
    return built["turpan-2024"]


@pytest.mark.parametrize(
    ("value", "more", "text"),
    [
        (Decimal("0.955"), {"format": "percent"}, "95.5%"),
        (Decimal(45651), {"format": "date"}, "2024年12月25日"),
        (Decimal("0.955"), {}, None),
        ("95.5%", {"format": "percent"}, None),  # the text stands there already
        (None, {"format": "percent"}, None),
        (True, {"format": "date"}, None),
        (Decimal("0.955"), {"format": "percent", "formula": "95.5/100"}, None),  # a formula stays one
    ],
)
def test_a_pasted_number_is_told_by_its_format(
    value: Any, more: dict[str, Any], text: str | None, _content: bytes
) -> None:
    book = Memory(_content)
    book.put(ACTUAL, value, 3, **more)
    found = kept_texts(book, book.read())
    assert found == ({Place(*book.where(ACTUAL, 3)): text} if text else {})


def test_every_pasted_number_of_every_table_is_told_and_no_other_cell(_content: bytes) -> None:
    book = Memory(_content)
    names = [ACTUAL, "JX_C_annual_target", "JX_C_weighted_issued_target", "JX_C_weighted_last_year"]
    for name in names:
        book.put(name, Decimal("0.5"), 2, format="percent")
    book.put("JX_C_self_reason", Decimal("0.5"), 2, format="percent")
    assert kept_texts(book, book.read()) == {Place(*book.where(name, 2)): "50%" for name in names}
