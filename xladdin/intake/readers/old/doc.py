"""Documents of Word 97–2003 (.doc, WPS .wps): LibreOffice makes a .docx of them, which is read like any other.

LibreOffice runs without a network, without macros, with a profile of its own that is thrown away, and with limits on time and
memory. Where it is not installed the user is told to save the file as .docx.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from xladdin.disk.bounded import read_bounded
from xladdin.errors import UserError
from xladdin.forms.package.guard.limits import DOCUMENT
from xladdin.intake.document import Document
from xladdin.intake.readers.docx import read_docx
from xladdin.intake.readers.old.limited import EndedError, run_limited

SECONDS, MEMORY = 90, 6 << 30
_PROGRAMS = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
#: No macros, no links, no network: what LibreOffice reads at its start (registrymodifications.xcu).
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def office() -> str | None:
    """The program of LibreOffice; None where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _PROGRAMS if Path(path).is_file()), None)


def read_doc(data: bytes, file: str) -> Document:
    """Raises UserError import-no-office, import-old, and what reading a .docx raises."""
    program = office()
    if program is None:
        raise UserError("import-no-office", file=file)
    with tempfile.TemporaryDirectory(prefix="xladdin-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "in.doc").write_bytes(data)
        _write_settings(folder / "profile")
        command = [
            *_without_network(),
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(folder / "in.doc"),
        ]
        try:
            run_limited(command, seconds=SECONDS, memory=MEMORY, environment=_environment(folder))
            made = read_bounded(folder / "out" / "in.docx", DOCUMENT.file_bytes)
        except EndedError as error:
            raise UserError("import-old", file=file, cause=str(error)) from None
        except (OSError, UserError):  # LibreOffice says that all is well also where it made nothing
            raise UserError("import-old", file=file, cause="LibreOffice 打不开它") from None
    return read_docx(made, file)


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>\n",
        "utf-8",
    )


def _environment(folder: Path) -> dict[str, str]:
    """Few variables: nothing of the caller's, and proxies that lead nowhere."""
    kept = {
        name: value
        for name in ("PATH", "LANG", "SYSTEMROOT", "TEMP", "LD_LIBRARY_PATH")
        if (value := os.environ.get(name))
    }
    nowhere = "http://127.0.0.1:9"
    return {**kept, "HOME": str(folder), "http_proxy": nowhere, "https_proxy": nowhere, "SAL_USE_VCLPLUGIN": "svp"}


@functools.cache
def _without_network() -> tuple[str, ...]:
    """On Linux a name space without a network, where the system allows one."""
    if sys.platform == "win32":
        return ()
    program = shutil.which("unshare")
    for options in ((), ("--map-root-user",)):
        command = (program or "", "--net", *options)
        if program and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return ()
