"""Copy bytes, swap folders, and delete stubbornly.

``shutil.copy2`` (since Python 3.12 through ``CopyFile2``), ``copy``, ``xcopy`` and ``robocopy`` carry a file's
``Zone.Identifier`` stream along, the Mark of the Web by which Windows blocks what came by mail. Plain bytes do not.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from xladdin.errors import UserError

DELETE_ATTEMPTS = 5
DELETE_PAUSE_SECONDS = 0.3


def copy_bytes(source: Path, target: Path) -> None:
    """Nothing but the content; the target appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".new")
    try:
        partial.write_bytes(source.read_bytes())
        partial.replace(target)
    except PermissionError as error:
        partial.unlink(missing_ok=True)
        raise UserError("addin-in-use", path=target) from error


def copy_files(source: Path, names: Iterable[str], target: Path) -> int:
    """Copy the named files (paths with ``/``) into a folder; returns how many."""
    count = 0
    for name in names:
        copy_bytes(source / name, target / name)
        count += 1
    return count


def swap_in(staging: Path, live: Path, retired: Path, *, also_retire: Iterable[str] = ()) -> None:
    """Replace the entries of ``live`` by those of ``staging``; other entries (logs, undo) stay.

    An entry that is in use cannot be renamed on Windows. Then everything is put back, and ``addin-in-use`` is raised:
    the older version remains whole.
    """
    remove_tree(retired)
    live.mkdir(parents=True, exist_ok=True)
    retired.mkdir()
    names = sorted(entry.name for entry in staging.iterdir())
    moved_out: list[str] = []
    moved_in: list[str] = []
    try:
        for name in [*names, *also_retire]:
            if (live / name).exists():
                (live / name).rename(retired / name)
                moved_out.append(name)
        for name in names:
            (staging / name).rename(live / name)
            moved_in.append(name)
    except OSError as error:
        for name in moved_in:
            (live / name).rename(staging / name)
        for name in moved_out:
            (retired / name).rename(live / name)
        raise UserError("addin-in-use", path=error.filename or live) from error
    remove_tree(staging)
    remove_tree(retired)


def remove_tree(folder: Path) -> bool:
    """Delete a folder; False when something stays. Tries again: a virus scanner may hold a new file for a moment."""
    for attempt in range(DELETE_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return True
        if attempt + 1 < DELETE_ATTEMPTS:
            time.sleep(DELETE_PAUSE_SECONDS)
    return False
