"""A zip that has the same bytes whenever its files have: sorted names, one date, no attributes of the building machine.

Deflate, because Windows' own unzip knows nothing better. Names beyond ASCII are flagged as UTF-8 (Windows 8 and later).
"""

from __future__ import annotations

import zipfile
from pathlib import Path

DATE = (2024, 1, 1, 0, 0, 0)
LEVEL = 9
REGULAR_FILE = 0o100644 << 16
MADE_ON_UNIX = 3


def write_archive(folder: Path, target: Path, root: str) -> dict[str, int]:
    """Zip a folder under the name ``root``; returns the compressed bytes of each file by its path in the folder."""
    sizes: dict[str, int] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
            if path.is_file():
                relative = path.relative_to(folder).as_posix()
                entry = zipfile.ZipInfo(f"{root}/{relative}", DATE)
                entry.create_system = MADE_ON_UNIX
                entry.external_attr = REGULAR_FILE
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), compresslevel=LEVEL)
                sizes[relative] = entry.compress_size
    return sizes
