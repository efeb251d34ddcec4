"""The log file: what a help desk needs when an action failed on somebody's PC."""

from __future__ import annotations

import datetime
import tempfile
import traceback
from pathlib import Path

from xladdin import __version__
from xladdin.excel.layout import LOG_FOLDER, user_folder


def log_failure(action: str, error: BaseException) -> Path:
    """Append the traceback of ``error`` to today's log file and return its path.

    Written to the folder for temporary files when the user's own cannot be written; never raises.
    """
    now = datetime.datetime.now()
    lines = [f"[{now:%Y-%m-%d %H:%M:%S}] xladdin {__version__} {action}", *traceback.format_exception(error), ""]
    name = f"xladdin-{now:%Y%m%d}.log"
    for folder in (user_folder() / LOG_FOLDER, Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("a", encoding="utf-8") as stream:
                stream.write("\n".join(lines))
        except OSError:
            continue
        return folder / name
    return Path(name)
