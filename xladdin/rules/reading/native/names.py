"""Names of the hidden steps of a row of 评分表, in the order of their columns. What each says stands with its formulas."""

from __future__ import annotations

#: One number and what stands around it (``quantity.number_steps``).
NUMBER_STEPS = ("fold", "first", "last", "figures", "number", "before", "after")

#: A unit (``quantity.unit_steps``), in the order in which the steps follow from each other.
UNIT_STEPS = ("word", "times", "rest", "unit", "tail", "top", "by", "per", "key", "size")
SINGLE_UNIT_STEPS = tuple(step for step in UNIT_STEPS if step != "tail")

#: A date (``date.date_steps``).
DATE_STEPS = ("date", "year", "month", "days", "digits", "taken", "done", "from", "to")

#: Steps that a row with an issued goal does not need: Python has read the target.
TARGET_STEPS = (
    "level2", "t_source", *(f"t_{step}" for step in (*NUMBER_STEPS, *UNIT_STEPS)), "t_raw", "t_lead", "t_sign", "t_bound",
    "t_link", "t_begin", "t_end", "t_low", "t_high", *(f"t_{step}" for step in DATE_STEPS),
)  # fmt: skip

#: Steps of every row.
ROW_STEPS = (
    "last_year", "i_text", *(f"i_{step}" for step in SINGLE_UNIT_STEPS), "named", "u_key", "u_size", "u_times", "u_text",
    "typed", *(f"a_{step}" for step in (*NUMBER_STEPS, *UNIT_STEPS)), *(f"a_{step}" for step in DATE_STEPS),
)  # fmt: skip

#: All hidden columns without a stored value, from left to right.
STEPS = (*TARGET_STEPS, *ROW_STEPS)
