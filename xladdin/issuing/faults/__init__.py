"""What keeps a plan from being sent down: every mistake with its cell, all of them at once."""

from __future__ import annotations

from xladdin.errors import UserError
from xladdin.issuing.faults.exceptions import exceptions
from xladdin.issuing.faults.heads import heads
from xladdin.issuing.faults.received import received
from xladdin.issuing.faults.shares import shares, strays, weights
from xladdin.issuing.faults.units import money, units
from xladdin.issuing.plan import Plan
from xladdin.rules.profile import Profile


def faults(plan: Plan, profile: Profile) -> list[UserError]:
    """Every mistake, in the order of the sheets."""
    looks = (heads(plan), received(plan, profile), units(plan), money(plan), strays(plan), shares(plan))
    return [fault for look in (*looks, weights(plan, profile), exceptions(plan)) for fault in look]
