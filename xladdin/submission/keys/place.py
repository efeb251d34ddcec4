"""Where a private key must not lie: in the program's own folder, which is copied from PC to PC."""

from __future__ import annotations

import sys
from pathlib import Path

import xladdin
from xladdin.errors import UserError


def refuse_program_folder(path: Path) -> None:
    """Raises UserError key-place for a path inside the program, or inside the bundle whose private Python runs it."""
    target = path.resolve()
    folders = [Path(xladdin.__file__).resolve().parent]
    if (Path(sys.prefix) / "python.exe").exists():
        folders.append(Path(sys.prefix).resolve().parent)
    if any(target.is_relative_to(folder) for folder in folders):
        raise UserError("key-place", file=path)
