"""Read whole files, with a word about files that are open in another program."""

from __future__ import annotations

from pathlib import Path

from xladdin.disk.bounded import read_bounded
from xladdin.disk.causes import cause_of, is_sharing_violation
from xladdin.disk.open_elsewhere import open_error, refuse_open
from xladdin.errors import UserError


def read_file(path: Path, *, limit: int, allow_open: bool = False) -> bytes:
    """The content of ``path``, at most ``limit`` bytes.

    Raises ``UserError``: file-missing, file-open (unless ``allow_open``), file-not-regular, file-too-large,
    file-unreadable.
    """
    try:
        if not allow_open:
            refuse_open(path)
        return read_bounded(path, limit)
    except OSError as error:
        if is_sharing_violation(error):
            raise open_error(path) from error
        raise UserError("file-unreadable", file=path, cause=cause_of(error)) from error
