"""LibreOffice as an independent judge: recalculate, convert, edit. Headless, on throw-away profiles.

One set of profiles per process, so that workers of pytest-xdist do not disturb each other. Formulas are always
recalculated on loading (stock settings trust stored results), unless a test wants to see the stored ones.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.requirements import FONTS_FILE, SYSTEM_PYTHON, require

RECALCULATE_ALWAYS, RECALCULATE_NEVER = 0, 1  # org.openoffice.Office.Calc/Formula/Load

_BARE_FONTS = "/etc/fonts/fonts.conf"
_HOST = Path(__file__).with_name("uno_host.py")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>{mode}</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>
"""


class LibreOfficeError(AssertionError):
    """LibreOffice did not do what a test asked for."""


def soffice() -> str:
    """Path of the program. Skips (or fails, see ``require``) when it is missing."""
    require("libreoffice")
    path = shutil.which("soffice") or shutil.which("libreoffice")
    assert path is not None
    return path


def convert(
    paths: Sequence[Path | str],
    to: str,
    outdir: Path | str,
    *,
    recalculate: bool = True,
    windows_fonts: bool = True,
    timeout: float = 300,
) -> list[Path]:
    """Convert files in one call; outputs are ``outdir/<stem>.<to>``, in the order of ``paths``.

    to            “xlsx”, “pdf”, or with a filter: “pdf:calc_pdf_Export”
    recalculate   False shows the results as stored in the files
    windows_fonts False: no font answers to 宋体 and the other names of Windows, as on a bare system
    Raises ``LibreOfficeError`` when an output is missing (the program's exit code is 0 even then) or time is up, and
    ``ValueError`` when two outputs would have the same name or an input would be overwritten.
    """
    sources = [Path(path).resolve() for path in paths]
    folder = Path(outdir).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    outputs = [folder / f"{source.stem}.{to.partition(':')[0]}" for source in sources]
    if len(set(outputs)) != len(outputs) or set(outputs) & set(sources):
        raise ValueError("outputs would overwrite each other or an input")
    for output in outputs:
        output.unlink(missing_ok=True)
    profile = _profile(RECALCULATE_ALWAYS if recalculate else RECALCULATE_NEVER)
    command = [*_command(profile), "--convert-to", to, "--outdir", str(folder), *map(str, sources)]
    said = _run(command, timeout, {} if windows_fonts else {"FONTCONFIG_FILE": _BARE_FONTS})
    missing = [output.name for output in outputs if not output.exists()]
    if missing:
        raise LibreOfficeError(f"LibreOffice wrote no {', '.join(missing)}: {said}")
    return outputs


def uno_run(script: str | Path, *args: Any, timeout: float = 120) -> Any:
    """Run a script in LibreOffice through UNO, with the system's Python, and return what it returns.

    script   source text, or a file. It defines ``run(office, *args)``; ``office`` (see ``uno_host.Office``) loads and
             stores documents. Arguments and result travel as JSON; paths as text.
    Raises ``LibreOfficeError`` with the script's traceback, or when time is up.
    """
    require("libreoffice", "uno")
    text = script.read_text(encoding="utf-8") if isinstance(script, Path) else script
    with tempfile.TemporaryDirectory(prefix="xladdin-uno-") as folder:
        request = Path(folder, "request.json")
        answer = Path(folder, "answer.json")
        request.write_text(json.dumps({"script": text, "args": list(args)}, default=str), encoding="utf-8")
        pipe = _listening_office()
        try:
            said = _run([str(SYSTEM_PYTHON), str(_HOST), pipe, str(request), str(answer)], timeout)
        except LibreOfficeError:  # it may still be busy with the script's last request: start afresh next time
            _end(_listeners[-1][0])
            raise
        if not answer.exists():
            raise LibreOfficeError(f"the UNO script failed:\n{said}")
        return json.loads(answer.read_text(encoding="utf-8"))


def environment() -> dict[str, str]:
    """Environment for office programs: Chinese fonts mapped, UTF-8 file names, no display."""
    return {
        **os.environ,
        "FONTCONFIG_FILE": str(FONTS_FILE),
        "SAL_USE_VCLPLUGIN": "svp",
        "LC_ALL": "C.UTF-8",
    }


@cache
def _home() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="xladdin-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _profile(mode: int, use: str = "convert") -> Path:
    """A fresh user profile with the given recalculation mode."""
    profile = _home() / f"{use}-{mode}"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS.format(mode=mode), encoding="utf-8")
    return profile


def _command(profile: Path) -> list[str]:
    return [soffice(), "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"]


def _start(command: list[str], more: Mapping[str, str] | None = None, **streams: Any) -> subprocess.Popen[str]:
    """Start in a process group of its own: the soffice command is a script around the real program."""
    return subprocess.Popen(command, env=environment() | dict(more or {}), text=True, start_new_session=True, **streams)


def _run(command: list[str], timeout: float, more: Mapping[str, str] | None = None) -> str:
    process = _start(command, more, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        said, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        _end(process)
        raise LibreOfficeError(f"no answer within {timeout:g} s: {' '.join(command)}") from None
    return said


def _end(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


_listeners: list[tuple[subprocess.Popen[str], str]] = []


def _listening_office() -> str:
    """Name of the pipe of this process's running LibreOffice, started again if it has died."""
    if _listeners and _listeners[-1][0].poll() is None:
        return _listeners[-1][1]
    pipe = f"xladdin-{os.getpid()}-{len(_listeners)}"
    command = [*_command(_profile(RECALCULATE_ALWAYS, f"uno{len(_listeners)}")), f"--accept=pipe,name={pipe};urp;"]
    process = _start(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(_end, process)
    _listeners.append((process, pipe))
    return pipe
