"""Short Chinese texts that stand in a result cell where there is no number; Python and native formulas give the same."""

from typing import Final

#: The actual value (or target) needs a person's eye; scores that depend on it stay blank.
UNREAD: Final = "需核对"
#: There is no rate: the target is zero, text or a date; or 0/0.
NO_RATE: Final = "—"
