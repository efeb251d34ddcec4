"""The formulas of all hidden steps of a row of 评分表."""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.rules.reading.native.actual import native_typed
from xladdin.rules.reading.native.date import date_steps, deadline_steps
from xladdin.rules.reading.native.fold import native_fold
from xladdin.rules.reading.native.names import SINGLE_UNIT_STEPS
from xladdin.rules.reading.native.quantity import number_steps, unit_steps
from xladdin.rules.reading.native.target import range_steps, sign_steps
from xladdin.rules.reading.native.unit import native_inside, unit_of_row


def steps(at: Mapping[str, str], year: str, actual: str) -> dict[str, str]:
    """Formula of every step but those that look into other tables (``last_year``, ``level2``, ``t_source``).

    at      result or step name → cell of the row
    year    cell with the evaluation's year; actual = where the actual value is typed
    """
    own = {name: at[f"i_{name}"] for name in SINGLE_UNIT_STEPS}
    found = number_steps("t", at["t_source"], at, "raw") | sign_steps(at) | range_steps(at) | date_steps("t", at, year)
    found |= deadline_steps("t", at)
    found |= {"inside": native_inside(at["name"]), "i_text": f'SUBSTITUTE({native_fold(at["inside"])}," ","")'}
    found |= {f"i_{name}": formula for name, formula in unit_steps("i", at["i_text"], at).items() if name in own}
    found |= unit_of_row(at)
    found |= {"typed": native_typed(at["text"], actual, at["u_key"], at["unit"])}
    return found | number_steps("a", at["typed"], at) | date_steps("a", at, year)
