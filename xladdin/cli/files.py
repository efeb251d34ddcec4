"""Writing files that must not replace what somebody has filled in."""

from __future__ import annotations

from pathlib import Path

from xladdin.errors import UserError
from xladdin.forms.package.disk import write_file


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("file-unwritable", file=folder, cause=error.strerror or type(error).__name__) from None


def write_new(path: Path, content: bytes) -> None:
    """Write ``content``; a file that is there already with other content is left alone (UserError file-exists)."""
    if path.exists():
        if path.is_file() and path.read_bytes() == content:
            return
        raise UserError("file-exists", file=path)
    make_folder(path.parent)
    write_file(path, content)
