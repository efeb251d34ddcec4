"""Every check, in the order in which it is applied and listed. A file ``c*.py`` that is missing here fails a test."""

from __future__ import annotations

from xladdin.checks import (
    c01_execution_rate,
    c02_money_parts,
    c03_weights,
    c04_declared_total,
    c05_execution_score,
    c06_score_by_rule,
    c07_reason,
    c08_direction,
    c09_units,
    c10_blanks,
)
from xladdin.checks.check import Check

CHECKS: tuple[Check, ...] = (
    c01_execution_rate.CHECK,
    c02_money_parts.CHECK,
    c03_weights.CHECK,
    c04_declared_total.CHECK,
    c05_execution_score.CHECK,
    c06_score_by_rule.CHECK,
    c07_reason.CHECK,
    c08_direction.CHECK,
    c09_units.CHECK,
    c10_blanks.CHECK,
)
