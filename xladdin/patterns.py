"""Regular expressions that are compiled when they are first asked: a command uses few of those that its modules hold."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Waiting:
    """Stands for a pattern; after the first use of a method it holds the compiled one's and costs nothing more."""

    def __init__(self, text: Any, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self.__dict__["_given"])
        found = getattr(compiled, name)
        self.__dict__[name] = found
        return found


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile(text, flags)``, later. A mistake in ``text`` shows at the first use: use each in a test."""
    return cast("re.Pattern[AnyStr]", _Waiting(text, flags))
