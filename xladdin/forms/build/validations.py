"""Input cells: tint, lock, hints, drop-downs and number checks of one sheet."""

from __future__ import annotations

from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms.build import styles
from xladdin.forms.build.input_rules import ERROR_TITLE, InputRule, input_rule
from xladdin.forms.build.paint import Paint


class Inputs:
    """Collects one validation per kind of input, so that a sheet of sixty rows has a dozen of them, not hundreds."""

    def __init__(self, sheet: Worksheet, paint: Paint, *, sealed: bool = False) -> None:
        self.sheet, self.paint, self.sealed = sheet, paint, sealed
        self._validations: dict[InputRule, DataValidation] = {}

    def open(
        self,
        cell: SheetCell,
        hint: str = "",
        *,
        kind: str = "text",
        choices: str = "",
        head: str = "",
        tinted: bool = True,
    ) -> None:
        """Unlock and tint a cell (unless ``tinted`` is False: then it stays locked) and attach what helps to fill it."""
        if self.sealed or not tinted:
            return
        self.paint(cell, "opened", styles.opened)
        rule = input_rule(hint, kind, choices, head)
        if rule is not None:
            self._validation(rule).add(cell.coordinate)

    def open_by(self, cell: SheetCell, rule: InputRule | None) -> None:
        """Unlock and tint a cell; what helps to fill it is given as a rule."""
        self.paint(cell, "opened", styles.opened)
        if rule is not None:
            self._validation(rule).add(cell.coordinate)

    def _validation(self, rule: InputRule) -> DataValidation:
        if rule not in self._validations:
            validation = _validation(rule)
            self._validations[rule] = validation
            self.sheet.add_data_validation(validation)
        return self._validations[rule]


def _validation(rule: InputRule) -> DataValidation:
    if rule.type == "list":
        named = rule.choices.startswith("=")
        formula = rule.choices[1:] if named else f'"{rule.choices}"'
        validation = DataValidation(type="list", formula1=formula, allow_blank=True)
        validation.errorStyle = "warning"
    elif rule.type:
        validation = DataValidation(type=rule.type, operator="between", formula1=rule.least, formula2=rule.most)
        validation.allow_blank = True
    else:
        validation = DataValidation(allow_blank=True)
    if rule.error:
        validation.error = rule.error
    validation.errorTitle = ERROR_TITLE
    validation.showErrorMessage = bool(rule.type)
    if rule.hint:
        validation.promptTitle, validation.prompt = rule.title, rule.hint
        validation.showInputMessage = True
    return validation
