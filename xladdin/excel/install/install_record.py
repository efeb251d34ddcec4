"""``installed.json``: what was installed, so that uninstalling and the diagnosis need not guess."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Record:
    version: str
    """Version of the xladdin package."""
    interpreter: str
    """The python.exe that the add-in starts."""
    addin_sha256: str
    """Of the add-in as registered; another digest means that somebody replaced it."""

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Record | None:
        """None when there is none, or when it is not ours to understand (a damaged or foreign file)."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(str(data["version"]), str(data["interpreter"]), str(data["addin_sha256"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
