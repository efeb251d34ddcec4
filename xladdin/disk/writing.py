"""Writing whole files: a reader sees the old content or the new, whatever happens in between.

Content goes into a temporary file in the same folder, is flushed to the disk, and takes its name in one step.
``create`` never replaces what is there, not even what appeared a moment ago; ``replace`` is for files that are ours alone; a
file that is read, changed and written again goes through ``xladdin.disk.editing``.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from xladdin.disk.causes import cause_of, is_sharing_violation
from xladdin.disk.leftovers import TEMPORARY, claim, sweep
from xladdin.disk.open_elsewhere import open_error, refuse_open
from xladdin.errors import UserError

#: What file systems say that cannot give a file a second name (FAT, some network disks).
_NO_SECOND_NAMES = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def create(path: Path, content: bytes, *, exists: str = "file-exists") -> bool:
    """Write a new file; False when it is there already with just this content.

    exists  code of the UserError where another content lies there; it is left alone
    Raises UserError: that code, file-unwritable.
    """
    with _refused(path):
        make_folder(path.parent)
        if _is_there(path, content, exists):
            return False
        try:
            _write(path, content, _name_new)
        except FileExistsError:  # appeared since we looked
            if not _is_there(path, content, exists):  # a link that leads nowhere
                raise UserError(exists, file=path) from None
            return False
        return True


def create_beside(path: Path, content: bytes) -> Path:
    """Write a new file, under ``name（2）`` and so on where others lie; returns where. Raises UserError file-unwritable."""
    for number in itertools.count(2):
        try:
            create(path, content)
        except UserError as error:
            if error.code != "file-exists":
                raise
            base = path.stem.removesuffix(f"（{number - 1}）")
            path = path.with_name(f"{base}（{number}）{path.suffix}")
        else:
            break
    return path


def replace(path: Path, content: bytes, *, last_look: Callable[[], None] = lambda: None) -> None:
    """Write ``path``, also over an older content.

    last_look  called when all is written but the name: what it raises leaves the file as it is
    Raises UserError: file-open, file-unwritable.
    """
    path = Path(os.path.realpath(path))
    refuse_open(path)

    def take_name(temporary: Path, path: Path) -> None:
        last_look()
        _name_anew(temporary, path)

    with _refused(path):
        _write(path, content, take_name)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises UserError file-unwritable."""
    with _refused(folder):
        folder.mkdir(parents=True, exist_ok=True)


def _is_there(path: Path, content: bytes, exists: str) -> bool:
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return False
    if found != content:
        raise UserError(exists, file=path)
    return True


def _write(path: Path, content: bytes, take_name: Callable[[Path, Path], None]) -> None:
    sweep(path.parent)
    temporary = _temporary(path)
    while not _written(temporary, content, path, take_name):
        temporary = _temporary(path)
    _flush_folder(path.parent)


def _temporary(path: Path) -> Path:
    return path.with_name(TEMPORARY.format(os.urandom(8).hex()))


def _written(temporary: Path, content: bytes, path: Path, take_name: Callable[[Path, Path], None]) -> bool:
    """Whether the content stands under its name now; False when somebody's sweep took the temporary file."""
    try:
        with temporary.open("xb") as stream:
            if not claim(stream):
                return False
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            if os.name != "nt":  # Windows renames no open file; elsewhere the claim lasts until the name is taken
                take_name(temporary, path)
        if os.name == "nt":
            take_name(temporary, path)
        return True
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _name_anew(temporary: Path, path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        temporary.chmod(path.stat().st_mode & 0o777)
    temporary.replace(path)


def _name_new(temporary: Path, path: Path) -> None:
    """Give the file its name unless the name is taken (FileExistsError)."""
    if os.name == "nt":
        temporary.rename(path)  # refuses a taken name
        return
    try:
        path.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in _NO_SECOND_NAMES:
            raise
        path.open("xb").close()  # take the name with an empty file first
        try:
            temporary.replace(path)
        except OSError:
            path.unlink()
            raise


def _flush_folder(folder: Path) -> None:
    """The new name, too, survives a power cut, where the system can promise it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _refused(path: Path) -> Iterator[None]:
    """What the system refuses becomes one Chinese line."""
    try:
        yield
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError) and is_sharing_violation(error) and path.exists():
            raise open_error(path) from error
        raise UserError("file-unwritable", file=path, cause=cause_of(error)) from error
