"""Level names with their points, and a table without a level: Python and LibreOffice give the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from tests.forms.office import calculated
from xladdin.forms.build.workbook import build
from xladdin.model.evaluation import Evaluation
from xladdin.rules import profile as profiles
from xladdin.rules.score_sheet import score_sheet

XINJIANG = profiles.load("xinjiang-2024")
PRINTED = {"产出指标": "产出指标（50分）", "效益指标": "效益指标 (30分)", "满意度指标": "满意度（10分）"}


@pytest.mark.libreoffice
def test_points_behind_a_level_name_and_a_missing_level(turpan: Evaluation, tmp_path: Path) -> None:
    named = [structs.replace(row, level1=PRINTED.get(row.level1, row.level1)) for row in turpan.indicators]
    without = [row for row in turpan.indicators if row.level1 != "满意度指标"]
    books = [structs.replace(turpan, declared=None, indicators=tuple(rows)) for rows in (named, without)]
    paths = [tmp_path / f"{number}.xlsx" for number in range(2)]
    for path, book in zip(paths, books, strict=True):
        path.write_bytes(build(book, XINJIANG))
    first, second = (cells["评分表"] for cells in calculated(paths))
    assert str(score_sheet(books[0], XINJIANG).total) == "88.8"
    assert 88.8 in first.values()
    assert score_sheet(books[1], XINJIANG).total is None
    assert score_sheet(books[1], XINJIANG).why_no_total in second.values()
    assert 88.8 not in second.values()
