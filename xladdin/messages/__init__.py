"""The one catalogue of messages for bad input: code → what is wrong, what to do, exit code of the command.

A text says what is wrong, its remedy what to do; both are whole Chinese sentences ending in 。 Exit codes are the
contract of the command line: 1 the input has errors, 2 usage, 3 the only input was refused, 4 a defect of ours, 130
interrupted.
"""

from __future__ import annotations

from xladdin.messages import books, files, programs, sending
from xladdin.messages.message import INTERNAL, INTERRUPTED, Message

MESSAGES: dict[str, Message] = {**files.MESSAGES, **books.MESSAGES, **sending.MESSAGES, **programs.MESSAGES}

__all__ = ["INTERNAL", "INTERRUPTED", "MESSAGES", "Message"]
