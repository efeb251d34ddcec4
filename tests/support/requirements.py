"""Programs that some tests need. A missing one skips the test loudly, or fails it when it was asked for.

``REQUIRE=libreoffice,wine,onlyoffice`` (the continuous integration script sets it) turns a missing program into a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

SKIP_PREFIX = "缺少工具 "
"""Every skip for lack of a tool begins with this; the terminal summary counts them."""

SYSTEM_PYTHON = Path("/usr/bin/python3")
"""python3-uno belongs to the system's interpreter, not to a virtual environment."""

FONTS_FILE = Path(__file__).with_name("fonts.conf")


class Tool(NamedTuple):
    found: Callable[[], bool]
    install: str
    """What to install, as the skip message tells."""
    part_of: str = ""
    """A tool that is asked for together with another: REQUIRE=libreoffice includes it."""


def _on_path(*programs: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(program) for program in programs)


def _uno_imports() -> bool:
    if not SYSTEM_PYTHON.exists():
        return False
    return subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, timeout=60).returncode == 0


def song_font() -> Path | None:
    """The font file that stands in for 宋体 (SimSun), if it is installed."""
    folders = (Path("/usr/share/fonts"), Path.home() / ".fonts", Path.home() / ".local/share/fonts")
    return next((file for folder in folders for file in folder.rglob("gbsn00lp.ttf")), None)


TOOLS: dict[str, Tool] = {
    "libreoffice": Tool(_on_path("soffice", "libreoffice"), "libreoffice-calc libreoffice-writer"),
    "uno": Tool(_uno_imports, "python3-uno", part_of="libreoffice"),
    "poppler": Tool(_on_path("pdftoppm"), "poppler-utils", part_of="libreoffice"),
    "chinese-fonts": Tool(
        lambda: song_font() is not None,
        "fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-wqy-zenhei",
        part_of="libreoffice",
    ),
    "ripmime": Tool(_on_path("ripmime"), "ripmime", part_of="mail"),
    "munpack": Tool(_on_path("munpack"), "mpack", part_of="mail"),
    "wine": Tool(_on_path("wine64", "wine"), "wine"),
    "onlyoffice": Tool(lambda: find_spec("docbuilder") is not None, "pip install -r requirements/witness.lock"),
}


@cache
def available(name: str) -> bool:
    """Whether the tool is on this machine."""
    return TOOLS[name].found()


def demanded(name: str) -> bool:
    """Whether the environment variable REQUIRE asks for the tool."""
    asked = {word.strip() for word in os.environ.get("REQUIRE", "").split(",")}
    return name in asked or TOOLS[name].part_of in asked - {""}


def require(*names: str) -> None:
    """Go on when the tools are there; else skip the running test, or fail it when they were demanded."""
    for name in names:
        if available(name):
            continue
        message = f"{SKIP_PREFIX}{name}（安装：{TOOLS[name].install}）"
        if demanded(name):
            pytest.fail(f"{message}，而 REQUIRE 要求它", pytrace=False)
        pytest.skip(message)
