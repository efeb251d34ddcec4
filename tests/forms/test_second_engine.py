"""ONLYOFFICE's engine computes every formula of a workbook and finds what Python stored in it, as LibreOffice does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms.conftest import PROJECTS, sample
from tests.forms.doubts import doubtful, named, with_doubts
from tests.forms.office import differences, same, stored
from tests.forms.random_books import evaluation, random_rules
from tests.forms.test_recalculated import SEED
from tests.support.examples import SOAKING
from tests.support.onlyoffice import calculated
from xladdin.forms.build.workbook import build

pytestmark = pytest.mark.onlyoffice

#: Opening a workbook takes the engine as long as calculating a hundred rows: few workbooks, long ones.
ROWS = 200 if SOAKING else 80
BOOKS = 20 if SOAKING else 1


def test_every_result_of_both_projects_is_what_onlyoffice_computes(built: dict[str, bytes], tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in PROJECTS]
    for path in paths:
        path.write_bytes(built[path.stem])
    for path, office in zip(paths, calculated(paths), strict=True):
        book = stored(path)
        assert not differences(book, office)
        assert len(book.formulas["评分表"]) > 17 * len(sample(path.stem).indicators)  # so many are compared


def test_random_workbooks_give_the_same_in_onlyoffice(tmp_path: Path) -> None:
    """The rows of ``test_recalculated`` in long workbooks; every third one has texts that only Python reads."""
    paths = []
    for rules in ("mof-2020", "xinjiang-2024", "strict"):
        for _ in range(BOOKS):
            number = len(paths)
            paths.append(tmp_path / f"{number:03d}.xlsx")
            content = build(evaluation(SEED + number, ROWS, odd=number % 3 == 1), random_rules(rules))
            paths[-1].write_bytes(content)
    found: list[str] = []
    asked = totals = 0
    for number, (path, office) in enumerate(zip(paths, calculated(paths, timeout=1800), strict=True)):
        book = stored(path)
        unsure = doubtful(path, book, office)
        assert not unsure or number % 3 == 1
        found += [f"{path.name} {line}" for line in differences(with_doubts(path, book, unsure), office)]
        asked += len(unsure)
        totals += not same(named(path, book.values, "JX_F_funds_total_execution_rate"), "")
    assert not found, f"{len(found)} cells differ:\n" + "\n".join(found[:20])
    assert asked < ROWS // 10  # the sheet leaves hardly anything to the add-in
    assert totals


def test_what_a_person_types_is_calculated_at_once(built: dict[str, bytes], tmp_path: Path) -> None:
    """Karamay's first indicator in half its amount: rate and score of the row follow."""
    path = tmp_path / "karamay-2024.xlsx"
    path.write_bytes(built["karamay-2024"])
    book = stored(path)
    rows = {value: address for address, value in book.values["绩效自评表"].items() if address.startswith("D")}
    indicator = sample("karamay-2024").indicators[0]
    place = rows[indicator.level3].replace("D", "F")
    assert book.values["绩效自评表"][place] == indicator.actual
    half = str(float(indicator.target.lstrip("≥")) / 2)
    (office,) = calculated([path], [[("绩效自评表", place, half)]])
    line = next(address[1:] for address, value in office["评分表"].items() if value == indicator.level3)
    assert office["评分表"][f"H{line}"] == pytest.approx(0.5)
    assert office["评分表"][f"L{line}"] == pytest.approx(float(indicator.weight or 0) / 2)
