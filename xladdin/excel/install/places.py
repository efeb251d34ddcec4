"""Where the installed parts are on one PC: the paths of ``layout`` in this user's folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xladdin.excel import layout
from xladdin.excel.install.machine import Machine

RECORD_FILE = "installed.json"


@dataclass(frozen=True)
class Places:
    app: Path
    """Everything of ours; removed whole by uninstalling."""
    startup: Path
    """Excel's per-user start-up folder: what lies in it is opened at every start, and it is a trusted location."""

    @classmethod
    def of(cls, machine: Machine) -> Places:
        return cls(
            app=machine.local_appdata / layout.APP_FOLDER,
            startup=machine.roaming_appdata / "Microsoft" / "Excel" / "XLSTART",
        )

    @property
    def python(self) -> Path:
        return self.app / layout.PYTHON_EXE

    @property
    def addin(self) -> Path:
        return self.app / layout.ADDIN_PATH

    @property
    def startup_addin(self) -> Path:
        return self.startup / layout.ADDIN_FILE

    @property
    def record(self) -> Path:
        return self.app / RECORD_FILE

    @property
    def staging(self) -> Path:
        return self.app.with_name(f"{layout.APP_FOLDER}.new")

    @property
    def retired(self) -> Path:
        return self.app.with_name(f"{layout.APP_FOLDER}.old")
