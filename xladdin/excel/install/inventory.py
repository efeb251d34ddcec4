"""``bundle.json``: every file of a bundle with its digest.

Written when the bundle is assembled; read by the installer, which copies exactly these files (whatever else lies in the
folder into which somebody unpacked) and notices an incomplete unpacking or a file that the virus scanner took away.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from xladdin.errors import UserError

INVENTORY_FILE = "bundle.json"


@dataclass(frozen=True)
class Inventory:
    version: str
    files: dict[str, str]
    """Path with ``/`` relative to the bundle's folder → sha256 in hexadecimal digits."""
    components: dict[str, str]
    """Name of a third-party part → its version."""

    @classmethod
    def of_folder(cls, folder: Path, version: str, components: dict[str, str]) -> Inventory:
        files = {
            path.relative_to(folder).as_posix(): digest(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != INVENTORY_FILE
        }
        return cls(version, files, components)

    def write(self, folder: Path) -> None:
        content = {"version": self.version, "components": self.components, "files": self.files}
        text = json.dumps(content, ensure_ascii=False, indent=0) + "\n"
        (folder / INVENTORY_FILE).write_bytes(text.encode("utf-8"))

    @classmethod
    def read(cls, folder: Path) -> Inventory:
        try:
            data = json.loads((folder / INVENTORY_FILE).read_text(encoding="utf-8"))
            return cls(data["version"], data["files"], data["components"])
        except (OSError, ValueError, KeyError) as error:
            raise UserError("bundle-incomplete", missing=INVENTORY_FILE) from error

    def require_complete(self, folder: Path) -> None:
        """Raise ``bundle-incomplete`` or ``bundle-damaged``, naming the first file that is missing or altered."""
        for name, expected in self.files.items():
            path = folder / name
            if not path.is_file():
                raise UserError("bundle-incomplete", missing=name)
            if digest(path) != expected:
                raise UserError("bundle-damaged", name=name)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
