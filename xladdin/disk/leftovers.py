"""Temporary files of ours that a killed process left behind: the next one that writes into the folder clears them.

A writer holds a lock on its temporary file. The lock ends with the process, however it ends; a file that nobody holds
is nobody's. Windows itself refuses to remove a file that is open.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import IO

#: Name of a temporary file; ``{}`` makes it unique.
TEMPORARY = ".xladdin-{}.tmp"
_PREFIX, _SUFFIX = TEMPORARY.split("{}")

#: Folders that this process has swept.
_swept: set[Path] = set()


def claim(stream: IO[bytes]) -> bool:
    """Hold a file that has just been made until it is closed; False when a sweep has taken it for nobody's."""
    if os.name == "nt":
        return True
    import fcntl

    with contextlib.suppress(OSError):  # where files cannot be locked, nobody sweeps either
        fcntl.flock(stream, fcntl.LOCK_EX)
    return os.fstat(stream.fileno()).st_nlink > 0


def sweep(folder: Path) -> None:
    """Remove what dead writers left in ``folder``; once a process. What cannot be removed stays."""
    if folder in _swept:
        return
    _swept.add(folder)
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    _remove(Path(entry.path))


def _remove(path: Path) -> None:
    if os.name == "nt":
        path.unlink()
        return
    import fcntl

    with path.open("rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
