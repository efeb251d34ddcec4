"""How many files are to be read: by whom, and where what was read is kept."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from xladdin.errors import UserError

#: From so many files on processes are worth their start.
MANY = 400


class Reading(NamedTuple):
    """How to read. ``store``: where to keep what was read, None for beside the files; see ``engines.run``."""

    engine: str = "auto"
    scheduler: str = ""
    workers: int = 0
    store: Path | None = None

    def through_store(self, count: int) -> bool:
        """Whether so many files go through a store. Raises UserError extra-missing where that was asked for and cannot be."""
        asked = self.store is not None or bool(self.scheduler) or self.engine in ("processes", "dask")
        if asked:
            self.need()
        return asked or (self.engine == "auto" and count >= MANY and _is_there())

    def need(self) -> None:
        """Raises UserError extra-missing."""
        if not _is_there():
            raise UserError("extra-missing", what="用多个进程、集群或基础数据目录汇总", extra="rollup")


def _is_there() -> bool:
    return find_spec("pyarrow") is not None and find_spec("pandas") is not None
