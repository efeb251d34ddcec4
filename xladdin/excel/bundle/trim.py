"""Which files of a part travel: the rules of ``trim.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class TrimRules:
    drop: tuple[re.Pattern[str], ...]
    keep_only: tuple[re.Pattern[str], ...]
    """When there are any, they alone decide."""

    def keeps(self, path: str) -> bool:
        """path  with ``/``, inside the wheel or folder"""
        if self.keep_only:
            return any(pattern.search(path) for pattern in self.keep_only)
        return not any(pattern.search(path) for pattern in self.drop)


def trim_rules(part: str) -> TrimRules:
    """The rules for one part by its name in the lock (``lxml``); a part without a table has the general ones."""
    text = files("xladdin.excel.bundle").joinpath("trim.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    own = tables.get(part, {})
    return TrimRules(
        drop=tuple(re.compile(pattern) for pattern in [*tables["all"]["drop"], *own.get("drop", [])]),
        keep_only=tuple(re.compile(pattern) for pattern in own.get("keep_only", [])),
    )
