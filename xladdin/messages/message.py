"""What a message is: a text, a remedy, an exit code."""

from __future__ import annotations

from typing import NamedTuple


class Message(NamedTuple):
    text: str
    remedy: str
    exit_code: int = 3


#: A crash is neither a finding nor a refusal, and a script must not take it for one.
INTERNAL = 4
#: What shells and their users expect after Ctrl-C: 128 + SIGINT.
INTERRUPTED = 130
