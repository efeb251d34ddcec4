"""LibreOffice recalculates every formula of a workbook and finds what Python stored in it: every cell, every sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.forms.conftest import PROJECTS, sample
from tests.forms.doubts import column, doubtful, named, with_doubts
from tests.forms.office import calculated, differences, names, same, stored
from tests.forms.random_books import evaluation, random_rules
from tests.forms.random_profiles import evaluation_for, random_profile
from tests.support.examples import SOAKING
from xladdin.forms.build.workbook import build

pytestmark = pytest.mark.libreoffice

SEED = 20240229
#: Workbooks of one profile, and how many of them have sixty rows (the others have three to twelve). Opening one takes
#: LibreOffice as long as fifty rows do.
BOOKS = 100 if SOAKING else 24
LARGE = BOOKS if SOAKING else 3


def test_every_result_of_both_projects_is_what_libreoffice_computes(built: dict[str, bytes], tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in PROJECTS]
    for path in paths:
        path.write_bytes(built[path.stem])
    for path, office in zip(paths, calculated(paths), strict=True):
        book = stored(path)
        assert not differences(book, office)
        rows = len(sample(path.stem).indicators)
        assert len(book.formulas["评分表"]) > 17 * rows  # so many are compared


#: As published: level scores, total, grade.
PUBLISHED: dict[str, dict[str, Any]] = {
    "turpan-2024": {"v1": 6.3, "v2": 44.1, "v4": 28.4, "v5": 10, "total": 88.8, "grade": "良"},
    "karamay-2024": {"v1": 5.8, "v2": 47.3, "v4": 30, "v5": 10, "total": 93.1, "grade": "优"},
}
PUBLISHED_RATES = {
    "turpan-2024": {1.0746, 2.3928, 1.3120, 1.0243},
    "karamay-2024": {1.5554, 1.8182, 1.1530},
}


@pytest.mark.parametrize("name", PROJECTS)
def test_libreoffice_computes_the_published_scores_and_rates(
    name: str, built: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(built[name])
    (office,) = calculated([path])

    def at(defined: str) -> Any:
        sheet, _, address = names(path)[defined].partition("!")
        return office[sheet.strip("'")].get(address.replace("$", ""))

    for key, value in PUBLISHED[name].items():
        assert at(f"JX_F_levels_{key}_score" if key[0] == "v" else f"JX_F_{key}") == value
    assert round(at("JX_F_funds_total_execution_rate"), 4) == {"turpan-2024": 0.6295, "karamay-2024": 0.5823}[name]
    rates = {
        round(value, 4) for value in column(path, office, "completion_rate").values() if not isinstance(value, str)
    }
    assert rates >= PUBLISHED_RATES[name]


@pytest.mark.parametrize(("rules", "books"), [("mof-2020", BOOKS), ("xinjiang-2024", BOOKS), ("strict", BOOKS // 2)])
def test_random_workbooks_give_the_same_in_libreoffice(rules: str, books: int, tmp_path: Path) -> None:
    """All directions and rules, ranges, zeros, blanks, words, over-achievement, adjustments with and without approval,
    exact halves. Every fourth workbook has texts that only Python reads: there the sheet asks for a check."""
    profile = random_rules(rules)
    paths = []
    for number in range(books):
        rows = 60 if number < LARGE else 3 + number % 10
        content = build(evaluation(SEED + number, rows, odd=number % 4 == 3), profile)
        paths.append(tmp_path / f"{number:03d}.xlsx")
        paths[-1].write_bytes(content)
    found: list[str] = []
    compared = asked = totals = 0
    for number, (path, office) in enumerate(zip(paths, calculated(paths, timeout=1800), strict=True)):
        book = stored(path)
        unsure = doubtful(path, book, office)
        assert not unsure or number % 4 == 3
        found += [f"{path.name} {line}" for line in differences(with_doubts(path, book, unsure), office)]
        compared += sum(len(cells) for cells in book.formulas.values())
        asked += len(unsure)
        totals += not unsure and not same(named(path, book.values, "JX_F_total"), "")
    assert not found, f"{len(found)} cells differ:\n" + "\n".join(found[:20])
    assert compared > 200 * books
    assert asked < books  # the sheet leaves hardly anything to the add-in
    assert totals > books // 8


#: Random profiles, a workbook each.
PROFILES = 150 if SOAKING else 20


def test_random_profiles_give_the_same_in_libreoffice(tmp_path: Path) -> None:
    """Level names, order, standards, decimals, thresholds, grades and folds of their own, all in one call."""
    paths, kinds = [], set()
    for number in range(PROFILES):
        profile = random_profile(SEED + number, tmp_path)
        kinds.add((len(profile.levels), profile.execution is None, profile.number("level_places")))
        paths.append(tmp_path / f"{number:03d}.xlsx")
        paths[-1].write_bytes(build(evaluation_for(SEED + number, profile, 5 + number % 12), profile))
    assert len(kinds) > 8
    found: list[str] = []
    totals = 0
    for path, office in zip(paths, calculated(paths, timeout=1800), strict=True):
        book = stored(path)
        unsure = doubtful(path, book, office)
        assert not unsure
        found += [f"{path.name} {line}" for line in differences(book, office)]
        totals += not same(named(path, book.values, "JX_F_total"), "")
    assert not found, f"{len(found)} cells differ:\n" + "\n".join(found[:20])
    assert totals > PROFILES // 4
