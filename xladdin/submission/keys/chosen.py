"""The key with which 导出报送件 signs: a path among the user's settings, never the key itself."""

from __future__ import annotations

from pathlib import Path

from xladdin.disk.bounded import read_bounded
from xladdin.disk.settings import settings_folder
from xladdin.disk.writing import make_folder, replace
from xladdin.errors import UserError

_FILE = "signing-key.txt"
_LONGEST = 4096


def chosen_key() -> Path | None:
    """The key file that was set up; None where none was. Costs one look at the disk: no library of keys is loaded."""
    try:
        text = read_bounded(_place(), _LONGEST).decode("utf-8-sig").strip()
    except (OSError, UserError, UnicodeError):
        return None
    return Path(text) if text else None


def choose_key(path: Path | None) -> None:
    """Set the key file up, or (None) nothing more to sign with. Raises UserError file-unwritable."""
    place = _place()
    if path is None:
        place.unlink(missing_ok=True)
        return
    make_folder(place.parent)
    replace(place, str(path.resolve()).encode("utf-8"))


def _place() -> Path:
    return settings_folder() / _FILE
