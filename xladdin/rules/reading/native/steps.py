"""All hidden steps of a row of 评分表 and what follows from them, in the order of their columns."""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.rules.reading.native.actual import native_typed
from xladdin.rules.reading.native.date import DATE_STEPS, date_steps, deadline_steps
from xladdin.rules.reading.native.fold import native_fold
from xladdin.rules.reading.native.quantity import NUMBER_STEPS, UNIT_STEPS, number_steps, unit_steps
from xladdin.rules.reading.native.target import range_steps, sign_steps
from xladdin.rules.reading.native.unit import native_inside, unit_of_row

_SINGLE_UNIT = tuple(step for step in UNIT_STEPS if step != "tail")

#: Steps that a row with an issued goal does not need: Python has read the target.
TARGET_STEPS = (
    "level2", "t_source", *(f"t_{step}" for step in (*NUMBER_STEPS, *UNIT_STEPS)), "t_raw", "t_lead", "t_sign", "t_bound",
    "t_link", "t_begin", "t_end", "t_low", "t_high", *(f"t_{step}" for step in DATE_STEPS),
)  # fmt: skip

#: Steps of every row.
ROW_STEPS = (
    "last_year", "i_text", *(f"i_{step}" for step in _SINGLE_UNIT), "named", "u_key", "u_size", "u_times", "u_text",
    "typed", *(f"a_{step}" for step in (*NUMBER_STEPS, *UNIT_STEPS)), *(f"a_{step}" for step in DATE_STEPS),
)  # fmt: skip

#: Names of all hidden columns without a stored value, from left to right.
STEPS = (*TARGET_STEPS, *ROW_STEPS)


def steps(at: Mapping[str, str], year: str, actual: str) -> dict[str, str]:
    """Formula of every step but those that look into other tables (``last_year``, ``level2``, ``t_source``).

    at      result or step name → cell of the row
    year    cell with the evaluation's year; actual = where the actual value is typed
    """
    own = {name: at[f"i_{name}"] for name in _SINGLE_UNIT}
    found = number_steps("t", at["t_source"], at) | sign_steps(at) | range_steps(at) | date_steps("t", at, year)
    found |= deadline_steps("t", at)
    found |= {"inside": native_inside(at["name"]), "i_text": f'SUBSTITUTE({native_fold(at["inside"])}," ","")'}
    found |= {f"i_{name}": formula for name, formula in unit_steps("i", at["i_text"], at).items() if name in own}
    found |= unit_of_row(at)
    found |= {"typed": native_typed(at["text"], actual, at["u_key"], at["unit"])}
    return found | number_steps("a", at["typed"], at) | date_steps("a", at, year)
