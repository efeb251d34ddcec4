"""Single faults for a clean project: which cell, what change. Every one is a fault that a reviewer would send back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from xladdin.model.grammar.decimals import plain_decimal, plain_text
from xladdin.model.grammar.fold import fold

Mutation = tuple[str, Any]

_SIGNS = {"≥": "≤", "≤": "≥", "＞": "≤", "＜": "≥"}
_RULES = ("直接赋分", "按照完成比例赋分", "按评判等级赋分", "满意度赋分")


def mutations(data: dict[str, Any]) -> dict[str, list[Mutation]]:
    """Kind of fault → (path, new value) for every cell in which it can be made."""
    rows = {row["key"]: row for row in data["indicators"]}
    numbers = {key: row for key, row in rows.items() if plain_decimal(fold(row["actual"])) is not None}
    return {
        "actual left blank": [(_cell(key, "actual"), "") for key in rows],
        "actual is the target's text": [
            (_cell(key, "actual"), row["target"]) for key, row in numbers.items() if row["target"][0] in _SIGNS
        ],
        "actual ten times too large": [
            (_cell(key, "actual"), _times(row["actual"], 10)) for key, row in numbers.items() if _is_lower(row)
        ],
        "actual a tenth": [
            (_cell(key, "actual"), _times(row["actual"], "0.1")) for key, row in numbers.items() if _is_lower(row)
        ],
        "actual is vague": [(_cell(key, "actual"), f"约{row['actual']}") for key, row in numbers.items()],
        "actual in another unit": [(_cell(key, "actual"), f"{row['actual']}吨") for key, row in numbers.items()],
        "target lowered": [
            (_cell(key, "target"), _target(row["target"], "0.9")) for key, row in numbers.items() if _is_lower(row)
        ],
        "target turned round": [
            (_cell(key, "target"), _SIGNS[row["target"][0]] + row["target"][1:])
            for key, row in rows.items()
            if row["target"][0] in _SIGNS
        ],
        "issued target raised": [
            (_cell(key, "issued_target"), _target(row["target"], "1.1"))
            for key, row in numbers.items()
            if _is_lower(row)
        ],
        "annual goal differs": [
            (f"goals.annual.indicators[{n}].target", _target(row["target"], "1.05"))
            for n, row in enumerate(data["goals"]["annual"]["indicators"])
            if row["target"][0] in _SIGNS
        ],
        "overall goal below the annual one": [
            (f"goals.overall.indicators[{n}].target", _target(row["target"], "0.1"))
            for n, row in enumerate(data["goals"]["overall"]["indicators"])
            if row["target"][0] == "≥" and row["level2"] == "数量指标"
        ],
        "weight changed": [(_cell(key, "weight"), _plus(row["weight"], 1)) for key, row in rows.items()],
        "weight left blank": [(_cell(key, "weight"), None) for key in rows],
        "declared score too low": [
            (_cell(key, "declared_score"), _plus(row["declared_score"], "-0.5")) for key, row in rows.items()
        ],
        "declared score above the weight": [
            (_cell(key, "declared_score"), _plus(row["weight"], 1)) for key, row in rows.items()
        ],
        "scoring rule left blank": [(_cell(key, "scoring_rule"), "") for key in rows],
        "scoring rule misspelt": [
            (_cell(key, "scoring_rule"), row["scoring_rule"].replace("比例", "比列").replace("等级", "登记"))
            for key, row in rows.items()
            if "比例" in row["scoring_rule"] or "等级" in row["scoring_rule"]
        ],
        "scoring rule of the other kind": [
            (_cell(key, "scoring_rule"), "按评判等级赋分")
            for key, row in numbers.items()
            if row["scoring_rule"] != "按评判等级赋分"
        ],
        "evidence left blank": [(_cell(key, "evidence"), "") for key in rows],
        "evidence of no kind": [(_cell(key, "evidence"), "照片") for key in rows],
        "basis of no kind": [(_cell(key, "basis"), "会议商定") for key in rows],
        "last year left blank": [(_cell(key, "last_year"), "") for key in rows],
        "level unknown": [(_cell(key, "level1"), "投入指标") for key in rows],
        "name with one character more": [
            (_cell(key, "level3"), f"{row['level3'][:2]}总{row['level3'][2:]}")
            for key, row in rows.items()
            if len(row["level3"]) > 5
        ],
        "unit column differs": [(_cell(key, "unit"), "吨") for key, row in rows.items() if row["unit"]],
        "tier changed": [(_cell(key, "tier_percent"), "60") for key, row in rows.items() if "tier_percent" in row],
        "reason taken away": [("indicators[q13].reason", "")],
        "adjustment without approval": [
            (_cell(key, "adjustment"), {"kind": "其他", "keep": "1", "reason": "甲", "basis": "乙", "evidence": "丙"})
            for key in rows
        ],
        "declared rate wrong": [
            (f"funds[{row['source']}].declared_rate", f"{_plus(row['declared_rate'].rstrip('%'), 3)}%")
            for row in data["funds"]
        ],
        "money changed": [
            (f"funds[{row['source']}].{column}", _plus(row[column], step))
            for row in data["funds"]
            for column in ("budget", "arrived", "executed")
            for step in (-70, 90)
        ],
        "money left blank": [
            (f"funds[{row['source']}].{column}", None) for row in data["funds"] for column in ("budget", "executed")
        ],
        "goal money changed": [
            (f"goals.{table}.funds.{source}", _plus(amount, 30))
            for table in ("overall", "annual", "weighted")
            for source, amount in data["goals"][table]["funds"].items()
        ],
        "declared level changed": [
            (f"declared.levels[{name}]", _plus(score, "-0.7")) for name, score in data["declared"]["levels"].items()
        ],
        "declared total changed": [("declared.total", "98.4"), ("declared.total", "88")],
        "declared grade changed": [("declared.grade", grade) for grade in ("良", "中", "差")],
        "text left blank": [(path, "") for path in ("remarks", "achievement", "objective", "project.fund_user")],
        "unit is a placeholder": [
            (f"project.{field}", "各县（市、区）") for field in ("fund_user", "implementing_unit", "budget_unit")
        ],
        "management without an answer": [(f"management[{row['item']}].problems", "") for row in data["management"]],
        "problem without a measure": [
            (f"management[{row['item']}].problems", "支付偏慢。") for row in data["management"]
        ],
        "management row missing": [(f"management[{row['item']}]", None) for row in data["management"]],
        "period of another year": [
            ("goals.annual.period", "2023年"),
            ("goals.annual.period", "2025年"),
            ("goals.overall.period", "2021—2023年"),
        ],
        "words said twice": [
            (path, f"{_text(data, path)}绩效指标指标已完成。") for path in ("achievement", "measures", "objective")
        ],
        "bracket left open": [
            (path, f"{_text(data, path)}（略。") for path in ("achievement", "measures", "objective")
        ],
    }


def single_faults(data: dict[str, Any]) -> st.SearchStrategy[Mutation]:
    """First the kind of fault, then the cell: rare kinds come up as often as common ones."""
    return st.sampled_from(sorted(mutations(data).items())).flatmap(lambda kind: st.sampled_from(kind[1]))


def _cell(key: str, field: str) -> str:
    return f"indicators[{key}].{field}"


def _is_lower(row: dict[str, Any]) -> bool:
    return row["target"][0] in "≥＞" and row["scoring_rule"] != "按评判等级赋分"


def _times(number: str, factor: str | int) -> str:
    return plain_text(Decimal(number) * Decimal(factor))


def _plus(number: str, step: str | int) -> str:
    return plain_text(Decimal(number) + Decimal(step))


def _target(printed: str, factor: str) -> str:
    return printed[0] + _times(printed[1:], factor)


def _text(data: dict[str, Any], path: str) -> str:
    text: str = data[path]
    return text
