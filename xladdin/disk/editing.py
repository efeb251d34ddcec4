"""A file that is read, changed and written back: nobody's work in between is lost.

Two processes of ours take turns (a lock that ends with the process). Another program's save is noticed: the file is not
overwritten, and the user is told to run the command again.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from xladdin.disk import writing
from xladdin.errors import UserError
from xladdin.sha256 import sha256_hex

#: Seconds to wait for another process of ours that works on the same file.
PATIENCE = 60.0
_PAUSE = 0.02


class Stamp(NamedTuple):
    """What changes when a file is written: its number on the disk, size, and times."""

    number: int
    size: int
    modified: int
    changed: int


class Editing:
    """The right to write a file back, as long as nobody else did."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp = _stamp(path)

    def replace(self, content: bytes) -> None:
        """Write the new content. Raises UserError: file-changed since ``editing`` began, and as ``writing.replace``."""
        writing.replace(self.path, content, last_look=self._refuse_changed)
        self._stamp = _stamp(self.path)

    def _refuse_changed(self) -> None:
        if _stamp(self.path) != self._stamp:
            raise UserError("file-changed", file=self.path)


@contextlib.contextmanager
def editing(path: Path) -> Iterator[Editing]:
    """Begin before reading ``path``; write through what it yields. Raises UserError file-busy after ``PATIENCE``."""
    path = Path(os.path.realpath(path))
    with _turn(path):
        yield Editing(path)


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns, 0 if os.name == "nt" else found.st_ctime_ns)


@contextlib.contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Wait for our turn at ``path`` among the processes of this user on this machine."""
    key = sha256_hex(os.fsencode(os.path.normcase(path)))[:32]
    import tempfile  # only where a file is written

    folder = Path(tempfile.gettempdir()) / f"xladdin-{os.getuid() if os.name != 'nt' else 'turns'}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        stream = (folder / f"{key}.lock").open("ab")
    except OSError:  # no place for a lock: the stamp still protects
        yield
        return
    with stream:
        end = time.monotonic() + PATIENCE
        while not _locked(stream):
            if time.monotonic() > end:
                raise UserError("file-busy", file=path)
            time.sleep(_PAUSE)
        yield


def _locked(stream: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a place without locks: the stamp still protects
        return True
    return True
