"""Read and write whole files: atomically, and with a word about files that are open in Excel."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from xladdin.errors import UserError

_SHARING_VIOLATIONS = (32, 33)  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def owner_file(path: Path) -> Path:
    """The hidden file Excel keeps beside a workbook as long as it is open."""
    return path.with_name(f"~${path.name}")


def read_file(path: Path, *, limit: int, allow_open: bool = False) -> bytes:
    """The content of ``path``, at most ``limit`` bytes.

    Raises ``UserError``: file-missing, file-open (unless ``allow_open``), file-too-large, file-unreadable.
    """
    if not path.exists():
        raise UserError("file-missing", file=path)
    if not path.is_file():
        raise UserError("file-unreadable", file=path, cause="这是文件夹，不是文件")
    if not allow_open and owner_file(path).exists():
        raise UserError("file-open", file=path)
    try:
        if path.stat().st_size > limit:
            raise UserError("file-too-large", file=path, limit=f"{limit >> 20} MB")
        return path.read_bytes()
    except OSError as error:
        if is_sharing_violation(error):
            raise UserError("file-open", file=path) from error
        raise UserError("file-unreadable", file=path, cause=_cause(error)) from error


def write_file(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` through a temporary file in the same folder.

    Raises ``UserError``: file-open (the target is open in Excel), file-unwritable.
    """
    path = Path(os.path.realpath(path))
    if owner_file(path).exists():
        raise UserError("file-open", file=path)
    temporary = path.with_name(f".xladdin-{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if is_sharing_violation(error) and path.exists():
            raise UserError("file-open", file=path) from error
        raise UserError("file-unwritable", file=path, cause=_cause(error)) from error


def is_sharing_violation(error: OSError) -> bool:
    """Whether Windows refused because another program holds the file.

    Python reports it as a bare ``PermissionError`` when opening (the C runtime keeps only errno 13), and with a
    Windows error code when renaming.
    """
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return True
    return os.name == "nt" and isinstance(error, PermissionError)


def _cause(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有权限，或文件正在 Excel 中打开"
    if isinstance(error, FileNotFoundError):
        return "目录不存在"
    return error.strerror or str(error)
