"""Rows whose text only Python reads: what the stored results become where the sheet asks for a check instead."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.forms.office import Cells, Stored, names

UNREAD = "需核对"
LEVELS = {"预算执行": 1, "产出指标": 2, "成本指标": 3, "效益指标": 4, "满意度指标": 5}


def column(path: Path, cells: Cells, name: str, table: str = "score") -> dict[str, Any]:
    """Row key → value of a column of a table; blank cells are empty texts."""
    keys, wanted = (names(path)[f"JX_C_{table}_{which}"] for which in ("key", name))
    sheet, first, last, letter = span(keys)
    other = span(wanted)[3]
    return {
        cells[sheet][f"{letter}{row}"]: cells[sheet].get(f"{other}{row}", "")
        for row in range(first, last + 1)
        if f"{letter}{row}" in cells[sheet]
    }


def span(reference: str) -> tuple[str, int, int, str]:
    found = re.fullmatch(r"'?(.*?)'?!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?", reference)
    assert found is not None
    return found[1], int(found[3]), int(found[4] or found[3]), found[2]


def named(path: Path, cells: Cells, name: str) -> Any:
    sheet, row, _, letter = span(names(path)[name])
    return cells[sheet].get(f"{letter}{row}", "")


def doubtful(path: Path, book: Stored, office: Cells) -> set[str]:
    """Keys of the rows that ask for a check in the sheet and not in Python: only those whose text is out of the
    ordinary. Ordinary is a number with at most the row's own unit or a percent sign behind it."""
    python, sheet = column(path, book.values, "value"), column(path, office, "value")
    texts, units = column(path, book.values, "actual"), column(path, book.values, "unit")
    keys = {key for key, value in sheet.items() if value == UNREAD and python[key] != UNREAD}
    for key in keys:
        own = rf"|{re.escape(units[key])}" if units[key] else ""
        assert not re.fullmatch(rf"-?[0-9]{{1,15}}(\.[0-9]+)? ?(%{own})?", texts[key]), texts[key]
    return keys


def with_doubts(path: Path, book: Stored, doubtful: set[str]) -> Stored:
    """What the stored results become where rows ask for a check: nothing that depends on them is shown."""
    values = {sheet: dict(cells) for sheet, cells in book.values.items()}

    def put(name: str, value: Any, key: str | None = None) -> None:
        sheet, first, last, letter = span(names(path)[name])
        row = first
        if key is not None:
            of_keys = span(names(path)[re.sub(r"^(JX_C_[a-z]+_).*", r"\1key", name)])
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
    result = Stored(values, book.formulas, book.steps)
    if doubtful:
        put(
            "JX_F_no_total", _no_total(named(path, book.values, "JX_F_no_total"), column(path, values, "score"), levels)
        )
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
