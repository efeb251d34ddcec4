"""Where a user's own settings lie: in the profile that follows the user, left alone by installing and uninstalling."""

from __future__ import annotations

import os
from pathlib import Path


def settings_folder() -> Path:
    r"""``%APPDATA%\xladdin``; elsewhere than on Windows a folder among the user's settings."""
    roaming = os.environ.get("APPDATA")
    settings = Path(roaming) if roaming else Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return settings / "xladdin"
