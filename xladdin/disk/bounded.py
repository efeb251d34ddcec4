"""Reads a file that somebody else named: a regular one, and never more of it than allowed.

A path on a command line, in a mail or in a folder may lead to a device that never ends, a pipe that never answers, or a
file that grows while it is read. Kind and size are asked of the open file, so that nothing is exchanged in between.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from xladdin.errors import UserError

_KINDS = ((stat.S_ISFIFO, "管道"), (stat.S_ISSOCK, "套接字"), (stat.S_ISCHR, "设备"), (stat.S_ISBLK, "设备"))
_STEP = 1 << 20


def read_bounded(path: Path, limit: int) -> bytes:
    """The content of ``path``, at most ``limit`` bytes.

    Raises ``UserError``: file-missing, file-unreadable (a folder), file-not-regular, file-too-large; ``OSError`` for what the system refuses.
    """
    try:
        # without O_NONBLOCK a pipe that nobody writes to would be waited for; Windows has neither
        number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise UserError("file-missing", file=path) from None
    except ValueError:  # a NUL character in the path
        raise UserError("file-missing", file=path) from None
    except OSError:
        if path.is_dir():  # what Windows says when a folder is opened
            raise _is_folder(path) from None
        if stat.S_ISSOCK(path.stat().st_mode):
            raise UserError("file-not-regular", file=path, kind="套接字") from None
        raise
    with os.fdopen(number, "rb", buffering=0) as stream:
        state = os.fstat(stream.fileno())
        if stat.S_ISDIR(state.st_mode):
            raise _is_folder(path)
        if not stat.S_ISREG(state.st_mode):
            raise UserError("file-not-regular", file=path, kind=_kind(state.st_mode))
        chunks: list[bytes] = []
        left = limit + 1
        if state.st_size > limit:
            raise UserError("file-too-large", file=path, limit=f"{limit >> 20} MB")
        while left and (chunk := stream.read(min(_STEP, left))):  # in steps: what is under /proc states no size
            chunks.append(chunk)
            left -= len(chunk)
    if not left:
        raise UserError("file-too-large", file=path, limit=f"{limit >> 20} MB")
    return b"".join(chunks)


def _kind(mode: int) -> str:
    return next((name for is_kind, name in _KINDS if is_kind(mode)), "特殊文件")


def _is_folder(path: Path) -> UserError:
    return UserError("file-unreadable", file=path, cause="这是文件夹，不是文件")
