"""Input cells: tint, lock, hints, drop-downs and number checks of one sheet."""

from __future__ import annotations

from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xladdin.forms import styles
from xladdin.forms.definition import LISTS
from xladdin.forms.paint import Paint

#: Kinds that take a number within limits: (least, most, what to say).
_LIMITS = {
    "money": ("0", "100000000", "请填金额（万元），不带单位和文字。"),
    "weight": ("0", "100", "请填 0 到 100 的分值。"),
    "points": ("0", "100", "请填 0 到 100 的分值。"),
    "percent_points": ("0", "100", "请填 0 到 100 的百分数，不带 %。"),
    "keep": ("0", "1", "请填 0 到 1 的比例，如 0.8。"),
    "integer": ("0", "2100", "请填整数。"),
}
#: Excel's limits for a hint: title 32, text 255 characters.
_TITLE, _HINT = "填写提示", 255


class Inputs:
    """Collects one validation per kind of input, so that a sheet of sixty rows has a dozen of them, not hundreds."""

    def __init__(self, sheet: Worksheet, paint: Paint, *, sealed: bool = False) -> None:
        self.sheet, self.paint, self.sealed = sheet, paint, sealed
        self._validations: dict[tuple[str, str, str], DataValidation] = {}

    def open(
        self, cell: SheetCell, hint: str = "", *, kind: str = "text", choices: str = "", tinted: bool = True
    ) -> None:
        """Unlock and tint a cell (unless ``tinted`` is False: then it stays locked) and attach what helps to fill it."""
        if self.sealed or not tinted:
            return
        self.paint(cell, "opened", styles.opened)
        if hint or choices or kind in _LIMITS:
            self._validation(hint, kind, choices).add(cell.coordinate)

    def _validation(self, hint: str, kind: str, choices: str) -> DataValidation:
        key = (hint, kind, choices)
        if key not in self._validations:
            validation = self._new(hint, kind, choices)
            self._validations[key] = validation
            self.sheet.add_data_validation(validation)
        return self._validations[key]

    def _new(self, hint: str, kind: str, choices: str) -> DataValidation:
        if choices:
            validation = DataValidation(type="list", formula1=f'"{",".join(LISTS[choices])}"', allow_blank=True)
            validation.errorStyle = "warning"
            validation.error = "不在常用选项中。确需使用请选“是”。"
        elif kind in _LIMITS:
            least, most, error = _LIMITS[kind]
            number = "whole" if kind == "integer" else "decimal"
            validation = DataValidation(type=number, operator="between", formula1=least, formula2=most)
            validation.allow_blank = True
            validation.error = error
        else:
            validation = DataValidation(allow_blank=True)
        validation.errorTitle = "请检查"
        validation.showErrorMessage = bool(choices or kind in _LIMITS)
        if hint:
            validation.promptTitle, validation.prompt = _TITLE, hint[:_HINT]
            validation.showInputMessage = True
        return validation
