"""From the printed forms of one project to its evaluation (PROJECT.json), by way of the strict decoder."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, get_args

from xladdin.errors import UserError
from xladdin.intake.join import Joined
from xladdin.intake.projects import Gathered
from xladdin.intake.understand.found import MoneyRow, PrintedForm, Row
from xladdin.model import project_json
from xladdin.model.evaluation import Evaluation, Project
from xladdin.model.funds import Source
from xladdin.model.goals import ANNUAL_HEAD, GoalFunds, GoalHead, WeightedFunds
from xladdin.model.grammar.decimals import plain_text

#: Heads that are the annual table's own, see ``GoalHead``.
_ISSUED_HEADS = ("programme", "provincial_finance", "provincial_department", "implementing_unit")
_SIGNATURES = ("filler", "phone", "responsible", "leader", "date", "project_leader")


class Composed:
    """``evaluation`` of one project; ``lost`` says what was read and has no place in it."""

    def __init__(self, gathered: Gathered, joined: Joined) -> None:
        self.lost: list[str] = []
        self._forms, self._joined = gathered.forms, joined
        self._result = gathered.result
        self.evaluation = self._decoded(gathered)

    def _decoded(self, gathered: Gathered) -> Evaluation:
        rows = self._rows()
        raw = {
            "form": self._form(),
            "year": self._year(),
            "unit": {"name": self._head("unit_name"), "code": self._head("unit_code")},
            "project": self._project(gathered.name),
            "goals": self._goals(gathered.name),
            "funds": self._funds(),
            "indicators": [self._indicator(*item) for item in rows],
            "signatures": self._signatures(),
        }
        result = self._result
        if result is not None:
            raw |= {
                "management": [
                    {"item": item, "statement": texts[0], "problems": texts[1]}
                    for item, texts in result.management.items()
                ],
                "objective": result.objective,
                "achievement": result.achievement,
                "remarks": result.remarks,
                "money_unit": result.money_unit if result.kind == "project" else "万元",
                "declared": self._declared(result),
            }
        content = json.dumps(raw, ensure_ascii=False, default=_number).encode("utf-8")
        return project_json.decode(content, next(iter(self._forms.values())).file)

    def _by_rank(self) -> list[PrintedForm]:
        order = ("transfer", "project", "annual", "weighted", "overall")
        return [self._forms[kind] for kind in order if kind in self._forms]

    def _form(self) -> str:
        if self._result is not None:
            return self._result.kind
        printed = self._by_rank()
        of_department = any("项目支出" in form.title or "department" in form.heads for form in printed)
        return "project" if of_department else "transfer"

    def _year(self) -> int:
        for form in self._by_rank():
            stated = form.heads.get("year", "").removesuffix("度").removesuffix("年")
            if stated.isdecimal() and len(stated) == 4:
                return int(stated)
            if form.years is not None and form.kind != "overall":
                return form.years[1] if form is self._result else form.years[0]
        place = self._by_rank()[0]
        raise UserError("import-no-year", file=place.file, cell=place.place)

    def _head(self, field: str) -> str:
        return next((form.heads[field] for form in self._by_rank() if form.heads.get(field)), "") or next(
            (form.foot[field] for form in self._by_rank() if form.foot.get(field)), ""
        )

    def _project(self, name: str) -> dict[str, str]:
        if not name:
            place = self._by_rank()[0]
            raise UserError("import-no-name", file=place.file, cell=place.place)
        heads = {field: self._head(field) for field in Project.__struct_fields__ if field != "name"}
        annual = self._forms.get("annual")
        for field in _ISSUED_HEADS:
            if annual is not None and annual.heads.get(field):
                heads[field] = annual.heads[field]
        department = self._head("department")
        if department and self._form() == "project":
            heads["local_department"] = heads["local_department"] or department
        elif department:
            self._lose(next(form for form in self._by_rank() if form.heads.get("department")), "主管部门", department)
        return {"name": name, **heads}

    def _lose(self, form: PrintedForm, what: str, found: str) -> None:
        self.lost.append(f"{form.place}：{what}“{found}”在表样中没有位置，未读入")

    def _goals(self, name: str) -> dict[str, Any]:
        goals: dict[str, Any] = {}
        for kind in ("overall", "annual"):
            form = self._forms.get(kind)
            if form is not None:
                goals[kind] = {
                    "period": form.period,
                    "head": self._goal_head(form, name),
                    "funds": self._goal_money(form, GoalFunds.__struct_fields__),
                    "objective": form.objective,
                    "indicators": [
                        {"level1": row.level1, "level2": row.level2, "level3": row.level3, "target": _with_unit(row)}
                        for row in form.rows
                    ],
                }
        form = self._forms.get("weighted")
        if form is not None:
            goals["weighted"] = {
                "name": form.name if form.name != name else "",
                "funds": self._goal_money(form, WeightedFunds.__struct_fields__),
                "objective": form.objective,
                "indicators": [self._weighted(form.rows[row]) for row in self._joined.right] if self._result else [],
            }
        return goals

    def _goal_head(self, form: PrintedForm, name: str) -> dict[str, str]:
        fields = ANNUAL_HEAD if form.kind == "annual" else GoalHead.__struct_fields__
        project = self._project(name)
        return {
            field: form.heads[field]
            for field in fields
            if form.heads.get(field) and form.heads[field] != project.get(field)
        }

    def _goal_money(self, form: PrintedForm, fields: tuple[str, ...]) -> dict[str, Decimal]:
        for field, value in form.goal_money.items():
            if field not in fields and value:
                self._lose(form, _MONEY[field], f"{plain_text(value)} 万元")
        return {field: value for field, value in form.goal_money.items() if field in fields and value is not None}

    def _weighted(self, row: Row) -> dict[str, Any]:
        texts = row.texts
        return {
            "level1": row.level1,
            "level2": row.level2,
            "level3": row.level3,
            "target": _with_unit(row),
            "basis": texts.get("basis", ""),
            "last_year": texts.get("last_year", ""),
            "weight": row.weight,
            "scoring_rule": texts.get("rule", ""),
            "evidence": texts.get("evidence", ""),
        }

    def _funds(self) -> list[dict[str, Any]]:
        result = self._result
        return [] if result is None else [found for row in result.money if (found := self._money(result, row))]

    def _money(self, form: PrintedForm, row: MoneyRow) -> dict[str, Any]:
        if row.source not in get_args(Source):
            shown = "、".join(plain_text(value) for value in row.amounts.values() if value is not None)
            if shown:
                self._lose(form, "单位资金", f"{shown} 万元")
            return {}
        raw = {"source": row.source, **row.amounts, "declared_rate": row.declared_rate}
        return {name: value for name, value in raw.items() if value not in (None, "")}

    def _rows(self) -> list[tuple[Row, Row | None]]:
        """The rows of the table that counts most, each with its row of the weighted table."""
        weighted = self._forms.get("weighted")
        if self._result is not None:
            pairs = self._joined.all
            return [
                (row, weighted.rows[pairs[number]] if weighted is not None and number in pairs else None)
                for number, row in enumerate(self._result.rows)
            ]
        base = weighted or self._forms.get("annual")
        if base is None:
            place = self._by_rank()[0]
            raise UserError("import-overall-only", file=place.file, cell=place.place)
        return [(row, row if base is weighted else None) for row in base.rows]

    def _indicator(self, row: Row, issued: Row | None) -> dict[str, Any]:
        texts = row.texts
        weighted = issued or row
        found = {
            "level1": row.level1,
            "level2": row.level2,
            "level3": row.level3,
            "unit": texts.get("unit", "") or (weighted.texts.get("unit", "") if issued is not None else ""),
            "target": texts["target"],
            "actual": texts.get("actual", ""),
            "reason": texts.get("reason", ""),
            "declared_score": row.score,
            "basis": weighted.texts.get("basis", ""),
            "last_year": weighted.texts.get("last_year", ""),
            "weight": weighted.weight if weighted.weight is not None else row.weight,
            "scoring_rule": weighted.texts.get("rule", ""),
            "evidence": weighted.texts.get("evidence", ""),
        }
        if issued is not None and issued is not row:
            found |= {
                "issued_target": issued.texts["target"],
                "issued_level1": issued.level1,
                "issued_level2": issued.level2,
                "issued_level3": issued.level3,
            }
        return found

    def _signatures(self) -> dict[str, str]:
        found = {field: self._head(field) for field in _SIGNATURES}
        foot = {field: value for form in reversed(self._by_rank()) for field, value in form.foot.items()}
        return {field: found[field] or foot.get(field, "") for field in _SIGNATURES}

    def _declared(self, form: PrintedForm) -> dict[str, Any] | None:
        grade = form.heads.get("grade", "")[:1]
        levels = dict(form.declared_levels)
        executed = next((row.score for row in form.money if row.source == "total" and row.score is not None), None)
        if executed is not None:
            levels.setdefault("预算执行", executed)
        if form.total is None and not levels and not grade:
            return None
        return {"levels": levels, "total": form.total, "grade": grade}


_MONEY = {
    "total": "总额",
    "central": "中央资金",
    "local": "地方资金",
    "social": "社会资本",
    "fiscal": "财政拨款",
    "other": "其他资金",
}


def _with_unit(row: Row) -> str:
    """Goal rows have no column for the unit: it stands behind the number, as a reader would say it."""
    target, unit = row.texts["target"], row.texts.get("unit", "").strip()
    return f"{target}{unit}" if unit and target[-1:].isdigit() else target


def _number(value: object) -> str:
    if isinstance(value, Decimal):
        return plain_text(value)
    raise TypeError(type(value).__name__)
