"""The level sums of 评分表 say how their scores are rounded."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.forms.conftest import sample
from tests.rules.situations import with_numbers
from xladdin.forms.build.workbook import build
from xladdin.rules import profile as profiles


@pytest.mark.parametrize(("places", "said"), [("0", "取整数"), ("1", "保留一位小数"), ("2", "保留两位小数")])
def test_the_notes_name_the_decimals_of_the_profile(places: str, said: str) -> None:
    profile = with_numbers(profiles.load("xinjiang-2024"), level_places=places)
    sheet = openpyxl.load_workbook(io.BytesIO(build(sample("turpan-2024"), profile)))["评分表"]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    notes = [text for text in texts if text.startswith("标准分 ×")]
    assert len(notes) == len(profile.levels)
    assert all(note.endswith(f"，{said}") for note in notes)
