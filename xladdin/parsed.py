"""The program's own TOML files, without parsing them at every start: beside them lies ``parsed.json`` with what they say.

An entry counts only while its file is byte for byte as long and has the checksum that it had; a file that was changed, or
stands in a folder without ``parsed.json``, is parsed as ever. ``python -m xladdin.parsed FOLDER…`` writes the files anew.
"""

from __future__ import annotations

import sys
import zlib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

STORE = "parsed.json"

_Kind = TypeVar("_Kind")
#: File name → its length, its CRC-32, its table as JSON.
_Store = dict[str, tuple[int, int, msgspec.Raw]]


def typed(path: Path, kind: type[_Kind]) -> _Kind:
    """The file as an object of ``kind``. Raises as ``tomllib.loads`` and ``msgspec.convert`` do."""
    data = path.read_bytes()
    kept = _kept(path, data)
    if kept is not None:
        return msgspec.json.decode(kept, type=kind)
    return msgspec.convert(_parsed(data), kind)


def table(path: Path, data: bytes) -> dict[str, Any] | None:
    """The table that a file with these bytes holds, where that is known without parsing it."""
    kept = _kept(path, data)
    return None if kept is None else msgspec.json.decode(kept, type=dict[str, Any])


def store(folder: Path) -> bytes:
    """What ``parsed.json`` of the folder is to hold: a line for each file."""
    lines = []
    for path in sorted(folder.glob("*.toml")):
        data = path.read_bytes()
        entry = msgspec.json.encode((len(data), zlib.crc32(data), _parsed(data)))
        lines.append(msgspec.json.encode(path.name) + b":" + entry)
    return b"{" + b",\n".join(lines) + b"}\n"


def _parsed(data: bytes) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(data.decode("utf-8"))


def _kept(path: Path, data: bytes) -> msgspec.Raw | None:
    length, checksum, kept = _store(path.parent).get(path.name, (-1, 0, None))
    return kept if length == len(data) and checksum == zlib.crc32(data) else None


@cache
def _store(folder: Path) -> _Store:
    try:
        return msgspec.json.decode((folder / STORE).read_bytes(), type=_Store)
    except (OSError, msgspec.DecodeError):
        return {}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        (Path(name) / STORE).write_bytes(store(Path(name)))
