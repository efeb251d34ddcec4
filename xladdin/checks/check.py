"""What a check is: its texts, when it applies, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from xladdin.checks.finding import SEVERITIES, Severity

if TYPE_CHECKING:
    from xladdin.checks.subject import Subject

#: A case that was looked at and is in order.
PASSED: Final = None


class Fault(NamedTuple):
    """A case that is not in order, before it has a place and a text.

    message   key into the check's ``messages``
    path      the field at fault; related: the other fields that the contradiction is between
    facts     values for the placeholders of the message besides found, expected, difference and name
    """

    message: str
    path: str
    found: str = ""
    expected: str = ""
    difference: str = ""
    related: tuple[str, ...] = ()
    facts: Mapping[str, object] = {}


#: One case per thing looked at: the ledger counts them.
Cases = Iterable[Fault | None]


class Message(NamedTuple):
    """severity, what is wrong in one Chinese sentence, how to mend it in one more; ``{found}`` etc. are filled in.

    explained  what the reason of the row must speak of (a pattern) to answer this warning; empty: no reason answers it
    sum        the finding is about a total: the cells that are added up are named, but not marked as wrong
    """

    severity: Severity
    text: str
    remedy: str
    explained: str = ""
    sum: bool = False


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One review check.

    id           ``C01`` …; title: Chinese, for the catalogue
    basis        document and clause, or 常见问题
    applies_to   Chinese noun phrase: what must be there for the check to apply
    messages     every text it can say
    function     subject → cases
    """

    id: str
    title: str
    basis: str
    applies_to: str
    messages: dict[str, Message]
    function: Callable[[Subject], Cases]

    @property
    def severities(self) -> tuple[Severity, ...]:
        """The severities it can give, gravest first."""
        given = {message.severity for message in self.messages.values()}
        return tuple(severity for severity in SEVERITIES if severity in given)
