"""LibreOffice recalculates every formula of a workbook and finds what Python stored in it: every cell, every sheet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.forms.conftest import PROJECTS, sample
from tests.forms.office import Cells, Stored, calculated, differences, names, same, stored
from tests.forms.random_books import evaluation
from tests.rules import batch
from tests.support.examples import SOAKING
from xladdin.forms.build.workbook import build
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile

pytestmark = pytest.mark.libreoffice

SEED = 20240229
#: Workbooks of one profile, and how many of them have sixty rows (the others have three to twelve). Opening one takes
#: LibreOffice as long as fifty rows do.
BOOKS = 100 if SOAKING else 50
LARGE = BOOKS if SOAKING else 6

UNREAD = "需核对"
LEVELS = {"预算执行": 1, "产出指标": 2, "成本指标": 3, "效益指标": 4, "满意度指标": 5}


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


def column(path: Path, cells: Cells, name: str, table: str = "score") -> dict[str, Any]:
    """Row key → value of a column of a table; blank cells are empty texts."""
    keys, wanted = (names(path)[f"JX_C_{table}_{which}"] for which in ("key", name))
    sheet, first, last, letter = _range(keys)
    other = _range(wanted)[3]
    return {
        cells[sheet][f"{letter}{row}"]: cells[sheet].get(f"{other}{row}", "")
        for row in range(first, last + 1)
        if f"{letter}{row}" in cells[sheet]
    }


def _range(reference: str) -> tuple[str, int, int, str]:
    found = re.fullmatch(r"'?(.*?)'?!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?", reference)
    assert found is not None
    return found[1], int(found[3]), int(found[4] or found[3]), found[2]


def _rules(name: str) -> Profile:
    """A published profile, or a strict one: pass mark, floor, two decimals, 不适用 taken out of the denominator."""
    return replace(batch.strict_profile(), not_applicable="drop") if name == "strict" else profiles.load(name)


@pytest.mark.parametrize(("rules", "books"), [("mof-2020", BOOKS), ("xinjiang-2024", BOOKS), ("strict", 20)])
def test_random_workbooks_give_the_same_in_libreoffice(rules: str, books: int, tmp_path: Path) -> None:
    """All directions and rules, ranges, zeros, blanks, words, over-achievement, adjustments with and without approval,
    exact halves. Every fourth workbook has texts that only Python reads: there the sheet asks for a check."""
    profile = _rules(rules)
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
        doubtful = _doubtful(path, book, office)
        assert not doubtful or number % 4 == 3
        found += [f"{path.name} {line}" for line in differences(_with_doubts(path, book, doubtful), office)]
        compared += sum(len(cells) for cells in book.formulas.values())
        asked += len(doubtful)
        totals += not doubtful and not same(_at(path, book.values, "JX_F_total"), "")
    assert not found, f"{len(found)} cells differ:\n" + "\n".join(found[:20])
    assert compared > 200 * books
    assert asked > books // 10
    assert totals > books // 8


def _at(path: Path, cells: Cells, name: str) -> Any:
    sheet, row, _, letter = _range(names(path)[name])
    return cells[sheet].get(f"{letter}{row}", "")


def _doubtful(path: Path, book: Stored, office: Cells) -> set[str]:
    """Keys of the rows that ask for a check in the sheet and not in Python: only those whose text is out of the
    ordinary. Ordinary is a number with at most the row's own unit or a percent sign behind it."""
    python, sheet = column(path, book.values, "value"), column(path, office, "value")
    texts, units = column(path, book.values, "actual"), column(path, book.values, "unit")
    keys = {key for key, value in sheet.items() if value == UNREAD and python[key] != UNREAD}
    for key in keys:
        own = rf"|{re.escape(units[key])}" if units[key] else ""
        assert not re.fullmatch(rf"-?[0-9]{{1,15}}(\.[0-9]+)? ?(%{own})?", texts[key]), texts[key]
    return keys


def _with_doubts(path: Path, book: Stored, doubtful: set[str]) -> Stored:
    """What the stored results become where rows ask for a check: nothing that depends on them is shown."""
    values = {sheet: dict(cells) for sheet, cells in book.values.items()}

    def put(name: str, value: Any, key: str | None = None) -> None:
        sheet, first, last, letter = _range(names(path)[name])
        row = first
        if key is not None:
            of_keys = _range(names(path)[re.sub(r"^(JX_C_[a-z]+_).*", r"\1key", name)])
            row = next(row for row in range(first, last + 1) if values[sheet].get(f"{of_keys[3]}{row}") == key)
        values[sheet][f"{letter}{row}"] = value

    weights, keeps = column(path, book.values, "weight"), column(path, book.values, "keep")
    levels, said = column(path, book.values, "level"), column(path, book.values, "explanation")
    for key in doubtful:
        weighed, kept = weights[key] != "", keeps[key] != ""
        unscored = UNREAD if weighed else ""
        sentence = "实际完成值或指标值需核对，暂不计分。"
        if kept or not weighed:
            sentence = re.sub(r"（按规则得 [\d.]+ 分）", "", said[key])
        put("JX_C_self_flag", 2, key)
        for name in ("value", "completion_rate", "deviation_rate"):
            put(f"JX_C_score_{name}", UNREAD, key)
        put("JX_C_score_computed_score", unscored, key)
        put("JX_C_score_score", weights[key] * keeps[key] if weighed and kept else unscored, key)
        put("JX_C_score_explanation", sentence, key)
        for kind, blank in (("computed_", weighed), ("", weighed and not kept)):
            if blank and levels[key]:
                put(f"JX_F_levels_v{LEVELS[levels[key]]}_{kind}score", "")
                put(f"JX_F_{kind}total", "")
                put(f"JX_F_{kind}grade", "")
    result = Stored(values, book.formulas)
    if doubtful:
        put("JX_F_no_total", _no_total(_at(path, book.values, "JX_F_no_total"), column(path, values, "score"), levels))
    return result


def _no_total(said: str, scores: dict[str, Any], levels: dict[str, Any]) -> str:
    """Why there is no total, where more rows ask for a check than Python ``said``."""
    reasons = dict.fromkeys(("预算执行", *LEVELS), "")
    for reason in said.removeprefix("不出总分：").removesuffix("。").split("；"):
        reasons |= {name: reason for name in reasons if name in reason}
    for name in LEVELS:
        count = sum(levels[key] == name and score == UNREAD for key, score in scores.items())
        reasons[name] = f"{name}有 {count} 个指标需核对" if count else reasons[name]
    given = "；".join(reason for reason in reasons.values() if reason)
    return f"不出总分：{given}。" if given else ""
