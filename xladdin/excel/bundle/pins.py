"""The lock files: what the bundle downloads, each file with its sha256, in pip's own requirements format."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from xladdin.errors import UserError

_LINE = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)\s+--hash=sha256:(?P<sha256>[0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    name: str
    version: str
    sha256: str
    """Of the one distribution file that is used."""


@dataclass(frozen=True)
class Lock:
    """One lock file; ``path`` is what pip gets with ``--require-hashes``."""

    path: Path
    pins: tuple[Pin, ...]

    @property
    def components(self) -> dict[str, str]:
        return {pin.name: pin.version for pin in self.pins}

    def find(self, file: Path) -> Pin:
        """The pin a downloaded file fulfils. Raises UserError ``bundle-pin`` for any other file."""
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        for pin in self.pins:
            if pin.sha256 == sha256:
                return pin
        raise UserError("bundle-pin", name=file.name)


def parse_lock(path: Path) -> Lock:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    pins = []
    for line in lines:
        if line and not line.startswith("#"):
            match = _LINE.fullmatch(line)
            if match is None:
                raise ValueError(f"{path.name}: not a pinned requirement: {line}")
            pins.append(Pin(match["name"], match["version"], match["sha256"]))
    return Lock(path, tuple(pins))


def _shipped(name: str) -> Lock:
    return parse_lock(Path(str(files("xladdin.excel.bundle").joinpath("locks", name))))


def python_lock() -> Lock:
    """The sdist that holds CPython's embeddable package for Windows."""
    return _shipped("python.lock")


def wheels_lock() -> Lock:
    """Windows wheels of the runtime dependencies."""
    return _shipped("wheels.lock")


def tools_lock() -> Lock:
    """What only the build uses: Microsoft's root certificates."""
    return _shipped("tools.lock")
