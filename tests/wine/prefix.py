"""A Windows for one test run: wine with a prefix of its own, a Chinese user, code page 936, Windows 10's version.

What makes it reliable: programs get real pipes; a process that keeps wine's services alive saves seconds at each start;
every start has a time limit; after one that was exceeded wine is restarted and the program tried again, for COM
activation hangs now and then under wine 8.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from threading import Thread

from tests.wine.stub_dll import stub_dll

USER = "张三"
LOCALE = "zh_CN.UTF-8"
START_SECONDS = 120
STOP_SECONDS = 20
LAST_OUTPUT_SECONDS = 2
ATTEMPTS = 2


@dataclass(frozen=True)
class Finished:
    code: int
    output: str


class Wine:
    def __init__(self, folder: Path) -> None:
        """Make a prefix in an empty folder; takes some ten seconds."""
        self.prefix = folder / "prefix"
        home = folder / "home"
        home.mkdir()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XLADDIN", "LC_"))},
            "HOME": str(home),  # wine links the user's Documents there
            "USER": USER,
            "LOGNAME": USER,
            "LANG": LOCALE,
            "LC_ALL": LOCALE,
            "LOCPATH": str(_chinese_locale(folder / "locale")),
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "DISPLAY": "",
            "XLADDIN_NOPAUSE": "1",
        }
        self._call(["wineboot", "--init"], START_SECONDS)
        (self.system32 / "bcryptprimitives.dll").write_bytes(stub_dll())
        self._keeper = self._keep_alive()
        self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        self.restart()

    @property
    def drive_c(self) -> Path:
        return self.prefix / "drive_c"

    @property
    def system32(self) -> Path:
        return self.drive_c / "windows" / "system32"

    @property
    def profile(self) -> Path:
        """The user's profile folder."""
        return self.drive_c / "users" / USER

    def windows_path(self, path: Path) -> str:
        """A path on drive C as Windows programs name it."""
        return str(PureWindowsPath("C:\\", path.relative_to(self.drive_c)))

    def run(self, *command: str, cwd: Path | None = None, seconds: float = 60, **environment: str) -> Finished:
        """Run a Windows program to its end; once more in a restarted wine when it hung. Must be repeatable."""
        for attempt in range(ATTEMPTS):
            try:
                return self._run_once(command, cwd or self.profile, seconds, environment)
            except subprocess.TimeoutExpired:
                self.restart()
                if attempt + 1 == ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    def _run_once(self, command: tuple[str, ...], cwd: Path, seconds: float, environment: dict[str, str]) -> Finished:
        """The end of the program counts, not that of its pipe: a service started on the way may hold that open."""
        process = subprocess.Popen(
            ["wine", *command],
            cwd=cwd,
            env={**self.environment, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        pipe = process.stdout
        chunks: list[bytes] = []
        reader = Thread(target=lambda: chunks.extend(iter(lambda: os.read(pipe.fileno(), 65536), b"")), daemon=True)
        reader.start()
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
            raise
        reader.join(LAST_OUTPUT_SECONDS)
        return Finished(code, _text(b"".join(chunks)))

    def restart(self) -> None:
        self.stop()
        self._keeper = self._keep_alive()

    def stop(self) -> None:
        """End everything in this prefix, and nothing else."""
        self._keeper.kill()
        self._call(["wineserver", "--kill"], STOP_SECONDS)
        self._call(["wineserver", "--wait"], STOP_SECONDS)
        self._keeper.wait()

    def _keep_alive(self) -> subprocess.Popen[bytes]:
        """A cmd.exe that waits for input: wine's services stay, and later programs start in a fifth of a second."""
        return subprocess.Popen(
            ["wine", "cmd"],
            cwd=self.prefix,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _call(self, command: list[str], seconds: float) -> None:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        try:
            subprocess.run(command, env=self.environment, timeout=seconds, check=False, **quiet)  # type: ignore[call-overload]
        except subprocess.TimeoutExpired:
            return


def can_make_chinese_locale() -> bool:
    """Whether the package ``locales`` is there."""
    return shutil.which("localedef") is not None and Path("/usr/share/i18n/locales/zh_CN").exists()


def _text(output: bytes) -> str:
    """Python writes UTF-8, cmd the code page."""
    try:
        return output.decode("utf-8")
    except UnicodeDecodeError:
        return output.decode("gb18030", "replace")


def _chinese_locale(folder: Path) -> Path:
    """zh_CN compiled into a folder of the test run: it gives wine the code page of a Chinese Windows."""
    folder.mkdir()
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", str(folder / LOCALE)], check=False, capture_output=True)
    return folder
