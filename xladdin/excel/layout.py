r"""Where the add-in lives on a user's PC: the one list of paths that build, bundle and installer share.

Everything stands in one folder of the user's profile, so that installing asks for no administrator::

    %LOCALAPPDATA%\xladdin\
        python\python.exe          private Python, xlwings' two DLLs beside it
        python\Lib\site-packages   xladdin and what it needs
        app\                       overlay for a hot fix; first on sys.path, normally empty
        addin\xladdin.xlam         the add-in
        log\                       one log file a day
        undo\                      cells as they were before the last action

Paths are relative and use ``/``; ``windows_path`` gives the form that Excel's side wants.
"""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath

APP_FOLDER = "xladdin"
PYTHON_FOLDER = "python"
PYTHON_EXE = f"{PYTHON_FOLDER}/python.exe"
SITE_PACKAGES = f"{PYTHON_FOLDER}/Lib/site-packages"
OVERLAY_FOLDER = "app"
ADDIN_FILE = "xladdin.xlam"
ADDIN_PATH = f"addin/{ADDIN_FILE}"
LOG_FOLDER = "log"
UNDO_FOLDER = "undo"

ADDIN_TITLE = "绩效自评工具"
PROFILE_VARIABLE = "LOCALAPPDATA"


def windows_path(relative: str = "") -> str:
    r"""``python/python.exe`` → ``%LOCALAPPDATA%\xladdin\python\python.exe``, for Windows to expand."""
    return str(PureWindowsPath(f"%{PROFILE_VARIABLE}%", APP_FOLDER, relative))


def user_folder() -> Path:
    """The same folder on the machine that runs now; elsewhere than on Windows a folder in the home directory."""
    profile = os.environ.get(PROFILE_VARIABLE)
    return Path(profile, APP_FOLDER) if profile else Path.home() / f".{APP_FOLDER}"
