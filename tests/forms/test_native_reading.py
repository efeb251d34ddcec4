"""Without the add-in the sheet reads what people type as Python does, or asks for a check; it never reads it otherwise.

``tests/data/typed_values.toml`` and ``typed_targets.toml``, written by hand, in two calculating engines; and the same texts
crossed with each other's units and targets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.forms.conftest import sample
from tests.forms.doubts import column, named
from tests.forms.letters import letter
from tests.forms.office import Cells, calculated
from tests.forms.typed_books import MOF, batch_targets, crossed_books, issued_book, target_book, value_books
from tests.support import onlyoffice
from tests.support.examples import SOAKING
from tests.support.typed import typed_targets, typed_values
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import Kind
from xladdin.model.indicator import shown_unit
from xladdin.rules.reading.native.not_read import NOT_READ
from xladdin.rules.reading.target_bounds import direction_word
from xladdin.rules.score_sheet import read_terms

UNREAD = "需核对"
Engine = Callable[[Sequence[Path]], list[Cells]]

ENGINES = [
    pytest.param(calculated, marks=pytest.mark.libreoffice, id="LibreOffice"),
    pytest.param(onlyoffice.calculated, marks=pytest.mark.onlyoffice, id="ONLYOFFICE"),
]
#: Crossed texts take each engine a long time: both while soaking, one in the daily run.
ENGINES_FOR_MANY = ENGINES if SOAKING else ENGINES[:1]


def _same(found: Any, wanted: Decimal | str | None) -> bool:
    if isinstance(wanted, Decimal):
        return isinstance(found, int | float) and abs(found - float(wanted)) <= 1e-12 * max(1.0, abs(float(wanted)))
    return bool(found == (wanted or ""))


@pytest.mark.parametrize("engine", ENGINES)
def test_typed_values_give_the_number_written_beside_them_or_a_listed_reason_why_not(
    engine: Engine, tmp_path: Path
) -> None:
    books = value_books(tmp_path)
    wrong, lost, read = [], [], 0
    for (book, rows), office in zip(books, engine([book.path for book, _ in books]), strict=True):
        found = column(book.path, office, "value")
        for key, row in rows.items():
            asked = found[key] == UNREAD and isinstance(row.value, Decimal)
            read += isinstance(row.value, Decimal)
            if asked != bool(row.without_addin):
                lost.append(f"{row.name}: {row.target} | {row.actual}: {found[key]!r}")
            elif not asked and not _same(found[key], row.value):
                wrong.append(f"{row.name}: {row.target} | {row.actual}: {found[key]!r}, not {row.value}")
            assert not row.without_addin or row.without_addin in NOT_READ
    assert not wrong
    assert not lost, "what Python reads and the sheet does not carries its reason in the table"
    assert read > 300
    assert sum(bool(row.without_addin) for _, rows in books for row in rows.values()) <= 0.05 * read


@pytest.mark.parametrize("engine", ENGINES)
def test_typed_targets_give_direction_bounds_and_unit_or_a_listed_reason_why_not(
    engine: Engine, tmp_path: Path
) -> None:
    book = target_book(tmp_path / "targets.xlsx")
    (office,) = engine([book.path])
    found = {name: column(book.path, office, name) for name in ("direction", "low", "high", "unit")}
    wrong, lost, read = [], [], 0
    for key, row in book.rows.items():
        direction, *bounds = (found[name].get(key, "") for name in ("direction", "low", "high"))
        asked = direction == UNREAD and row.direction != UNREAD
        read += row.direction not in ("", UNREAD)
        same = direction == row.direction and all(
            _same(mine, Decimal(wanted) if wanted else None)
            for mine, wanted in zip(bounds, (row.low, row.high), strict=True)
        )
        unit = fold(str(found["unit"].get(key, ""))) == fold(row.shown_unit) or row.direction in ("", UNREAD, "定性")
        if asked != bool(row.without_addin):
            lost.append(f"{row.name} | {row.target}: {direction}")
        elif not asked and not (same and unit):
            wrong.append(f"{row.name} | {row.target}: {direction} {bounds} {found['unit'].get(key)}, not {row}")
        assert not row.without_addin or row.without_addin in NOT_READ
    assert not wrong
    assert not lost, "what Python reads and the sheet does not carries its reason in the table"
    assert read > 130
    assert sum(bool(row.without_addin) for row in book.rows.values()) <= 0.05 * read


@pytest.mark.parametrize("engine", ENGINES_FOR_MANY)
def test_texts_crossed_with_other_rows_are_read_as_python_reads_them_or_asked_about(
    engine: Engine, tmp_path: Path
) -> None:
    books = crossed_books(tmp_path, 20261124, 40 if SOAKING else 1)
    if engine is not calculated and not SOAKING:  # a cell takes it ten times as long
        books = books[:1]
    wrong, read, asked = [], 0, 0
    for book, office in zip(books, engine([book.path for book in books]), strict=True):
        found = column(book.path, office, "value")
        for key, row in book.rows.items():
            value = read_terms(row, MOF, book.year)[2].actual
            read += isinstance(value, Decimal)
            if isinstance(value, Decimal) and found[key] == UNREAD:
                asked += 1
            elif not _same(found[key], value):
                wrong.append(f"{row.level3} {row.unit} {row.target} | {row.actual}: {found[key]!r}, not {value}")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:20])
    assert read > 25 * len(books)
    assert asked < read / 4


@pytest.mark.libreoffice
def test_targets_of_every_kind_under_names_with_every_unit_are_read_as_python_reads_them_or_asked_about(
    tmp_path: Path,
) -> None:
    books = batch_targets(tmp_path)
    wrong, read, asked = [], 0, 0
    for book, office in zip(books, calculated([book.path for book in books]), strict=True):
        found = {name: column(book.path, office, name) for name in ("direction", "low", "high", "unit")}
        for key, row in book.rows.items():
            target, _, terms = read_terms(row, MOF, book.year)
            direction = found["direction"].get(key, "")
            read += target.kind is Kind.NUMBER
            if direction == UNREAD and direction_word(target) != UNREAD:
                asked += 1
                continue
            same = direction == direction_word(target) and all(
                _same(found[name].get(key, ""), bound) for name, bound in (("low", terms.low), ("high", terms.high))
            )
            unit = target.kind is not Kind.NUMBER or fold(str(found["unit"].get(key, ""))) == fold(shown_unit(row))
            if not (same and unit):
                wrong.append(f"{row.level3} | {row.target}: {[found[name].get(key) for name in found]}, not {target}")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:20])
    assert read > 150
    assert asked < read / 4


def test_every_reason_is_met_in_the_tables() -> None:
    assert {row.without_addin for row in (*typed_values(), *typed_targets())} - {""} == set(NOT_READ)


@pytest.mark.onlyoffice
@pytest.mark.parametrize(
    ("typed", "value", "rate"), [("95%", 95.0, 95 / 90), ("0.95", UNREAD, UNREAD), ("96", 96.0, 96 / 90)]
)
def test_a_percentage_that_is_typed_stays_one(typed: str, value: Any, rate: Any, tmp_path: Path) -> None:
    """Excel, WPS and LibreOffice make 0.95 with a percent format of 95%; a cell for texts keeps what was typed."""
    evaluation = sample("karamay-2024")
    row = next(row for row in evaluation.indicators if row.target.startswith("≥90"))
    book = issued_book(tmp_path / "book.xlsx", [row], 2024)
    place = f"{letter('self', 'actual')}{_row(book.path)}"
    (office,) = onlyoffice.calculated([book.path], [[("绩效自评表", place, typed)]])
    assert _near(column(book.path, office, "value")[row.key], value)
    assert _near(column(book.path, office, "completion_rate")[row.key], rate)
    assert named(book.path, office, "JX_F_year") == 2024


def _near(found: Any, wanted: Any) -> bool:
    return bool(found == pytest.approx(wanted)) if isinstance(wanted, float) else bool(found == wanted)


def _row(path: Path) -> int:
    from tests.forms.doubts import span
    from tests.forms.office import names

    return span(names(path)["JX_C_self_actual"])[1]
