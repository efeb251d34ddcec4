"""200 randomized rows: what a cell gets by way of xlwings' CallUDF is what ``score --json`` says.

That the native formulas give the same is proven on the same kind of rows by LibreOffice (``tests.forms``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.fakes.xlwings_live import xlwings_windows
from tests.forms.random_books import evaluation
from tests.support.projects import as_project
from xladdin.cli.commands.score import as_json
from xladdin.excel.udf import functions
from xladdin.excel.udf.declare import forward_all
from xladdin.forms.results import results
from xladdin.model.canonical import canonical
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.rules.row.explain import PHRASES
from xladdin.rules.score_sheet import score_sheet

ROWS, SEEDS = 40, range(5)


def sent(value: Any) -> Any:
    """A cell's value as Excel sends it."""
    return None if value is None or value == "" else float(value) if isinstance(value, Decimal | int) else value


def params(profile: Profile) -> tuple[tuple[Any, Any], ...]:
    """The block JX_PARAMS."""
    rows = [("profile", profile.id)]
    rows += [(key, sent(parameter.value)) for key, parameter in profile.parameters.items()]
    rows += [(f"phrase_{key}", phrase) for key, phrase in PHRASES.items()]
    rows += [("words_met", word) for word in profile.met_words]
    return tuple(rows + [("words_unmet", word) for word in profile.unmet_words])


def same(cell: Any, wanted: str | None) -> bool:
    if wanted is None:
        return not isinstance(cell, float)
    return isinstance(cell, float) and cell == pytest.approx(float(wanted), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("name", ["mof-2020", "xinjiang-2024"])
@pytest.mark.parametrize(("seed", "form"), [*((seed, "transfer") for seed in SEEDS), (0, "project"), (1, "project")])
def test_the_functions_of_every_row_give_what_score_json_says(seed: int, form: str, name: str) -> None:
    xlwings_windows()
    forward_all(functions)
    from xlwings.com_server import XLPython

    profile = profiles.load(name)
    book = canonical(evaluation(seed, ROWS, odd=True))
    if form == "project":  # rows are rounded: the functions take the decimals
        book = as_project(book)
    places = 2 if form == "project" else None
    wanted = {row["key"]: row for row in as_json(book, score_sheet(book, profile))["indicators"]}
    shown = results(book, profile, {row.key: number for number, row in enumerate(book.indicators, 1)})
    block = params(profile)

    def call(function: str, *arguments: Any) -> Any:
        given = tuple(value if isinstance(value, tuple) else sent(value) for value in arguments)
        return XLPython().CallUDF(functions.__name__, function, given)

    checked = 0
    for row in book.indicators:
        if not row.level3:
            continue
        cell = {
            column: shown.get(f"scores[{row.key}].{column}")
            for column in (
                "text",
                "unit",
                "target",
                "direction",
                "low",
                "high",
                "weight",
                "rule",
                "keep",
                "value",
                "target_text",
            )
        }
        value = call(
            "JX_VALUE", cell["text"], cell["unit"], cell["target"], cell["rule"], row.tier_percent, book.year, block
        )
        expected = cell["value"]
        assert same(value, str(expected)) if isinstance(expected, Decimal) else value == (expected or ""), row
        target = (cell["direction"], cell["low"], cell["high"], value)
        points = (*target, cell["weight"], cell["rule"])
        printed = wanted[row.key]
        assert same(call("JX_RATE", *target), printed["completion_rate"]), row
        assert same(call("JX_DEVIATION", *target), printed["deviation_rate"]), row
        assert same(call("JX_SCORE", *points, None, block, places), printed["computed_score"]), row
        assert same(call("JX_SCORE", *points, cell["keep"], block, places), printed["score"]), row
        said = call("JX_EXPLAIN", *points, cell["keep"], block, cell["target_text"], places)
        assert said == printed["explanation"], row
        checked += 1
    assert checked == ROWS
