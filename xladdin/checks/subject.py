"""What a check gets to look at: the evaluation, its score sheet, and facts derived once for all checks."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from xladdin.checks.show import speaks_of
from xladdin.checks.texts.name_matching import NO_MATCHING, Matching, match
from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import FundsRow, total_of
from xladdin.model.goals import Goal, WeightedGoal
from xladdin.model.grammar.quantity import Direction, Kind, Target
from xladdin.model.indicator import target_beside
from xladdin.model.input_note import InputNote
from xladdin.model.place import Place, Places, default_place, issued_row
from xladdin.model.project_json import with_keys
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import ScoredLevel, ScoredRow, ScoreSheet, score_sheet

T = TypeVar("T")


class Subject:
    """An evaluation under review; immutable for the checks, which only read it.

    sheet   its score sheet; computed when not given
    places  field path → sheet and cell; fields without an entry are named by their path
    notes   what the reader noticed about input cells
    issued  the workbook was made from issued goals, which are locked in it; added: keys of rows that were added to it
    """

    def __init__(
        self,
        evaluation: Evaluation,
        profile: Profile,
        *,
        sheet: ScoreSheet | None = None,
        places: Places | None = None,
        notes: Iterable[InputNote] = (),
        issued: bool = False,
        added: Container[str] = (),
    ) -> None:
        if not all(row.key for row in evaluation.indicators):
            evaluation, sheet = with_keys(evaluation), None
        self.evaluation = evaluation
        self.profile = profile
        self.sheet = sheet if sheet is not None else score_sheet(evaluation, profile)
        self.rows: tuple[ScoredRow, ...] = self.sheet.rows
        self.notes = tuple(notes)
        self._places: Places = places if places is not None else {}
        self._issued, self._added = issued, added
        self._derived: dict[object, Any] = {}

    def once(self, derive: Callable[[Subject], T]) -> T:
        """``derive(self)``, computed once and shared by the checks."""
        if derive not in self._derived:
            self._derived[derive] = derive(self)
        found: T = self._derived[derive]
        return found

    # places and reasons

    def place(self, path: str) -> Place:
        found = self._places.get(path)
        if found is None and self._places and not path.startswith("cells["):
            found = self._near(path)
        return found or _default_place(path, self.evaluation.form)

    def has_cell(self, path: str) -> bool:
        """Whether the workbook has a place for the field, or its row; there is no workbook at all in a PROJECT.json."""
        return bool(self._places) or path.startswith("cells[")

    def is_locked(self, path: str) -> bool:
        """Whether the cell of a filled field is locked, as it came with the goals."""
        key = issued_row(path) if self._issued else None
        return key is not None and (key == "" or key not in self._added)

    @property
    def issuer(self) -> str:
        """Who can change what was issued, as a sentence names them."""
        name = self.evaluation.project.local_department.strip()
        return f"下达目标的主管部门（{name}）" if name else "下达目标的主管部门"

    def _near(self, path: str) -> Place | None:
        """The cell next to a field that the workbook has no cell for: of its row, else of its table."""
        head, _, _ = path.rpartition(".")
        for field in ("level3", "target", "actual", "weight", "unit", "item", "statement", "budget"):
            found = self._places.get(f"{head}.{field}")
            if found is not None:
                return found
        table = path.partition("[")[0].rpartition(".")[0] or path.partition("[")[0]
        return next((place for one, place in self._places.items() if one.startswith(table)), None)

    def explains(self, path: str, about: str) -> bool:
        """Whether the reason in the row of the field ``path`` speaks of what is asked about (a pattern; empty: never)."""
        if not about or not path.startswith("indicators["):
            return False
        row = self.by_key.get(path[11 : path.index("]")])
        return row is not None and speaks_of(row.indicator.reason, about)

    @cached_property
    def by_key(self) -> Mapping[str, ScoredRow]:
        return {row.indicator.key: row for row in self.rows}

    def indicator_name(self, path: str) -> str:
        """Name of the indicator that the field belongs to, as printed; empty for other fields."""
        if path.startswith("indicators["):
            row = self.by_key.get(path[11 : path.index("]")])
            return row.indicator.level3 if row is not None else ""
        for name in ("overall", "annual", "weighted"):
            head = f"goals.{name}.indicators["
            if path.startswith(head):
                goal: Goal | WeightedGoal | None = getattr(self.evaluation.goals, name)
                return goal.indicators[int(path[len(head) : path.index("]", len(head))])].level3 if goal else ""
        return ""

    @cached_property
    def noted(self) -> Mapping[str, InputNote]:
        """Path → note, for cells that hold no usable value."""
        return {
            note.path: note
            for note in self.notes
            if note.kind in ("formula-without-value", "error-value", "prompt-left")
        }

    # money

    @cached_property
    def total(self) -> FundsRow:
        """年度资金总额, or the sum of the parts where that row is missing."""
        return total_of(self.evaluation.funds)

    @cached_property
    def money_parts(self) -> tuple[FundsRow, ...]:
        """Every row but the total that says anything."""
        return tuple(
            row
            for row in self.evaluation.funds
            if row.source != "total" and (row.budget is not None or row.arrived is not None or row.executed is not None)
        )

    @cached_property
    def money_rows(self) -> tuple[FundsRow, ...]:
        """Every row of money but those that repeat the total in every cell: what is wrong with both is one defect."""
        total = next((row for row in self.evaluation.funds if row.source == "total"), None)
        return tuple(row for row in self.evaluation.funds if total is None or row is total or not _repeats(row, total))

    # indicators

    @cached_property
    def numbered(self) -> tuple[tuple[ScoredRow, Decimal | None], ...]:
        """Every row with its actual value where that is a number (an achieved share for texts and dates)."""
        return tuple((row, row.terms.number) for row in self.rows)

    @cached_property
    def bounds(self) -> tuple[Decimal | None, ...]:
        """Row → the one number of its target."""
        return tuple(bound(row.target) for row in self.rows)

    @cached_property
    def has_blank_actual(self) -> bool:
        """Whether a row can not be scored for want of a readable actual value."""
        return any(row.terms.keep is None and number is None for row, number in self.numbered)

    def limit(self, key: str) -> Decimal:
        """A threshold of the checks from the profile."""
        return self.profile.limit(key)

    @cached_property
    def scored_levels(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.profile.indicator_levels)

    @cached_property
    def execution(self) -> ScoredLevel | None:
        """The score of the level of the budget's execution; None where the profile does not score it."""
        level = self.profile.execution
        return next((one for one in self.sheet.levels if level is not None and one.id == level.id), None)

    # goal tables

    def _match(self, goal: Goal | None) -> Matching:
        if goal is None or not goal.indicators:
            return NO_MATCHING
        return match(self.evaluation.indicators, goal.indicators, self.limit("name_likeness"))

    @cached_property
    def annual(self) -> Matching:
        """Rows of the self-evaluation table ↔ rows of 年度绩效目标表."""
        return self._match(self.evaluation.goals.annual)

    @cached_property
    def goal_targets(self) -> Mapping[str, tuple[Target, ...]]:
        """Targets of tables ``annual`` and ``overall`` in their printed order."""
        goals = self.evaluation.goals
        tables = (("overall", goals.overall), ("annual", goals.annual))
        return {
            table: tuple(target_beside(row.target, row.level3) for row in goal.indicators) if goal is not None else ()
            for table, goal in tables
        }

    @cached_property
    def annual_targets(self) -> tuple[Target | None, ...]:
        """Row → target in 年度绩效目标表."""
        return self._partners("annual", self.annual)

    @cached_property
    def overall_targets(self) -> tuple[Target | None, ...]:
        """Row → target in 总体绩效目标表."""
        return self._partners("overall", self.overall)

    def _partners(self, table: str, matching: Matching) -> tuple[Target | None, ...]:
        targets, pairs = self.goal_targets[table], matching.pairs
        return tuple(targets[pairs[row].other] if row in pairs else None for row in range(len(self.rows)))

    @cached_property
    def overall_bounds(self) -> tuple[Decimal | None, ...]:
        """Row → the one number of its target in 总体绩效目标表."""
        return tuple(bound(target) if target is not None else None for target in self.overall_targets)

    @cached_property
    def issued_targets(self) -> tuple[Target | None, ...]:
        """Row → target in 自治区项目绩效目标表; None where that table says the same as this one."""
        return tuple(
            target_beside(one.issued_target, one.level3, one.unit, one.last_year)
            if one.issued_target and one.issued_target != one.target
            else None
            for one in self.evaluation.indicators
        )

    @cached_property
    def named_alike(self) -> tuple[bool, ...]:
        """Row → whether tables A, B, C and D print its name letter for letter alike."""
        goals = self.evaluation.goals
        tables = [
            ([row.level3 for row in goal.indicators], matching.pairs)
            for goal, matching in ((goals.annual, self.annual), (goals.overall, self.overall))
            if goal is not None
        ]
        return tuple(
            not one.issued_level3
            and all(row not in pairs or names[pairs[row].other] == one.level3 for names, pairs in tables)
            for row, one in enumerate(self.evaluation.indicators)
        )

    @cached_property
    def overall_only(self) -> tuple[Target, ...]:
        """Targets of 总体绩效目标表 without a row in this year's table."""
        return tuple(self.goal_targets["overall"][position] for position in self.overall.other_only)

    @cached_property
    def overall(self) -> Matching:
        """Rows of the self-evaluation table ↔ rows of 总体绩效目标表."""
        return self._match(self.evaluation.goals.overall)


def bound(target: Target) -> Decimal | None:
    """The one number of a target; None for ranges, texts and dates."""
    if target.kind is not Kind.NUMBER or target.direction is Direction.RANGE:
        return None
    return target.low if target.low is not None else target.high


def _repeats(row: FundsRow, total: FundsRow) -> bool:
    fields = ("initial", "budget", "arrived", "executed", "declared_rate")
    return row.budget is not None and all(getattr(row, field) == getattr(total, field) for field in fields)


_default_place = lru_cache(maxsize=8192)(default_place)


def row_path(row: ScoredRow, field: str) -> str:
    """``indicators[q05].actual``."""
    return f"indicators[{row.indicator.key}].{field}"
